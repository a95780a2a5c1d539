"""Warehouses for tests of what the dashboard shows: registers are loaded into a file, and the dashboard is pointed at it."""

import functools
import os
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st
from sqlalchemy.engine import Engine
from streamlit.logger import set_log_level

from dashboard.engine import cache
from etl import service
from etl.datasets.coverage import Coverage, How
from etl.demo import write_demo
from etl.problems import Refused
from etl.regions import NATION
from etl.warehouse.database import create_engine
from etl.warehouse.state import prepare

ROOT = Path(__file__).resolve().parents[2]
DEMO_ROWS, DEMO_SEED, REGISTERS_AND_PLANS = 1500, 3, 4
FOLDER = TemporaryDirectory(prefix="warehouses-")
NUMBERS = count()
# Full sources over the months of their rows, or from a day on.
FULL = Coverage(How.FULL, regions=(NATION,))
FROM_2023, FROM_2024 = (replace(FULL, since=date(year, 1, 1)) for year in (2023, 2024))
ALL_OF_2025 = Coverage(How.FULL, date(2025, 1, 1), date(2025, 12, 31), (NATION,))
# Streamlit says at every read that nobody is looking.
set_log_level("ERROR")


def address(path: Path) -> str:
    return f"sqlite:///{path}"


def new_file() -> Path:
    """Return the path of a warehouse that is not there yet."""
    return Path(FOLDER.name) / f"warehouse-{next(NUMBERS)}.db"


def closed(engine: Engine, path: Path) -> Path:
    """Return the file of a warehouse, whole: nothing waits in its write-ahead log."""
    with engine.connect() as connection:
        connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
    engine.dispose()
    return path


@functools.cache
def empty() -> Path:
    """Return a warehouse without a source, made once."""
    path = new_file()
    engine = create_engine(address(path))
    prepare(engine)
    return closed(engine, path)


@functools.cache
def record() -> Path:
    """Return a warehouse with the public record, made once."""
    path = copy(empty())
    return loaded(path, *sorted((ROOT / "data" / "record").iterdir()))


@functools.cache
def demo() -> Path:
    """Return a warehouse with small invented registers, made once: full sources alone, so that the whole record is full."""
    with TemporaryDirectory() as folder:
        return loaded(copy(empty()), *write_demo(DEMO_ROWS, DEMO_SEED, Path(folder))[:REGISTERS_AND_PLANS])


@functools.cache
def demo_with_archive() -> Path:
    """Return a warehouse with all the invented files, made once: incomplete ones of an earlier year and an empty year too."""
    with TemporaryDirectory() as folder:
        return loaded(copy(empty()), *write_demo(DEMO_ROWS, DEMO_SEED, Path(folder)))


def loaded(path: Path, *files: Path) -> Path:
    """Return the warehouse with these files loaded into it."""
    engine = create_engine(address(path))
    for file in files:
        service.load(engine, service.check(file.name, file.read_bytes()))
    return closed(engine, path)


def copy(path: Path) -> Path:
    """Return a copy that a test may change."""
    return Path(shutil.copy(path, new_file()))


def point(url: str) -> None:
    """Make the dashboard of this process read that warehouse, with nothing remembered of another one."""
    with suppress(Refused):  # there is no engine of a wrong address
        cache.engine().dispose()
    os.environ["DATABASE_URL"] = url
    st.cache_data.clear()
    st.cache_resource.clear()


@functools.cache
def filled(*files: tuple[str, bytes], coverage: Coverage | None = None) -> Path:
    """Return a warehouse with these registers, made once; `coverage` is what each of them covers."""
    path = copy(empty())
    engine = create_engine(address(path))
    for name, content in files:
        service.load(engine, replace(service.check(f"{name}.csv", content), coverage=coverage))
    return closed(engine, path)


def shown(coverage: Coverage | None = None, /, **files: bytes) -> Engine:
    """Return a warehouse with these registers, by the names of their sources; the dashboard reads it."""
    url = address(copy(filled(*files.items(), coverage=coverage)))
    point(url)
    return create_engine(url)
