"""Repeat participation: who came again, counted from summaries and from the rows alike."""

import os
from collections.abc import Iterator
from datetime import date
from math import isnan

import pytest

from dashboard.model.exhibit import State
from dashboard.model.filters import FIRST_DAY, LAST_DAY, Filters, Period
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values
from dashboard.queries.time import metric_course
from tests.etl.registers import event, events
from tests.pages.warehouses import shown

AGAIN = METRICS["returning_share"]
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31), "year")
WHOLE = Period(FIRST_DAY, LAST_DAY)
TOWNS = [
    *("Пермь", "Кунгур", "Октябрьский м.о.", "Лысьва", "Чусовой", "Оса", "Очёр", "Оханск", "Чердынь", "Нытва", "Кизел"),
    "Чайковский",
]
SPRING = [event("Пермский край", title="Форум", day="12.03.2025", municipality=town) for town in TOWNS]
# A second category of one event is no second event; neither is an announcement, nor a town of that name elsewhere.
NO_RETURN = (
    event("Пермский край", title="Форум", day="12.03.2025", municipality=TOWNS[0], category="депутат"),
    event("Пермский край", title="Съезд", day="01.12.2025", municipality=TOWNS[1], status="план"),
    event("Челябинская область", title="Слёт", day="01.04.2025", municipality=TOWNS[2]),
)
RETURNS = (
    event("Пермский край", title="Слёт", day="01.10.2025", municipality=TOWNS[3]),
    event("Пермский край", title="Слёт", day="01.10.2025", municipality=TOWNS[4]),
    event("Пермский край", title="Слёт", day="15.10.2025", municipality=TOWNS[4]),
)
EARLIER = event("Пермский край", title="Слёт", day="20.12.2024", municipality=TOWNS[5])


@pytest.fixture(autouse=True, scope="module")
def towns_that_came() -> Iterator[None]:
    before = os.environ.get("DATABASE_URL")
    shown(events=events(*SPRING, *NO_RETURN, *RETURNS, EARLIER))
    yield
    os.environ.pop("DATABASE_URL", None) if before is None else os.environ.update(DATABASE_URL=before)


@pytest.mark.parametrize(
    ("period", "again", "came"),
    [
        (YEAR, 2, 13),
        (Period(date(2025, 1, 1), date(2025, 9, 30), "year"), 0, 13),
        (Period(date(2025, 1, 1), date(2025, 10, 1), "year"), 2, 13),
        (Period(date(2025, 2, 1), date(2025, 10, 20)), 2, 13),
        (WHOLE, 3, 13),
    ],
)
def test_a_town_comes_again_at_its_second_event_of_the_period(period: Period, again: int, came: int) -> None:
    share = metric_values.total(AGAIN, Filters(), period)
    assert (share.part, share.base) == (again, came)
    assert share.value == pytest.approx(100 * again / came)


def test_the_same_second_event_counts_once_in_every_unit() -> None:
    autumn = Period(date(2025, 10, 1), date(2025, 10, 31), "month")
    share = metric_values.total(AGAIN, Filters(), autumn)
    assert (share.part, share.base, share.state) == (1, 2, State.NO_BASE)


def test_a_region_has_its_own_share_and_a_small_base_none() -> None:
    frame = metric_values.by_region(AGAIN, Filters(), YEAR).set_index("code")
    assert (frame.loc["59", "part"], frame.loc["59", "base"]) == (2, 12)
    assert (frame.loc["74", "state"], frame.loc["74", "base"]) == (State.NO_BASE, 1)
    assert frame.loc["77", "state"] == State.NO_DATA


def test_a_trend_has_a_share_where_the_base_is_large_enough() -> None:
    frame = metric_course.over_time(AGAIN, Filters(), YEAR)
    assert frame["value"].iloc[2] == 0
    assert isnan(frame["value"].iloc[9])
