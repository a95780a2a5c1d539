"""A copy of a warehouse in PostgreSQL, by its own programs; the role must own the tables and may create databases."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from psycopg.conninfo import make_conninfo
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine import URL, Engine

from etl.backup.figures import Figures, figures
from etl.problems import Refused
from etl.warehouse.database import create_engine
from etl.warehouse.failures import first_line
from etl.warehouse.postgresql import take_time

SUFFIX = ".dump"
TRIAL = "_restored"  # how the name of the database ends in which a copy is restored on trial


def copy(engine: Engine, file: Path) -> Figures:
    """Write the warehouse into a file and return its figures, both of one moment, whoever writes meanwhile."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        take_time(connection)
        moment = connection.scalar(sa.text("SELECT pg_export_snapshot()"))
        copied = figures(connection)
        options = (f"--snapshot={moment}", "--format=custom", "--compress=6", f"--file={file}")
        run("pg_dump", engine.url, *options)
    return copied


def restored(engine: Engine, file: Path) -> Figures:
    """Restore a copy into a database of its own on the same server, and return what is found there."""
    with trial_database(engine) as address:
        run("pg_restore", address, "--no-owner", "--exit-on-error", str(file))
        trial = create_engine(address.render_as_string(hide_password=False))
        try:
            with trial.connect() as connection:
                take_time(connection)
                return figures(connection)
        finally:
            trial.dispose()


@contextmanager
def trial_database(engine: Engine) -> Iterator[URL]:
    """Create an empty database, and drop it when the block ends; one that a killed backup left goes first."""
    name = f"{engine.url.database}{TRIAL}"
    quoted = engine.dialect.identifier_preparer.quote_identifier(name)
    server = engine.execution_options(isolation_level="AUTOCOMMIT")

    def drop() -> None:
        with server.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")

    drop()
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {quoted} TEMPLATE template0 ENCODING 'UTF8'")
    try:
        yield engine.url.set(database=name)
    finally:
        drop()


def run(program: str, address: URL, *options: str) -> None:
    """Run a program of PostgreSQL on a database; the password is in no list of processes. Refused when it fails."""
    dialect: Any = PGDialect_psycopg
    _, named = dialect().create_connect_args(address)
    password = named.pop("password", "") or os.environ.get("PGPASSWORD", "")
    place = make_conninfo(**{name: value for name, value in named.items() if name != "context"})  # psycopg's own
    environment, command = {**os.environ, "PGPASSWORD": password}, [program, f"--dbname={place}", *options]
    try:
        subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    except FileNotFoundError:
        raise Refused("backup_program_absent", program=program) from None
    except subprocess.CalledProcessError as error:
        raise Refused("backup_failed", reason=first_line(RuntimeError(error.stderr))) from None
