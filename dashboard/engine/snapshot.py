"""The rows of every register as one data version has them: parts that never change, and what was decided over them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as arrow
from sqlalchemy.engine import Engine

from dashboard.engine.part_files import part_files
from etl import service
from etl.datasets import DATASETS
from etl.datasets.dataset import Dataset, Kind
from etl.datasets.expressions import quoted
from etl.regions import DISTRICT, NATION, NO_REGION, QUARANTINE, REGIONS
from etl.service import COUNTED, SET_ASIDE, Contents

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
}
# Nothing is looked for on the network, and rows come in no order but the one a statement names.
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "preserve_insertion_order": "false",
}


@dataclass(frozen=True, eq=False, slots=True)
class Snapshot:
    """A DuckDB in which each register is a view of its name, and `scope` says which scopes a row belongs to.

    A view holds the rows that count and those that wait; `row_scope` is a row's region, or the mark of quarantine.
    """

    version: str
    connection: duckdb.DuckDBPyConnection

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows a statement answers; any thread may ask."""
        with self.connection.cursor() as cursor:
            return cursor.execute(statement, parameters).fetchall()

    def columns(self, statement: str, parameters: Sequence[object] = ()) -> dict[str, Any]:
        """Return the columns a statement answers as masked arrays of numpy, by name; any thread may ask."""
        with self.connection.cursor() as cursor:
            return cursor.execute(statement, parameters).fetchnumpy()


def open_snapshot(warehouse: Engine) -> Snapshot:
    """Return the present rows of every register; parts that this machine lacks are fetched."""
    contents = service.contents(warehouse)
    connection = duckdb.connect(":memory:", config=SETTINGS)
    create_table(connection, "scope", ("row_scope", "scope"), list(scopes()))
    for dataset in DATASETS.values():
        create_register(connection, warehouse, dataset, contents)
    return Snapshot(contents.version, connection)


def create_register(
    connection: duckdb.DuckDBPyConnection, warehouse: Engine, dataset: Dataset, contents: Contents
) -> None:
    """Create the view of a register, and the table of its rows that a decision changed."""
    parts = [part for part in contents.parts if part.register == dataset.name]
    changes = contents.changes[dataset.name]
    changed_loads = {change.load_id for change in changes}
    files = part_files(warehouse, parts)
    laid_over = [file for file, part in zip(files, parts, strict=True) if part.load_id in changed_loads]
    names = ("load_id", "number", *changeable(dataset))
    create_table(
        connection,
        changed_table(dataset),
        names,
        [tuple(getattr(change, name) for name in names) for change in changes],
    )
    connection.execute(f'CREATE VIEW "{dataset.name}" AS {view_of(dataset, files, laid_over)}')


def create_table(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    """Create a small table of these rows; every cursor of the connection sees it."""
    values = zip(*rows, strict=True) if rows else [[] for _ in columns]
    table = arrow.table(dict(zip(columns, map(list, values), strict=True)))
    connection.register("given", table)
    connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM given')
    connection.unregister("given")


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


def changed_table(dataset: Dataset) -> str:
    """Return the name of the table of a register's rows that a decision changed."""
    return f"changed_{dataset.name}"


def changeable(dataset: Dataset) -> tuple[str, ...]:
    """Return the columns of a row that a decision can change: whether it counts, its event, its regions."""
    return ("quarantined", "day", "identity", *dataset.region_columns())


def stored_types(dataset: Dataset) -> Mapping[str, str]:
    """Return every stored column of a register with its type in DuckDB."""
    own = {name: "VARCHAR" for column in dataset.columns for name in column.stored}
    kinds = {column.name: COLUMN_TYPES.get(column.kind, "VARCHAR") for column in dataset.columns}
    return ROW_TYPES | own | kinds


def view_of(dataset: Dataset, files: Iterable[Path], laid_over: Iterable[Path]) -> str:
    """Return the statement for the rows of a register that are not set aside; over some files its decisions are laid."""
    columns, changed = stored_types(dataset), set(laid_over)
    nothing = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in columns.items())
    selects = [f"SELECT {nothing} WHERE false"]
    if plain := [file for file in files if file not in changed]:
        selects.append(f"SELECT {listed(columns)} FROM {read(plain)}")
    if changed:
        present = {name: f'part."{name}"' for name in columns}
        present |= {name: f'coalesce(change."{name}", part."{name}")' for name in changeable(dataset)}
        shown = ", ".join(f'{value} AS "{name}"' for name, value in present.items())
        join = f'LEFT JOIN "{changed_table(dataset)}" AS change USING (load_id, number)'
        selects.append(f"SELECT {shown} FROM {read(sorted(changed))} AS part {join}")
    scope = f"CASE WHEN quarantined = {COUNTED} THEN {dataset.region} ELSE {quoted(QUARANTINE)} END AS row_scope"
    return f"SELECT *, {scope} FROM ({' UNION ALL '.join(selects)}) WHERE quarantined <> {SET_ASIDE}"


def listed(names: Iterable[str]) -> str:
    """Return names of columns as a statement lists them."""
    return ", ".join(f'"{name}"' for name in names)


def read(files: Iterable[Path]) -> str:
    """Return the table function that reads these files."""
    return f"read_parquet([{', '.join(quoted(str(file)) for file in files)}])"
