"""Faults of a warehouse in a file, provoked for real: a disk that is full or not written, bytes that are wrong, a file that goes."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.engine import cache
from etl.warehouse import tables
from etl.warehouse.database import create_engine
from tests.pages.warehouses import address, point

PAGE = 16_384  # bytes of a page of the file
ANYTHING = b"\xa5"


@dataclass(frozen=True, slots=True)
class Place:
    """A warehouse in a file, on a small disk of its own where we may make one."""

    file: Path
    is_disk: bool

    @property
    def folder(self) -> Path:
        return self.file.parent


Fault = Callable[[Place], AbstractContextManager[None]]


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Make a folder a disk of 64 MB of memory; yield whether that was possible: only root may."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)]
    made = subprocess.run(command, capture_output=True, check=False).returncode == 0
    yield made
    if made:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def disk_full(place: Place) -> Iterator[None]:
    """Fill the disk to its last byte."""
    with full(place.folder, place.is_disk):
        yield


@contextmanager
def full(folder: Path, is_disk: bool) -> Iterator[None]:
    """Fill the small disk of a folder to its last byte; skip where we could make none."""
    if not is_disk:
        pytest.skip("only root can make a small disk")
    filler, block = folder / "filler", 1 << 20
    with filler.open("wb", buffering=0) as file:
        while block:
            try:
                file.write(ANYTHING * block)
            except OSError:
                block //= 2
    yield
    filler.unlink()


@contextmanager
def disk_full_from_the_start(place: Place) -> Iterator[None]:
    """Fill the disk while nobody has the file open: its log cannot be made."""
    at_rest(place)
    with disk_full(place):
        yield


@contextmanager
def read_only(place: Place) -> Iterator[None]:
    """Show the file on a disk for reading only, or take the right to write away; nobody has it open."""
    at_rest(place)
    if os.geteuid():
        place.file.chmod(0o400)
        place.folder.chmod(0o500)
        yield
        place.folder.chmod(0o700)
        place.file.chmod(0o600)
        return
    other = place.folder.with_name("read-only")
    other.mkdir()
    subprocess.run(["mount", "--bind", str(place.folder), str(other)], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", str(other)], check=True)
    point(address(other / place.file.name))
    yield
    point(address(place.file))
    subprocess.run(["umount", "--lazy", str(other)], check=True)


def at_rest(place: Place) -> None:
    """Close the file; its log is folded into it."""
    cache.engine().dispose()
    with sqlite3.connect(place.file) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()


@contextmanager
def put_back(place: Place) -> Iterator[None]:
    """Put the file back as it was, as another file under the same name, when the block ends."""
    at_rest(place)
    kept = place.folder.with_name("kept.db")
    shutil.copy(place.file, kept)
    yield
    for ending in ("", "-wal", "-shm"):
        Path(f"{place.file}{ending}").unlink(missing_ok=True)
    new = place.file.with_suffix(".new")
    shutil.copy(kept, new)
    new.replace(place.file)


def spoilt(pages: Callable[[Path], list[int]]) -> Fault:
    """Return the fault of a file in which some pages hold anything; the mark of the file itself stays."""

    @contextmanager
    def fault(place: Place) -> Iterator[None]:
        with put_back(place):
            with place.file.open("r+b") as file:
                for page in pages(place.file):
                    file.seek(max((page - 1) * PAGE, 100))
                    file.write(ANYTHING * (PAGE - (100 if page == 1 else 0)))
            yield

    return fault


def pages_of(table: str, file: Path) -> list[int]:
    """Return the first page of a table."""
    with sqlite3.connect(file) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    connection.close()
    return [page]


def spoilt_table(table: str) -> Fault:
    """Return the fault of a file in which the first page of a table holds anything."""
    return spoilt(partial(pages_of, table))


def replaced(by: Callable[[Path], object]) -> Fault:
    """Return the fault of a file that is deleted while it is open, and of what is put in its place."""

    @contextmanager
    def fault(place: Place) -> Iterator[None]:
        with put_back(place):
            cache.engine().connect().close()  # a page holds it
            for ending in ("", "-wal", "-shm"):
                Path(f"{place.file}{ending}").unlink(missing_ok=True)
            by(place.file)
            yield
            if place.file.is_dir():
                place.file.rmdir()

    return fault


def cut(place: Place) -> AbstractContextManager[None]:
    """Leave half of the file."""
    return spoilt_by(place, lambda file: os.truncate(file, file.stat().st_size // 2 // PAGE * PAGE))


def emptied(place: Place) -> AbstractContextManager[None]:
    """Leave a file of no bytes."""
    return spoilt_by(place, lambda file: os.truncate(file, 0))


@contextmanager
def spoilt_by(place: Place, spoil: Callable[[Path], object]) -> Iterator[None]:
    """Do something to the file while a page has it open, and put it back."""
    with put_back(place):
        cache.engine().connect().close()
        spoil(place.file)
        yield


def changed(*statements: sa.Executable) -> Fault:
    """Return the fault of a warehouse that another program changed by these statements."""

    def spoil(file: Path) -> None:
        engine = create_engine(address(file))
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(statement)
        engine.dispose()

    return lambda place: spoilt_by(place, spoil)


NEWER = tables.alembic_version.update().values(version_num="9999")
OLDER = tables.derived_state.update().values(signature="earlier")
JOURNAL_ONLY = [sa.text(f'DROP TABLE "{table.name}"') for table in tables.DERIVED.sorted_tables]


@contextmanager
def locked(place: Place) -> Iterator[None]:
    """Hold the lock of writers in another connection."""
    connection = sqlite3.connect(place.file, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield
    connection.close()
