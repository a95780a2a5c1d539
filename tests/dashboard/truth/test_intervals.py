"""Draws of what counts could have been, their dispersion, and places by them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dashboard.truth.intervals import (
    count_dispersion,
    overlap,
    places_of,
    rate_draws,
    share_dispersion,
    share_draws,
    told_apart,
)

RANDOM = np.random.default_rng(5)


@given(arrays(float, (3, 7), elements=st.integers(0, 5).map(float)))
def test_a_place_is_one_more_than_the_regions_above(indices: np.ndarray) -> None:
    expected = 1 + (indices[:, None, :] > indices[:, :, None]).sum(axis=2)
    np.testing.assert_array_equal(places_of(indices), expected)


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 5)), min_size=2, max_size=8))
def test_pairs_told_apart_are_those_whose_intervals_do_not_overlap(ends: list[tuple[int, int]]) -> None:
    spans = [(first, first + width) for first, width in ends]
    apart = sum(not overlap(*a, *b) for number, a in enumerate(spans) for b in spans[number + 1 :])
    assert told_apart([first for first, _ in spans], [last for _, last in spans]) == apart


def test_drawn_rates_lean_to_the_common_mean_the_more_the_smaller_the_base_is() -> None:
    counts, exposures = np.array([2.0, 200, 6, 600, 4, 400]), np.array([1.0, 100, 1, 100, 1, 100])
    mean = rate_draws(counts, exposures, 1.0, 4000, RANDOM).mean(axis=0)
    assert abs(mean[1] - 2) < 0.05 and abs(mean[3] - 6) < 0.05
    assert 2.1 < mean[0] < 4 and 4 < mean[2] < 5.9


def test_drawn_shares_spread_as_their_base_lets_them() -> None:
    parts, bases = np.array([5.0, 500, 8, 800]), np.array([10.0, 1000, 10, 1000])
    drawn = share_draws(parts, bases, 1.0, 4000, RANDOM)
    assert ((drawn >= 0) & (drawn <= 1)).all()
    assert drawn[:, 1].std() == pytest.approx(np.sqrt(0.5 * 0.5 / 1000), rel=0.1)
    assert drawn[:, 0].std() > 4 * drawn[:, 1].std()


def test_nothing_counted_is_drawn_as_nothing() -> None:
    assert not rate_draws(np.zeros(3), np.ones(3), 1.0, 5, RANDOM).any()
    assert (share_draws(np.full(3, 10.0), np.full(3, 10.0), 1.0, 5, RANDOM) == 1).all()


@pytest.mark.parametrize("dispersion", [1.0, 3.0, 8.0])
def test_the_dispersion_of_clustered_counts_is_estimated(dispersion: float) -> None:
    mean = np.outer(RANDOM.lognormal(1, 1, 89), 1 + 0.5 * np.sin(np.arange(24)))
    table = RANDOM.poisson(mean)
    if dispersion > 1:
        table = RANDOM.negative_binomial(mean / (dispersion - 1), 1 / dispersion)
    assert count_dispersion(table.astype(float)) == pytest.approx(dispersion, rel=0.2)


def test_the_dispersion_of_shares_is_that_of_a_binomial_unless_they_cluster() -> None:
    bases = RANDOM.integers(5, 50, (89, 12)).astype(float)
    level = RANDOM.beta(3, 5, (89, 1))
    even = RANDOM.binomial(bases.astype(int), np.broadcast_to(level, bases.shape)).astype(float)
    assert share_dispersion(even, bases) == pytest.approx(1, abs=0.12)
    tens = (10 * RANDOM.binomial(bases.astype(int), np.broadcast_to(level, bases.shape))).astype(float)
    assert share_dispersion(tens, 10 * bases) == pytest.approx(10, rel=0.15)


def test_one_month_or_one_region_tells_no_dispersion() -> None:
    assert count_dispersion(np.array([[5.0], [9.0]])) == count_dispersion(np.array([[5.0, 9.0]])) == 1.0
    assert share_dispersion(np.zeros((3, 3)), np.zeros((3, 3))) == 1.0


def test_what_comes_in_clusters_spreads_more() -> None:
    counts, ones = np.array([400.0, 100, 1600]), np.ones(3)
    rates = [rate_draws(counts, ones, dispersion, 4000, RANDOM).std(axis=0) for dispersion in (1.0, 4.0)]
    np.testing.assert_allclose(rates[1] / rates[0], 2, rtol=0.12)
    parts, bases = np.array([200.0, 500, 800]), np.full(3, 1000.0)
    shares = [share_draws(parts, bases, dispersion, 4000, RANDOM).std(axis=0) for dispersion in (1.0, 4.0)]
    np.testing.assert_allclose(shares[1] / shares[0], 2, rtol=0.12)
