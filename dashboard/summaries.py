"""The summaries of the warehouse: which of their rows make up a period, and the statement that asks for their sums."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from dashboard.filters import FIRST_DAY, Period, unit_end, unit_start
from etl.database import SUMMARIES
from etl.dataset import Resolution
from etl.datasets import DATASETS


@dataclass(frozen=True, slots=True)
class Span:
    """Days to be read at one grain of the summaries."""

    grain: str
    since: date
    until: date


def spans(period: Period) -> tuple[Span, ...]:
    """Return the whole months of a period, and the days before and after them."""
    first = unit_start(period.since, "month")
    if first != period.since:
        first = unit_end(period.since, "month") + timedelta(days=1)
    last = unit_end(period.until, "month")
    if last != period.until:
        last = unit_start(period.until, "month") - timedelta(days=1)
    if first > last:
        return (Span("day", period.since, period.until),)
    parts = (
        Span("day", period.since, first - timedelta(days=1)),
        Span("month", first, last),
        Span("day", last + timedelta(days=1), period.until),
    )
    return tuple(part for part in parts if part.since <= part.until)


def in_span(register: str, span: Span, dimension: str = "") -> sa.ColumnElement[bool]:
    """Return the condition that leaves the rows of a dimension in a span."""
    table = SUMMARIES[register]
    kept = DATASETS[register].whole_days() if span.grain == "day" and not dimension else dimension
    return sa.and_(table.c.dimension == kept, table.c.grain == span.grain, table.c.day.between(span.since, span.until))


def in_record(register: str, dimension: str) -> sa.ColumnElement[bool]:
    """Return the condition that leaves the rows of a dimension whose sum is the whole record, rows without a day included."""
    return at_grain(register, dimension, resolution_of(register, dimension).grains(nation=False)[0])


def in_period(register: str, period: Period, dimension: str = "") -> sa.ColumnElement[bool]:
    """Return the condition that leaves the rows of a dimension in a period; ValueError when its months are not kept."""
    if period.since == FIRST_DAY:
        return in_record(register, dimension)
    check_months(register, dimension)
    return sa.or_(*(in_span(register, span, dimension) for span in spans(period)))


def in_months(register: str, dimension: str) -> sa.ColumnElement[bool]:
    """Return the condition that leaves the months of a dimension; ValueError when they are not kept."""
    check_months(register, dimension)
    return at_grain(register, dimension, "month")


def at_grain(register: str, dimension: str, grain: str) -> sa.ColumnElement[bool]:
    """Return the condition that leaves the rows of a dimension kept by day, month or year."""
    table = SUMMARIES[register]
    return sa.and_(table.c.dimension == dimension, table.c.grain == grain)


def check_months(register: str, dimension: str) -> None:
    """Raise ValueError when the months of a dimension are not kept: no row would look like no entry."""
    if "month" not in resolution_of(register, dimension).grains(nation=False):
        raise ValueError(f"{register}.{dimension}: its months are not kept")


def additive(register: str) -> tuple[str, ...]:
    """Return the summed columns of a register's summaries."""
    dataset = DATASETS[register]
    once = (distinct.name for distinct in dataset.distincts if not distinct.over_time)
    return ("rows", *(measure.name for measure in dataset.measures), *once)


@cache
def summed(register: str, by: tuple[str, ...]) -> tuple[sa.ColumnElement[Any], ...]:
    """Return the keys asked for and the sums; the same objects each time, so that SQLAlchemy need not compare them."""
    table = SUMMARIES[register]
    return (*(table.c[name] for name in by), *(sa.func.sum(table.c[name]).label(name) for name in additive(register)))


def asked(
    register: str, rows: sa.ColumnElement[bool], by: tuple[str, ...], scopes: Sequence[str] = ()
) -> sa.Select[Any]:
    """Return the query for the sums of these rows of the summaries by the keys; of all scopes when none is given."""
    table = SUMMARIES[register]
    only = [table.c.scope.in_(scopes)] if scopes else []
    query = sa.select(*summed(register, by)).where(rows, *only)
    return query.group_by(*(table.c[name] for name in by))


def is_daily(register: str, dimension: str, nation: bool) -> bool:
    """Return whether the summaries hold a dimension day by day: for the `nation` alone, or for every scope."""
    return "day" in resolution_of(register, dimension).grains(nation)


def resolution_of(register: str, dimension: str) -> Resolution:
    """Return how finely the summaries hold a dimension; the whole, without a dimension, by day."""
    return next((one.resolution for one in DATASETS[register].dimensions if one.name == dimension), Resolution.DAYS)
