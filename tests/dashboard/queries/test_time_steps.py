"""How a period is cut for a trend, at the very days where the cut changes."""

from datetime import date, timedelta

import pytest

from dashboard.model.filters import FIRST_DAY, LAST_DAY, Period
from dashboard.queries.time_steps import filled, grain, steps_between


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


def test_a_step_without_a_row_or_without_a_number_is_a_gap() -> None:
    months = Period(date(2025, 1, 1), date(2025, 4, 30))
    values = {date(2025, 1, 1): 4.0, date(2025, 3, 1): float("nan")}
    assert list(filled(values, months, "month", -1.0).values()) == [4.0, -1.0, -1.0, -1.0]


def test_the_whole_record_runs_from_its_first_row_to_its_last() -> None:
    record = Period(FIRST_DAY, LAST_DAY)
    assert dict(filled({date(2025, 1, 1): 1.0, date(2023, 1, 1): 2.0}, record, "year")) == {
        date(2023, 1, 1): 2.0, date(2024, 1, 1): 0.0, date(2025, 1, 1): 1.0,
    }  # fmt: skip
    assert dict(filled({}, record, "year")) == {}
