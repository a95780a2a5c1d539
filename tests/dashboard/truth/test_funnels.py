"""Control limits against published numbers, and against the definitions they are made from."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from dashboard.truth.funnels import (
    between_variance,
    deviation,
    exact_limit,
    limits,
    mean_square,
    normal_limits,
    spread,
    winsorised,
)

# Office for Health Improvement and Disparities, R package PHEindicatormethods, the table its tests hold for funnels of
# proportions (tests/testthat/testdata_funnel_prop_outputs.csv): base, then limits of 95 % and of 99.8 % around 80.642448 %.
BASELINE = 80.642448
PUBLISHED = (
    (10, 56.154344, 100.0, 42.03259, 100.0),
    (20, 63.326743, 97.958152, 53.341156, 100.0),
    (89294, 80.383302, 80.901594, 80.233858, 81.051037),
    (110000, 80.408963, 80.875933, 80.274317, 81.010578),
)
# NHS-R Community, R package FunnelPlotR, tests/testthat/test-classes_methods.R: observed and expected of six units, and
# the dispersion factor of their ratios on the logarithmic scale.
OBSERVED, EXPECTED = np.array([100.0, 150, 180, 80, 120, 225]), np.array([108.0, 112, 165, 95, 100, 220])
DISPERSION = 2.948033


@pytest.mark.parametrize(("base", "low", "high", "lowest", "highest"), PUBLISHED)
def test_normal_limits_are_the_published_ones(
    base: int, low: float, high: float, lowest: float, highest: float
) -> None:
    bases = np.array([float(base)])
    found = [100 * float(end[0]) for level in (0.95, 0.998) for end in normal_limits(BASELINE / 100, bases, level)]
    assert found == pytest.approx([low, high, lowest, highest], abs=0.0005)


def test_the_dispersion_factor_is_the_published_one() -> None:
    scores = np.sqrt(EXPECTED) * np.log(OBSERVED / EXPECTED)
    assert mean_square(scores) == pytest.approx(DISPERSION, abs=5e-7)


def test_the_variance_between_regions_by_hand() -> None:
    errors = np.array([0.01, 0.02, 0.04])
    weights = np.array([100.0, 50.0, 25.0])
    expected = (3 * 4.0 - 2) / (175 - (weights**2).sum() / 175)
    assert between_variance(4.0, errors) == pytest.approx(expected)
    assert between_variance(0.6, errors) == 0.0, "no more than chance"


def test_deviations_of_the_two_levels() -> None:
    assert deviation(0.95) == pytest.approx(1.96, abs=0.001) and deviation(0.998) == pytest.approx(3.09, abs=0.001)


@given(st.integers(1, 3000), st.floats(0.01, 0.99), st.sampled_from([0.001, 0.025, 0.975, 0.999]))
def test_an_exact_limit_lies_between_the_counts_around_the_probability(
    base: int, share: float, probability: float
) -> None:
    limit = float(exact_limit(share, np.array([float(base)]), probability)[0]) * base
    count = binom.ppf(probability, base, share)
    reached, here = binom.cdf(count, base, share), binom.pmf(count, base, share)
    expected = min(max(count - (reached - probability) / here, 0.0), base)
    assert limit == pytest.approx(expected, abs=2e-3 * max(base, 1) ** 0.5)


def test_an_exact_limit_by_hand() -> None:
    # Ten tosses of a coin: P(R ≤ 1) = 11/1024, P(R ≤ 2) = 56/1024, so 2.5 % lies at 2 − (56 − 25.6)/45 of ten.
    assert float(exact_limit(0.5, np.array([10.0]), 0.025)[0]) == pytest.approx((2 - (56 - 25.6) / 45) / 10)
    assert float(exact_limit(0.5, np.array([10.0]), 0.975)[0]) == pytest.approx((8 - (1013 - 998.4) / 45) / 10)
    assert exact_limit(0.0, np.array([10.0]), 0.975)[0] == 0.0 and exact_limit(1.0, np.array([10.0]), 0.025)[0] == 1.0


def test_where_regions_vary_by_chance_alone_about_as_many_are_beyond_as_the_level_says() -> None:
    random = np.random.default_rng(3)
    bases = random.integers(20, 400, 89).astype(float)
    beyond = {"chance": [], "between": []}  # type: dict[str, list[float]]
    for name, shares in (("chance", np.full(89, 0.3)), ("between", random.beta(6, 14, (200, 89)))):
        for turn in range(200):
            true = shares if name == "chance" else shares[turn]
            parts = random.binomial(bases.astype(int), true).astype(float)
            share = parts.sum() / bases.sum()
            low, high = limits(share, bases, 0.998, spread(parts, bases, share).between)
            beyond[name].append(float(((parts / bases < low) | (parts / bases > high)).sum()))
    assert np.mean(beyond["chance"]) < 0.5
    assert np.mean(beyond["between"]) < 1.5, "regions that differ as others do are no exceptions"


def test_without_the_variance_between_regions_many_would_seem_to_differ() -> None:
    random = np.random.default_rng(4)
    bases = random.integers(50, 800, 89).astype(float)
    parts = random.binomial(bases.astype(int), random.beta(3, 7, 89)).astype(float)
    share = parts.sum() / bases.sum()
    varied = spread(parts, bases, share)
    assert varied.dispersion > 4 and varied.between == pytest.approx(0.3 * 0.7 / 11, rel=0.5)
    counts = []
    for between in (0.0, varied.between):
        low, high = limits(share, bases, 0.998, between)
        counts.append(int(((parts / bases < low) | (parts / bases > high)).sum()))
    assert counts[0] > 20 and counts[1] <= 2


def test_the_edges_are_brought_back_and_one_region_has_no_spread() -> None:
    scores = np.arange(21.0)
    assert (winsorised(scores)[0], winsorised(scores)[-1]) == (2, 18)
    assert spread(np.array([3.0]), np.array([10.0]), 0.3).between == 0.0
    assert spread(np.zeros(3), np.full(3, 10.0), 0.0).between == 0.0
