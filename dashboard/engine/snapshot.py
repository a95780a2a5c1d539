"""The rows of every register at one data version: parts that never change, under the decisions people took since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as arrow
from sqlalchemy.engine import Engine

from dashboard.engine.part_files import LOAD, part_files
from dashboard.engine.twins import TWINS, waiting_twins
from etl import service
from etl.datasets import DATASETS
from etl.datasets.dataset import Dataset, Kind
from etl.datasets.expressions import UNIT, is_one_of, quoted
from etl.regions import DISTRICT, NATION, NO_REGION, QUARANTINE, REGIONS
from etl.regions.municipalities.directory import spans
from etl.service import COUNTED, SET_ASIDE

SPANS = "municipality_span"
COLUMN_TYPES = {
    Kind.COUNT: "DOUBLE", Kind.DATE: "DATE", Kind.YEAR: "INTEGER", Kind.NUMBER: "DOUBLE", Kind.FLAG: "TINYINT",
}  # fmt: skip
ROW_TYPES = {
    "load_id": "INTEGER",
    "number": "INTEGER",
    "sheet": "VARCHAR",
    "row": "INTEGER",
    "quarantined": "TINYINT",
    "day": "DATE",
    "day_end": "DATE",
    "day_precision": "VARCHAR",
    "identity": "BIGINT",
    UNIT: "VARCHAR",
}
# The place of a row in the warehouse, as one number: by its load, then by its number there.
ROW_ORDER = "load_id::BIGINT * 4294967296 + number"
# No extension is fetched from the network, and rows come in no order but the one a statement names.
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "preserve_insertion_order": "false",
}


@dataclass(frozen=True, eq=False, slots=True)
class Snapshot:
    """A DuckDB in which each register is a view of its name, and `scope` says which scopes a row belongs to.

    A view holds the rows that count and those in quarantine; `row_scope` is a row's region, or the mark of quarantine.
    `listed` are the regions whose single rows may be read, None for all; sums are of all rows.
    `reaches` holds the first and the last day with data of each register that has any; `ends` holds the latest day that the
    last one may be, where no more than its month or year is known.
    Any thread may ask: each statement has a cursor of its own.
    """

    connection: duckdb.DuckDBPyConnection
    reaches: Mapping[str, tuple[date, date]]
    ends: Mapping[str, date]
    listed: tuple[str, ...] | None = None

    @property
    def lists(self) -> str:
        """Return the condition of the rows that may be listed one by one."""
        return "true" if self.listed is None else is_one_of("region", self.listed) if self.listed else "false"

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a statement's result."""
        with self.connection.cursor() as cursor:
            return cursor.execute(statement, parameters).fetchall()

    def columns(self, statement: str, parameters: Sequence[object] = ()) -> dict[str, Any]:
        """Return the columns of a statement's result by name, as arrays of numpy, masked where values are missing."""
        with self.connection.cursor() as cursor:
            return cursor.execute(statement, parameters).fetchnumpy()

    def wholes(self, dataset: Dataset) -> list[dict[str, Any]]:
        """Return what the rows of each whole of a register share, its key included, in the order of the key."""
        whole = dataset.whole
        names = (*whole.key, *(name for name, _ in whole.values)) if whole else ()
        if not whole:
            return []
        statement = f'SELECT {column_list(names)} FROM "{wholes_table(dataset)}" ORDER BY {column_list(whole.key)}'
        return [dict(zip(names, row, strict=True)) for row in self.rows(statement)]


def open_snapshot(warehouse: Engine, today: date | None = None) -> Snapshot:
    """Return the present rows of every register, as of today; parts that this machine lacks are fetched."""
    today = today or date.today()
    contents = service.contents(warehouse)
    files = part_files(warehouse, contents.parts)
    connection = duckdb.connect(":memory:", config=SETTINGS)
    create_table(connection, "scope", ("row_scope", "scope"), list(scopes()))
    create_table(connection, SPANS, ("unit", "called", "since", "until"), [astuple(span) for span in spans()])
    reaches, ends = {}, {}
    for name, dataset in DATASETS.items():
        own_files = {part.load_id: files[part.load_id] for part in contents.parts if part.register == name}
        create_rows(connection, dataset, own_files, contents.changes[name])
        reach = first_and_last_day(connection, dataset, today) if dataset.moves_data_end else None
        create_register(connection, dataset, reach[1] if reach else None, today)
        if reach:
            reaches[name] = reach
            ends[name] = end_of_last_day(connection, dataset, reach[1])
    snapshot = Snapshot(connection, reaches, ends)
    twins = [identity for dataset in DATASETS.values() for identity in waiting_twins(snapshot.rows, dataset)]
    create_table(connection, TWINS, ("identity",), [(identity,) for identity in twins])
    return snapshot


def create_rows(
    connection: duckdb.DuckDBPyConnection, dataset: Dataset, files: Mapping[int, Path], changes: Sequence[Any]
) -> None:
    """Create the view of the rows in the files of a register's loads, and the table of those that a decision changed."""
    names = ("load_id", "number", *changeable(dataset))
    rows = [tuple(getattr(change, name) for name in names) for change in changes]
    create_table(connection, changes_table(dataset), names, rows)
    changed_loads = {change.load_id for change in changes}
    plain = [file for load_id, file in files.items() if load_id not in changed_loads]
    changed = [file for load_id, file in files.items() if load_id in changed_loads]
    connection.execute(f'CREATE VIEW "{rows_view(dataset)}" AS {view_statement(dataset, plain, changed)}')


