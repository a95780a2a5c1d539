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

from etl.warehouse.database import create_engine
from etl.warehouse.postgresql import WRITER_LOCK
from etl.warehouse.tables import use_record

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


# A child is charged with the memory of whoever starts it, so the command is started by something small.
WEIGHING = (
    "import resource, subprocess, sys; code = subprocess.call(sys.argv[1:]);"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, end=''); sys.exit(code)"
)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


def surroundings(url: str) -> dict[str, str]:
    """Return a terminal's environment with this warehouse."""
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "DATABASE_URL": url}


def start(url: str, *arguments: object, before: Callable[[], None] | None = None) -> "subprocess.Popen[bytes]":
    """Start `python -m etl` with these arguments; `before` runs in the child first."""
    command = [sys.executable, "-m", "etl", *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=surroundings(url), stdout=pipe, stderr=pipe, preexec_fn=before)


def end(process: "subprocess.Popen[bytes]") -> Ended:
    """Wait for a command."""
    out, err = process.communicate()
    return Ended(process.returncode, out.decode(), err.decode())


def run(url: str, *arguments: object, before: Callable[[], None] | None = None) -> Ended:
    """Run a command to its end."""
    return end(start(url, *arguments, before=before))


def at_once(url: str, *commands: tuple[object, ...]) -> list[Ended]:
    """Run several commands beside each other to their ends."""
    return [end(process) for process in [start(url, *command) for command in commands]]


def weighed(url: str, *arguments: object) -> tuple[Ended, int]:
    """Run a command to its end; return also how many megabytes the largest of its processes held."""
    command = [sys.executable, "-c", WEIGHING, sys.executable, "-m", "etl", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=surroundings(url), capture_output=True, check=False)
    out, _, peak = done.stdout.decode().rpartition("\n")
    return Ended(done.returncode, out, done.stderr.decode()), int(peak)


def wait_until(happened: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    """Wait for something that a running command does; AssertionError when it ends without it."""
    limit = time.monotonic() + PATIENCE
    while not happened():
        assert process.poll() is None, "the command ended before that"
        assert time.monotonic() < limit, "it never happened"
        time.sleep(0.001)


@contextmanager
def lock_held(url: str) -> Iterator[None]:
    """Hold the writer's lock of a warehouse in another process."""
    address = sa.make_url(url)
    sqlite = address.get_backend_name() == "sqlite"
    arguments = [SQLITE_HOLDER, str(address.database)] if sqlite else [POSTGRESQL_HOLDER, url]
    with subprocess.Popen([sys.executable, "-c", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None and holder.stdin is not None
        assert holder.stdout.readline() == b"held\n"
        yield
        holder.stdin.close()


def content(url: str, *left_out: str) -> dict[str, list[str]]:
    """Return all rows of all tables but those left out and the record of use, without the numbers the database gives to rows."""
    engine, tables = create_engine(url), sa.MetaData()
    tables.reflect(engine)
    rows = {}
    with engine.connect() as connection:
        for table in tables.sorted_tables:
            if table.name not in (*left_out, use_record.name):
                columns = [c for c in table.columns if c.name != "id" or table.name == "journal"]
                rows[table.name] = sorted(map(repr, connection.execute(sa.select(*columns))))
    engine.dispose()
    return rows


def answer(url: str, question: str) -> list[tuple[object, ...]]:
    """Return the answer of a warehouse to a question in SQL."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.exec_driver_sql(question)]
    engine.dispose()
    return rows
