"""How a period is cut into steps of a line: days, months or years, each with a value or a gap."""

from collections.abc import Mapping
from datetime import date, timedelta

from dashboard.model.filters import MONTHS, Period, shift_months, unit_end, unit_start


def grain(period: Period) -> str:
    """Return how a span is cut for a trend: by days up to a month, by months up to three years, by years beyond."""
    if period.days <= 31:
        return "day"
    return "month" if period.days <= 1100 else "year"


def filled(values: Mapping[date, float], period: Period, cut: str, gap: float = 0.0) -> Mapping[date, float]:
    """Return a value for every step of the period: `gap` for steps without a value; a NaN, what nobody knows, stays."""
    return {step: values.get(step, gap) for step in steps_between(period.since, period.until, cut)}


def steps_between(since: date, until: date, cut: str) -> list[date]:
    """Return the first day of every day, month or year from that of `since` to that of `until`."""
    if cut == "day":
        return [since + timedelta(days=after) for after in range((until - since).days + 1)]
    first, months = unit_start(since, cut), MONTHS[cut]
    count = ((until.year - first.year) * 12 + until.month - first.month) // months + 1
    return [shift_months(first, months * after) for after in range(count)]


def step_period(step: date, cut: str) -> Period:
    """Return the days of a step."""
    return Period(step, step if cut == "day" else unit_end(step, cut))


def shifted(step: date, origin: Period, target: Period, cut: str) -> date:
    """Return where a step of one period stands in another: as many months later, or days where the months do not fit.

    A day that its month does not have, 31 January in February, follows on the last one.
    """
    months = (target.since.year - origin.since.year) * 12 + target.since.month - origin.since.month
    if cut == "year":
        return shift_months(step, 12 * (target.since.year - origin.since.year))
    moved = shift_months(step, months)
    if cut != "day" or (moved.day == step.day and origin.since.day == target.since.day):
        return moved
    return target.since + (step - origin.since)
