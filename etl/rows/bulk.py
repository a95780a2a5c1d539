"""Rows inserted and read by the database's own driver: SQLAlchemy would look at every value of 100,000 rows."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

LONGEST_LITERAL = 200  # SQLite refuses a statement of a million characters

# Without an adapter sqlite3 searches for one at every empty cell, ten times as long as it takes to bind a number.
sqlite3.register_adapter(type(None), dict[None, None]().get)


@contextmanager
def driver_cursor(connection: Connection) -> Iterator[Any]:
    """Open a cursor of the driver itself: wrapping 100,000 rows costs more than reading them; errors are SQLAlchemy's."""
    base = connection.dialect.loaded_dbapi.Error
    cursor = connection.connection.cursor()
    try:
        yield cursor
    except base as error:
        raise DBAPIError.instance(None, None, error, base) from error
    finally:
        cursor.close()


def plain_rows(connection: Connection, query: sa.Select[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a query as the driver gives them."""
    with driver_cursor(connection) as cursor:
        cursor.execute(str(query.compile(connection, compile_kwargs={"literal_binds": True})))
        return list(cursor.fetchall())


def insert_columns(connection: Connection, table: sa.Table, columns: Mapping[str, Sequence[Any]]) -> None:
    """Insert columns of equal length, one value a row, dates as ISO text, in the quickest way the database has."""
    with driver_cursor(connection) as cursor:
        if connection.dialect.name == "postgresql":
            copy_in(cursor, table.name, columns)
        else:
            statement, varying = sqlite_insert(table, columns)
            cursor.executemany(statement, zip(*varying, strict=True))


def copy_in(cursor: Any, table: str, columns: Mapping[str, Sequence[Any]]) -> None:
    """Copy rows into a table of PostgreSQL; where it has row security, which refuses that, over a table of this transaction."""
    names = quoted(columns)
    [is_secured] = cursor.execute("SELECT row_security_active(%s)", (table,)).fetchone()
    place = f"own_{table}" if is_secured else table
    if is_secured:
        alike = f"SELECT {names} FROM {table} WITH NO DATA"  # noqa: S608 - names are ours
        cursor.execute(f"CREATE TEMPORARY TABLE {place} ON COMMIT DROP AS {alike}")
    with cursor.copy(f"COPY {place} ({names}) FROM STDIN") as copy:
        for row in zip(*columns.values(), strict=True):
            copy.write_row(row)
    if is_secured:
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM {place}")  # noqa: S608 - names are ours
        cursor.execute(f"DROP TABLE {place}")


def sqlite_insert(table: sa.Table, columns: Mapping[str, Sequence[Any]]) -> tuple[str, Sequence[Sequence[Any]]]:
    """Return the statement that inserts a row, and the columns to pass to it, at least one.

    A column of one value stands in the statement itself: what takes the time is to hand over every value of every row.
    """
    written = {name: literal(values[0]) for name, values in columns.items() if is_written(values)}
    if len(written) == len(columns):
        written.popitem()
    marks = ", ".join(written.get(name, "?") for name in columns)
    statement = f"INSERT INTO {table.name} ({quoted(columns)}) VALUES ({marks})"  # noqa: S608 - names ours, values quoted
    return statement, [values for name, values in columns.items() if name not in written]


def is_written(values: Sequence[Any]) -> bool:
    """Return whether a column holds one value in all its rows, and one that a statement can hold."""
    if not values or values[0] != values[-1] or values.count(values[0]) < len(values):
        return False
    return not isinstance(values[0], str) or (len(values[0]) <= LONGEST_LITERAL and values[0].isprintable())


def literal(value: str | float | None) -> str:
    """Return a value as SQLite writes it in a statement."""
    if value is None:
        return "NULL"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)


def quoted(names: Iterable[str]) -> str:
    """Return the names of columns as a statement lists them."""
    return ", ".join(f'"{name}"' for name in names)
