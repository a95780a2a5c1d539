"""Loads as people start them, each a process of its own, and the whole content of a warehouse to compare."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from etl.database import WRITER_LOCK, create_engine

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
SQLITE_HOLDER = (
    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
    "c.execute('BEGIN IMMEDIATE'); print('held', flush=True); sys.stdin.read()"
)
POSTGRESQL_HOLDER = (
    "import psycopg, sys; c = psycopg.connect(sys.argv[1]);"
    f"c.execute('select pg_advisory_lock({WRITER_LOCK})'); print('held', flush=True); sys.stdin.read()"
)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, what it said, the seconds it took and the megabytes its largest process held."""

    code: int
    out: str
    err: str
    seconds: float
    peak: int


def surroundings(url: str) -> dict[str, str]:
    """Return a terminal's environment with this warehouse."""
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "DATABASE_URL": url}


def start(url: str, *arguments: object, before: Callable[[], None] | None = None) -> "subprocess.Popen[bytes]":
    """Start `python -m etl` with these arguments; `before` runs in the child first."""
    command = [sys.executable, "-m", "etl", *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=surroundings(url), stdout=pipe, stderr=pipe, preexec_fn=before)


def end(process: "subprocess.Popen[bytes]", since: float) -> Ended:
    """Wait for a command. What it says fits a pipe, so nobody has to read while it works."""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.stdout is not None and process.stderr is not None
    with process.stdout as out, process.stderr as err:
        said = out.read().decode(), err.read().decode()
    return Ended(process.returncode, *said, time.monotonic() - since, used.ru_maxrss // 1024)


def run(url: str, *arguments: object, before: Callable[[], None] | None = None) -> Ended:
    """Run a command to its end."""
    since = time.monotonic()
    return end(start(url, *arguments, before=before), since)


def at_once(url: str, *commands: tuple[object, ...]) -> list[Ended]:
    """Run several commands beside each other to their ends."""
    since = time.monotonic()
    return [end(process, since) for process in [start(url, *command) for command in commands]]


def wait_until(happened: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    """Wait for something that a running command does; AssertionError when it ends without it."""
    limit = time.monotonic() + PATIENCE
    while not happened():
        assert process.poll() is None, "the command ended before that"
        assert time.monotonic() < limit, "it never happened"
        time.sleep(0.01)


@contextmanager
def lock_held(url: str) -> Iterator[None]:
    """Hold the writer's lock of a warehouse in another process."""
    address = sa.make_url(url)
    sqlite = address.get_backend_name() == "sqlite"
    told = [SQLITE_HOLDER, str(address.database)] if sqlite else [POSTGRESQL_HOLDER, url]
    with subprocess.Popen([sys.executable, "-c", *told], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None and holder.stdin is not None
        assert holder.stdout.readline() == b"held\n"
        yield
        holder.stdin.close()


def content(url: str, *left_out: str) -> dict[str, list[str]]:
    """Return all rows of all tables but those left out, without the numbers the database gives to rows."""
    engine, tables = create_engine(url), sa.MetaData()
    tables.reflect(engine)
    found = {}
    with engine.connect() as connection:
        for table in tables.sorted_tables:
            if table.name not in left_out:
                columns = [c for c in table.columns if c.name != "id" or table.name == "journal"]
                found[table.name] = sorted(map(repr, connection.execute(sa.select(*columns))))
    engine.dispose()
    return found


def asked(url: str, question: str) -> list[tuple[object, ...]]:
    """Return the answer of a warehouse to a question in SQL."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.exec_driver_sql(question)]
    engine.dispose()
    return rows
