"""The database of the warehouse: its address, how it is opened, and the transaction that writes into it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, ExceptionContext
from sqlalchemy.exc import DataError, DisconnectionError, IntegrityError

from etl.warehouse.row_security import say_regions

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_URL = f"sqlite:///{ROOT / 'var' / 'warehouse.db'}"
BUSY_TIMEOUT = 5000  # milliseconds in which SQLite waits for another writer


def database_url() -> str:
    """Return the address of the warehouse: DATABASE_URL, or the SQLite file of this checkout."""
    return os.environ.get("DATABASE_URL") or DEFAULT_URL


def create_engine(url: str | None = None) -> Engine:
    """Return an engine whose transactions are explicit on SQLite too, with write-ahead log and a busy timeout."""
    address = sa.make_url(url or database_url())
    if address.get_backend_name() == "postgresql":
        from etl.warehouse.postgresql import postgresql_engine  # the driver takes a tenth of a second to import

        engine = postgresql_engine(address)
        sa.event.listen(engine, "handle_error", _without_values)
        sa.event.listen(engine, "begin", say_regions)
        return engine
    if address.get_backend_name() != "sqlite":
        return sa.create_engine(address)
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    # the values of a failing statement stay out of logs: they are cells of registers
    engine = sa.create_engine(address, hide_parameters=True, connect_args={"timeout": 5})
    sa.event.listen(engine, "connect", _set_up_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    sa.event.listen(engine, "checkin", _detach)
    if address.database and address.database != ":memory:":
        notice_replaced_file(engine, Path(address.database))
    return engine


def _without_values(context: ExceptionContext) -> None:
    """Leave the first line of what PostgreSQL says of a row it does not take: the next ones repeat the row."""
    if isinstance(context.sqlalchemy_exception, IntegrityError | DataError):
        for error in (context.original_exception, context.sqlalchemy_exception):
            error.args = tuple(str(words).partition("\n")[0] for words in error.args)


def notice_replaced_file(engine: Engine, path: Path) -> None:
    """Keep the pool from connections to a file that was deleted or replaced: what is written there is lost."""

    def identity() -> tuple[int, int] | None:
        try:
            status = path.stat()
        except FileNotFoundError:
            return None
        return status.st_dev, status.st_ino

    def remember(_connection: Any, record: Any) -> None:
        record.info["file"] = identity()

    def compare(_connection: Any, record: Any, _proxy: Any) -> None:
        if record.info["file"] != identity():
            raise DisconnectionError("the file of the warehouse was replaced")

    sa.event.listen(engine, "connect", remember)
    sa.event.listen(engine, "checkout", compare)


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # pysqlite would commit before DDL by itself
    # large pages: a load writes a tenth less, and its log goes into the file at 16 MB, while further files are read
    for pragma in (
        "page_size=16384",
        "journal_mode=wal",
        "foreign_keys=on",
        f"busy_timeout={BUSY_TIMEOUT}",
        "synchronous=normal",
        "cache_size=-65536",
    ):
        connection.execute(f"pragma {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # a writer asks for the lock at once: a reader that turns writer cannot wait, it fails
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _detach(connection: Any, _record: Any) -> None:
    """Close the databases that a transaction attached, such as the rows of a load: it could not do that itself."""
    for _, schema, _ in connection.execute("pragma database_list").fetchall() if connection else ():
        if schema not in ("main", "temp"):
            connection.execute(f"detach {schema}")


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
def writing(engine: Engine) -> Iterator[Connection]:
    """Open the one writing transaction of the warehouse; everything in it happens, or nothing."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            from etl.warehouse.postgresql import wait_for_turn

            wait_for_turn(connection)
        yield connection
