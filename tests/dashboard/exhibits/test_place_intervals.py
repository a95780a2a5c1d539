"""The interval of a place: it holds every source by itself, and in simulation the true place at least as often as it says."""

import numpy as np
import pandas as pd
import pytest

from dashboard.exhibits.rating.index import COMPONENTS, contributions, ranks, scores
from dashboard.exhibits.rating.place_intervals import (
    LOWER,
    MIDDLE,
    SOURCES,
    UPPER,
    Counts,
    bands,
    percentiles,
    rate,
    scored,
)
from dashboard.model.metric import Aggregate
from dashboard.model.metrics import METRICS

NAMES = [component.metric for component in COMPONENTS]
EQUAL = dict.fromkeys(NAMES, 1.0)
REGIONS = 89


def world(seed: int, acts: float, unlike: float, dispersion: float) -> tuple[pd.Series, Counts]:
    """Return the true places of regions, and the counts that chance made of them.

    `acts` is the usual number of acts of a region, `unlike` how much regions differ, `dispersion` how acts cluster.
    """
    random = np.random.default_rng(seed)
    truth: dict[str, np.ndarray] = {}
    parts: dict[str, np.ndarray] = {}
    bases: dict[str, np.ndarray] = {}
    for name in NAMES:
        if METRICS[name].aggregate is Aggregate.TOTAL:
            bases[name] = random.integers(10, 60, REGIONS) / 30
            truth[name] = random.lognormal(0, unlike, REGIONS) * acts
            mean = truth[name] * bases[name]
            parts[name] = random.negative_binomial(mean / (dispersion - 1), 1 / dispersion)
        else:
            bases[name] = 10 + random.poisson(acts * random.lognormal(0, 0.7, REGIONS))
            truth[name] = random.beta(3 / unlike, 5 / unlike, REGIONS)
            parts[name] = random.binomial(bases[name].astype(int), truth[name])
    shown_parts, shown_bases = pd.DataFrame(parts, dtype=float), pd.DataFrame(bases, dtype=float)
    factors = {name: dispersion if METRICS[name].aggregate is Aggregate.TOTAL else 1.0 for name in NAMES}
    true_index = contributions(scores(pd.DataFrame(truth)), EQUAL).sum(axis=1)
    return ranks(true_index), Counts(shown_parts, shown_bases, factors, shown_parts / shown_bases)


@pytest.mark.parametrize("acts", [3, 20, 200])
@pytest.mark.parametrize("unlike", [0.2, 1.0])
def test_the_interval_covers_the_true_place_at_least_as_often_as_it_says(acts: float, unlike: float) -> None:
    covered: dict[str, list[float]] = {"whole": [], "chance": []}
    for seed in range(6):
        true, counts = world(seed, acts, unlike, 3.0)
        places = rate(counts.values, EQUAL, None, counts).places
        covered["whole"].append(((places["first"] <= true) & (true <= places["last"])).mean())
        covered["chance"].append(((places["chance_first"] <= true) & (true <= places["chance_last"])).mean())
    assert np.mean(covered["whole"]) >= 0.85
    assert 0.82 <= np.mean(covered["chance"]) <= 0.97, "neither too narrow nor wide for nothing"


def test_more_acts_make_narrower_intervals() -> None:
    widths = []
    for acts in (3, 20, 200):
        _, counts = world(1, acts, 1.0, 3.0)
        places = rate(counts.values, EQUAL, None, counts).places
        widths.append((places["chance_last"] - places["chance_first"]).mean())
    assert widths[0] > widths[1] > widths[2]


def test_the_interval_holds_each_source_the_place_and_the_place_without_any_one_component() -> None:
    _, counts = world(2, 50, 1.0, 2.0)
    places = rate(counts.values, EQUAL, None, counts).places
    for source in SOURCES:
        assert (places["first"] <= places[f"{source}_first"]).all() and (
            places[f"{source}_last"] <= places["last"]
        ).all()
        assert places["rank"].between(places[f"{source}_first"], places[f"{source}_last"]).all()
    for name in NAMES:
        without = rate(counts.values, EQUAL | {name: 0.0}).places["rank"]
        assert without.between(places["dropping_first"], places["dropping_last"]).all()


def test_a_region_above_on_every_component_is_first_whatever_the_weights_and_scales_are() -> None:
    values = pd.DataFrame({"events": [9.0, 5, 1], "entering_share": [9.0, 1, 5]}, index=list("АБВ"))
    places = rate(values, {"events": 1, "entering_share": 1}).places
    assert list(places.loc["А", ["first", "last"]]) == [1, 1]
    assert list(places.loc["Б", ["first", "last"]]) == [2, 3], "two mirror regions change places"
    assert places.loc["Б", "cause"] == "weights"


def test_the_draws_are_the_same_each_time() -> None:
    _, counts = world(3, 20, 1.0, 2.0)
    first, second = (rate(counts.values, EQUAL, None, counts).places for _ in range(2))
    pd.testing.assert_frame_equal(first, second)


def test_the_first_scale_is_that_of_the_index() -> None:
    _, counts = world(4, 20, 1.0, 2.0)
    values = {name: counts.values[name].to_numpy()[None] for name in NAMES}
    np.testing.assert_allclose(scored(values, percentiles)[0], scores(counts.values)[NAMES].to_numpy())


def test_a_band_is_what_the_interval_leaves_no_doubt_about() -> None:
    ends = pd.DataFrame({"first": [1.0, 1, 2, 3, 4], "last": [1.0, 2, 3, 5, 5]})
    assert bands(ends) == [UPPER, UPPER, MIDDLE, MIDDLE, LOWER]
