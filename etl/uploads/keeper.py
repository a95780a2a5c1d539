"""`python -m etl.uploads.keeper FD`: the process that files are forked from. It has imported what a register needs.

FD is its end of a socket, on which it is given the connection of each job. When the other end is closed, since the server
has ended, it ends with all its forks: nobody waits for them.
"""

import gc
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Engine

from etl.intake.source_names import own_name
from etl.problems import Refused
from etl.regions import REGIONS
from etl.regions.municipalities.match import match_municipality
from etl.regions.names import names
from etl.uploads import jobs
from etl.uploads.failed import failed
from etl.warehouse.database import create_engine
from etl.warehouse.failures import warehouse_refusal

NICENESS = 10  # whoever reads a page comes first
MAX_MEMORY = 2 << 30
MAX_SECONDS = 900  # with the wait for another load
LATER = ("etl.warehouse.postgresql", "etl.workbooks.returned_file")  # imported elsewhere when it is needed
NO_SUCH = "Нигде"  # is looked for among all names
FIRST_TO_GO = "1000"  # of all processes when the machine is short of memory


def main(door: socket.socket) -> None:
    """Fork for every connection that comes through the door, until it is closed."""
    os.nice(NICENESS)
    warm()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how they ended: their connection says it
    while True:
        message, descriptors, _flags, _address = socket.recv_fds(door, 1, 1)
        if not message:
            os.killpg(0, signal.SIGKILL)
        if not os.fork():
            door.close()
            work(Connection(descriptors[0]))
        os.close(descriptors[0])


def warm() -> None:
    """Import and read what every file needs, and leave that out of what is looked through for cycles: a fork would copy it."""
    for module in LATER:
        import_module(module)
    names()
    for region in REGIONS:
        match_municipality(NO_SUCH, region.code)
    gc.freeze()


def work(connection: Connection) -> None:
    """Do one job and end."""
    limit()
    with suppress(BaseException):  # nobody listens any more; what it says may be a cell
        job, address, upload, arguments, named = connection.recv()
        upload = replace(upload, content=connection.recv_bytes())
        connection.send(answer(job, address, upload, arguments, named))
    os._exit(0)


def limit() -> None:
    """Bound what this process may take: a file that takes more ends it, and nobody else."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.alarm(MAX_SECONDS)
    resource.setrlimit(resource.RLIMIT_DATA, (MAX_MEMORY, MAX_MEMORY))
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO)


def answer(
    job: Callable[..., object], address: str, upload: jobs.Upload, arguments: tuple[Any, ...], named: Mapping[str, Any]
) -> object:
    """Return what a job answers, or what is said of its failure."""
    engine: Engine | None = None
    try:
        engine = create_engine(address)
        return job(engine, upload, *arguments, **named)
    except Refused as refusal:
        return refusal
    except MemoryError:
        return Refused("too_large_to_read", file=own_name(upload.file_name))
    except Exception as error:
        return warehouse_refusal(error) or failed(error)
    finally:
        if engine:
            engine.dispose()


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
