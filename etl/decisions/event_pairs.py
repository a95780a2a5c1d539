"""Pairs of things that may be the same (one event under two titles), and of cells of a thing that two sources report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from rapidfuzz import fuzz
from sqlalchemy.engine import Connection

from etl.datasets.dataset import Dataset
from etl.datasets.sameness import SameRow, SameThing
from etl.decisions.pairs import (
    EVENT,
    PARTICIPATION,
    SIMILAR,
    Duplicate,
    Side,
    cells,
    iso,
    may_be_same,
    pair,
    shared_rows,
    with_source,
)
from etl.read.table import heading_text
from etl.rows.states import COUNTED
from etl.warehouse.tables import FACTS


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that rows report: its title and day in its first row, where that row is, and its values by column."""

    identity: int
    title: str
    day: date
    source: str
    row: int
    values: dict[str, str]


def thing_pairs(connection: Connection, dataset: Dataset, rule: SameThing) -> Iterator[Duplicate]:
    """Yield the pairs of things, such as events, whose titles are alike, whose days are near and which do not contradict."""
    in_order = things(connection, dataset, rule)
    place = {thing.identity: place for place, thing in enumerate(in_order)}
    window: list[Thing] = []
    for thing in sorted(in_order, key=lambda thing: thing.day):
        window = [earlier for earlier in window if (thing.day - earlier.day).days <= rule.days]
        for earlier in window:
            if all(agree(earlier.values.get(name), thing.values.get(name)) for name in rule.compatible):
                score = likeness(earlier.title, thing.title)
                if score >= SIMILAR:
                    sides = sorted((earlier, thing), key=lambda side: place[side.identity])
                    yield pair(dataset, EVENT, score, *(thing_side(side, rule) for side in sides))
        window.append(thing)


def things(connection: Connection, dataset: Dataset, rule: SameThing) -> list[Thing]:
    """Return every thing once, in the order of their first rows; a value the first row lacks comes from a later one."""
    by_identity: dict[int, Thing] = {}
    for row in first_rows(connection, dataset, rule):
        thing = by_identity.setdefault(
            row.identity, Thing(row.identity, getattr(row, rule.title), row.day, row.source, row.row, {})
        )
        for name in rule.compatible:
            if value := getattr(row, name):
                thing.values.setdefault(name, value)
    return list(by_identity.values())


def first_rows(connection: Connection, dataset: Dataset, rule: SameThing) -> Sequence[Any]:
    """Return the first row of each load with each title and values of a thing, in the order of the rows."""
    facts = FACTS[dataset.name]
    by = [facts.c[name] for name in ("identity", "load_id", rule.title, *rule.compatible)]
    first = sa.select(facts.c.load_id, sa.func.min(facts.c.number).label("number"))
    places = first.where(facts.c.quarantined == COUNTED, facts.c.day.is_not(None)).group_by(*by).subquery()
    same = sa.and_(facts.c.load_id == places.c.load_id, facts.c.number == places.c.number)
    return connection.execute(with_source(sa.select(facts).join(places, same).subquery())).all()


def agree(one: str | None, other: str | None) -> bool:
    """Return whether two texts do not contradict: they are equal, or one of them is empty."""
    return not one or not other or heading_text(one) == heading_text(other)


def likeness(one: str, other: str) -> float:
    """Return how alike two titles are, from 0 to 100, whatever the order of their words."""
    return fuzz.token_sort_ratio(heading_text(one), heading_text(other), score_cutoff=SIMILAR)


def thing_side(thing: Thing, rule: SameThing) -> Side:
    """Return a thing as one side of a pair."""
    words = {name: thing.values[name] for name in rule.compatible if name in thing.values}
    return Side(thing.source, thing.row, thing.title, iso(thing.day), "", str(thing.identity), words)


def cell_pairs(connection: Connection, dataset: Dataset, rule: SameRow, title: str) -> Iterator[Duplicate]:
    """Yield the pairs of sources that report the same cell, such as event x region x category."""
    for sources in cells(shared_rows(connection, dataset, ("identity",)), rule):
        for place, later in enumerate(sources):
            earlier = next((rows for rows in sources[:place] if may_be_same(rows, later, rule)), None)
            if earlier is not None:
                sides = (cell_side(rows, dataset, rule, title) for rows in (earlier, later))
                yield pair(dataset, PARTICIPATION, 100.0, *sides)


def cell_side(rows: Sequence[Any], dataset: Dataset, rule: SameRow, title: str) -> Side:
    """Return the rows of one source in a cell as one side of a pair, with the people of all of them."""
    row, people = rows[0], dataset.people_column
    words = {name: value for name in rule.words if (value := getattr(row, name))}
    figures = [getattr(counted, people) for counted in rows] if people else []
    figures = [figure for figure in figures if figure is not None]
    if figures:
        words[people] = f"{sum(figures):.12g}"
    mark = f"{row.identity}|{rest_of_cell(row, dataset, rule)}"
    return Side(row.source, row.row, getattr(row, title), iso(row.day), row.region, mark, words)


def rest_of_cell(row: Any, dataset: Dataset, rule: SameRow) -> str:
    """Return what the rows of a cell share besides their thing and region: their category, for example."""
    return "|".join(str(getattr(row, name)) for name in rule.agree if name not in ("identity", dataset.region))
