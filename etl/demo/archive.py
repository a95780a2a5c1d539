"""What the invented registers have of earlier years: incomplete sources, and a year of which nobody sent anything."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from etl.datasets.activity import ACTIVITY
from etl.datasets.competitions import COMPETITIONS, FEDERAL, FILED, WINNER
from etl.datasets.coverage import SELECTIVE_WORD, TOTALS_WORD
from etl.datasets.dataset import Dataset
from etl.datasets.events import EVENTS
from etl.demo.activity import act_chunks
from etl.demo.competitions import BEST_PRACTICE, VOLUNTEER
from etl.demo.events import participation_chunks
from etl.demo.world import Chunk, World, make_world, texts

NO_REGION = "без региона"
YEARS_BEFORE = 2  # the year between the archive and the registers is the empty one
ROWS_OF_THE_REGISTERS = 50  # for one row that an archive kept
# Published sums of a season, by contest and stage: how many entries came so far and no further, for 100 rows of an archive.
TOTALS = {BEST_PRACTICE: {FILED: 900, FEDERAL: 250, WINNER: 40}, VOLUNTEER: {FILED: 500, FEDERAL: 120, WINNER: 20}}


@dataclass(frozen=True, slots=True)
class Archive:
    """A file about an earlier year: its register, what it says it covers, and how its rows are invented."""

    dataset: Dataset
    covers: str
    invent: Callable[[World, int], Iterator[Chunk]]


def total_chunks(world: World, rows: int) -> Iterator[Chunk]:
    """Yield what was published of the seasons of a year: sums by stage, of no region."""
    sums = [
        (contest, stage, count * rows // 100) for contest, stages in TOTALS.items() for stage, count in stages.items()
    ]
    size = len(sums)
    yield {
        "competition": texts([contest for contest, _, _ in sums]),
        "season": texts([str(world.until.year)] * size),
        "region": texts([NO_REGION] * size),
        "submitted_on": texts([str(world.until.year)] * size),
        "stage": texts([stage for _, stage, _ in sums]),
        "quantity": texts([str(count) for _, _, count in sums]),
    }


ARCHIVES = (
    Archive(EVENTS, SELECTIVE_WORD, participation_chunks),
    Archive(ACTIVITY, SELECTIVE_WORD, act_chunks),
    Archive(COMPETITIONS, TOTALS_WORD, total_chunks),
)


def archive_world(world: World) -> World:
    """Return the one earlier year that the archives are about."""
    return make_world(world.seed, date(world.first.year - YEARS_BEFORE, 12, 31), years=1)
