"""The days a change is tested against add up to the numbers that are shown."""

from datetime import date

import pytest

from dashboard.model.filters import Filters, Period
from dashboard.model.metrics import METRICS
from dashboard.queries import data_state, metric_values
from dashboard.queries.time import daily_amounts
from tests.pages.warehouses import address, copy, demo, demo_with_archive, empty, point

NAMES = ("events", "participants", "acts", "entries")
PLACES = (Filters(), Filters(district="ПФО"), Filters(regions=("59",)), Filters(regions=("16", "59", "66")))
UNTIL = date(2024, 12, 31)
PERIOD = Period(date(2024, 3, 5), date(2024, 10, 1))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("filters", PLACES, ids=["country", "district", "region", "regions"])
def test_days_add_up_to_the_total_of_the_period(name: str, filters: Filters) -> None:
    point(address(copy(demo_with_archive())))
    metric = METRICS[name]
    days = daily_amounts.of_measure(metric, metric.measure, filters, UNTIL)
    assert days is not None and days.last == UNTIL
    assert data_state.reaches()[metric.register].since.year == 2021, "what was found then says nothing of what is usual"
    assert days.first.year == 2023
    shown = metric_values.total(metric, filters, PERIOD)
    assert days.total(PERIOD) == pytest.approx(shown.part if shown.part == shown.part else 0.0)


def test_members_add_up_to_what_is_stated() -> None:
    point(address(copy(demo())))
    members = daily_amounts.of_members(METRICS["acts"], "kind", Filters(), UNTIL)
    shown = metric_values.of_members(METRICS["acts"], "kind", Filters(), PERIOD)
    assert {name: days.total(PERIOD) for name, days in members.items() if days.total(PERIOD)} == {
        name: amount.part for name, amount in shown.items() if name and amount.part
    }
    assert {days.last for days in members.values()} == {UNTIL}


def test_a_register_without_rows_has_no_days() -> None:
    point(address(copy(empty())))
    assert daily_amounts.of_measure(METRICS["acts"], "acts", Filters(), UNTIL) is None
    assert daily_amounts.of_members(METRICS["acts"], "kind", Filters(), UNTIL) == {}
