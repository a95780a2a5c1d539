"""How a period is cut for a trend, at the very days where the cut changes."""

from datetime import date, timedelta

import pytest

from dashboard.model.filters import Period
from dashboard.queries.time.time_steps import filled, grain, shifted, steps_between


@pytest.mark.parametrize(
    ("days", "cut"), [(1, "day"), (31, "day"), (32, "month"), (1_100, "month"), (1_101, "year"), (9_000, "year")]
)
def test_a_month_is_cut_by_days_three_years_by_months_and_more_by_years(days: int, cut: str) -> None:
    since = date(2025, 1, 1)
    assert grain(Period(since, since + timedelta(days=days - 1))) == cut


@pytest.mark.parametrize(
    ("since", "until", "cut", "steps"),
    [
        (date(2025, 2, 28), date(2025, 3, 1), "day", [date(2025, 2, 28), date(2025, 3, 1)]),
        (date(2024, 12, 31), date(2025, 1, 1), "month", [date(2024, 12, 1), date(2025, 1, 1)]),
        (date(2025, 5, 31), date(2025, 7, 1), "quarter", [date(2025, 4, 1), date(2025, 7, 1)]),
        (date(2024, 12, 31), date(2026, 1, 1), "year", [date(2024, 1, 1), date(2025, 1, 1), date(2026, 1, 1)]),
    ],
)
def test_steps_run_from_the_unit_of_the_first_day_to_that_of_the_last(
    since: date, until: date, cut: str, steps: list[date]
) -> None:
    assert steps_between(since, until, cut) == steps


def test_a_step_without_a_row_is_a_gap_and_one_without_a_number_stays_unknown() -> None:
    months = Period(date(2025, 1, 1), date(2025, 4, 30))
    values = {date(2025, 1, 1): 4.0, date(2025, 3, 1): float("nan")}
    expected = [4.0, -1.0, float("nan"), -1.0]
    assert list(filled(values, months, "month", -1.0).values()) == pytest.approx(expected, nan_ok=True)


YEAR_AGO = Period(date(2024, 1, 1), date(2024, 12, 31)), Period(date(2025, 1, 1), date(2025, 12, 31))
MONTH_AGO = Period(date(2025, 1, 1), date(2025, 1, 31)), Period(date(2025, 2, 1), date(2025, 2, 28))
LEAP = Period(date(2024, 2, 1), date(2024, 2, 29)), Period(date(2025, 2, 1), date(2025, 2, 28))
WEEK_AGO = Period(date(2025, 3, 5), date(2025, 3, 11)), Period(date(2025, 3, 12), date(2025, 3, 18))
DAYS_BEFORE = Period(date(2024, 8, 30), date(2025, 3, 9)), Period(date(2025, 3, 10), date(2025, 9, 17))
FOUR_YEARS = Period(date(2019, 7, 1), date(2023, 6, 30)), Period(date(2023, 7, 1), date(2027, 6, 30))


@pytest.mark.parametrize(
    ("periods", "cut", "step", "place"),
    [
        (YEAR_AGO, "month", date(2024, 3, 1), date(2025, 3, 1)),
        (MONTH_AGO, "day", date(2025, 1, 28), date(2025, 2, 28)),
        (MONTH_AGO, "day", date(2025, 1, 31), date(2025, 3, 3)),  # after the last day of February
        (LEAP, "day", date(2024, 2, 29), date(2025, 3, 1)),
        (WEEK_AGO, "day", date(2025, 3, 7), date(2025, 3, 14)),
        (DAYS_BEFORE, "month", date(2024, 8, 1), date(2025, 3, 1)),
        (DAYS_BEFORE, "month", date(2025, 3, 1), date(2025, 10, 1)),
        (FOUR_YEARS, "year", date(2019, 1, 1), date(2023, 1, 1)),
    ],
)
def test_a_compared_step_stands_at_its_shifted_date(
    periods: tuple[Period, Period], cut: str, step: date, place: date
) -> None:
    assert shifted(step, *periods, cut) == place
