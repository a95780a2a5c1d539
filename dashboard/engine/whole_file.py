"""A file that appears under its name complete or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import IO

from etl.problems import Refused

UNFINISHED = ".unfinished-"  # how the name of a file begins until it is complete


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Return a file to write into, which gets its name only once complete; Refused when it cannot be written.

    It is no temporary file of the library: those are private to their owner, while parts are shared as the umask says.
    """
    unfinished = path.parent / f"{UNFINISHED}{token_hex(8)}"
    try:
        with unfinished.open("xb") as file:
            yield file
        unfinished.replace(path)
    except OSError as error:
        raise Refused("file_not_written", file=str(path), reason=error.strerror) from error
    finally:
        with suppress(OSError):
            unfinished.unlink()
