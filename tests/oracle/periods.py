"""The days that the filters of an address mean, by docs/how-to/read-the-numbers.md."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

Day = pd.Timestamp
LENGTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
BY_DAYS, BY_MONTHS = 31, 1100


@dataclass(frozen=True, slots=True)
class Span:
    """Days from first to last, both included, open at an end that is None; `months` is the length of a calendar unit, or 0.

    With `exact` it holds no rows that are known to their month, quarter or year only.
    """

    first: Day | None = None
    last: Day | None = None
    months: int = 0
    exact: bool = False

    def within(self, other: "Span") -> "Span | None":
        """Return the days of both; None when there are none."""
        first = max((day for day in (self.first, other.first) if day is not None), default=None)
        last = min((day for day in (self.last, other.last) if day is not None), default=None)
        return Span(first, last) if first is None or last is None or first <= last else None

    def holds(self, rows: pd.DataFrame) -> pd.Series:
        """Return which rows lie in the span; the whole record has those whose day nobody knows, too."""
        inside = self.has(rows["first"])
        return inside & rows["exact"] if self.exact else inside

    def has(self, days: pd.Series) -> pd.Series:
        """Return which days lie in the span."""
        inside = pd.Series(True, index=days.index)
        if self.first is not None:
            inside &= days >= self.first
        return inside & (days <= self.last) if self.last is not None else inside


def unit_of(day: Day, months: int) -> Span:
    """Return the calendar unit of so many months that holds a day."""
    first = Day(day.year, (day.month - 1) // months * months + 1, 1)
    return Span(first, first + pd.DateOffset(months=months) - pd.Timedelta(days=1), months)


def chosen(query: Mapping[str, str], end: Day) -> Span:
    """Return the days of a choice where the data of a register end."""
    name = query["period"]
    if name == "all":
        return Span()
    if name == "custom":
        return custom(Day(query["from"]), Day(query["to"]))
    if name == "ytd":
        return Span(Day(end.year, 1, 1), end, 12)
    months = LENGTHS[name.removeprefix("last-")]
    unit = unit_of(end, months)
    return unit_of(unit.first - pd.Timedelta(days=1), months) if name.startswith("last-") and unit.first else unit


def custom(first: Day, last: Day) -> Span:
    """Return these days; those that fill a calendar unit are that unit."""
    filled = [months for months in LENGTHS.values() if unit_of(first, months) == Span(first, last, months)]
    return Span(first, last, filled[0] if filled else 0)


def earlier(query: Mapping[str, str], span: Span, end: Day) -> Span | None:
    """Return the days to compare with, as many as the data reach; None when nothing is compared."""
    if query["compare"] == "none" or span.first is None or span.last is None or span.first > end:
        return None
    last = min(span.last, end)
    months = 12 if query["compare"] == "year-ago" else span.months or whole_months(span)
    if months:
        return Span(months_before(span.first, months), months_before(last, months), span.months)
    days = last - span.first + pd.Timedelta(days=1)
    return Span(span.first - days, last - days)


def whole_months(span: Span) -> int:
    """Return how many whole months a span is made of; 0 when it cuts any."""
    if span.first is None or span.last is None or span.first.day != 1 or not span.last.is_month_end:
        return 0
    return (span.last.year - span.first.year) * 12 + span.last.month - span.first.month + 1


def months_before(day: Day, months: int) -> Day:
    """Return the same day some months before; of the last day of a month the last day."""
    before = day - pd.DateOffset(months=months)
    return before + pd.offsets.MonthEnd(0) if day.is_month_end else before


def steps(span: Span, unit: str) -> list[Span]:
    """Return the days, months or years of a span, those at its ends cut; days hold only what is known to the day."""
    if span.first is None or span.last is None:
        return []
    units = pd.period_range(span.first, span.last, freq=unit)
    cut = (Span(one.start_time.normalize(), one.end_time.normalize()).within(span) for one in units)
    return [replace(one, exact=unit == "D") for one in cut if one]


def grain(span: Span, smallest: str = "D") -> str:
    """Return what a line over these days goes by: days up to a month, months up to three years, then years."""
    if span.first is None or span.last is None:
        return "Y"
    days = (span.last - span.first).days + 1
    return smallest if days <= BY_DAYS else "M" if days <= BY_MONTHS else "Y"
