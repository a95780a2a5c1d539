"""Tests of shares and of regions on constructed numbers."""

from datetime import date

import numpy as np
import pytest

from dashboard.model.filters import Period
from dashboard.queries.time.daily_amounts import DailyAmounts
from dashboard.truth.dispersion import Dispersion
from dashboard.truth.presence import absent, change_of_number
from dashboard.truth.shares import beside, change_of_share, change_over_regions, of_fractions

CALM = Dispersion(1.0, 1e6)
YEAR, BEFORE = Period(date(2025, 1, 1), date(2025, 12, 31)), Period(date(2024, 1, 1), date(2024, 12, 31))


def test_the_test_of_two_shares_is_the_one_of_textbooks() -> None:
    """15 of 100 against 30 of 100: p = 0.225, error = 0.05906, z = -2.540, two-sided 0.0111."""
    evidence = beside([(15, 100), (30, 100)], CALM)
    assert evidence.p == pytest.approx(0.0111, abs=0.0001)
    assert evidence.low == pytest.approx(30 - 11.58, abs=0.01)
    assert evidence.high == pytest.approx(30 + 11.58, abs=0.01)
    assert beside([(15, 100), (30, 100)], Dispersion(4.0, 1e6)).p == pytest.approx(0.204, abs=0.001)


def days_of_share(parts: int, batch: int) -> tuple[DailyAmounts, DailyAmounts]:
    """Return two years of one batch a week: in the first year half of all, in the second `parts` of 52 weeks entirely."""
    base = np.zeros(731)
    base[::7] = batch
    whole = np.zeros(105)
    whole[0:52:2] = whole[53 : 53 + parts] = 1
    part = np.zeros(731)
    part[::7] = batch * whole
    return DailyAmounts(date(2024, 1, 1), part), DailyAmounts(date(2024, 1, 1), base)


def test_parts_that_come_together_count_as_one() -> None:
    one_by_one, in_batches = (change_of_share(*days_of_share(35, size), YEAR, BEFORE, 10) for size in (1, 20))
    assert one_by_one is not None and in_batches is not None
    assert one_by_one.p == pytest.approx(in_batches.p, rel=0.1)
    assert of_fractions(np.array([[20.0, 0.0] * 26]), np.array([[20.0] * 52])).factor == pytest.approx(20, rel=0.03)


def test_a_small_base_or_a_year_without_data_says_nothing_of_a_share() -> None:
    parts, bases = days_of_share(30, 1)
    assert change_of_share(parts, bases, YEAR, BEFORE, 60) is None
    assert change_of_share(parts, bases, YEAR, Period(date(2023, 1, 1), date(2023, 12, 31)), 10) is None


def test_shares_of_what_comes_again_vary_by_region_and_by_day() -> None:
    now, before = {"59": (30.0, 60.0), "66": (20.0, 40.0)}, {"59": (12.0, 60.0), "66": (8.0, 40.0)}
    calm, wild = (change_over_regions(now, before, Dispersion(factor, 50.0), 10) for factor in (1.0, 10.0))
    assert calm is None  # two regions are too few to vary
    many_now = {str(code): (5.0, 10.0) for code in range(20)}
    many_before = {str(code): (3.0, 10.0) for code in range(20)}
    calm, wild = (change_over_regions(many_now, many_before, Dispersion(factor, 50.0), 10) for factor in (1.0, 10.0))
    assert calm is not None and wild is not None and calm.p < 0.001 < 0.05 < wild.p


def test_the_number_of_regions_is_tested_by_those_that_changed() -> None:
    """McNemar with the correction: (|10 - 0| - 1) / sqrt(10) = 2.846, two-sided 0.0044."""
    now, before = frozenset("abcdefghijklmn"), frozenset("klmn")
    evidence = change_of_number(now, before, CALM)
    assert evidence is not None and evidence.p == pytest.approx(0.0044, abs=0.0001)
    one_event_of_all = change_of_number(now, before, Dispersion(10.0, 1e6))
    assert one_event_of_all is not None and one_event_of_all.p > 0.05


def test_a_region_that_did_all_on_one_day_has_not_fallen_silent() -> None:
    often, once = {"59": 20}, {"59": 1}
    amounts, others = {"59": 20.0, "66": 100.0}, {"66": 120.0}
    assert absent(amounts, others, often, 0.5, CALM, 10) == (2 * 0.5**20, {"59": 0.5**20})
    assert absent(amounts, others, once, 0.5, CALM, 10) == (1.0, {})
    assert absent({"59": 9.0}, {}, often, 0.5, CALM, 10) == (1.0, {})


def test_no_single_day_makes_a_change() -> None:
    """Forty of one kind who came on one day are no change of the year; forty who came week by week are."""
    parts, bases = days_of_share(26, 4)
    together, apart = parts.amounts * 0.1, parts.amounts * 0.1
    together[600] += 40
    apart[366::7][:40] += 1
    first = parts.first
    heavy, spread = (
        change_of_share(DailyAmounts(first, amounts), bases, YEAR, BEFORE, 10) for amounts in (together, apart)
    )
    assert heavy is not None and spread is not None
    assert heavy.p > 0.05 > spread.p
    share = 100 * together[366:].sum() / bases.total(YEAR)
    assert heavy.low <= share <= heavy.high, "what is no change lies within the usual"
