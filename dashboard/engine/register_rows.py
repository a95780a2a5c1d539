"""The rows of a register as DuckDB reads them: its parts under the decisions people took since, and rows of other registers it takes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as arrow

from dashboard.engine.part_files import LOAD
from etl.datasets import DATASETS
from etl.datasets.dataset import Dataset, Kind
from etl.datasets.expressions import UNIT, quoted
from etl.datasets.sameness import are_alike
from etl.datasets.taken import Taken
from etl.regions import QUARANTINE
from etl.service import COUNTED, SET_ASIDE

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


def create_table(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    """Create a small table of these rows; every cursor of the connection sees it."""
    values = zip(*rows, strict=True) if rows else [[] for _ in columns]
    connection.register("new_rows", arrow.table(dict(zip(columns, map(list, values), strict=True))))
    connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM new_rows')
    connection.unregister("new_rows")


def rows_view(dataset: Dataset) -> str:
    """Return the name of the view of a register's rows as they are stored."""
    return f"rows_of_{dataset.name}"


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


def taken_rows(connection: duckdb.DuckDBPyConnection, dataset: Dataset, taken: Taken, end: date | None) -> str:
    """Return the SQL of the rows a register takes from another one, where their data end; those it has itself are left out."""
    repeated = f"repeated_in_{dataset.name}_of_{taken.register}"
    create_table(connection, repeated, ("load_id", "number"), repeated_rows(connection, dataset, taken))
    values = {name: "''" if kind == "VARCHAR" else f"NULL::{kind}" for name, kind in stored_types(dataset).items()}
    values |= {name: f'"{name}"' for name in (*ROW_TYPES, "row_scope")} | {
        name: f'"{of}"' for name, of in taken.columns
    }
    columns = ", ".join(f'{value} AS "{name}"' for name, value in values.items())
    return f"""SELECT {columns}, {as_day(end)} AS data_end FROM "{rows_view(DATASETS[taken.register])}"
        WHERE {taken.where} AND (load_id, number) NOT IN (SELECT (load_id, number) FROM "{repeated}")"""


def repeated_rows(connection: duckdb.DuckDBPyConnection, dataset: Dataset, taken: Taken) -> list[tuple[int, int]]:
    """Return the load and number of each row that would be taken and that a row of the register itself is again."""
    same, title, region = (taken.source_of(name) for name in (taken.same, taken.title, dataset.region))
    pairs = connection.execute(
        f"""SELECT other.load_id, other.number, other."{title}", own."{taken.title}"
        FROM (SELECT * FROM "{rows_view(DATASETS[taken.register])}" WHERE {taken.where} AND quarantined = {COUNTED}) AS other
        JOIN "{rows_view(dataset)}" AS own
            ON own.quarantined = {COUNTED} AND own."{dataset.region}" = other."{region}"
            AND own."{taken.same}" = other."{same}"
        ORDER BY ALL"""
    ).fetchall()
    return list(dict.fromkeys((load, number) for load, number, one, other in pairs if are_alike(one, other)))


def registers_taken(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, ...]]:
    """Return, of each register that takes rows of others, those that have any for it."""
    return {
        name: tuple(one.register for one in dataset.taken if has_rows(connection, one))
        for name, dataset in DATASETS.items()
        if dataset.taken
    }


def has_rows(connection: duckdb.DuckDBPyConnection, taken: Taken) -> bool:
    """Return whether a register has any row that another one takes."""
    statement = f'SELECT 1 FROM "{rows_view(DATASETS[taken.register])}" WHERE {taken.where} LIMIT 1'
    return connection.execute(statement).fetchone() is not None


def as_day(day: date | None) -> str:
    """Return a day as SQL, NULL where there is none."""
    return f"DATE '{day}'" if day else "NULL::DATE"
