"""What is usual for a number: what it was in the same days of earlier years."""

from collections.abc import Sequence
from math import isnan

from dashboard.model.filters import Comparison, Period, compared_period

MOST_YEARS, FEWEST_YEARS = 3, 2


def earlier_years(period: Period, reach: Period | None) -> tuple[Period, ...]:
    """Return the same days of up to three earlier years, the latest first, as far back as the data reach.

    The days are cut where the data end, so that a year that goes on is held against as much of the others.
    """
    years: list[Period] = []
    days = period.within(reach) if reach else None
    before = compared_period(period, Comparison.SAME_LAST_YEAR, days.until) if days else None
    while before and reach and before.since >= reach.since and len(years) < MOST_YEARS:
        years.append(before)
        before = compared_period(before, Comparison.SAME_LAST_YEAR)
    return tuple(years)


def usual_range(values: Sequence[float]) -> tuple[float, float] | None:
    """Return the least and the largest of the earlier values; None when fewer than two are known."""
    present = [value for value in values if not isnan(value)]
    return (min(present), max(present)) if len(present) >= FEWEST_YEARS else None
