"""Where the data of a register begin and end, and what may be said of a period that goes past that."""

from enum import StrEnum

from dashboard.model.filters import Period


class Incomparable(StrEnum):
    """Why two periods are not compared: nothing is known of the current one, or the data begin after the earlier one does."""

    NOTHING_NOW = "nothing_now"
    BEGINS_LATER = "begins_later"


def clipped(period: Period, reach: Period | None) -> Period | None:
    """Return the days of a period that the data reach; None when there are none, or no data at all.

    `reach` runs from the month of the first row to the day of the last one.
    """
    return period.within(reach) if reach else None


def comparable(period: Period, compared: Period | None, reach: Period | None) -> Incomparable | None:
    """Return why two periods are not compared, by the days the data reach; None when they may be, or nothing is compared."""
    if compared is None:
        return None
    if reach is None or clipped(period, reach) is None:
        return Incomparable.NOTHING_NOW
    return Incomparable.BEGINS_LATER if compared.since < reach.since else None


def is_cut(step: Period, period: Period, reach: Period | None) -> bool:
    """Return whether a step of time, a month for example, lies only partly in the period and in the days the data reach."""
    days = clipped(period, reach)
    inside = step.within(days) if days else None
    return inside is not None and inside.days < step.days
