"""The database of the warehouse: its address, how it is opened, and the transaction that writes into it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, ExceptionContext
from sqlalchemy.exc import DataError, IntegrityError

from etl.warehouse.access.row_security import say_regions
from etl.warehouse.sqlite import BUSY_TIMEOUT, sqlite_engine

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_URL = f"sqlite:///{ROOT / 'var' / 'warehouse.db'}"


def database_url() -> str:
    """Return the address of the warehouse: DATABASE_URL, or the SQLite file of this checkout."""
    return os.environ.get("DATABASE_URL") or DEFAULT_URL


def create_engine(url: str | None = None) -> Engine:
    """Return an engine of the warehouse at this address, at DATABASE_URL without one."""
    address = sa.make_url(url or database_url())
    if address.get_backend_name() == "postgresql":
        from etl.warehouse.postgresql import postgresql_engine  # the driver takes a tenth of a second to import

        engine = postgresql_engine(address)
        sa.event.listen(engine, "handle_error", _without_values)
        sa.event.listen(engine, "begin", say_regions)
        return engine
    if address.get_backend_name() != "sqlite":
        return sa.create_engine(address)
    return sqlite_engine(address)


def _without_values(context: ExceptionContext) -> None:
    """Leave the first line of what PostgreSQL says of a row it does not take: the next ones repeat the row."""
    if isinstance(context.sqlalchemy_exception, IntegrityError | DataError):
        for error in (context.original_exception, context.sqlalchemy_exception):
            error.args = tuple(str(words).partition("\n")[0] for words in error.args)


@contextmanager
def writing_at_once(engine: Engine) -> Iterator[Connection]:
    """Open a transaction for a line that no page may wait for: it takes no lock of loads, and fails while SQLite is busy."""
    with engine.connect().execution_options(writes=True) as connection:
        driver: Any = connection.connection.driver_connection if connection.dialect.name == "sqlite" else None
        if driver:
            driver.execute("pragma busy_timeout=0")
        try:
            with connection.begin():
                yield connection
        finally:
            if driver:
                driver.execute(f"pragma busy_timeout={BUSY_TIMEOUT}")


@contextmanager
def writing_in_time(engine: Engine) -> Iterator[Connection]:
    """Open a transaction for a line of its own: it takes no lock of loads, and waits a few seconds while SQLite is busy."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open the one writing transaction of the warehouse; everything in it happens, or nothing."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            from etl.warehouse.postgresql import wait_for_turn

            wait_for_turn(connection)
        yield connection
