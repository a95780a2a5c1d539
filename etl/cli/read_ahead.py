"""Files read and understood ahead, in processes of their own, while the one before is written."""

import gc
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from etl.intake.checked import NOTHING_CONFIRMED, Checked, Confirmed, Opened, understood_by
from etl.problems import Refused
from etl.regions.names import names

READERS = 2  # processes that read; as many files are understood before anybody asks for them


@dataclass(frozen=True, slots=True)
class Steps:
    """How a file comes to be understood: it is read, and understood with what people confirmed.

    `read` and `understand` are called in another process, `confirmed` in this one, since it asks the warehouse.
    """

    read: Callable[[Path], Opened]
    understand: Callable[[Opened, Confirmed], Checked]
    confirmed: Callable[[], Confirmed]

    def understood(self, path: Path, confirmed: Confirmed) -> Checked:
        """Return a file understood with what people confirmed; Refused when it is no register."""
        return self.understand(self.read(path), confirmed)


# Returns a file understood or raises its refusal; waits for it when it is called.
Outcome = Callable[[], Checked]


@contextmanager
def read_ahead(files: Sequence[Path], steps: Steps) -> Iterator[Iterator[tuple[Path, Outcome]]]:
    """Give every file with its outcome; the next ones are understood meanwhile.

    A file that is alone is understood here: a process of its own would save nothing.
    """
    if len(files) < 2:
        yield ((path, partial(understood_here, path, steps)) for path in files)
        return
    names()  # every reader needs them; a fork has them, and has imported what reading needs
    gc.freeze()  # a fork copies what is looked through for cycles
    context = get_context("fork" if sys.platform == "linux" else None)
    readers = ProcessPoolExecutor(min(READERS, len(files)), context, initializer=leave_interrupts)

    def begin(path: Path) -> Future[Checked]:
        return readers.submit(understood_alone, steps.read, steps.understand, path)

    try:
        yield in_order(files, steps, begin, deque(map(begin, files[:READERS])))
    finally:
        readers.shutdown(cancel_futures=True)


def understood_here(path: Path, steps: Steps) -> Checked:
    """Return a file read and understood in this process."""
    return steps.understood(path, steps.confirmed())


def leave_interrupts() -> None:
    """Let an interrupt of the command end the command, not its readers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def in_order(
    files: Sequence[Path], steps: Steps, begin: Callable[[Path], Future[Checked]], under_way: deque[Future[Checked]]
) -> Iterator[tuple[Path, Outcome]]:
    """Yield the files in their order; as many as there are readers are under way, the one yielded among them."""
    for place, path in enumerate(files):
        under_way += map(begin, files[place + len(under_way) : place + READERS])
        future = under_way.popleft()
        yield path, partial(outcome, future, path, steps)
        del future  # with the file it holds, before the next one comes


def understood_alone(
    read: Callable[[Path], Opened], understand: Callable[[Opened, Confirmed], Checked], path: Path
) -> Checked:
    """Return a file understood as it stands, without what people confirmed: another process cannot ask for that."""
    return understand(read(path), NOTHING_CONFIRMED)


def outcome(future: Future[Checked], path: Path, steps: Steps) -> Checked:
    """Return a file understood with what people confirmed until now; Refused when it is no register."""
    confirmed = steps.confirmed()
    try:
        checked = future.result()
    except BrokenProcessPool:  # nothing but a want of memory ends these processes
        raise Refused("too_large_to_read", file=path.name) from None
    except Refused:
        if confirmed.mappings:
            return steps.understood(path, confirmed)
        raise
    if confirmed.remembered(checked.source):
        return steps.understood(path, confirmed)
    return understood_by(checked, confirmed.aliases)
