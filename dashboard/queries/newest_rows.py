"""The newest rows of the registers, for lists: never for sums. Remembered for each data version like every query."""

from collections.abc import Sequence

import pandas as pd

from dashboard.engine import row_lists
from dashboard.engine.cache import engine, principal, remembered, snapshot
from dashboard.model.filters import Period
from dashboard.queries.sums.register_sums import days
from etl import service


def rows(
    register: str,
    columns: Sequence[str],
    period: Period,
    regions: Sequence[str],
    most: int = 200,
    **condition: str | int,
) -> pd.DataFrame:
    """Return the newest rows of a register, for lists: never for sums."""
    return remembered(_rows, register, tuple(columns), period, tuple(regions), tuple(condition.items()), most)


def _rows(
    register: str,
    columns: tuple[str, ...],
    period: Period,
    regions: tuple[str, ...],
    condition: tuple[tuple[str, str | int], ...],
    most: int,
) -> pd.DataFrame:
    return row_lists.newest_rows(snapshot(), register, columns, days(period), regions, dict(condition), most)


def events(period: Period, regions: Sequence[str], most: int = 200) -> pd.DataFrame:
    """Return the newest events of a period, each once: key, day, title, format, regions, participants with their qualifier."""
    return remembered(_events, period, tuple(regions), most)


def _events(period: Period, regions: tuple[str, ...], most: int) -> pd.DataFrame:
    return row_lists.event_list(snapshot(), days(period), regions, most)


def attended(period: Period, regions: Sequence[str], among: int, most: int) -> pd.DataFrame:
    """Return the rows of the `most` events to which most of these regions came, of the newest `among` of a period."""
    return remembered(_attended, period, tuple(regions), among, most)


def _attended(period: Period, regions: tuple[str, ...], among: int, most: int) -> pd.DataFrame:
    events = row_lists.attended_events(snapshot(), days(period), regions, among, most)
    return row_lists.event_rows(snapshot(), events)


def newest(period: Period, regions: Sequence[str], most: int) -> pd.DataFrame:
    """Return all rows of the newest events of a period; with regions, of the events these took part in."""
    return remembered(_newest, period, tuple(regions), most)


def _newest(period: Period, regions: tuple[str, ...], most: int) -> pd.DataFrame:
    return row_lists.event_rows(snapshot(), row_lists.newest_events(snapshot(), days(period), regions, most))


def event(identity: int) -> pd.DataFrame:
    """Return the rows of one event, none when there is no such event."""
    return remembered(_event, identity)


def _event(identity: int) -> pd.DataFrame:
    return row_lists.event_rows(snapshot(), [identity])


def series(name: str, most: int) -> pd.DataFrame:
    """Return the rows of the newest events of a series."""
    return remembered(_series, name, most)


def _series(name: str, most: int) -> pd.DataFrame:
    return row_lists.event_rows(snapshot(), row_lists.series_events(snapshot(), name, most))


def series_size(name: str) -> int:
    """Return how many events a series has."""
    return remembered(_series_size, name)


def _series_size(name: str) -> int:
    return row_lists.count_events(snapshot(), None, (), {"series": name})


def count_events(period: Period, regions: Sequence[str]) -> tuple[int, int]:
    """Return how many events of a period are held, and how many are only announced."""
    return remembered(_count_events, period, tuple(regions))


def _count_events(period: Period, regions: tuple[str, ...]) -> tuple[int, int]:
    every = row_lists.count_events(snapshot(), days(period), regions)
    held = row_lists.count_events(snapshot(), days(period), regions, held=True)
    return held, every - held


def count_rows(register: str, period: Period, regions: Sequence[str], **condition: str | int) -> int:
    """Return how many rows of a register a list of these would have without an end."""
    return remembered(_count_rows, register, period, tuple(regions), tuple(condition.items()))


def _count_rows(
    register: str, period: Period, regions: tuple[str, ...], condition: tuple[tuple[str, str | int], ...]
) -> int:
    return row_lists.count_rows(snapshot(), register, days(period), regions, dict(condition))


def targets() -> pd.DataFrame:
    """Return every plan once: region, indicator, day, day_end, target."""
    return remembered(_targets)


def _targets() -> pd.DataFrame:
    return row_lists.targets(snapshot())


def open_requests(regions: Sequence[str], most: int = 200) -> pd.DataFrame:
    """Return the requests of these regions without an answer, the one due first on top."""
    return remembered(_open_requests, tuple(regions), most)


def _open_requests(regions: tuple[str, ...], most: int) -> pd.DataFrame:
    return row_lists.open_requests(snapshot(), regions, most)


def count_open_requests(regions: Sequence[str]) -> tuple[int, int]:
    """Return how many requests of these regions wait for an answer, and how many of them are due."""
    return remembered(_count_open_requests, tuple(regions))


def _count_open_requests(regions: tuple[str, ...]) -> tuple[int, int]:
    return row_lists.count_open_requests(snapshot(), regions)


def quarantined(most: int = 500) -> pd.DataFrame:
    """Return the rows that wait in quarantine, with their problems."""
    return remembered(_quarantined, most)


def _quarantined(most: int) -> pd.DataFrame:
    return pd.DataFrame(service.quarantined_rows(engine(), most, principal()))
