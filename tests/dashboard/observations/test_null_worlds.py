"""Pages must keep silent when nothing changed, and speak when a register has doubled: by drawing lots.

Tests of one family at 5 % (Benjamini and Hochberg) speak on at most 5 % of the pages on which nothing changed. A rate
counted in draws varies: in a world the bound is the number of pages that a true 5 % exceeds in one of 1,000 cases.
"""

import numpy as np
import pytest
from scipy import special

from dashboard.observations.watch import candidates, of_family
from dashboard.observations.watched_metrics import WATCHED_BY_PAGE
from tests.dashboard.observations.worlds import PAGES, World, drawn_facts

TOTALS = (20, 60, 200, 600, 2000, 5000)
DRAWS, DRAWS_OF_DOUBLED = 67, 50
SEED = 15
KINDS = [(False, False), (False, True), (True, False), (True, True)]


def speaking_pages(world: World, draws: int) -> dict[str, int]:
    """Return of how many draws each page says anything."""
    lot, speaking = np.random.default_rng((SEED, world.yearly)), dict.fromkeys(PAGES, 0)
    for _ in range(draws):
        tests = {name: candidates(facts) for name, facts in drawn_facts(world, lot).items()}
        for page in PAGES:
            by_metric = [tests[name] for name in WATCHED_BY_PAGE[page].metrics]
            speaking[page] += bool(of_family(by_metric, 5).sentences)
    return speaking


def most_of(draws: int, rate: float) -> int:
    """Return the number that a binomial count exceeds in one of 1,000 cases."""
    return next(count for count in range(draws + 1) if special.bdtr(count, draws, rate) >= 0.999)


@pytest.mark.parametrize(("clustered", "seasonal"), KINDS)
def test_pages_are_silent_when_nothing_changed(clustered: bool, seasonal: bool) -> None:
    speaking = {total: speaking_pages(World(total, clustered, seasonal), DRAWS) for total in TOTALS}
    for page in PAGES:
        assert max(pages[page] for pages in speaking.values()) <= most_of(DRAWS, 0.05), (page, speaking)
        # Over the 400 draws of all totals together it is 5 % without tolerance.
        assert sum(pages[page] for pages in speaking.values()) <= 0.05 * DRAWS * len(TOTALS), (page, speaking)


@pytest.mark.parametrize(("clustered", "seasonal"), KINDS)
def test_a_doubling_at_200_a_year_is_told(clustered: bool, seasonal: bool) -> None:
    """Of 50 draws at least 80 %, less what a true 80 % falls short of in one of 1,000 cases."""
    speaking = speaking_pages(World(200, clustered, seasonal, doubled=True), DRAWS_OF_DOUBLED)
    assert min(speaking.values()) >= DRAWS_OF_DOUBLED - most_of(DRAWS_OF_DOUBLED, 0.2), speaking
