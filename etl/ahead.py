"""Files understood and summed one ahead, in a process of their own, while the one before is written."""

import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property, partial
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

from etl.intake import Checked
from etl.load import Summing, YearSums, sums_alone
from etl.problems import Refused

Understand = Callable[[Path], Checked]
# Each takes a fifth to half a second to import, and until the first file is read there is nothing else to do.
ONLY_LOADS_NEED = ("etl.sums", "alembic.command")
GONE = (EOFError, BrokenPipeError, ConnectionResetError)  # the process at the other end has ended


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a file: `checked` returns it understood or raises its refusal, `sums` returns its sums by year.

    Each is waited for when it is asked for, the sums after the file.
    """

    checked: Callable[[], Checked]
    sums: Summing


@contextmanager
def one_ahead(files: Sequence[Path], understand: Understand) -> Iterator[Iterator[tuple[Path, Outcome]]]:
    """Give every file with its outcome; the next one is understood meanwhile, and no more than one.

    A file that is alone is understood here: a process of its own would save nothing.
    """
    if len(files) < 2:
        yield ((path, Outcome(partial(understand, path), sums_alone)) for path in files)
        return
    # a fork has everything imported already; where there is none, the process starts as it does there
    context = get_context("fork" if sys.platform == "linux" else None)
    here, there = context.Pipe()
    reader = context.Process(target=_read, args=(files, understand, there, here))
    reader.start()
    there.close()
    try:
        for module in ONLY_LOADS_NEED:
            if not here.poll():
                import_module(module)
        yield _following(here, files)
    finally:
        here.close()
        reader.join()


def _read(files: Sequence[Path], understand: Understand, command: Connection, other_end: Connection) -> None:
    """Tell the command of every file; begin the next when this one is taken. Runs in the other process.

    A thread does the sending, so that nobody waits until the command listens.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    other_end.close()  # while it is open here too, nobody would see that the command has ended
    registers: set[str] = set()
    with ThreadPoolExecutor(1) as post, suppress(*GONE):
        for path in files:
            for part in _parts(_attempt(understand, path), registers, command):
                post.submit(command.send_bytes, part)
                del part  # a file that is sent leaves the memory before the next one is read
            command.recv()


def _parts(checked: object, registers: set[str], command: Connection) -> Iterator[bytes]:
    """Yield what is told of a file: what it is, then its sums, or nothing in their place."""
    yield pickle.dumps(checked, pickle.HIGHEST_PROTOCOL)
    if isinstance(checked, Checked):
        # A command that waits has the time to sum, and the next file is begun sooner; the sums of a file that stands
        # beside another of its register are not asked for.
        left = command.poll() or checked.dataset.name in registers
        yield pickle.dumps(None if left else _attempt(sums_alone, checked), pickle.HIGHEST_PROTOCOL)
        registers.add(checked.dataset.name)


def _attempt(function: Callable[[Any], object], argument: object) -> object:
    """Return what the function returns or raises: it is raised where somebody waits for it."""
    try:
        return function(argument)
    except Exception as error:
        return error


def _following(reader: Connection, files: Sequence[Path]) -> Iterator[tuple[Path, Outcome]]:
    for path in files:
        with suppress(*GONE):
            reader.send("go on")
        told = _Told(reader, path)
        yield path, Outcome(told.checked, told.sums)
        told.pass_over()
        del told  # with the file it holds


@dataclass(frozen=True)
class _Told:
    """What the reader tells of one file: two messages that come one after the other, the second only after a good one."""

    reader: Connection
    path: Path

    @cached_property
    def _first(self) -> object:
        return self._received()

    @cached_property
    def _second(self) -> object:
        return self._received() if isinstance(self._first, Checked) else None

    def _received(self) -> object:
        try:
            return self.reader.recv()
        except GONE:  # nothing but a want of memory ends that process
            return Refused("too_large_to_read", file=self.path.name)

    def checked(self) -> Checked:
        """Return the file understood; raises what refused it."""
        if isinstance(self._first, Exception):
            raise self._first
        return cast("Checked", self._first)

    def sums(self, checked: Checked) -> YearSums:
        """Return the sums that came with the file; without them, or of a file judged anew since, they are made here."""
        if checked is not self._first or self._second is None:
            return sums_alone(checked)
        if isinstance(self._second, Exception):
            raise self._second
        return cast("YearSums", self._second)

    def pass_over(self) -> None:
        """Take what nobody asked for out of the way of the next file."""
        _ = self._second
