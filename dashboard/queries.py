"""From a metric and filters to plain frames: the only SQL of the pages, and the only cache, keyed by the data version."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, TypeVar, cast

import pandas as pd
import sqlalchemy as sa
import streamlit as st
from sqlalchemy.engine import Engine

from dashboard.filters import FIRST_DAY, Period, unit_end, unit_start
from etl import database, service
from etl.database import DEBUTS, SUMMARIES
from etl.datasets import DATASETS
from etl.service import Kept, Source

NATION, NO_REGION, QUARANTINE, DISTRICT = "**", "--", "??", "d:"
CACHED, REMEMBERED = 64, 2048
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Span:
    """Days to be read at one grain of the summaries."""

    grain: str
    since: date
    until: date


@st.cache_resource
def engine() -> Engine:
    """Return the engine of this process."""
    return database.create_engine()


def version() -> int:
    """Return the data version every cached answer is keyed by: the frame asks for it once a run."""
    known = st.session_state.get("data_version")
    return known if known is not None else database.data_version(engine())


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


def in_period(table: sa.Table, period: Period) -> sa.ColumnElement[bool]:
    """Return the condition on a summary table; the whole record includes rows without a day."""
    if period.since == FIRST_DAY:
        return table.c.grain == "month"
    parts = [
        sa.and_(table.c.grain == span.grain, table.c.day.between(span.since, span.until)) for span in spans(period)
    ]
    return sa.or_(*parts)


def additive(register: str) -> tuple[str, ...]:
    """Return the summed columns of a register's summaries."""
    dataset = DATASETS[register]
    once = (distinct.name for distinct in dataset.distincts if not distinct.over_time)
    return ("rows", *(measure.name for measure in dataset.measures), *once)


def fetch(query: sa.Select[tuple[object, ...]]) -> pd.DataFrame:
    """Return the rows of a query as a frame."""
    with engine().connect() as connection:
        rows = connection.execute(query)
        return pd.DataFrame(rows.fetchall(), columns=list(rows.keys()))


@st.cache_resource(show_spinner=False)
def _memory() -> Callable[..., Any]:
    """Return the answers given last; made anew when Streamlit's caches are cleared."""
    return lru_cache(maxsize=REMEMBERED)(lambda function, arguments, data_version: function(*arguments))


def remembered(function: Callable[..., Answer], *arguments: Any) -> Answer:
    """Return what a function of plain, hashable values answers, computed once for each data version.

    Streamlit's own cache pickles every answer and hashes every key, and a page asks some hundred times.
    Here all readers share one answer; a frame is a copy that costs nothing until somebody changes it.
    """
    answer: Any = _memory()(function, arguments, version())
    shared: Any = answer.copy(deep=False) if isinstance(answer, pd.DataFrame) else answer
    return cast(Answer, shared)


def _sums(register: str, period: Period, by: tuple[str, ...], dimension: str, scopes: tuple[str, ...]) -> pd.DataFrame:
    table = SUMMARIES[register]
    keys = [table.c[name] for name in by]
    sums = [sa.func.sum(table.c[name]).label(name) for name in additive(register)]
    conditions = [table.c.dimension == dimension, in_period(table, period)]
    if scopes:
        conditions.append(table.c.scope.in_(scopes))
    frame = fetch(sa.select(*keys, *sums).where(*conditions).group_by(*keys))
    if "day" in by:
        frame["day"] = pd.to_datetime(frame["day"])
    return frame


def _scoped(register: str, period: Period) -> pd.DataFrame:
    return _sums(register, period, ("scope",), "", ()).set_index("scope")


@st.cache_data(max_entries=CACHED, show_spinner=False)
def _from_rows(
    register: str, period: Period, regions: tuple[str, ...], data_version: int
) -> tuple[pd.DataFrame, dict[str, dict[str, int]]]:
    frame, different = service.summarise_days(
        engine(), register, period.since, period.until, regions, period.since != FIRST_DAY
    )
    return frame, {name: dict(counts) for name, counts in different.items()}


def by_scope(register: str, period: Period) -> pd.DataFrame:
    """Return the sums of every region, district and the nation in a period, indexed by scope."""
    return remembered(_scoped, register, period)


def by_day(register: str, period: Period, scopes: Sequence[str]) -> pd.DataFrame:
    """Return the sums by day or month start and scope of the scopes asked for."""
    return remembered(_sums, register, period, ("day", "scope"), "", tuple(scopes))


def by_member(register: str, period: Period, dimension: str, scopes: Sequence[str]) -> pd.DataFrame:
    """Return the sums by member of a dimension.

    Members are summed by month; the days of a month that the period cuts through are read from the rows themselves.
    """
    return _crossed(register, period, ("member",), dimension, tuple(scopes))


def by_scope_and_member(register: str, period: Period, dimension: str) -> pd.DataFrame:
    """Return the sums of every scope by member of a dimension: scope, member and the sums."""
    return _crossed(register, period, ("scope", "member"), dimension, ())


def by_day_and_member(register: str, dimension: str, scopes: Sequence[str]) -> pd.DataFrame:
    """Return the sums of the scopes by day and member, of the whole record; only for a dimension kept day by day."""
    return remembered(_daily, register, dimension, tuple(scopes))


