"""What every command of the terminal shares: where it prints, in which language, which files and which warehouse it means.

SQLAlchemy takes half of the time a command takes to start: it is imported where the warehouse is asked for.
"""

import atexit
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from errno import ENOSPC
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from etl.problems import Refused
from etl.words import Text

if TYPE_CHECKING:
    from rich.console import Console
    from sqlalchemy.engine import Engine

LANGUAGE_VARIABLE = "DASHBOARD_LANGUAGE"


_spoken = ContextVar("spoken", default="")


def words(ru: str, en: str) -> str:
    """Return the words in the language of the terminal."""
    return Text(ru, en).of(language())


def language() -> str:
    """Return the language of the terminal: the one a command was asked to speak, else DASHBOARD_LANGUAGE, else Russian."""
    return "en" if (_spoken.get() or os.environ.get(LANGUAGE_VARIABLE)) == "en" else "ru"


@contextmanager
def speaking(spoken: str) -> Iterator[None]:
    """Use that language inside the block; an empty one leaves it to DASHBOARD_LANGUAGE."""
    before = _spoken.set(spoken)
    try:
        yield
    finally:
        _spoken.reset(before)


@cache
def out() -> "Console":
    """Return where answers are printed."""
    return _console(stderr=False)


@cache
def err() -> "Console":
    """Return where refusals and progress are printed."""
    return _console(stderr=True)


def _console(stderr: bool) -> "Console":
    from rich.console import Console  # a tenth of a second: meanwhile another process reads the first file

    return Console(stderr=stderr, soft_wrap=True, highlight=False, markup=False, emoji=False)


def say(text: str) -> None:
    """Print one line as it is."""
    print(text)


def say_refusal(refusal: Refused) -> None:
    """Print one sentence on the error stream."""
    say_failure(refusal.sentence(language()))


def say_failure(text: str) -> None:
    """Print one line on the error stream, in red where colours are seen."""
    if sys.stderr.isatty():
        err().print(text, style="red")
    else:
        print(text, file=sys.stderr)


def warehouse() -> "Engine":
    """Return the engine of the warehouse; Refused when DATABASE_URL is no address of one."""
    from etl.warehouse.failures import engine_of_warehouse

    engine = engine_of_warehouse()
    atexit.register(engine.dispose)  # SQLite folds its log into the file when the last connection is closed
    return engine


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file; Refused when it is not there or cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused("no_such_file", file=str(path)) from None
    except OSError as error:
        raise file_refusal(error, path) from None


def file_refusal(error: OSError, path: Path | str | None) -> Refused:
    """Return what is said of a file that the system does not give, or does not take."""
    reasons = {
        IsADirectoryError: words("это папка, а нужен файл", "it is a folder"),
        FileNotFoundError: words("нет такой папки", "there is no such folder"),
        PermissionError: words("нет прав", "permission denied"),
    }
    reason = reasons.get(type(error)) or error.strerror or str(error)
    return Refused("disk_full") if error.errno == ENOSPC else Refused("unreadable_file", file=str(path), reason=reason)
