"""What is usual: the same days of earlier years in which the register already ran."""

from datetime import date
from math import nan

import pytest

from dashboard.model.filters import Period
from dashboard.truth.usual import earlier_years, usual_range

REACH = Period(date(2022, 3, 1), date(2025, 9, 17))


def spans(period: Period) -> list[tuple[date, date]]:
    return [(year.since, year.until) for year in earlier_years(period, REACH)]


def test_a_year_that_goes_on_is_held_against_as_much_of_the_earlier_ones() -> None:
    year = Period(date(2025, 1, 1), date(2025, 12, 31), "year")
    assert spans(year) == [
        (date(2024, 1, 1), date(2024, 9, 17)),
        (date(2023, 1, 1), date(2023, 9, 17)),
    ], "2022 began before the register did"


def test_at_most_three_years_and_none_without_data() -> None:
    month = Period(date(2025, 9, 1), date(2025, 9, 17))
    assert [since.year for since, _ in spans(month)] == [2024, 2023, 2022]
    assert earlier_years(Period(date(2027, 1, 1), date(2027, 6, 30)), REACH) == ()
    assert earlier_years(month, None) == ()


@pytest.mark.parametrize(
    ("values", "expected"), [((4.0, 9.0, 6.0), (4, 9)), ((4.0, nan, 4.0), (4, 4)), ((4.0, nan), None), ((), None)]
)
def test_the_range_is_of_two_known_values_at_least(values: tuple[float, ...], expected: object) -> None:
    assert usual_range(values) == expected
