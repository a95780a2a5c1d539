"""Files understood one ahead, in a process of their own, while the one before is written."""

import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property, partial
from importlib import import_module
from itertools import chain
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

from etl.intake.checked import Checked, Confirmed, Opened
from etl.problems import Refused
from etl.regions.names import names

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
GONE = (EOFError, BrokenPipeError, ConnectionResetError)  # the process at the other end has ended


@dataclass(frozen=True, slots=True)
class Steps:
    """How a file comes to be understood: it is read, and with what people confirmed until then it is understood.

    `read` and `understand` are called in the other process; `confirmed` in this one, for it asks the warehouse.
    """

    read: Callable[[Path], Opened]
    understand: Callable[[Opened, Confirmed], Checked]
    confirmed: Callable[[], Confirmed]


# Returns a file understood or raises its refusal; waits for it when it is called.
Outcome = Callable[[], Checked]


@contextmanager
def one_ahead(files: Sequence[Path], steps: Steps) -> Iterator[Iterator[tuple[Path, Outcome]]]:
    """Give every file with its outcome; the next one is understood meanwhile, and no more than one.

    A file that is alone is understood here: a process of its own would save nothing.
    """
    if len(files) < 2:
        yield ((path, partial(_here, steps, path)) for path in files)
        return
    # a fork has imported already what reading needs; where there is none, the process starts as it does there
    context = get_context("fork" if sys.platform == "linux" else None)
    here, there = context.Pipe()
    reader = context.Process(target=_read, args=(files, steps.read, steps.understand, there, here))
    reader.start()
    there.close()
    try:
        yield _following(here, files, steps.confirmed)
    finally:
        here.close()
        reader.join()


def _here(steps: Steps, path: Path) -> Checked:
    return steps.understand(steps.read(path), steps.confirmed())


def _read(
    files: Sequence[Path],
    read: Callable[[Path], Opened],
    understand: Callable[[Opened, Confirmed], Checked],
    command: Connection,
    other_end: Connection,
) -> None:
    """Tell the command of every file; begin the next when this one is taken. Runs in the other process.

    The first file is read while the command prepares to ask the warehouse. A thread does the sending, so that nobody
    waits until the command listens.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    other_end.close()  # while it is open here too, nobody would see that the command has ended
    opened: Iterator[Opened | Exception] = (_attempt(read, path) for path in files)
    with ThreadPoolExecutor(1) as post, suppress(*GONE):
        opened = chain([next(opened)], opened)
        names()  # built once: here nobody waits for it
        for _ in files:
            confirmed = command.recv()
            # nothing holds a file that is understood, nor one that is sent: each leaves the memory before the next comes
            post.submit(
                command.send_bytes,
                pickle.dumps(_outcome(next(opened), understand, confirmed), pickle.HIGHEST_PROTOCOL),
            )


def _outcome(
    file: Opened | Exception, understand: Callable[[Opened, Confirmed], Checked], confirmed: Confirmed
) -> Checked | Exception:
    return file if isinstance(file, Exception) else _attempt(understand, file, confirmed)


def _attempt(function: Callable[Given, Answer], *arguments: Given.args, **named: Given.kwargs) -> Answer | Exception:
    """Return what the function returns or raises: it is raised where somebody waits for it."""
    try:
        return function(*arguments, **named)
    except Exception as error:
        return error


def _following(
    reader: Connection, files: Sequence[Path], confirmed: Callable[[], Confirmed]
) -> Iterator[tuple[Path, Outcome]]:
    _let_understand_one_more(reader, confirmed())
    for place, path in enumerate(files):
        _let_understand_one_more(reader, confirmed())
        if place == 0 and not reader.poll():
            import_module("etl.rows.part_file")  # until the first file comes there is nothing else to do
        received = _Received(reader, path)
        yield path, received.checked
        received.pass_over()
        del received  # with the file it holds


def _let_understand_one_more(reader: Connection, confirmed: Confirmed) -> None:
    with suppress(*GONE):
        reader.send(confirmed)


@dataclass(frozen=True)
class _Received:
    """What the reader sends of one file, waited for when somebody asks for it."""

    reader: Connection
    path: Path

    @cached_property
    def _file(self) -> object:
        try:
            return self.reader.recv()
        except GONE:  # nothing but a want of memory ends that process
            return Refused("too_large_to_read", file=self.path.name)

    def checked(self) -> Checked:
        """Return the file understood; raises what refused it."""
        if isinstance(self._file, Exception):
            raise self._file
        return cast("Checked", self._file)

    def pass_over(self) -> None:
        """Take what nobody asked for out of the way of the next file."""
        _ = self._file
