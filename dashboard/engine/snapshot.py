"""The rows of every register at one data version: parts that never change, under the decisions people took since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

import duckdb
from sqlalchemy.engine import Engine

from dashboard.engine.part_files import part_files
from dashboard.engine.register_rows import (
    as_day,
    column_list,
    create_rows,
    create_table,
    registers_taken,
    rows_view,
    taken_rows,
)
from dashboard.engine.twins import TWINS, waiting_twins
from etl import service
from etl.datasets import DATASETS
from etl.datasets.dataset import Dataset
from etl.datasets.expressions import is_one_of
from etl.regions import DISTRICT, NATION, NO_REGION, QUARANTINE, REGIONS
from etl.regions.municipalities.directory import spans
from etl.service import COUNTED

SPANS = "municipality_span"
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
    last one may be, where no more than its month or year is known. `taken` are the registers from which one has rows.
    Any thread may ask: each statement has a cursor of its own.
    """

    connection: duckdb.DuckDBPyConnection
    reaches: Mapping[str, tuple[date, date]]
    ends: Mapping[str, date]
    taken: Mapping[str, tuple[str, ...]]
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
    own_ends: dict[str, date] = {}
    for name, dataset in DATASETS.items():
        own_files = {part.load_id: files[part.load_id] for part in contents.parts if part.register == name}
        create_rows(connection, dataset, own_files, contents.changes[name])
        own = first_and_last_day(connection, dataset, f'"{rows_view(dataset)}"', today)
        if own and dataset.moves_data_end:
            own_ends[name] = own[1]
    reaches, ends = {}, {}
    for name, dataset in DATASETS.items():
        rows = create_register(connection, dataset, own_ends, today)
        reach = first_and_last_day(connection, dataset, rows, today) if dataset.moves_data_end else None
        if reach:
            reaches[name] = reach
            ends[name] = end_of_last_day(connection, dataset, rows, reach[1])
    snapshot = Snapshot(connection, reaches, ends, registers_taken(connection))
    twins = [identity for dataset in DATASETS.values() for identity in waiting_twins(snapshot.rows, dataset)]
    create_table(connection, TWINS, ("identity",), [(identity,) for identity in twins])
    return snapshot


def first_and_last_day(
    connection: duckdb.DuckDBPyConnection, dataset: Dataset, rows: str, today: date
) -> tuple[date, date] | None:
    """Return the first day on which something happened in rows and the last one they know of, up to today; None when nothing did."""
    happened = f"day <= DATE '{today}' AND {dataset.amount(dataset.happened)} > 0"
    last_days = "".join(f", max({name}) FILTER (WHERE {name} <= DATE '{today}')" for name in dataset.known_by)
    statement = f"SELECT min(day), max(day){last_days} FROM {rows} WHERE {happened}"
    first, *last = connection.execute(statement).fetchone() or (None,)
    return (first, max(filter(None, last))) if first else None


def end_of_last_day(connection: duckdb.DuckDBPyConnection, dataset: Dataset, rows: str, last: date) -> date:
    """Return the latest day that the rows of a register's last day may be of: of the most exact of them."""
    happened = dataset.amount(dataset.happened)
    statement = f"SELECT min(coalesce(day_end, day)) FROM {rows} WHERE day = ? AND {happened} > 0"
    (end,) = connection.execute(statement, [last]).fetchone() or (last,)
    return end or last


def create_register(
    connection: duckdb.DuckDBPyConnection, dataset: Dataset, own_ends: Mapping[str, date], today: date
) -> str:
    """Create the view of a register and return the SQL of its rows: its own and those it takes, each with the end of its data.

    In the view they also have what each shares with its whole.
    """
    own = f'SELECT *, {as_day(own_ends.get(dataset.name))} AS data_end FROM "{rows_view(dataset)}"'
    taken = [taken_rows(connection, dataset, one, own_ends.get(one.register)) for one in dataset.taken]
    rows = f"(SELECT *, DATE '{today}' AS today FROM ({' UNION ALL BY NAME '.join((own, *taken))}))"
    if (whole := dataset.whole) is None:
        connection.execute(f'CREATE VIEW "{dataset.name}" AS SELECT * FROM {rows}')
        return rows
    key, values = column_list(whole.key), ", ".join(f"{value} AS {name}" for name, value in whole.values)
    statement = f"SELECT {key}, {values} FROM {rows} WHERE quarantined = {COUNTED} GROUP BY {key}"
    connection.execute(f'CREATE TABLE "{wholes_table(dataset)}" AS {statement}')
    join = f'LEFT JOIN "{wholes_table(dataset)}" USING ({key})'
    connection.execute(f'CREATE VIEW "{dataset.name}" AS SELECT * FROM {rows} {join}')
    return rows


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


def wholes_table(dataset: Dataset) -> str:
    """Return the name of the table of what the rows of each whole share."""
    return f"wholes_of_{dataset.name}"
