"""Sums are added up from months and days as the warehouse itself would add them, without asking it again."""

from datetime import date

from dashboard.filters import FIRST_DAY, LAST_DAY
from dashboard.sums import Sums, added, by_step, sums

JANUARY, FEBRUARY, MARCH = (date(2025, month, 1) for month in (1, 2, 3))
ROWS = [
    (MARCH, "59", 1.0, 40.0),
    (JANUARY, "59", 2.0, 10.0),
    (JANUARY, "16", 1.0, 5.0),
    (FEBRUARY, "16", 3.0, 7.0),
    (None, "16", 1.0, 100.0),
]


def found() -> Sums:
    return sums(("rows", "people"), ROWS)


def test_a_span_holds_its_own_months_and_no_row_without_a_day() -> None:
    assert added([found().between(JANUARY, FEBRUARY)]) == {
        "16": {"rows": 4.0, "people": 12.0},
        "59": {"rows": 2.0, "people": 10.0},
    }
    assert added([found().between(MARCH, MARCH)]) == {"59": {"rows": 1.0, "people": 40.0}}


def test_the_whole_record_holds_the_rows_without_a_day() -> None:
    assert added([found().between(FIRST_DAY, LAST_DAY)])["16"] == {"rows": 5.0, "people": 112.0}
    assert min(by_step([found()], "month", ("16",), ["people"])) == JANUARY


def test_months_and_the_days_around_them_are_one_step_each() -> None:
    days = sums(("rows", "people"), [(date(2025, 3, 2), "16", 1.0, 3.0), (date(2025, 3, 5), "59", 1.0, 2.0)])
    steps = by_step([found(), days], "month", ("59", "16", "77"), ["people"])
    assert {step: row[:, 0].tolist() for step, row in steps.items()} == {
        JANUARY: [10, 5, 0],
        FEBRUARY: [0, 7, 0],
        MARCH: [42, 3, 0],
    }
    assert by_step([found(), days], "year", ("16",), ["rows", "people"])[JANUARY].tolist() == [[5.0, 15.0]]


def test_nothing_adds_up_to_nothing() -> None:
    nothing = sums(("rows",), [])
    assert added([nothing]) == {} and by_step([nothing], "month", ("59",), ["rows"]) == {}
