"""A file that appears under its name complete or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from etl.problems import Refused


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Return a file to write into, which gets its name only once complete; Refused when it cannot be written."""
    unfinished = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            unfinished = Path(file.name)
            yield file
        unfinished.chmod(0o666 & ~mask())
        unfinished.replace(path)
    except OSError as error:
        raise Refused("file_not_written", file=str(path), reason=error.strerror) from error
    finally:
        if unfinished:
            unfinished.unlink(missing_ok=True)


def mask() -> int:
    """Return the umask: a temporary file is private to its owner, while this file gets the usual permissions."""
    current = os.umask(0)
    os.umask(current)
    return current
