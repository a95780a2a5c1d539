"""Invented registers of any size, so that the dashboard can be seen and measured without anybody's real data."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from etl.datasets.activity import ACTIVITY
from etl.datasets.competitions import COMPETITIONS
from etl.datasets.dataset import Dataset
from etl.datasets.events import EVENTS
from etl.datasets.initiatives import INITIATIVES
from etl.datasets.requests import REQUESTS
from etl.datasets.targets import TARGETS
from etl.datasets.training import TRAINING
from etl.demo.activity import act_chunks
from etl.demo.archive import ARCHIVES, ROWS_OF_THE_REGISTERS, archive_world
from etl.demo.competitions import entry_chunks
from etl.demo.events import participation_chunks
from etl.demo.files import Source, write_register
from etl.demo.initiatives import initiative_chunks
from etl.demo.requests import request_chunks
from etl.demo.targets import target_chunks
from etl.demo.training import training_chunks
from etl.demo.world import Chunk, World, make_world

LAST_DAY = date(2025, 12, 31)
ACTIVITY_PERCENT, COMPETITIONS_PERCENT = 25, 35
# Of the rows of the three registers, beside them.
REQUESTS_PERCENT, INITIATIVES_PERCENT, TRAINING_PERCENT = 12, 10, 4
Invent = Callable[[World, int], Iterator[Chunk]]


def write_demo(rows: int, seed: int, directory: Path, until: date = LAST_DAY) -> list[Path]:
    """Write invented registers and return their files.

    Three registers have `rows` data rows in all, three years up to `until`; then come the plans, the smaller registers
    with their share of so many rows more, and of enough rows the archives of an earlier year. The same rows, seed and
    last day give the same bytes. Each says in itself that its data are invented.
    """
    directory.mkdir(parents=True, exist_ok=True)
    world = make_world(seed, until)
    registers = _registers(rows)
    shares = {dataset.name: share for dataset, _, share in registers}
    plans = target_chunks(world, shares[ACTIVITY.name], shares[COMPETITIONS.name])
    return [
        *(
            write_register(world, Source(dataset, dataset.name), invent(world, share), share, directory)
            for dataset, invent, share in registers
        ),
        write_register(world, Source(TARGETS, TARGETS.name), plans, 0, directory),
        *(
            write_register(world, Source(dataset, dataset.name), invent(world, share), share, directory)
            for dataset, invent, share in _smaller(rows)
        ),
        *_archives(world, rows // ROWS_OF_THE_REGISTERS, directory),
    ]


def _archives(world: World, rows: int, directory: Path) -> Iterator[Path]:
    """Write the archives of so many rows and yield their files; none of no rows."""
    earlier = archive_world(world)
    for archive in ARCHIVES if rows else ():
        source = Source(archive.dataset, f"archive_{archive.dataset.name}", archive.covers)
        yield write_register(earlier, source, archive.invent(earlier, rows), rows, directory)


def _smaller(rows: int) -> tuple[tuple[Dataset, Invent, int], ...]:
    return (
        (REQUESTS, request_chunks, rows * REQUESTS_PERCENT // 100),
        (INITIATIVES, initiative_chunks, rows * INITIATIVES_PERCENT // 100),
        (TRAINING, training_chunks, rows * TRAINING_PERCENT // 100),
    )


def _registers(rows: int) -> tuple[tuple[Dataset, Invent, int], ...]:
    acts, entries = rows * ACTIVITY_PERCENT // 100, rows * COMPETITIONS_PERCENT // 100
    return (
        (EVENTS, participation_chunks, rows - acts - entries),
        (ACTIVITY, act_chunks, acts),
        (COMPETITIONS, entry_chunks, entries),
    )
