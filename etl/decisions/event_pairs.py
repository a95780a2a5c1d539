"""Things that may be one, as the same event under two titles, and cells of a thing that two sources tell of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from rapidfuzz import fuzz
from sqlalchemy.engine import Connection

from etl.datasets.dataset import Dataset
from etl.datasets.sameness import SameRow, SameThing
from etl.decisions.pairs import EVENT, PARTICIPATION, SIMILAR, Duplicate, Side, iso, pair, shared_rows, with_source
from etl.read.table import heading_text
from etl.rows.write import COUNTED
from etl.warehouse.tables import FACTS


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that rows tell of: its title, its first day, where it stands first, what is given of it by column."""

    identity: int
    title: str
    day: date
    load_id: int
    source: str
    row: int
    given: dict[str, str]


def thing_pairs(connection: Connection, dataset: Dataset, rule: SameThing) -> Iterator[Duplicate]:
    """Return the things of similar titles, near in time, whose columns do not contradict: two events, for example."""
    window: list[Thing] = []
    for thing in sorted(things(connection, dataset, rule), key=lambda thing: thing.day):
        window = [earlier for earlier in window if (thing.day - earlier.day).days <= rule.days]
        for earlier in window:
            if all(agree(earlier.given.get(name), thing.given.get(name)) for name in rule.compatible):
                score = likeness(earlier.title, thing.title)
                if score >= SIMILAR:
                    sides = sorted((earlier, thing), key=lambda side: (side.load_id, side.row))
                    yield pair(dataset, EVENT, score, *(thing_side(side, rule) for side in sides))
        window.append(thing)


def things(connection: Connection, dataset: Dataset, rule: SameThing) -> list[Thing]:
    """Return every thing once: as its first row tells it, what that does not give taken from the next one that does."""
    first: dict[int, Thing] = {}
    for row in sorted(told_things(connection, dataset, rule), key=lambda row: (row.load_id, row.row)):
        thing = first.setdefault(
            row.identity, Thing(row.identity, getattr(row, rule.title), row.day, row.load_id, row.source, row.row, {})
        )
        for name in rule.compatible:
            if value := getattr(row, name):
                thing.given.setdefault(name, value)
    return list(first.values())


def told_things(connection: Connection, dataset: Dataset, rule: SameThing) -> Sequence[Any]:
    """Return what each load says of each thing: its title and columns, its day, the first row that says so."""
    facts = FACTS[dataset.name]
    by = [facts.c[name] for name in ("identity", "load_id", rule.title, *rule.compatible)]
    first = [sa.func.min(facts.c[name]).label(name) for name in ("day", "row")]
    query = sa.select(*by, *first).where(facts.c.quarantined == COUNTED, facts.c.day.is_not(None))
    return connection.execute(with_source(query.group_by(*by).subquery())).all()


def agree(one: str | None, other: str | None) -> bool:
    """Return whether two words do not contradict: equal, or one of them not given."""
    return not one or not other or heading_text(one) == heading_text(other)


def likeness(one: str, other: str) -> float:
    """Return how alike two titles are, from 0 to 100, whatever the order of their words."""
    return fuzz.token_sort_ratio(heading_text(one), heading_text(other), score_cutoff=SIMILAR)


def thing_side(thing: Thing, rule: SameThing) -> Side:
    """Return a thing as one side of a pair."""
    words = {name: thing.given[name] for name in rule.compatible if name in thing.given}
    return Side(thing.source, thing.row, thing.title, iso(thing.day), "", str(thing.identity), words)


def cell_pairs(connection: Connection, dataset: Dataset, rule: SameRow, title: str) -> Iterator[Duplicate]:
    """Return the cells, as event x region x category, that two sources tell of."""
    rows = shared_rows(connection, dataset, ("identity",))
    key = [(tuple(getattr(row, name) for name in rule.agree), row) for row in rows]
    for _, cell in groupby(sorted(key, key=lambda one: (*one[0], one[1].load_id, one[1].row)), key=lambda one: one[0]):
        by_source = [list(told) for _, told in groupby((row for _, row in cell), key=lambda row: row.load_id)]
        for place, later in enumerate(by_source):
            earlier = next((one for one in by_source[:place] if may_be_same(one, later, rule.compatible)), None)
            if earlier is not None:
                sides = (cell_side(rows, dataset, rule, title) for rows in (earlier, later))
                yield pair(dataset, PARTICIPATION, 100.0, *sides)


def may_be_same(first: Iterable[Any], second: Iterable[Any], columns: Iterable[str]) -> bool:
    """Return whether two groups of rows do not contradict: in each column they share a value, or one has a row without."""
    first, second = list(first), list(second)
    values = ([{getattr(row, name) for row in rows} for rows in (first, second)] for name in columns)
    shared = (bool(ones & others) or not all(ones) or not all(others) for ones, others in values)
    return bool(first and second) and all(shared)


def cell_side(rows: Sequence[Any], dataset: Dataset, rule: SameRow, title: str) -> Side:
    """Return the rows of one source in a cell as one side of a pair, with the people of all of them."""
    row, people = rows[0], dataset.people_column
    words = {name: value for name in rule.words if (value := getattr(row, name))}
    figures = [figure for one in rows if people and (figure := getattr(one, people)) is not None]
    said = {**words, people: f"{sum(figures):.12g}"} if figures else words
    mark = "|".join(str(getattr(row, name)) for name in rule.agree if name != dataset.region)
    return Side(row.source, row.row, getattr(row, title), iso(row.day), row.region, mark, said)
