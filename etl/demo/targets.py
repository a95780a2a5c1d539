"""Invented plans of the last year and its quarters, somewhat above what a region usually does."""

from collections.abc import Iterator, Mapping

import numpy as np

from etl.datasets.activity import PRACTICE
from etl.datasets.targets import INDICATORS
from etl.demo.activity import SHARES
from etl.demo.world import Chunk, Floats, World, texts
from etl.normalise.columns import COUNTRY_TITLE

STAGE = 5
PLANNED, AMBITION, SPREAD = 0.9, 1.05, 0.2


def target_chunks(world: World, acts: int, entries: int) -> Iterator[Chunk]:
    """Yield the plans of every period and indicator, for registers of so many acts and entries in all their years."""
    rng = world.rng(STAGE)
    weights = world.activity * world.season[:, None]
    expected = {"acts": acts, "practices": acts * SHARES[PRACTICE], "entries": entries}
    for period, days in _periods(world).items():
        for name, rows in expected.items():
            usual = rows * weights[days].sum(axis=0) / weights.sum()
            yield _plans(world, rng, INDICATORS[name].ru, period, usual)


def _periods(world: World) -> Mapping[str, Floats]:
    """Return which days the last year and its quarters hold, by their names."""
    _, quarters, years = world.rough_texts
    last = years == years[-1]
    return {str(years[-1]): last} | {str(name): quarters == name for name in dict.fromkeys(quarters[last])}


def _plans(world: World, rng: np.random.Generator, indicator: str, period: str, usual: Floats) -> Chunk:
    """Return the country's plan and those of most regions."""
    planned = rng.random(len(usual)) < PLANNED
    targets = np.ceil(usual * AMBITION * rng.lognormal(0.0, SPREAD, len(usual))).astype(np.int64)[planned]
    country = int(np.ceil(usual.sum() * AMBITION))
    size = len(targets) + 1
    return {
        "region": texts([COUNTRY_TITLE.ru, *world.names[planned]]),
        "indicator": texts([indicator] * size),
        "period": texts([period] * size),
        "target": texts([str(target) for target in (country, *targets)]),
    }
