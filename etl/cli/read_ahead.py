"""Files read and understood ahead, in processes of their own, while the one before is written."""

import ctypes
import gc
import signal
import sqlite3
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, takewhile
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from etl.intake.by_names import without_texts
from etl.intake.checked import NOTHING_CONFIRMED, Checked, Confirmed, Opened
from etl.intake.source_names import own_name
from etl.problems import Refused
from etl.regions.names import names

if TYPE_CHECKING:
    from etl.rows.prepared import Prepared

READERS = 2  # processes that read
AHEAD = READERS + 1  # files under way, the one that is written among them
AHEAD_BYTES = 50_000_000  # or as many smaller files as have this size together: no reader waits for the writer


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


# A file understood, with what a load of it writes where another process made that.
Understood = tuple[Checked, "Prepared | None"]
# Returns a file understood or raises its refusal; waits for it when it is called.
Outcome = Callable[[], Understood]


@contextmanager
def read_ahead(files: Sequence[Path], steps: Steps) -> Iterator[Iterator[tuple[Path, Outcome]]]:
    """Give every file with its outcome; the next ones are understood meanwhile.

    A file that is alone is understood here: a process of its own would save nothing.
    """
    if len(files) < 2:
        yield ((path, partial(understood_here, path, steps)) for path in files)
        return
    from etl.rows.prepared import prepare  # imports pyarrow, which a check does without

    names()  # every reader needs them; a fork has them, and has imported what reading needs
    gc.freeze()  # a fork copies what is looked through for cycles
    context = get_context("fork" if sys.platform == "linux" else None)
    readers = ProcessPoolExecutor(min(READERS, len(files)), context, initializer=leave_interrupts)
    sizes = [path.stat().st_size if path.is_file() else 0 for path in files]
    with TemporaryDirectory(prefix="rows-") as folder:

        def begin(place: int) -> Future[Understood]:
            step = partial(
                prepared_alone, steps.read, steps.understand, partial(prepare, pack=packed_at(folder, place))
            )
            try:
                return readers.submit(step, files[place])
            except BrokenProcessPool as broken:  # a reader ended before this file could be handed to one
                return failed(broken)

        try:
            begun = {place: begin(place) for place in by_length(sizes[: within_reach(sizes)])}
            under_way = deque(begun[place] for place in sorted(begun))
            yield in_order(files, sizes, steps, begin, under_way, partial(packed_at, folder))
        finally:
            readers.shutdown(cancel_futures=True)


def by_length(sizes: Sequence[int]) -> list[int]:
    """Return the places of files in the order they are best read: the first one is waited for, then the largest."""
    return sorted(range(len(sizes)), key=lambda place: (place > 0, -sizes[place]))


def packed_at(folder: str, place: int) -> Path:
    """Return where a reader leaves the rows of the file at this place: they are too many to be sent."""
    return Path(folder, f"{place}.db")


def failed(error: Exception) -> Future[Understood]:
    """Return the future of a file that no reader can take."""
    future: Future[Understood] = Future()
    future.set_exception(error)
    return future


def understood_here(path: Path, steps: Steps) -> Understood:
    """Return a file read and understood in this process."""
    return steps.understood(path, steps.confirmed()), None


def leave_interrupts() -> None:
    """Let an interrupt of the command end the command, not its readers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def in_order(
    files: Sequence[Path],
    sizes: Sequence[int],
    steps: Steps,
    begin: Callable[[int], Future[Understood]],
    under_way: deque[Future[Understood]],
    rows_of: Callable[[int], Path],
) -> Iterator[tuple[Path, Outcome]]:
    """Yield the files in their order, each with the next ones under way."""
    for place, path in enumerate(files):
        under_way += map(begin, range(len(files))[place + len(under_way) : place + within_reach(sizes[place:])])
        future = under_way.popleft()
        yield path, partial(outcome, future, path, steps)
        del future  # with the file it holds, before the next one comes
        rows_of(place).unlink(missing_ok=True)


def within_reach(sizes: Sequence[int]) -> int:
    """Return how many files of these sizes may be under way at once."""
    return max(AHEAD, sum(1 for _ in takewhile(AHEAD_BYTES.__ge__, accumulate(sizes))))


def prepared_alone(
    read: Callable[[Path], Opened],
    understand: Callable[[Opened, Confirmed], Checked],
    prepare: "Callable[[Checked], Prepared]",
    path: Path,
) -> Understood:
    """Return a file understood as it stands, without what people confirmed: another process cannot ask for that."""
    checked = understand(read(path), NOTHING_CONFIRMED)
    answer = without_texts(checked), prepare(checked)
    del checked
    give_memory_back()
    return answer


def give_memory_back() -> None:
    """Give the system back what a file took, where the C library would keep it for the next one."""
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)


def outcome(future: Future[Understood], path: Path, steps: Steps) -> Understood:
    """Return a file with the headings that people explained until now; Refused when it is no register.

    The names they confirmed are laid over it when it is loaded.
    """
    confirmed = steps.confirmed()
    try:
        checked, prepared = future.result()
    except BrokenProcessPool:  # nothing but a want of memory ends these processes
        raise Refused("too_large_to_read", file=own_name(path.name)) from None
    except sqlite3.Error:  # no room for its rows beside the warehouse: they stay in memory
        return steps.understood(path, confirmed), None
    except Refused:
        if confirmed.mappings:
            return steps.understood(path, confirmed), None
        raise
    if confirmed.remembered(checked.source):
        return steps.understood(path, confirmed), None
    return checked, prepared
