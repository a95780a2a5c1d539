"""How quickly a presentation and the passports of all regions are made, how large they are, what memory that takes."""

import sys
import time
from statistics import median
from tempfile import TemporaryDirectory

from dashboard.decks import rebuild
from dashboard.decks.presentation import READY
from dashboard.model.filters import Filters, Preset
from tests.bench import files
from tests.bench.figures import Figure, Section
from tests.bench.files import Sizes, warehouse
from tests.bench.machine import MEGABYTE, ran
from tests.pages.warehouses import point

SLIDES, MAPS = 12, 3
SECONDS, LARGEST_MB, PASSPORTS_SECONDS, ABOVE_IDLE_MB = 2.0, 3.0, 60.0, 400.0
METHOD = """The ready set «Итоги года» of the last year: 12 slides with 3 maps, each a native shape a region. “From exhibits”
is the writing of the file, “from the warehouse” also the exhibits, asked before; medians. Passports by the command line, the start of
Python included; its memory is compared with that of the command that only says its help."""


def exporting(sizes: Sizes) -> Section:
    """Measure a deck of twelve slides with three maps, and the passports of every region."""
    address = warehouse(sizes.middle)
    return Section("Presentations and passports", METHOD, [*deck_figures(address, sizes), *passport_figures(address)])


def deck_figures(address: str, sizes: Sizes) -> list[Figure]:
    """Return the time and the size of the deck."""
    point(address)
    deck = READY["year"].deck(Filters(preset=Preset.LAST_YEAR))
    rebuild.rebuild(deck, "ru")
    made, written, size = [], [], 0
    for _ in range(sizes.repeats):
        began = time.perf_counter()
        shown, _skipped = rebuild.rebuild(deck, "ru")
        rebuilt = time.perf_counter()
        size = len(rebuild.pptx(shown, "Итоги года"))
        written.append(time.perf_counter() - rebuilt)
        made.append(time.perf_counter() - began)
    what = f"{SLIDES} slides with {MAPS} maps"
    return [
        Figure(f"{what}, from exhibits", median(written), "s", SECONDS),
        Figure(f"{what}, from the warehouse", median(made), "s"),
        Figure(f"{what}, size", size / MEGABYTE, "MB", LARGEST_MB),
    ]


def passport_figures(address: str) -> list[Figure]:
    """Return the time of all passports, and their memory above that of an idle command."""
    command = [sys.executable, "-m", "dashboard.export", "passports"]
    idle = ran(address, [*command, "--help"])
    with TemporaryDirectory(dir=files.FOLDER) as folder:
        run = ran(address, [*command, "-o", f"{folder}/passports.zip"])
    return [
        Figure("passports of 89 regions", run.seconds, "s", PASSPORTS_SECONDS),
        Figure("passports of 89 regions, memory above idle", run.peak_mb - idle.peak_mb, "MB", ABOVE_IDLE_MB),
    ]
