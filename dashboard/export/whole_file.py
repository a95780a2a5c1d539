"""A file that appears under its name whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from etl.problems import Refused


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Return a file to write into that takes its name only when its last byte is there; Refused when it cannot."""
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
    """Return the mask new files are made with: a temporary file is for its owner alone, this one need not be."""
    current = os.umask(0)
    os.umask(current)
    return current
