"""The rows of a load as a small SQLite database: a process that reads ahead makes it, the warehouse takes it over in one statement."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from etl.rows.file_rows import LoadRows
from etl.rows.sqlite_insert import quoted, sqlite_insert

TABLE = "packed_rows"


@dataclass(frozen=True, slots=True)
class PackedRows:
    """What `LoadRows` holds, as it is quickly handed to another process: the names of the columns and a database of one table."""

    names: Sequence[str]
    database: bytes
    waiting: Sequence[Mapping[str, Any]]


def packed(rows: LoadRows) -> PackedRows:
    """Return the rows of a load packed; a column without a type keeps each value as it is."""
    statement, varying = sqlite_insert(TABLE, rows.columns)
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"CREATE TABLE {TABLE} ({quoted(rows.columns)})")
        database.executemany(statement, zip(*varying, strict=True))
        database.commit()
        return PackedRows(tuple(rows.columns), database.serialize(), rows.waiting)


def unpacked(rows: PackedRows, load_id: int) -> Sequence[Sequence[Any]]:
    """Return the rows, each with the number of its load before its values."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(rows.database)
        return database.execute(f"SELECT {load_id}, * FROM {TABLE} ORDER BY rowid").fetchall()  # noqa: S608 - names are ours
