"""The rows of a load as a small SQLite file: a process that reads ahead makes it, the warehouse takes it over in one statement."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.rows.file_rows import LoadRows
from etl.rows.sqlite_insert import quoted, sqlite_insert

TABLE = "packed_rows"
# The file lives for one load: after a crash nobody reads it.
UNSAFE = "pragma page_size=65536; pragma journal_mode=off; pragma synchronous=off; pragma locking_mode=exclusive"


@dataclass(frozen=True, slots=True)
class PackedRows:
    """What `LoadRows` holds, as it is quickly handed to another process: the names of the columns and a file of one table."""

    names: Sequence[str]
    file: Path
    waiting: Sequence[Mapping[str, Any]]


def packed(rows: LoadRows, file: Path) -> PackedRows:
    """Return the rows of a load packed into a new file; a column without a type keeps each value as it is."""
    statement, varying = sqlite_insert(TABLE, rows.columns)
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.executescript(UNSAFE)
        database.execute("BEGIN")
        database.execute(f"CREATE TABLE {TABLE} ({quoted(rows.columns)})")
        database.executemany(statement, zip(*varying, strict=True))
        database.execute("COMMIT")
    return PackedRows(tuple(rows.columns), file, rows.waiting)


def unpacked(rows: PackedRows, load_id: int) -> Sequence[Sequence[Any]]:
    """Return the rows, each with the number of its load before its values."""
    with closing(sqlite3.connect(rows.file)) as database:
        return database.execute(f"SELECT {load_id}, * FROM {TABLE} ORDER BY rowid").fetchall()  # noqa: S608 - names are ours
