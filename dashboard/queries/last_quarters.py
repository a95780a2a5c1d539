"""The quarters a structure is compared over."""

from datetime import date

from dashboard.model.filters import FIRST_DAY, Period, shift_months, unit_end, unit_start
from dashboard.queries.view import View


def quarters_to(until: date, count: int) -> list[Period]:
    """Return the last quarters up to the one that holds a day, oldest first."""
    starts = [shift_months(unit_start(until, "quarter"), -3 * back) for back in reversed(range(count))]
    return [Period(start, unit_end(start, "quarter"), "quarter") for start in starts]


def last_quarters(view: View, count: int = 4) -> tuple[Period, ...]:
    """Return the last quarters of the period that the data reach, oldest first; at least the current one."""
    until = min(view.period.until, view.as_of)
    quarters = quarters_to(until, count)
    first = view.period.since if view.period.since != FIRST_DAY else quarters[0].since
    return tuple(quarter for quarter in quarters if quarter.until >= min(first, unit_start(until, "quarter")))
