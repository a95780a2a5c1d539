"""The newest rows of the registers, for lists: never for sums. Cached by the data version like every query."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import sqlalchemy as sa
import streamlit as st

from dashboard.filters import FIRST_DAY, Period
from dashboard.queries import engine, fetch, version
from etl import database, service
from etl.database import FACTS, quarantine
from etl.regions import NO_REGION


@st.cache_data(max_entries=64, show_spinner=False)
def _rows(
    register: str,
    columns: tuple[str, ...],
    period: Period,
    regions: tuple[str, ...],
    condition: tuple[tuple[str, str | int], ...],
    most: int,
    data_version: str,
) -> pd.DataFrame:
    table = FACTS[register]
    conditions = [table.c[name] == value for name, value in condition]
    if period.since != FIRST_DAY:
        conditions.append(table.c.day.between(period.since, period.until))
    if regions:
        conditions.append(table.c.region.in_(regions))
    query = sa.select(*(table.c[name] for name in columns)).where(table.c.quarantined == 0, *conditions)
    return fetch(query.order_by(table.c.day.desc(), table.c.id).limit(most))


def rows(
    register: str,
    columns: Sequence[str],
    period: Period,
    regions: Sequence[str],
    most: int = 200,
    **condition: str | int,
) -> pd.DataFrame:
    """Return the newest rows of a register, for lists: never for sums."""
    return _rows(register, tuple(columns), period, tuple(regions), tuple(condition.items()), most, version())


def days(period: Period) -> tuple[date, date] | None:
    """Return the days of a period; None for the whole record, which has rows without a day too."""
    return None if period.since == FIRST_DAY else (period.since, period.until)


@st.cache_data(max_entries=64, show_spinner=False)
def _events(period: Period, regions: tuple[str, ...], most: int, data_version: str) -> pd.DataFrame:
    table = FACTS["events"]
    columns = [table.c[name] for name in ("event", "day", "format", "series", "city")]
    people = sa.func.sum(
        sa.case((table.c.participants_unit.in_(("", "чел.", "участники", "делегаты")), table.c.participants))
    )
    own = sa.func.count(sa.distinct(sa.case((table.c.region.notin_((NO_REGION, "")), table.c.region))))
    first = [sa.func.min(column).label(column.name) for column in columns]
    newest = service.attendance.newest_events(engine(), days(period), regions, most)
    conditions = [table.c.quarantined == 0, table.c.identity.in_(newest)]
    if regions:
        conditions.append(table.c.region.in_(regions))
    rough = sa.case((table.c.participants_qualifier != "точно", table.c.participants_qualifier), else_="")
    # a sum of several figures, one of them rough, is itself only «около»
    mixed = sa.and_(sa.func.max(rough) != "", sa.func.count(table.c.participants) > 1)
    qualifier = sa.case((mixed, "около"), else_=sa.func.max(rough))
    query = sa.select(
        *first,
        sa.cast(table.c.identity, sa.Text).label("key"),
        # one row that tells of the event as held outweighs its announcement
        sa.func.max(table.c.status).label("status"),
        own.label("regions"),
        people.label("participants"),
        qualifier.label("qualifier"),
        sa.func.max(table.c.source_url).label("source_url"),
    )
    day = sa.func.min(table.c.day).desc().nulls_last()
    return fetch(query.where(*conditions).group_by(table.c.identity).order_by(day).limit(most))


def events(period: Period, regions: Sequence[str], most: int = 200) -> pd.DataFrame:
    """Return the newest events of a period, each once: key, day, title, format, regions, participants with their qualifier."""
    return _events(period, tuple(regions), most, version())


@st.cache_data(max_entries=32, show_spinner=False)
def _attended(period: Period, regions: tuple[str, ...], among: int, most: int, data_version: str) -> pd.DataFrame:
    found = service.attendance.attended_events(engine(), days(period), regions, among, most)
    return service.attendance.event_rows(engine(), found)


def attended(period: Period, regions: Sequence[str], among: int, most: int) -> pd.DataFrame:
    """Return the rows of the `most` events to which most of these regions came, of the newest `among` of a period."""
    return _attended(period, tuple(regions), among, most, version())


@st.cache_data(max_entries=32, show_spinner=False)
def _newest(period: Period, regions: tuple[str, ...], most: int, data_version: str) -> pd.DataFrame:
    found = service.attendance.newest_events(engine(), days(period), regions, most)
    return service.attendance.event_rows(engine(), found)


def newest(period: Period, regions: Sequence[str], most: int) -> pd.DataFrame:
    """Return all rows of the newest events of a period; with regions, of the events these took part in."""
    return _newest(period, tuple(regions), most, version())


@st.cache_data(max_entries=64, show_spinner=False)
def _event(identity: int, data_version: str) -> pd.DataFrame:
    return service.attendance.event_rows(engine(), [identity])


def event(identity: int) -> pd.DataFrame:
    """Return the rows of one event, none when there is no such event."""
    return _event(identity, version())


@st.cache_data(max_entries=64, show_spinner=False)
def _series(series: str, most: int, data_version: str) -> pd.DataFrame:
    return service.attendance.event_rows(engine(), service.attendance.series_events(engine(), series, most))


def series(name: str, most: int) -> pd.DataFrame:
    """Return the rows of the newest events of a series."""
    return _series(name, most, version())


@st.cache_data(max_entries=64, show_spinner=False)
def _quarantine(most: int, data_version: str) -> pd.DataFrame:
    source = database.current_source
    query = sa.select(
        source.c.register,
        source.c.source,
        source.c.file_name,
        quarantine.c.sheet,
        quarantine.c.row,
        quarantine.c.problems,
    )
    return fetch(
        query.join(source, source.c.load_id == quarantine.c.load_id)
        .order_by(quarantine.c.load_id, quarantine.c.row)
        .limit(most)
    )


def quarantined(most: int = 500) -> pd.DataFrame:
    """Return the rows that wait in quarantine, with their problems."""
    return _quarantine(most, version())