def first_and_last_day(
    connection: duckdb.DuckDBPyConnection, dataset: Dataset, today: date
) -> tuple[date, date] | None:
    """Return the first and the last day up to today on which something happened; None when nothing did."""
    happened = dataset.amount(dataset.happened)
    statement = f'SELECT min(day), max(day) FROM "{rows_view(dataset)}" WHERE day <= ? AND {happened} > 0'
    first, last = connection.execute(statement, [today]).fetchone() or (None, None)
    return (first, last) if first else None


def end_of_last_day(connection: duckdb.DuckDBPyConnection, dataset: Dataset, last: date) -> date:
    """Return the latest day that the rows of a register's last day may be of: of the most exact of them."""
    happened = dataset.amount(dataset.happened)
    statement = f'SELECT min(coalesce(day_end, day)) FROM "{rows_view(dataset)}" WHERE day = ? AND {happened} > 0'
    (end,) = connection.execute(statement, [last]).fetchone() or (last,)
    return end or last


def create_register(connection: duckdb.DuckDBPyConnection, dataset: Dataset, end: date | None, today: date) -> None:
    """Create the view of a register: its rows, the end of its data, and what each row shares with its whole."""
    data_end = f"DATE '{end}'" if end else "NULL::DATE"
    rows = f"(SELECT *, {data_end} AS data_end, DATE '{today}' AS today FROM \"{rows_view(dataset)}\")"
    if (whole := dataset.whole) is None:
        connection.execute(f'CREATE VIEW "{dataset.name}" AS SELECT * FROM {rows}')
        return
    key, values = column_list(whole.key), ", ".join(f"{value} AS {name}" for name, value in whole.values)
    statement = f"SELECT {key}, {values} FROM {rows} WHERE quarantined = {COUNTED} GROUP BY {key}"
    connection.execute(f'CREATE TABLE "{wholes_table(dataset)}" AS {statement}')
    join = f'LEFT JOIN "{wholes_table(dataset)}" USING ({key})'
    connection.execute(f'CREATE VIEW "{dataset.name}" AS SELECT * FROM {rows} {join}')


def create_table(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    """Create a small table of these rows; every cursor of the connection sees it."""
    values = zip(*rows, strict=True) if rows else [[] for _ in columns]
    connection.register("new_rows", arrow.table(dict(zip(columns, map(list, values), strict=True))))
    connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM new_rows')
    connection.unregister("new_rows")


def scopes() -> Iterable[tuple[str, str]]:
    """Yield the smallest scope of a row with each scope it adds to: itself, its federal district, the nation."""
    for region in REGIONS:
        yield region.code, region.code
        yield region.code, NATION
        if region.federal_district:
            yield region.code, DISTRICT + region.federal_district
    for mark in (NO_REGION, QUARANTINE):
        yield mark, mark
        yield mark, NATION


def rows_view(dataset: Dataset) -> str:
    """Return the name of the view of a register's rows as they are stored."""
    return f"rows_of_{dataset.name}"


def wholes_table(dataset: Dataset) -> str:
    """Return the name of the table of what the rows of each whole share."""
    return f"wholes_of_{dataset.name}"


def changes_table(dataset: Dataset) -> str:
    """Return the name of the table of a register's rows that a decision changed."""
    return f"changed_{dataset.name}"


def changeable(dataset: Dataset) -> tuple[str, ...]:
    """Return the columns of a row that a decision can change: whether it counts, its event, its municipality and regions."""
    return ("quarantined", "day", "identity", UNIT, *dataset.region_columns())


def stored_types(dataset: Dataset) -> Mapping[str, str]:
    """Return every stored column of a register with its type in DuckDB."""
    own = {name: "VARCHAR" for column in dataset.columns for name in column.stored}
    kinds = {column.name: COLUMN_TYPES.get(column.kind, "VARCHAR") for column in dataset.columns}
    return ROW_TYPES | own | kinds


def view_statement(dataset: Dataset, plain: Sequence[Path], changed: Sequence[Path]) -> str:
    """Return the statement for the rows of a register that are not set aside, nor held back as perhaps no rows at all.

    Rows of `plain` files stand as they were loaded; where a decision changed a row of a `changed` file, its columns win.
    """
    columns = stored_types(dataset)
    no_rows = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in columns.items())
    selects = [f"SELECT {no_rows} WHERE false"]
    if plain:
        selects.append(f"SELECT {column_list(columns)} FROM {files_table(plain)}")
    if changed:
        values = {name: f'part."{name}"' for name in columns}
        values |= {name: f'coalesce(change."{name}", part."{name}")' for name in changeable(dataset)}
        present = ", ".join(f'{value} AS "{name}"' for name, value in values.items())
        join = f'LEFT JOIN "{changes_table(dataset)}" AS change USING (load_id, number)'
        selects.append(f"SELECT {present} FROM {files_table(changed)} AS part {join}")
    scope = f"CASE WHEN quarantined = {COUNTED} THEN {dataset.region} ELSE {quoted(QUARANTINE)} END AS row_scope"
    return f"SELECT *, {scope} FROM ({' UNION ALL '.join(selects)}) WHERE quarantined < {SET_ASIDE}"


def column_list(names: Iterable[str]) -> str:
    """Return names of columns as a statement lists them."""
    return ", ".join(f'"{name}"' for name in names)


def files_table(files: Iterable[Path]) -> str:
    """Return the table function that reads these files."""
    names = ", ".join(quoted(str(file)) for file in files)
    return f"read_parquet([{names}], hive_partitioning = true, hive_types = {{{LOAD}: {ROW_TYPES[LOAD]}}})"
