"""The quarters a structure is compared over."""

from datetime import date

from dashboard.model.filters import Period, shift_months, unit_end, unit_start
from dashboard.queries.time.seasons import seasons_to
from dashboard.queries.view import View


def quarters_to(until: date, count: int) -> list[Period]:
    """Return the last quarters up to the one that holds a day, oldest first."""
    starts = [shift_months(unit_start(until, "quarter"), -3 * back) for back in reversed(range(count))]
    return [Period(start, unit_end(start, "quarter"), "quarter") for start in starts]


def last_quarters(view: View, count: int = 4) -> tuple[Period, ...]:
    """Return the last quarters of the period that the data reach, oldest first, each cut to the days in both.

    Of a season they are the last seasons.
    """
    if view.period.season:
        return tuple(seasons_to(view.period, view.as_of, count))
    days = view.period.within(view.reach) if view.reach else None
    quarters = quarters_to(days.until, count) if days else []
    return tuple(part for quarter in quarters if days and (part := quarter.within(days)))
