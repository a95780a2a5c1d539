"""The sets of files both sides read: the public record, and registers invented for the comparison."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard.engine import cache
from etl.demo import write_demo
from tests.oracle.computing import Registers
from tests.pages.warehouses import ROOT, address, copy, empty, loaded, point

RECORD, INVENTED = "record", "invented"
# The days in which the registers of a set have most of their rows, and some before and after.
DAYS = {RECORD: (date(2018, 6, 1), date(2026, 12, 31)), INVENTED: (date(2022, 9, 1), date(2026, 3, 31))}


@contextmanager
def opened(name: str, rows: int = 1500, seed: int = 3) -> Iterator[Registers]:
    """Return the registers of a set as the oracle reads them; the dashboard reads a warehouse with the same files."""
    with TemporaryDirectory() as folder:
        files = record_files() if name == RECORD else write_demo(rows, seed, Path(folder))
        point(address(loaded(copy(empty()), *files)))
        with cache.pinned_version():
            yield Registers(files)


def record_files() -> list[Path]:
    """Return the files of the public record."""
    return sorted((ROOT / "data" / "record").iterdir())
