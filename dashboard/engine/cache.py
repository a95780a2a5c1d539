"""What this process holds: its warehouse, the rows of the version in use, and the answers given last."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, TypeVar, cast

import pandas as pd
import streamlit as st
from sqlalchemy.engine import Engine

from dashboard.engine.daily import DailySums, daily_sums
from dashboard.engine.snapshot import Snapshot, open_snapshot
from etl import service
from etl.datasets import DATASETS
from etl.service import engine_of_warehouse

REMEMBERED = 2048
_pinned_version: ContextVar[str | None] = ContextVar("pinned_version", default=None)
Answer = TypeVar("Answer")


@st.cache_resource
def engine() -> Engine:
    """Return the engine of this process."""
    return engine_of_warehouse()


def version() -> str:
    """Return the data version every cached answer is keyed by: the frame asks for it once a run."""
    current = _pinned_version.get() or st.session_state.get("data_version")
    return current if current is not None else service.data_version(engine())


@contextmanager
def pinned_version() -> Iterator[str]:
    """Return the data version of this moment; all that is answered inside the block is answered for it.

    For answers that no page asks for: there is no session to keep the version in.
    """
    current = service.data_version(engine())
    token = _pinned_version.set(current)
    try:
        yield current
    finally:
        _pinned_version.reset(token)


def snapshot() -> Snapshot:
    """Return the rows of the registers at the version in use."""
    return _snapshot(version())


@st.cache_resource(max_entries=2, show_spinner=False)
def _snapshot(data_version: str) -> Snapshot:
    return open_snapshot(engine())


def daily(register: str) -> DailySums:
    """Return the sums of a register by day and scope at the version in use."""
    return _daily(register, version())


@st.cache_resource(max_entries=2 * len(DATASETS), show_spinner=False)
def _daily(register: str, data_version: str) -> DailySums:
    return daily_sums(_snapshot(data_version), DATASETS[register])


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
