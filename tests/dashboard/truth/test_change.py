"""Tests of change on constructed days: the values of textbooks, a season that is none, a range that is the test turned round."""

from datetime import date

import numpy as np
import pytest
from scipy import stats

from dashboard.model.filters import Period
from dashboard.queries.time.daily_amounts import DailyAmounts
from dashboard.truth.change import against_usual, beside, change_of_total, steady_rise, unusual_month
from dashboard.truth.dispersion import Dispersion, between, dispersion, multiplied
from dashboard.truth.evidence import discoveries, two_sided

FIRST = date(2022, 1, 1)
MONTHS = np.arange(np.datetime64("2022-01-01"), np.datetime64("2026-01-01")).astype("datetime64[M]").astype(int)
YEAR, BEFORE = Period(date(2025, 1, 1), date(2025, 12, 31)), Period(date(2024, 1, 1), date(2024, 12, 31))
DECEMBER, NOVEMBER = Period(date(2025, 12, 1), date(2025, 12, 31)), Period(date(2025, 11, 1), date(2025, 11, 30))
CALM = Dispersion(1.0, 1e6)


def even(a_day: float = 1.0) -> np.ndarray:
    return np.full(len(MONTHS), a_day)


def of(amounts: np.ndarray) -> DailyAmounts:
    return DailyAmounts(FIRST, amounts.astype(float))


def peaked() -> np.ndarray:
    return np.where(MONTHS % 12 == 11, 6.0, 1.0)


def test_the_family_is_that_of_benjamini_and_hochberg() -> None:
    lot = np.random.default_rng(4)
    for _ in range(200):
        p_values = lot.random(lot.integers(1, 30)) ** 2
        adjusted = stats.false_discovery_control(p_values, method="bh")
        assert discoveries(list(p_values)) == [bool(p <= 0.05) for p in adjusted]
    assert discoveries([]) == []


def test_a_count_beside_a_usual_one_is_nearly_the_exact_binomial_test() -> None:
    for now, earlier in ((30, [10]), (45, [25]), (20, [40, 44, 36]), (90, [60, 60])):
        exact = stats.binomtest(now, now + sum(earlier), 1 / (len(earlier) + 1)).pvalue
        deviations, exact_deviations = stats.norm.isf([against_usual(now, earlier, CALM).p / 2, exact / 2])
        assert deviations == pytest.approx(exact_deviations, abs=0.25)


@pytest.mark.parametrize("spread", [CALM, Dispersion(4.0, 11.0)])
@pytest.mark.parametrize("earlier", [[50.0], [40.0, 50.0, 60.0]])
def test_the_usual_range_is_the_test_turned_round(earlier: list[float], spread: Dispersion) -> None:
    evidence = against_usual(50, earlier, spread)
    for end in (evidence.low - 1, evidence.high + 1):
        assert against_usual(end, earlier, spread).p < 0.05
    for end in (evidence.low + 0.01, evidence.high - 0.01):
        assert against_usual(end, earlier, spread).p > 0.05
    within = beside(50, 550, 100, 1100, spread)
    assert within is not None
    for end, is_unusual in ((within.high + 1, True), (within.high - 1, False), (within.low - 1, True)):
        tested = beside(end, 550, 100, 1100, spread)
        assert tested is not None and (tested.p < 0.05) == is_unusual


def test_what_an_earlier_year_already_had_is_not_unusual() -> None:
    assert against_usual(80, [40.0, 90.0], CALM).p == 1.0


def test_the_dispersion_of_people_is_the_sum_of_squares_of_events_over_their_sum() -> None:
    sizes = np.array([10.0, 40.0, 30.0, 20.0] * 13)
    table = np.zeros((2, 104))
    table[0, 0::2] = table[1, 1::2] = sizes  # each event in a week in which the other year has none
    assert multiplied(table).factor == pytest.approx((sizes**2).sum() / sizes.sum(), rel=0.03)


def test_batches_and_not_seasons_make_a_dispersion() -> None:
    assert dispersion(of(peaked()), YEAR).factor == 1.0
    lot = np.random.default_rng(1)
    alone, in_fives = lot.poisson(1.0, len(MONTHS)), 5 * lot.poisson(0.2, len(MONTHS))
    assert dispersion(of(alone), YEAR).factor == pytest.approx(1.0, abs=0.25)
    assert dispersion(of(in_fives), YEAR).factor == pytest.approx(5.0, rel=0.25)


def test_what_lasts_longer_than_a_week_is_seen_in_months() -> None:
    weeks, months = Dispersion(2.0, 100.0), Dispersion(8.0, 22.0)
    assert between(weeks, months).freedom == pytest.approx(22.0)
    assert between(weeks, months).factor == 8.0
    assert between(weeks, Dispersion(1.5, 22.0)).factor == 2.0
    assert 2.0 < between(weeks, Dispersion(2.5, 22.0)).factor < 2.5


def test_a_year_like_the_one_before_is_usual_and_twice_as_much_is_not() -> None:
    amounts = np.random.default_rng(2).poisson(0.55, len(MONTHS))
    same = change_of_total(of(amounts), YEAR, BEFORE)
    assert same is not None and same.p > 0.05 and same.low < amounts[-365:].sum() < same.high
    amounts[-365:] *= 2
    doubled = change_of_total(of(amounts), YEAR, BEFORE)
    assert doubled is not None and doubled.p < 0.001 and amounts[-365:].sum() > doubled.high


def test_a_season_is_no_change_whatever_it_is_compared_with() -> None:
    """A true 5 % of 100 draws is more than 11 of them in less than one case of 200."""
    lot, unusual = np.random.default_rng(3), np.zeros(2)
    for _ in range(100):
        days = of(lot.poisson(peaked()))
        for place, evidence in enumerate((unusual_month(days, DECEMBER), change_of_total(days, DECEMBER, NOVEMBER))):
            assert evidence is not None
            assert evidence.high > 150
            unusual[place] += evidence.p < 0.05
    assert max(unusual) <= 11


def test_a_month_beyond_its_season_is_unusual() -> None:
    amounts = np.random.default_rng(3).poisson(peaked())
    amounts[-31:] *= 3
    december = unusual_month(of(amounts), DECEMBER)
    assert december is not None and december.p < 0.001 and december.high < amounts[-31:].sum()
    assert unusual_month(DailyAmounts(date(2025, 1, 1), amounts[-365:].astype(float)), DECEMBER) is None


def test_a_rise_is_steady_beyond_its_season_only() -> None:
    quarters = [Period(date(2025, 3 * place + 1, 1), date(2025, 3 * place + 3, 30)) for place in range(4)]
    lot = np.random.default_rng(5)
    rising = np.repeat([2.0, 3.0, 4.0, 5.0], [90, 91, 92, 92])
    season = np.resize(rising, len(MONTHS))
    every_year, this_year = steady_rise(of(lot.poisson(season)), quarters), None
    this_year = steady_rise(of(np.concatenate([lot.poisson(even(3.0)[:-365]), lot.poisson(rising)])), quarters)
    assert every_year is not None and every_year.p > 0.05
    assert this_year is not None and this_year.p < 0.001


def test_what_a_register_does_not_cover_is_not_compared() -> None:
    short = DailyAmounts(date(2024, 3, 1), even()[-671:])
    assert change_of_total(short, YEAR, BEFORE) is None
    assert change_of_total(of(even()), YEAR, Period(date(2021, 1, 1), date(2021, 12, 31))) is None


def test_two_sided_is_that_of_students_table() -> None:
    assert two_sided(2.201, 11) == pytest.approx(0.05, abs=1e-4)
