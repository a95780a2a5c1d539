"""What this process holds: its warehouse, the rows of the data version in use, and its latest answers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, TypeVar, cast

import pandas as pd
import streamlit as st
from sqlalchemy.engine import Engine

from dashboard import session_keys
from dashboard.engine import settings
from dashboard.engine.daily import DailySums, daily_sums
from dashboard.engine.snapshot import Snapshot, open_snapshot
from dashboard.engine.sums import Key
from dashboard.model.asking import PINNED, pinned_principal
from dashboard.model.reader import Reader, reader_of
from etl import service
from etl.datasets import DATASETS
from etl.principal import LOCAL, Principal, serves_many
from etl.problems import Refused
from etl.service import engine_of_warehouse

REMEMBERED, WHOLES_HELD = 2048, 24
_pinned_version: ContextVar[str | None] = ContextVar("pinned_version", default=None)
Answer = TypeVar("Answer")


@st.cache_resource(show_spinner=False)
def engine() -> Engine:
    """Return the engine of this process."""
    return engine_of_warehouse()


def version() -> str:
    """Return the data version every cached answer is keyed by: the frame reads it once a run."""
    current = _pinned_version.get() or st.session_state.get(session_keys.DATA_VERSION)
    return current if current is not None else service.data_version(engine())


@contextmanager
def pinned_version() -> Iterator[str]:
    """Yield the data version of this moment; everything inside the block is answered for it.

    For answers outside a page, where no session keeps the version.
    """
    current = service.data_version(engine())
    token = _pinned_version.set(current)
    try:
        yield current
    finally:
        _pinned_version.reset(token)


def principal() -> Principal:
    """Return who asks: the person a file or an address is made for, else that of the session.

    Where everybody at the machine is the administrator, nobody has to say so; elsewhere there is no answer without a name.
    """
    asking = PINNED.get() or st.session_state.get(session_keys.PRINCIPAL)
    if asking is None and serves_many():
        raise Refused("nobody_asks")
    return asking or LOCAL


@contextmanager
def settled() -> Iterator[None]:
    """Find out once for a block who asks, and of which data: a page asks some hundred times, and its session is slow."""
    with pinned_principal(principal()):
        token = _pinned_version.set(version())
        try:
            yield
        finally:
            _pinned_version.reset(token)


def reader() -> Reader:
    """Return what the person who asks may see."""
    return reader_of(principal(), settings.regions_see_each_other())


def as_asked(make: Callable[[], Answer]) -> Callable[[], Answer]:
    """Return a function that makes a file later, outside of the session, as it was asked: by this person, of this data."""
    asking, data_version = principal(), version()

    def made() -> Answer:
        token = _pinned_version.set(data_version)
        try:
            with pinned_principal(asking):
                return make()
        finally:
            _pinned_version.reset(token)

    return made


def snapshot() -> Snapshot:
    """Return the rows of the registers at the version in use; when the warehouse has moved on since, at its newest.

    To a clerk it lists rows of their own regions only.
    """
    every, asking = _snapshot(version(), date.today()), reader()
    return every if asking.sees_all else replace(every, listed=asking.regions)


# Opened anew once a day: a file of a part that nobody opened for long is removed.
@st.cache_resource(max_entries=2, ttl=timedelta(days=1), show_spinner=False)
def _snapshot(data_version: str, today: date) -> Snapshot:
    return open_snapshot(engine(), today)


def try_parts() -> str:
    """Read a row of each register in the present parts; return their data version."""
    with pinned_version() as current, pinned_principal(LOCAL):
        for name in DATASETS:
            snapshot().rows(f'SELECT * FROM "{name}" LIMIT 1')
    return current


def daily(register: str, whole: Key = (), exact: bool = False) -> DailySums:
    """Return the sums of a register, or of one whole in it, by day and scope at the version in use.

    With `exact`, of the rows whose day is known.
    """
    return _daily(register, whole, exact, version(), date.today())


@st.cache_resource(max_entries=4 * len(DATASETS) + WHOLES_HELD, show_spinner=False)
def _daily(register: str, whole: Key, exact: bool, data_version: str, today: date) -> DailySums:
    return daily_sums(_snapshot(data_version, today), DATASETS[register], whole, exact)


@st.cache_resource(show_spinner=False)
def _memory() -> Callable[..., Any]:
    """Return the memory of the latest answers; clearing Streamlit's caches empties it."""
    return lru_cache(maxsize=REMEMBERED)(lambda function, arguments, data_version, asking: function(*arguments))


def remembered(function: Callable[..., Answer], *arguments: Any) -> Answer:
    """Return the result of a function for plain, hashable arguments, computed once for each data version and all who may see the same.

    Streamlit's own cache pickles every result and hashes every key, and a page asks some hundred times. Here all
    readers share one result, so nobody may change it; a frame is a copy that costs nothing until somebody does.
    """
    answer: Any = _memory()(function, arguments, version(), reader())
    shared: Any = answer.copy(deep=False) if isinstance(answer, pd.DataFrame) else answer
    return cast(Answer, shared)
