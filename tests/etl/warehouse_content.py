"""What a warehouse holds, value by value: rows, parts, what is laid over them, quarantine, sources."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from etl.datasets import DATASETS
from etl.rows.changes import row_changes, state_columns
from etl.rows.file_rows import load_rows
from etl.rows.part_file import UNCLEAR, read_part
from etl.rows.parts import current_parts, part_content
from etl.rows.versions import from_journal
from etl.warehouse.journal import fold
from etl.warehouse.tables import CHANGES, FACTS, current_source, quarantine

Row = dict[str, Any]
Rows = list[Row]


def rows_of(engine: Engine, table: sa.Table) -> Rows:
    """Return the rows of a table without the numbers the database gives them."""
    columns = [column for column in table.columns if column.name != "id"]
    with engine.connect() as connection:
        rows = [dict(row) for row in connection.execute(sa.select(*columns)).mappings()]
    return sorted(rows, key=lambda row: (row["load_id"], row.get("number", 0)))


def parts(engine: Engine) -> dict[int, Rows]:
    """Return the rows of each current part, in their order."""
    with engine.connect() as connection:
        return {
            part.load_id: [
                {"load_id": part.load_id, **row}
                for row in read_part(part_content(connection, part.load_id)).to_pylist()
            ]
            for part in current_parts(connection)
        }


def whole(engine: Engine) -> dict[str, Any]:
    """Return all that a warehouse derived."""
    tables = [*FACTS.values(), *CHANGES.values(), quarantine, current_source]
    return {table.name: rows_of(engine, table) for table in tables} | {"parts": parts(engine)}


def laid_over(engine: Engine, register: str) -> Rows:
    """Return the rows of a register as whoever reads its parts and its changes has them."""
    with engine.connect() as connection:
        changes = {(row.load_id, row.number): row for row in row_changes(connection, DATASETS[register])}
        own = [part.load_id for part in current_parts(connection) if part.register == register]
    by_load, rows = parts(engine), []
    for row in (row for load_id in own for row in by_load[load_id]):
        change = changes.get((row["load_id"], row["number"]))
        states = {name: getattr(change, name) for name in state_columns(DATASETS[register])} if change else {}
        rows.append({name: value for name, value in (row | states).items() if name not in UNCLEAR})
    return sorted(rows, key=lambda row: (row["load_id"], row["number"]))


def as_read_now(engine: Engine) -> tuple[Rows, list[Mapping[str, Any]]]:
    """Return the rows of events and the quarantine as the kept files are understood now, in one go with every name."""
    rows: Rows = []
    waiting: list[Mapping[str, Any]] = []
    with engine.connect() as connection:
        state = fold(connection)
        for load_id, entry in sorted(state.current.items()):
            read = load_rows(from_journal(connection, entry, state.aliases).batches)
            rows += [
                {"load_id": load_id} | dict(zip(read.columns, values, strict=True))
                for values in zip(*read.columns.values(), strict=True)
            ]
            waiting += [{"load_id": load_id, **row} for row in read.waiting]
    return rows, waiting


def assert_rows_are_as_read_now(engine: Engine) -> None:
    """Fail unless the rows of events and the quarantine are what reading the files with every confirmed name gives."""
    rows, waiting = as_read_now(engine)
    stored = rows_of(engine, FACTS["events"])
    assert [{name: as_text(value) for name, value in row.items()} for row in stored] == rows
    assert rows_of(engine, quarantine) == waiting


def as_text(value: object) -> object:
    """Return a day as it is read, and any other value as it is."""
    return value.isoformat() if isinstance(value, date) else value


def assert_parts_and_rows_agree(engine: Engine) -> None:
    """Fail unless parts with their changes say in every value what the row tables say, and no change says nothing."""
    by_load = parts(engine)
    for register, dataset in DATASETS.items():
        assert laid_over(engine, register) == rows_of(engine, FACTS[register]), register
        for change in rows_of(engine, CHANGES[register]):
            row = next(row for row in by_load[change["load_id"]] if row["number"] == change["number"])
            assert any(row[name] != change[name] for name in state_columns(dataset)), change
