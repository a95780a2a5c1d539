"""From a metric and filters to plain frames: the only SQL of the pages, and the only cache, keyed by the data version."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, TypeVar, cast

import numpy as np
import pandas as pd
import sqlalchemy as sa
import streamlit as st
from numpy.typing import NDArray
from sqlalchemy.engine import Engine

from dashboard.filters import FIRST_DAY, Period, unit_end, unit_start
from dashboard.summaries import Span, additive, asked, in_months, in_period, in_span, is_daily, resolution_of, spans
from dashboard.sums import Row, Sums, added, by_step, sums
from etl import database, service
from etl.database import DEBUTS, SUMMARIES
from etl.dataset import Resolution
from etl.datasets import DATASETS
from etl.regions import NATION
from etl.service import Kept, Source

CACHED, READ, REMEMBERED = 64, 32, 2048
Answer = TypeVar("Answer")


@st.cache_resource
def engine() -> Engine:
    """Return the engine of this process."""
    return database.create_engine()


def version() -> str:
    """Return the data version every cached answer is keyed by: the frame asks for it once a run."""
    seen: str | None = st.session_state.get("data_version")
    return seen if seen is not None else database.data_version(engine())


def read(query: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
    """Return the rows of a query."""
    with engine().connect() as connection:
        return connection.execute(query).fetchall()


def fetch(query: sa.Select[Any]) -> pd.DataFrame:
    """Return the rows of a query as a frame."""
    return pd.DataFrame(read(query), columns=list(query.selected_columns.keys()))


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


@st.cache_resource(max_entries=READ, show_spinner=False)
def _months(register: str, dimension: str, scopes: tuple[str, ...], data_version: str) -> Sums:
    by = ("day", "member" if dimension else "scope")
    rows = read(asked(register, in_months(register, dimension), by, scopes))
    return sums(additive(register), rows)


def months(register: str, span: Span, dimension: str = "", scopes: tuple[str, ...] = ()) -> Sums:
    """Return the sums of every month and scope of a span, of members in place of scopes when a dimension is given.

    All months are read once, so that another span asks nothing.
    """
    return _months(register, dimension, scopes, version()).between(span.since, span.until)


def _scope_sums(register: str, period: Period) -> Mapping[str, Row]:
    parts = [months(register, span) if span.grain == "month" else _cut(register, span) for span in spans(period)]
    return added(parts)


def _cut(register: str, span: Span) -> Sums:
    rows = read(asked(register, in_span(register, span), ("scope",)))
    return sums(additive(register), [(span.since, *row) for row in rows])


def _days(register: str, span: Span, scopes: tuple[str, ...]) -> Sums:
    rows = read(asked(register, in_span(register, span), ("day", "scope"), scopes))
    return sums(additive(register), rows)


@st.cache_data(max_entries=CACHED, show_spinner=False)
def _from_rows(
    register: str, period: Period, regions: tuple[str, ...], data_version: str
) -> tuple[pd.DataFrame, dict[str, dict[str, int]]]:
    frame, different = service.summarise_days(
        engine(), register, period.since, period.until, regions, period.since != FIRST_DAY
    )
    return frame, {name: dict(counts) for name, counts in different.items()}


def scope_sums(register: str, period: Period) -> Mapping[str, Row]:
    """Return the sums of every region, district and the nation that have a row in a period: by scope, by column."""
    return remembered(_scope_sums, register, period)


def by_scope(register: str, period: Period) -> pd.DataFrame:
    """Return the sums of every region, district and the nation in a period, indexed by scope."""
    return remembered(_by_scope, register, period)


def _by_scope(register: str, period: Period) -> pd.DataFrame:
    found = scope_sums(register, period)
    return pd.DataFrame(list(found.values()), pd.Index(list(found), name="scope"), additive(register), dtype=float)


def stepped(
    register: str, period: Period, cut: str, scopes: tuple[str, ...], columns: Sequence[str]
) -> Mapping[date, NDArray[np.float64]]:
    """Return the sums of these scopes and columns in every day, month or year of the period that has any."""
    wanted = (Span("day", period.since, period.until),) if cut == "day" else spans(period)
    parts = [
        months(register, span) if span.grain == "month" else remembered(_days, register, span, scopes)
        for span in wanted
    ]
    return by_step(parts, cut, scopes, columns)


def by_day(register: str, period: Period, scopes: Sequence[str]) -> pd.DataFrame:
    """Return the sums by day or month start and scope of the scopes asked for."""
    return remembered(_by_day, register, period, tuple(scopes))


def _by_day(register: str, period: Period, scopes: tuple[str, ...]) -> pd.DataFrame:
    frame = fetch(asked(register, in_period(register, period), ("day", "scope"), scopes))
    return frame.assign(day=pd.to_datetime(frame["day"]))


def by_member(register: str, period: Period, dimension: str, scopes: Sequence[str]) -> Mapping[str, Row]:
    """Return the sums by member of a dimension: by member, by column."""
    return remembered(_by_member, register, period, dimension, tuple(scopes))


def _by_member(register: str, period: Period, dimension: str, scopes: tuple[str, ...]) -> Mapping[str, Row]:
    return added(
        months(register, span, dimension, scopes)
        if span.grain == "month"
        else sums(additive(register), _cut_members(register, span, ("day", "member"), dimension, scopes))
        for span in split_spans(register, period, dimension)
    )


def by_scope_and_member(register: str, period: Period, dimension: str) -> pd.DataFrame:
    """Return the sums of every scope by member of a dimension: scope, member and the sums."""
    return remembered(_by_scope_and_member, register, period, dimension)


def _by_scope_and_member(register: str, period: Period, dimension: str) -> pd.DataFrame:
    by, columns, rows = ("scope", "member"), list(additive(register)), list[Sequence[Any]]()
    for span in split_spans(register, period, dimension):
        if span.grain == "month":
            part = in_period(register, Period(span.since, span.until), dimension)
            rows += read(asked(register, part, by))
        else:
            rows += _cut_members(register, span, by, dimension)
    return pd.DataFrame(rows, columns=[*by, *columns]).groupby(list(by), as_index=False)[columns].sum()


def _cut_members(
    register: str, span: Span, keys: tuple[str, ...], dimension: str, scopes: tuple[str, ...] = ()
) -> list[Sequence[Any]]:
    """Return keys and sums of the members in days of a month that a period cuts through.

    Where the summaries hold members by month only they are read from the rows themselves.
    """
    if is_daily(register, dimension, nation=set(scopes) == {NATION}):
        return list(read(asked(register, in_span(register, span, dimension), keys, scopes)))
    frame, _ = _from_rows(register, Period(span.since, span.until), (), version())
    frame = frame[(frame["dimension"] == dimension) & (frame["grain"] == "month")]
    frame = frame[frame["scope"].isin(scopes)] if scopes else frame
    return list(frame[[*keys, *additive(register)]].itertuples(index=False, name=None))


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


def split_spans(register: str, period: Period, dimension: str) -> tuple[Span, ...]:
    """Return the spans in which the members of a dimension are read: one, of days, when they are made from the rows."""
    if resolution_of(register, dimension) is Resolution.ROWS:
        return (Span("day", period.since, period.until),)
    return spans(until_month_end(register, period))


def until_month_end(register: str, period: Period) -> Period:
    """Return the period with its last month whole when nothing happened behind its last day, so that months suffice."""
    end = unit_end(period.until, "month")
    if end == period.until:
        return period
    behind = scope_sums(register, Period(period.until + timedelta(days=1), end))
    something = any(row[DATASETS[register].happened] for row in behind.values())
    return period if something else Period(period.since, end, period.unit)


def once(register: str, period: Period, regions: Sequence[str], dimension: str = "", grain: str = "month") -> Sums:
    """Return the sums of a set of regions by day and member where each event counts once, read from the rows.

    Members stand in place of scopes; without a dimension there is one, the empty one.
    """
    frame, _ = _from_rows(register, period, tuple(regions), version())
    own = frame[(frame["scope"] == NATION) & (frame["dimension"] == dimension) & (frame["grain"] == grain)]
    own = own.assign(day=own["day"].fillna(pd.Timestamp(FIRST_DAY)).dt.date)
    columns = additive(register)
    return sums(columns, own[["day", "member", *columns]].itertuples(index=False, name=None))


def _debuts(register: str, measure: str, unit: str, since: date, until: date, by: tuple[str, ...]) -> pd.DataFrame:
    table = DEBUTS[register]
    keys = [table.c[name] for name in by]
    conditions = (table.c.measure == measure, table.c[unit] > 0, table.c.day.between(since, until))
    frame = fetch(sa.select(*keys, sa.func.sum(table.c[unit]).label("amount")).where(*conditions).group_by(*keys))
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
def _reach(today: date, data_version: str) -> dict[str, date]:
    found = {}
    for name, table in SUMMARIES.items():
        happened = table.c[DATASETS[name].happened] > 0
        until_today = in_span(name, Span("day", FIRST_DAY, today))
        query = sa.select(sa.func.max(table.c.day)).where(until_today, table.c.scope == NATION, happened)
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


def sources() -> tuple[Source, ...]:
    """Return the current version of every source."""
    return remembered(_sources)


def _sources() -> tuple[Source, ...]:
    return tuple(service.sources(engine()))


@st.cache_data(max_entries=32, show_spinner=False)
def _kept(what: str, data_version: str) -> dict[str, Kept]:
    return service.kept(engine(), what)


def kept(what: str) -> dict[str, Kept]:
    """Return what people keep of that sort, by its name: index weights, groups of regions, decks."""
    return _kept(what, version())


def own_groups() -> dict[str, tuple[str, ...]]:
    """Return the groups of regions people saved, by their names: the codes of each."""
    return {name: tuple(one.value) for name, one in kept("group").items()}
