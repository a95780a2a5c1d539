"""The nightly copy: written under another name, restored on trial, compared, and only then put among the others."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from sqlalchemy.engine import Engine

from etl.backup import sqlite
from etl.backup.figures import Figures
from etl.problems import Refused
from etl.warehouse.state import SchemaState, refuse, schema_state

NAME, UNFINISHED = "warehouse-", ".unfinished-"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was restored and found to be the same; `kept` are all copies in its folder, newest first."""

    file: Path
    figures: Figures
    kept: tuple[Path, ...]


def back_up(engine: Engine, folder: Path, keep: int) -> Backup:
    """Copy the warehouse into a folder, of whose copies the newest are kept; Refused when it is not the same restored.

    Whatever fails, no half of a file is left, and the copies that were there stay.
    """
    refuse(state := schema_state(engine))
    if state is SchemaState.ABSENT:
        raise Refused("nothing_to_back_up")
    kind = kind_of(engine)
    with alone_in(folder) as place:
        unfinished = place / f"copy{kind.SUFFIX}"
        figures: Figures = kind.copy(engine, unfinished)
        if kind.restored(engine, unfinished) != figures:
            raise Refused("backup_differs")
        file = folder / f"{NAME}{datetime.now(UTC):%Y-%m-%dT%H-%M-%S.%f}{kind.SUFFIX}"
        put(unfinished, file)
        return Backup(file, figures, kept(folder, kind.SUFFIX, keep))


def kind_of(engine: Engine) -> ModuleType:
    """Return the module that copies this kind of database."""
    if engine.dialect.name == "sqlite":
        return sqlite
    from etl.backup import postgresql  # its driver takes a tenth of a second to import

    return postgresql


@contextmanager
def alone_in(folder: Path) -> Iterator[Path]:
    """Return a place in a folder for what is not finished, to one backup at a time; what a killed one left is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        for left in folder.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left)
        with TemporaryDirectory(dir=folder, prefix=UNFINISHED) as place:
            yield Path(place)
    finally:
        os.close(opened)


def put(unfinished: Path, file: Path) -> None:
    """Give a finished copy its name, for its owner only, once it is on the disk."""
    unfinished.chmod(0o600)
    with unfinished.open("rb") as written:
        os.fsync(written.fileno())
    unfinished.replace(file)


def kept(folder: Path, suffix: str, keep: int) -> tuple[Path, ...]:
    """Remove the older copies and return those that are kept, newest first."""
    copies = sorted(folder.glob(f"{NAME}*{suffix}"), reverse=True)
    for old in copies[keep:]:
        old.unlink()
    return tuple(copies[:keep])
