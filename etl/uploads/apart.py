"""A file is worked on in a process of its own: readers of pages do not wait for it, and its memory goes with it.

Starting Python and importing what a register needs takes a second. So one process, the keeper, has all of that imported
and nothing else; each file gets a fork of it. The keeper lives as long as this process does.
"""

import logging
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.engine import Engine

from etl.intake.source_names import own_name
from etl.problems import Refused
from etl.uploads.failed import Failed
from etl.uploads.jobs import Upload

ROOT = Path(__file__).resolve().parents[2]
log = logging.getLogger("etl.uploads")
Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")
starting = Lock()
keepers: list["Keeper"] = []  # that of this process; none before the first file


@dataclass(frozen=True, slots=True)
class Keeper:
    """The process that files are forked from, and the socket on which it is given their connections."""

    process: subprocess.Popen[bytes]
    door: socket.socket


def apart(
    job: Callable[Concatenate[Engine, Upload, Arguments], Answer],
    engine: Engine,
    upload: Upload,
    *arguments: Arguments.args,
    **named: Arguments.kwargs,
) -> Answer:
    """Return what a job answers that is done in a process of its own; Refused when that process ended without an answer."""
    address = engine.url.render_as_string(hide_password=False)
    try:
        with place() as connection:
            connection.send((job, address, replace(upload, content=b""), arguments, named))
            connection.send_bytes(upload.content)
            answer: Any = connection.recv()
    except (EOFError, ConnectionError):
        raise Refused("broke_off", file=own_name(upload.file_name)) from None
    if isinstance(answer, Refused):
        raise answer
    if isinstance(answer, Failed):
        log.error("a file could not be worked on: %s, %s", answer.kind, ", ".join(answer.trace))
        raise RuntimeError(answer.kind)
    given: Answer = answer
    return given


def place() -> Connection:
    """Return the connection to a new process that waits for its job."""
    ours, theirs = socket.socketpair()
    with theirs:
        present = keeper()
        try:
            hand_over(present, theirs)
        except ConnectionError:  # it was killed since
            forget(present)
            hand_over(keeper(), theirs)
    return Connection(ours.detach())


def hand_over(present: Keeper, connection: socket.socket) -> None:
    """Give the keeper the connection of a job."""
    socket.send_fds(present.door, [b"."], [connection.fileno()])


def keeper() -> Keeper:
    """Return the keeper of this process, which is started when there is none."""
    with starting:
        if not keepers:
            keepers.append(started())
        return keepers[0]


def forget(gone: Keeper) -> None:
    """Let another keeper be started in the place of one that is gone."""
    with starting:
        keepers[:] = [present for present in keepers if present is not gone]


def started() -> Keeper:
    """Return a new keeper; it takes jobs at once and begins with them in a second."""
    ours, theirs = socket.socketpair()
    with theirs:
        command = [sys.executable, "-m", "etl.uploads.keeper", str(theirs.fileno())]
        process = subprocess.Popen(  # noqa: S603 (nothing of a file is in the command)
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=[theirs.fileno()],
            start_new_session=True,
        )  # fmt: skip
    return Keeper(process, ours)


def expect() -> None:
    """Have the keeper started: a file may come soon."""
    with suppress(OSError):  # whoever sends one will be told
        keeper()
