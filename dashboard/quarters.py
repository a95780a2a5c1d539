"""The quarters a structure is compared over."""

from dashboard.filters import FIRST_DAY, Period, shift_months, unit_end, unit_start
from dashboard.view import View


def last_quarters(view: View, count: int = 4) -> list[Period]:
    """Return the last quarters of the period that the data reach, oldest first; at least the current one."""
    until = min(view.period.until, view.as_of)
    starts = [shift_months(unit_start(until, "quarter"), -3 * back) for back in reversed(range(count))]
    first = view.period.since if view.period.since != FIRST_DAY else starts[0]
    wanted = [start for start in starts if unit_end(start, "quarter") >= min(first, unit_start(until, "quarter"))]
    return [Period(start, unit_end(start, "quarter"), "quarter") for start in wanted]