def _daily(register: str, dimension: str, scopes: tuple[str, ...]) -> pd.DataFrame:
    table = SUMMARIES[register]
    keys = [table.c.day, table.c.member]
    sums = [sa.func.sum(table.c[name]).label(name) for name in additive(register)]
    conditions = (table.c.dimension == dimension, table.c.grain == "day", table.c.scope.in_(scopes))
    frame = fetch(sa.select(*keys, *sums).where(*conditions).group_by(*keys))
    return frame.assign(day=pd.to_datetime(frame["day"]))


def _crossed(
    register: str, period: Period, by: tuple[str, ...], dimension: str, scopes: tuple[str, ...]
) -> pd.DataFrame:
    if period.since == FIRST_DAY:
        return remembered(_sums, register, period, by, dimension, scopes)
    parts = [_members(register, span, by, dimension, scopes) for span in spans(until_month_end(register, period))]
    return pd.concat(parts).groupby(list(by), as_index=False)[list(additive(register))].sum()


def _members(register: str, span: Span, by: tuple[str, ...], dimension: str, scopes: tuple[str, ...]) -> pd.DataFrame:
    period = Period(span.since, span.until)
    if span.grain == "month":
        return remembered(_sums, register, period, by, dimension, scopes)
    frame, _ = _from_rows(register, period, (), version())
    frame = frame[(frame["dimension"] == dimension) & (frame["grain"] == "month")]
    return frame[frame["scope"].isin(scopes)] if scopes else frame


def until_month_end(register: str, period: Period) -> Period:
    """Return the period with its last month whole when nothing happened behind its last day, so that months suffice."""
    end = unit_end(period.until, "month")
    if end == period.until:
        return period
    behind = by_scope(register, Period(period.until + timedelta(days=1), end))
    return period if behind[DATASETS[register].happened].any() else Period(period.since, end, period.unit)


def once(
    register: str, period: Period, regions: Sequence[str], dimension: str = "", grain: str = "month"
) -> pd.DataFrame:
    """Return the sums of a set of regions by day and member where each event counts once, read from the rows."""
    frame, _ = _from_rows(register, period, tuple(regions), version())
    return frame[(frame["scope"] == NATION) & (frame["dimension"] == dimension) & (frame["grain"] == grain)]


def _debuts(register: str, measure: str, unit: str, since: date, until: date, by: tuple[str, ...]) -> pd.DataFrame:
    table = DEBUTS[register]
    keys = [table.c[name] for name in by]
    conditions = (table.c.measure == measure, table.c.unit == unit, table.c.day.between(since, until))
    frame = fetch(sa.select(*keys, sa.func.sum(table.c.amount).label("amount")).where(*conditions).group_by(*keys))
    if "day" in by:
        frame["day"] = pd.to_datetime(frame["day"])
    return frame


def different(register: str, measure: str, period: Period) -> pd.Series:
    """Return how many different things each region has in a period: municipalities that took part, for example."""
    if (
        period.unit
        and period.since == unit_start(period.since, period.unit)
        and period.until <= unit_end(period.since, period.unit)
    ):
        frame = remembered(_debuts, register, measure, period.unit, period.since, period.until, ("scope",))
        return frame.set_index("scope")["amount"]
    return pd.Series(_from_rows(register, period, (), version())[1][measure], dtype=float)


def different_by(register: str, measure: str, unit: str, period: Period) -> pd.DataFrame:
    """Return how many different things each region has in every month or year of a period: day, scope, amount."""
    return remembered(_debuts, register, measure, unit, period.since, period.until, ("day", "scope"))


@st.cache_data(max_entries=8, show_spinner=False)
def _reach(today: date, data_version: int) -> dict[str, date]:
    found = {}
    for name, table in SUMMARIES.items():
        happened = table.c[DATASETS[name].happened] > 0
        query = sa.select(sa.func.max(table.c.day)).where(
            table.c.grain == "day", table.c.scope == NATION, table.c.dimension == "", happened, table.c.day <= today
        )
        with engine().connect() as connection:
            last = connection.scalar(query)
        if last:
            found[name] = last
    return found


def data_reach() -> dict[str, date]:
    """Return the last day the data of each register reach; announcements do not count."""
    return _reach(date.today(), version())


def as_of() -> date:
    """Return the day the newest data reach; today when there are none."""
    return max(data_reach().values(), default=date.today())


@st.cache_data(max_entries=8, show_spinner=False)
def _sources(data_version: int) -> list[Source]:
    return service.sources(engine())


def sources() -> list[Source]:
    """Return the current version of every source."""
    return _sources(version())


@st.cache_data(max_entries=32, show_spinner=False)
def _kept(what: str, data_version: int) -> dict[str, Kept]:
    return service.kept(engine(), what)


def kept(what: str) -> dict[str, Kept]:
    """Return what people keep of that sort, by its name: index weights, groups of regions, decks."""
    return _kept(what, version())


def own_groups() -> dict[str, tuple[str, ...]]:
    """Return the groups of regions people saved, by their names: the codes of each."""
    return {name: tuple(one.value) for name, one in kept("group").items()}
