"""Events that may be one event, and cells of an event that two sources tell of."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from rapidfuzz import fuzz
from sqlalchemy.engine import Connection

from etl.database import FACTS
from etl.dataset import Dataset
from etl.load import COUNTED
from etl.pairs import SIMILAR, Duplicate, Told, iso, pair, shared_rows, with_source
from etl.table import heading_text

NEAR_DAYS = 1


def event_pairs(connection: Connection, dataset: Dataset) -> Iterator[Duplicate]:
    """Return the events a day apart at most, with similar titles, whose city and series do not contradict."""
    events = sorted(events_of(connection, dataset), key=lambda event: str(event.day))
    window: list[Any] = []
    for event in events:
        window = [earlier for earlier in window if days_between(earlier, event) <= NEAR_DAYS]
        for earlier in window:
            if agree(earlier.city, event.city) and agree(earlier.series, event.series):
                score = likeness(earlier.event, event.event)
                if score >= SIMILAR:
                    sides = sorted((earlier, event), key=lambda side: (side.load_id, side.row))
                    yield pair(dataset, "event", score, *(event_side(side) for side in sides))
        window.append(event)


def events_of(connection: Connection, dataset: Dataset) -> Sequence[Any]:
    """Return every event once: its identity, title, day, city, series, and where it is told first."""
    facts = FACTS[dataset.name]
    first = [sa.func.min(facts.c[name]).label(name) for name in ("event", "day", "load_id", "row")]
    known = [sa.func.max(facts.c[name]).label(name) for name in ("city", "series")]
    query = sa.select(facts.c.identity, *first, *known).where(facts.c.quarantined == COUNTED, facts.c.day.is_not(None))
    events = query.group_by(facts.c.identity).subquery()
    return connection.execute(with_source(events)).all()


def days_between(one: Any, other: Any) -> int:
    """Return how many days lie between two rows."""
    return abs(int((one.day - other.day).days))


def agree(one: str | None, other: str | None) -> bool:
    """Return whether two words do not contradict: equal, or one of them not given."""
    return not one or not other or heading_text(one) == heading_text(other)


def likeness(one: str, other: str) -> float:
    """Return how alike two titles are, from 0 to 100, whatever the order of their words."""
    return fuzz.token_sort_ratio(heading_text(one), heading_text(other), score_cutoff=SIMILAR)


def event_side(event: Any) -> Told:
    """Return an event as one side of a pair."""
    words = {name: value for name in ("city", "series") if (value := getattr(event, name))}
    return Told(event.source, event.row, event.event, iso(event.day), "", str(event.identity), words)


def participation_pairs(connection: Connection, dataset: Dataset) -> Iterator[Duplicate]:
    """Return the cells event x region x category that two sources tell of."""
    names = ("identity", "region", "category", "status")
    rows = shared_rows(connection, dataset, ("identity",))
    key = [(tuple(getattr(row, name) for name in names), row) for row in rows]
    for _, cell in groupby(sorted(key, key=lambda one: (*one[0], one[1].load_id, one[1].row)), key=lambda one: one[0]):
        by_source = [list(told) for _, told in groupby((row for _, row in cell), key=lambda row: row.load_id)]
        for place, later in enumerate(by_source):
            if (earlier := next((one for one in by_source[:place] if clash(one, later)), None)) is not None:
                yield pair(dataset, "participation", 100.0, cell_side(earlier), cell_side(later))


def clash(first: Iterable[Any], second: Iterable[Any]) -> bool:
    """Return whether rows of one cell may be the same: of the same municipality, or of none."""
    ones, others = {row.municipality for row in first}, {row.municipality for row in second}
    return bool(ones & others) or bool(ones and others and "" in ones | others)


def cell_side(rows: Sequence[Any]) -> Told:
    """Return the rows of one source in a cell as one side of a pair."""
    row = rows[0]
    words = {name: value for name in ("category", "status", "municipality") if (value := getattr(row, name))}
    people = [one.participants for one in rows if one.participants is not None]
    told = {**words, "participants": f"{sum(people):.12g}"} if people else words
    mark = f"{row.identity}|{row.category}|{row.status}"
    return Told(row.source, row.row, row.event, iso(row.day), row.region, mark, told)
