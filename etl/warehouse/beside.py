"""Derived tables made beside those that are read, and put in their place at the end: on PostgreSQL nobody waits for a rebuild.

SQLite needs none of it: its readers see the old rows until the transaction ends.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from etl.warehouse.access.row_security import secure_new_tables
from etl.warehouse.tables import DERIVED

INCOMING = "incoming"  # the schema in which the new tables are made
LONGEST_LOCK = (
    300  # milliseconds that readers wait at most; less than the time after which PostgreSQL looks for deadlocks
)
ATTEMPTS, PAUSE = 200, 0.1


@contextmanager
def made_beside(connection: Connection) -> Iterator[None]:
    """Let a block make and fill the derived tables; the old ones are read until it ends, where that is possible."""
    if not can_make_schema(connection):
        DERIVED.drop_all(connection)
        yield
        secure_new_tables(connection)
        return
    home = connection.scalar(sa.text("SELECT current_schema()"))
    connection.execute(sa.text(f"CREATE SCHEMA {INCOMING}"))
    connection.execute(sa.text(f"SET LOCAL search_path TO {INCOMING}, {home}"))
    yield
    put_in_place(connection, str(home))
    secure_new_tables(connection)


def can_make_schema(connection: Connection) -> bool:
    """Return whether new tables can be made in a schema of their own."""
    if connection.dialect.name != "postgresql":
        return False
    allowed = sa.text("SELECT has_database_privilege(current_database(), 'CREATE')")
    return bool(connection.scalar(allowed))


def put_in_place(connection: Connection, home: str) -> None:
    """Take the old tables away and give the new ones their place."""
    old = set(sa.inspect(connection).get_table_names(schema=home)) & set(DERIVED.tables)
    lock(connection, [f'{home}."{name}"' for name in sorted(old)])
    for name in sorted(old):
        connection.execute(sa.text(f'DROP TABLE {home}."{name}"'))
    for table in DERIVED.sorted_tables:
        connection.execute(sa.text(f'ALTER TABLE {INCOMING}."{table.name}" SET SCHEMA {home}'))
    connection.execute(sa.text(f"SET LOCAL search_path TO {home}"))
    connection.execute(sa.text(f"DROP SCHEMA {INCOMING}"))


def lock(connection: Connection, tables: list[str]) -> None:
    """Lock tables all at once or not at all, again and again: who waits for one while holding another would be a deadlock."""
    if not tables:
        return
    connection.execute(sa.text(f"SET LOCAL lock_timeout = {LONGEST_LOCK}"))
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with connection.begin_nested():
                connection.execute(sa.text(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE"))
            break
        except OperationalError:
            if attempt == ATTEMPTS:
                raise
            time.sleep(PAUSE)
    connection.execute(sa.text("SET LOCAL lock_timeout = 0"))
