"""Files understood one ahead, in a process of their own, while the one before is written."""

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from etl.intake import Checked
from etl.problems import Refused

Understand = Callable[[Path], Checked]
Outcome = Callable[[], Checked]  # returns a file understood, or raises its refusal


@contextmanager
def one_ahead(files: Sequence[Path], understand: Understand) -> Iterator[Iterator[tuple[Path, Outcome]]]:
    """Give every file with its outcome; the next one is understood meanwhile, and no more than one.

    A file that is alone is understood here: a process of its own would save nothing.
    """
    if len(files) < 2:
        yield ((path, partial(understand, path)) for path in files)
        return
    # a fork has everything imported already; where there is none, the process starts as it does there
    context = get_context("fork" if sys.platform == "linux" else None)
    with ProcessPoolExecutor(1, context, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as reader:
        first = reader.submit(understand, files[0])
        yield _following(reader, files, understand, first)
        reader.shutdown(cancel_futures=True)


def _following(
    reader: ProcessPoolExecutor, files: Sequence[Path], understand: Understand, first: Future[Checked]
) -> Iterator[tuple[Path, Outcome]]:
    coming = first
    for place, path in enumerate(files, start=1):
        ready = coming
        if place < len(files):
            coming = reader.submit(understand, files[place])
        yield path, partial(_outcome, path, ready)


def _outcome(path: Path, ready: Future[Checked]) -> Checked:
    try:
        return ready.result()
    except BrokenProcessPool:  # nothing but a want of memory ends that process
        raise Refused("too_large_to_read", file=path.name) from None
