"""What a large warehouse costs whoever starts on it, decides in it, or takes a load back."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from etl import service
from etl.warehouse.database import create_engine
from tests.bench import files
from tests.bench.figures import Figure, Section
from tests.bench.files import Sizes, warehouse
from tests.bench.machine import ran

BY, NAME, REGION = "bench", "Атлантида", "59"
DECISION_METHOD = """On a copy of the warehouse: a name that waits in every set is confirmed and withdrawn, a possible duplicate is said to
be one, a source of 40 % of a set is taken back. Each is one transaction, from the call to its end."""
READY_METHOD = """A process of its own, its folder of parts empty: from the start of Python until a card of each register is answered.
Parts are fetched from the warehouse, the days of each register are added up."""
START = """
import resource, time
from dashboard.engine import cache
from dashboard.model.filters import FIRST_DAY, LAST_DAY, Period
from dashboard.queries.sums import register_sums
from etl.datasets import ACTIVITIES
with cache.pinned_version():
    for register in ACTIVITIES:
        assert register_sums.scope_sums(register, Period(FIRST_DAY, LAST_DAY))
"""


def deciding(sizes: Sizes) -> Section:
    """Measure decisions and an undo on the large warehouse."""
    with copied(warehouse(sizes.large)) as address:
        engine = create_engine(address)
        pairs = service.possible_duplicates(engine)
        source = service.sources(engine)[0]
        steps: dict[str, Callable[[], object]] = {
            "a name is confirmed": lambda: service.confirm_alias(engine, NAME, REGION, BY),
            "the name is withdrawn": lambda: service.withdraw_alias(engine, NAME, BY),
            "two are said to be one": lambda: service.decide_duplicate(engine, pairs[0], True, BY),
            f"a load of {source.loaded:,} rows is taken back": lambda: service.undo(
                engine, source.source, source.register, BY
            ),
        }
        figures = [Figure(what, seconds(step), "s", 2) for what, step in steps.items() if pairs or "two" not in what]
        engine.dispose()
    return Section(f"Decisions, {sizes.large:,} rows", DECISION_METHOD, figures)


def seconds(step: Callable[[], object]) -> float:
    """Return how long a step takes."""
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


@contextmanager
def copied(address: str) -> Iterator[str]:
    """Give a copy of a warehouse that is thrown away."""
    path = Path(address.removeprefix("sqlite:///"))
    with TemporaryDirectory(dir=files.FOLDER) as folder:
        for file in path.parent.glob(f"{path.name}*"):
            shutil.copy(file, folder)
        yield f"sqlite:///{folder}/{path.name}"


def starting(sizes: Sizes) -> Section:
    """Measure how soon a new process answers on the large warehouse, and what memory it takes."""
    with TemporaryDirectory(dir=files.FOLDER) as folder:
        os.environ["PARTS_FOLDER"] = folder
        try:
            cold = ran(warehouse(sizes.large), [sys.executable, "-c", START])
            warm = ran(warehouse(sizes.large), [sys.executable, "-c", START])
        finally:
            del os.environ["PARTS_FOLDER"]
    figures = [
        Figure("until it answers, parts fetched", cold.seconds, "s", 5),
        Figure("until it answers, parts there", warm.seconds, "s"),
        Figure("peak memory", max(cold.peak_mb, warm.peak_mb), "MB", 500),
    ]
    return Section(f"A process starts, {sizes.large:,} rows", READY_METHOD, figures)
