"""The next file is checked in another process while the previous one is being written."""

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

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")
GONE = (EOFError, BrokenPipeError, ConnectionResetError)  # the process at the other end has ended


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of checking a file: it is read, then understood with what people have confirmed by then.

    `read` and `understand` are called in the other process; `confirmed` in this one, because it asks the warehouse.
    """

    read: Callable[[Path], Opened]
    understand: Callable[[Opened, Confirmed], Checked]
    confirmed: Callable[[], Confirmed]


# Returns the checked file or raises its refusal; the call waits until it is ready.
Outcome = Callable[[], Checked]


@contextmanager
def one_ahead(files: Sequence[Path], steps: Steps) -> Iterator[Iterator[tuple[Path, Outcome]]]:
    """Give an iterator over the files and their outcomes; meanwhile one next file, and no more, is checked.

    A single file is checked here: another process would save nothing.
    """
    if len(files) < 2:
        yield ((path, partial(_here, steps, path)) for path in files)
        return
    # a fork has already imported what reading needs; other systems start a process in their own way
    context = get_context("fork" if sys.platform == "linux" else None)
    own_end, other_end = context.Pipe()
    reader = context.Process(target=_read, args=(files, steps.read, steps.understand, other_end, own_end))
    reader.start()
    other_end.close()
    try:
        yield _following(own_end, files, steps.confirmed)
    finally:
        own_end.close()
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
    """Send the command the outcome of every file, and begin the next one when it is asked for. Runs in the other process.

    The first file is read while the command prepares to ask the warehouse. A thread sends the outcomes, so that
    reading does not wait until the command listens.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    other_end.close()  # while it is open here as well, the end of the command would go unnoticed
    opened: Iterator[Opened | Exception] = (_attempt(read, path) for path in files)
    with ThreadPoolExecutor(1) as post, suppress(*GONE):
        opened = chain([next(opened)], opened)
        names()  # fills the cache while nothing waits for it
        for _ in files:
            confirmed = command.recv()
            # no variable holds a checked file or a sent one: its memory is free before the next one comes
            post.submit(
                command.send_bytes,
                pickle.dumps(_outcome(next(opened), understand, confirmed), pickle.HIGHEST_PROTOCOL),
            )


def _outcome(
    file: Opened | Exception, understand: Callable[[Opened, Confirmed], Checked], confirmed: Confirmed
) -> Checked | Exception:
    return file if isinstance(file, Exception) else _attempt(understand, file, confirmed)


def _attempt(
    function: Callable[Arguments, Answer], *arguments: Arguments.args, **named: Arguments.kwargs
) -> Answer | Exception:
    """Return the result of the function, or the exception it raised, for the receiver to raise."""
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
            import_module("etl.rows.part_file")  # there is nothing else to do until the first file arrives
        received = _Received(reader, path)
        yield path, received.checked
        received.pass_over()
        del received  # frees the file it holds


def _let_understand_one_more(reader: Connection, confirmed: Confirmed) -> None:
    with suppress(*GONE):
        reader.send(confirmed)


@dataclass(frozen=True)
class _Received:
    """The outcome of one file, which is received at the first use."""

    reader: Connection
    path: Path

    @cached_property
    def _file(self) -> object:
        try:
            return self.reader.recv()
        except GONE:  # only a lack of memory ends that process
            return Refused("too_large_to_read", file=self.path.name)

    def checked(self) -> Checked:
        """Return the checked file; raises its refusal."""
        if isinstance(self._file, Exception):
            raise self._file
        return cast("Checked", self._file)

    def pass_over(self) -> None:
        """Receive an outcome that nobody used, so that the next one can arrive."""
        _ = self._file
