"""A running dashboard for whoever looks at it with a browser: the tests, the bench, the pictures."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).parents[2]
APP = ROOT / "app.py"
PATIENCE = 60.0
NOTHING_ELSE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers: where, which process, and the file of what it says."""

    address: str
    pid: int
    log: Path


def run_etl(database: str, *arguments: str) -> None:
    """Run a command of the registers on a warehouse; RuntimeError with what it said when it fails."""
    command = [sys.executable, "-m", "etl", *arguments]
    ended = subprocess.run(command, cwd=ROOT, env=environment(database), capture_output=True, text=True)
    if ended.returncode:
        raise RuntimeError(ended.stderr)


def load_record(database: str) -> None:
    """Load the public record into a warehouse."""
    run_etl(database, "load", *map(str, sorted((ROOT / "data" / "record").iterdir())))


def load_demo(database: str, rows: int, folder: Path) -> None:
    """Load a synthetic set into a warehouse."""
    run_etl(database, "demo", "--rows", str(rows), "--out", str(folder))
    run_etl(database, "load", "--invented", *map(str, sorted(folder.glob("demo_*"))))


def environment(database: str, values: Mapping[str, str] = NOTHING_ELSE) -> dict[str, str]:
    """Return the environment of a process that works on a warehouse, with more values in it."""
    return {**os.environ, "DATABASE_URL": database, **values}


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def served(
    log: Path,
    database: str,
    script: Path = APP,
    ready: str = "readyz",
    options: Sequence[str] = (),
    port: int | None = None,
    values: Mapping[str, str] = NOTHING_ELSE,
) -> Iterator[Served]:
    """Run a script with Streamlit until the block ends; `ready` is the path that says that it answers."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.fileWatcherType", "none", *options]
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(database, values), stdout=said, stderr=subprocess.STDOUT
        )
        try:
            address = f"http://127.0.0.1:{port}/"
            wait_for(address + ready, process)
            yield Served(address, process.pid, log)
        finally:
            process.terminate()
            process.wait(10)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Return when the address answers, with whatever status; RuntimeError when the server ends or stays silent."""
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=10).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{address} does not answer")
