"""Where the data of a register begin and end, and what of a period lies within."""

from dashboard.model.filters import Period


def clipped(period: Period, reach: Period | None) -> Period | None:
    """Return the days of a period that the data reach; None when there are none, or no data at all.

    `reach` runs from the month of the first row to the day of the last one.
    """
    return period.within(reach) if reach else None


def is_cut(step: Period, period: Period, reach: Period | None) -> bool:
    """Return whether a step of time, a month for example, lies only partly in the period and in the days the data reach."""
    days = clipped(period, reach)
    inside = step.within(days) if days else None
    return inside is not None and inside.days < step.days
