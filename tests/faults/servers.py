"""Faults of a PostgreSQL server of our own: it is stopped, killed, stunned, closed, and its disk is filled."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from etl.warehouse import tables
from tests.conftest import as_postgres, lacking, postgresql_program, postgresql_url
from tests.faults.files import full

DATABASE, OTHER = "warehouse", "postgres"
LEAVE = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{DATABASE}'"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Server:
    """A server and the folder of its socket; `is_disk` says whether its data are on a small disk of their own."""

    folder: Path
    is_disk: bool

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def control(self, *arguments: str) -> None:
        """Run pg_ctl on the server."""
        command = [str(postgresql_program("pg_ctl")), "-D", str(self.data), "-l", str(self.folder / "log"), "-w"]
        subprocess.run(as_postgres([*command, *arguments]), check=True, capture_output=True)

    def start(self) -> None:
        """Start the server on a socket only."""
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c unix_socket_permissions=0777"
        self.control("-o", options, "start")

    def processes(self) -> list[int]:
        """Return the numbers of all its processes, the first one first."""
        first = (self.data / "postmaster.pid").read_text().split()[0]
        children = subprocess.run(["pgrep", "-P", first], capture_output=True, text=True, check=False).stdout
        return [int(number) for number in (first, *children.split())]

    def run(self, *statements: str, database: str = OTHER) -> None:
        """Run statements on the server, each at once."""
        engine = sa.create_engine(postgresql_url(str(self.folder), database), poolclass=sa.NullPool)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)


Fault = Callable[[Server], AbstractContextManager[None]]


@contextmanager
def server_of_our_own() -> Iterator[Server]:
    """Start a server with an empty database, its data on a small disk where we may make one."""
    initdb = postgresql_program("initdb")
    if not initdb:
        lacking("postgresql")
    folder = Path(subprocess.check_output(as_postgres(["mktemp", "-d"]), text=True).strip())
    mount = ["mount", "-t", "tmpfs", "-o", "size=200m,mode=0700", "tmpfs", str(folder / "data")]
    (folder / "data").mkdir(mode=0o700)
    server = Server(folder, subprocess.run(mount, capture_output=True, check=False).returncode == 0)
    if os.geteuid() == 0:
        shutil.chown(server.data, "postgres", "postgres")
    command = [str(initdb), "-D", str(server.data), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "-N"]
    subprocess.run(as_postgres(command), check=True, capture_output=True)
    server.start()
    folder.chmod(0o755)
    server.run(f"CREATE DATABASE {DATABASE}")
    yield server
    server.control("-m", "immediate", "stop")
    if server.is_disk:
        subprocess.run(["umount", "--lazy", str(server.data)], check=True)
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def stopped(server: Server) -> Iterator[None]:
    """Stop the server."""
    server.control("-m", "fast", "stop")
    try:
        yield
    finally:
        server.start()


@contextmanager
def killed(server: Server) -> Iterator[None]:
    """Kill every process of the server."""
    numbers = server.processes()
    for number in numbers:
        os.kill(number, signal.SIGKILL)
    while any(map(lives, numbers)):
        time.sleep(0.05)
    # Whoever adopts the dead may be slow to bury them, and until then their number keeps the server from starting.
    for lock in (server.data / "postmaster.pid", server.folder / ".s.PGSQL.5432.lock"):
        lock.unlink()
    try:
        yield
    finally:
        server.start()


def lives(number: int) -> bool:
    """Return whether a process still does anything; one that is dead and not yet buried does not."""
    try:
        status = Path(f"/proc/{number}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"


@contextmanager
def stunned(server: Server) -> Iterator[None]:
    """Let the processes of the server do nothing: connections are taken, and no answer comes."""
    numbers = server.processes()
    for number in numbers:
        os.kill(number, signal.SIGSTOP)
    try:
        yield
    finally:
        for number in numbers:
            os.kill(number, signal.SIGCONT)


@contextmanager
def disk_full(server: Server) -> Iterator[None]:
    """Fill the disk of the server to its last byte."""
    with full(server.data, server.is_disk):
        yield


def ordered(before: tuple[str, ...], after: tuple[str, ...], database: str = OTHER) -> Fault:
    """Return the fault that these statements make and those take away."""

    @contextmanager
    def fault(server: Server) -> Iterator[None]:
        server.run(*before, database=database)
        try:
            yield
        finally:
            server.run(*after, database=database)

    return fault


read_only = ordered(
    (f"ALTER DATABASE {DATABASE} SET default_transaction_read_only = on", LEAVE),
    (f"ALTER DATABASE {DATABASE} RESET default_transaction_read_only", LEAVE),
)
renamed = ordered(
    (LEAVE, f"ALTER DATABASE {DATABASE} RENAME TO other"), (f"ALTER DATABASE other RENAME TO {DATABASE}",)
)
closed = ordered(
    (f"ALTER DATABASE {DATABASE} WITH ALLOW_CONNECTIONS false", LEAVE),
    (f"ALTER DATABASE {DATABASE} WITH ALLOW_CONNECTIONS true",),
)
newer = ordered(
    ("ALTER TABLE alembic_version RENAME TO kept", "CREATE TABLE alembic_version AS SELECT '9999' AS version_num"),
    ("DROP TABLE alembic_version", "ALTER TABLE kept RENAME TO alembic_version"),
    DATABASE,
)
older = ordered(
    (
        "CREATE TABLE kept AS SELECT signature FROM derived_state",
        "UPDATE derived_state SET signature = 'earlier'",
    ),
    ("UPDATE derived_state SET signature = (SELECT signature FROM kept)", "DROP TABLE kept"),
    DATABASE,
)
DERIVED = [table.name for table in tables.DERIVED.sorted_tables]
journal_alone = ordered(
    ("CREATE SCHEMA kept", *(f'ALTER TABLE "{name}" SET SCHEMA kept' for name in DERIVED)),
    (*(f'ALTER TABLE kept."{name}" SET SCHEMA public' for name in DERIVED), "DROP SCHEMA kept"),
    DATABASE,
)
incomplete = ordered(
    ("ALTER TABLE current_source RENAME TO kept",), ("ALTER TABLE kept RENAME TO current_source",), DATABASE
)
disconnected = ordered((LEAVE,), ())
