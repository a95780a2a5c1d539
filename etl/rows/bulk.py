"""Rows inserted and read by the database's own driver: SQLAlchemy would look at every value of 100,000 rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from etl.rows.packed import TABLE, PackedRows, unpacked
from etl.rows.sqlite_insert import quoted, sqlite_insert


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
            copy_in(cursor, table.name, tuple(columns), zip(*columns.values(), strict=True))
        else:
            statement, varying = sqlite_insert(table.name, columns)
            cursor.executemany(statement, zip(*varying, strict=True))


def insert_packed(connection: Connection, table: sa.Table, load_id: int, rows: PackedRows) -> None:
    """Insert packed rows as those of a load."""
    with driver_cursor(connection) as cursor:
        if connection.dialect.name == "postgresql":
            copy_in(cursor, table.name, ("load_id", *rows.names), unpacked(rows, load_id))
        else:
            take_over(cursor, table.name, load_id, rows)


def take_over(cursor: Any, table: str, load_id: int, rows: PackedRows) -> None:
    """Insert packed rows within SQLite; their database is closed with the transaction, it cannot be before."""
    schema, names = f"packed_{load_id}", quoted(rows.names)
    cursor.execute(f"ATTACH ? AS {schema}", (str(rows.file),))
    chosen = f"SELECT {load_id}, {names} FROM {schema}.{TABLE} ORDER BY rowid"  # noqa: S608 - names are ours
    cursor.execute(f"INSERT INTO {table} (load_id, {names}) {chosen}")


def copy_in(cursor: Any, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Copy rows into a table of PostgreSQL; where it has row security, which refuses that, over a table of this transaction."""
    names = quoted(columns)
    [is_secured] = cursor.execute("SELECT row_security_active(%s)", (table,)).fetchone()
    place = f"own_{table}" if is_secured else table
    if is_secured:
        alike = f"SELECT {names} FROM {table} WITH NO DATA"  # noqa: S608 - names are ours
        cursor.execute(f"CREATE TEMPORARY TABLE {place} ON COMMIT DROP AS {alike}")
    with cursor.copy(f"COPY {place} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    if is_secured:
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM {place}")  # noqa: S608 - names are ours
        cursor.execute(f"DROP TABLE {place}")
