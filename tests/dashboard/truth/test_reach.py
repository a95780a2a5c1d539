"""Where the data of a register begin and end: what is clipped, which months are cut."""

from datetime import date

import pytest

from dashboard.model.filters import FIRST_DAY, LAST_DAY, Period
from dashboard.truth.reach import clipped, is_cut

REACH = Period(date(2023, 5, 1), date(2025, 9, 17))


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31), "year")


@pytest.mark.parametrize(
    ("period", "since", "until"),
    [
        (year(2023), date(2023, 5, 1), date(2023, 12, 31)),
        (year(2024), date(2024, 1, 1), date(2024, 12, 31)),
        (year(2025), date(2025, 1, 1), date(2025, 9, 17)),
        (Period(FIRST_DAY, LAST_DAY), date(2023, 5, 1), date(2025, 9, 17)),
    ],
)
def test_a_period_is_clipped_to_the_days_the_data_reach(period: Period, since: date, until: date) -> None:
    inside = clipped(period, REACH)
    assert inside is not None
    assert (inside.since, inside.until, inside.unit) == (since, until, period.unit)


@pytest.mark.parametrize("period", [year(2022), year(2026)])
def test_a_period_before_or_after_the_data_has_no_days(period: Period) -> None:
    assert clipped(period, REACH) is None
    assert clipped(year(2024), None) is None


@pytest.mark.parametrize(
    ("step", "is_part"),
    [
        (Period(date(2025, 3, 1), date(2025, 3, 31)), True),
        (Period(date(2025, 4, 1), date(2025, 4, 30)), False),
        (Period(date(2025, 9, 1), date(2025, 9, 30)), True),  # the data end on the 17th
        (Period(date(2025, 10, 1), date(2025, 10, 31)), False),  # outside: there is nothing of it
    ],
)
def test_a_month_at_the_end_of_a_period_or_of_the_data_is_cut(step: Period, is_part: bool) -> None:
    assert is_cut(step, Period(date(2025, 3, 10), date(2025, 12, 31)), REACH) is is_part
