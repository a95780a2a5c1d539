"""The days a row stands for, when its end is given in a column of its own."""

import pytest

from etl.normalise.validate import day_of, with_end

Day = tuple[str | None, str | None, str]


@pytest.mark.parametrize(
    ("day", "end", "expected"),
    [
        (("2025-03-12", "2025-03-12", "day"), ("2025-03-12", "2025-03-12", "day"), ("2025-03-12", "2025-03-12", "day")),
        (
            ("2025-03-12", "2025-03-12", "day"),
            ("2025-03-14", "2025-03-14", "day"),
            ("2025-03-12", "2025-03-14", "range"),
        ),
        (("2025-03-01", "2025-03-31", "month"), ("2025-03-01", "2025-04-30", "month"), ("2025-03-01", "2025-04-30", "range")),
        (("2025-03-12", "2025-03-12", "day"), (None, None, "empty"), ("2025-03-12", "2025-03-12", "day")),
        ((None, None, "unknown"), ("2025-03-14", "2025-03-14", "day"), (None, None, "unknown")),
    ],
)  # fmt: skip
def test_a_row_is_a_range_only_when_it_ends_on_another_day(day: Day, end: tuple[object, ...], expected: Day) -> None:
    assert with_end(day, end) == expected


def test_a_year_stands_for_all_its_days_and_no_year_for_none() -> None:
    assert day_of((2025,)) == ("2025-01-01", "2025-12-31", "year")
    assert day_of((None,)) == (None, None, "unknown")
