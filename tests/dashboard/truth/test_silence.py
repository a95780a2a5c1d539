"""A silence is told when the region's own past rate does not explain it."""

from math import exp

import numpy as np
import pytest

from dashboard.truth.silence import beyond_chance, chance_of_none, expected_acts


def test_ninety_days_are_nothing_where_a_gap_of_eighty_is_usual() -> None:
    expected = expected_acts(acts=10, watched=800, silent=90)
    assert expected == pytest.approx(1.125)
    chance = chance_of_none(expected)
    assert chance == pytest.approx(exp(-1.125)) and beyond_chance([chance], 1) == [False]


def test_ninety_days_are_much_where_acts_came_every_week_unless_they_came_in_clusters() -> None:
    expected = expected_acts(acts=100, watched=700, silent=90)
    assert beyond_chance([chance_of_none(expected)], 89) == [True]
    assert beyond_chance([chance_of_none(expected, dispersion=6)], 89) == [False]


def test_without_a_past_nothing_is_expected() -> None:
    assert expected_acts(0, 0, 12) == 0 and chance_of_none(0) == 1


def test_of_regions_that_keep_their_rate_hardly_one_is_told() -> None:
    random, false = np.random.default_rng(7), 0
    for _ in range(200):
        rates = random.lognormal(0, 1, 89)
        quiet = [float(exp(-rate * 3)) for rate in rates if random.poisson(rate * 3) == 0]
        false += any(beyond_chance(quiet, 89))
    assert false / 200 <= 0.05 + 0.03


def test_the_family_is_all_regions_watched() -> None:
    assert beyond_chance([0.04], 1) == [True] and beyond_chance([0.04], 89) == [False]
    assert beyond_chance([], 89) == []
