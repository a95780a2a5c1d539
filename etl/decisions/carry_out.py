"""What people decided of duplicates, carried out in the derived tables: events joined, rows set aside and put back."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from etl.datasets import DATASETS
from etl.datasets.dataset import Dataset
from etl.datasets.sameness import SameRow, SameThing
from etl.decisions.event_pairs import may_be_same
from etl.decisions.pairs import EVENT, PARTICIPATION
from etl.decisions.row_pairs import marked
from etl.normalise.validate import identity
from etl.rows.changes import change_rows, changed_ids, note_changes
from etl.rows.write import COUNTED, SET_ASIDE, WAITING
from etl.warehouse.journal import Decision
from etl.warehouse.tables import FACTS, current_source

IDENTITY = "identity"
STATE_COLUMNS = ("id", "load_id", "row", "number", "day", "identity", "quarantined")
Cell = tuple[object, ...]


class Sameness(NamedTuple):
    """When two rows and when two things of a register may be the same."""

    row: SameRow
    thing: SameThing

    def cell(self) -> tuple[str, ...]:
        """Return the columns that rows of one cell of a thing agree in."""
        return tuple(name for name in self.row.agree if name != IDENTITY)


def carry_out(connection: Connection, registers: Iterable[str], decisions: Collection[Decision]) -> None:
    """Make the rows of these registers what the decisions say."""
    for register in registers:
        own = [decision for decision in decisions if decision.pair["register"] == register]
        if own:
            carry_out_in(connection, DATASETS[register], own)


def carry_out_in(connection: Connection, dataset: Dataset, decisions: Sequence[Decision]) -> None:
    """Make the rows of a register what its decisions say."""
    same = [decision.pair for decision in decisions if decision.same]
    loads = current_loads(connection, dataset)
    if dataset.same_thing and (row := dataset.sameness()):
        days = {date.fromisoformat(one.pair[side]["day"]) for one in decisions for side in ("first", "second")}
        duplicate = repeated_rows(connection, dataset, Sameness(row, dataset.same_thing), same, loads, days)
    else:
        duplicate = set(chain.from_iterable(same_rows(connection, dataset, pair, loads) for pair in same))
    set_aside(connection, dataset, duplicate)


def repeated_rows(
    connection: Connection,
    dataset: Dataset,
    rules: Sameness,
    same: Sequence[Mapping[str, Any]],
    loads: Mapping[str, int],
    days: set[date],
) -> set[int]:
    """Join the things that are one, and return the rows that say again what another says of them."""
    joined = roots(pair for pair in same if pair["kind"] == EVENT)
    rows = rows_of_days(connection, dataset, rules, days)
    join(connection, dataset, rows, joined)
    understood = [row for row in rows if row.quarantined != WAITING]
    repetitions = {row.id for row in repeated(rules, understood, joined)}
    cells = by_cell(rules, understood, joined)
    for pair in same:
        if pair["kind"] == PARTICIPATION:
            repetitions |= {row.id for row in told_again(dataset, rules, cells, pair, joined, loads)}
    return repetitions


def current_loads(connection: Connection, dataset: Dataset) -> dict[str, int]:
    """Return the current load of each source of a register."""
    query = sa.select(current_source.c.source, current_source.c.load_id)
    rows = connection.execute(query.where(current_source.c.register == dataset.name))
    return {row.source: row.load_id for row in rows}


def rows_of_days(connection: Connection, dataset: Dataset, rules: Sameness, days: set[date]) -> Sequence[Any]:
    """Return the rows of these days, those told first before the others."""
    facts = FACTS[dataset.name]
    names = dict.fromkeys((*STATE_COLUMNS, *rules.row.agree, *rules.row.compatible))
    own = facts.c[rules.thing.title].label("own_title"), facts.c[dataset.date[0]].label("own_day")
    query = sa.select(*(facts.c[name] for name in names), *own).where(facts.c.day.in_(sorted(days)))
    return connection.execute(query.order_by(facts.c.load_id, facts.c.number)).all()


def own_identity(row: Any) -> int:
    """Return the identity a thing has by itself, before anybody joined it to another."""
    return identity(row.own_title or "", row.own_day.isoformat())


def roots(pairs: Iterable[Mapping[str, Any]]) -> dict[int, int]:
    """Return the identity each joined event goes by: that of the one told first, over any number of steps."""
    parent: dict[int, int] = {}

    def root(number: int) -> int:
        while number in parent:
            number = parent[number]
        return number

    for pair in pairs:
        first, second = (root(int(pair[side]["mark"])) for side in ("first", "second"))
        if first != second:
            parent[second] = first
    return {number: root(number) for number in parent}


def join(connection: Connection, dataset: Dataset, rows: Sequence[Any], joined: Mapping[int, int]) -> None:
    """Give every row the identity and the day its event goes by now."""
    days = event_days(rows, joined)
    changes: dict[tuple[int, date], list[Any]] = {}
    for row in rows:
        number = joined.get(own_identity(row), own_identity(row))
        if (number, days[number]) != (row.identity, row.day):
            changes.setdefault((number, days[number]), []).append(row)
    for (number, day), changed in changes.items():
        change_rows(connection, dataset, [row.id for row in changed], {"identity": number, "day": day})
    note_changes(connection, dataset, [row.id for changed in changes.values() for row in changed])


def event_days(rows: Iterable[Any], joined: Mapping[int, int]) -> dict[int, date]:
    """Return the one day of each event: its own, and while nobody tells of it, the first day of those joined to it."""
    own: dict[int, date] = {}
    others: dict[int, date] = {}
    for row in rows:
        number = own_identity(row)
        own[number] = row.own_day
        if (root := joined.get(number)) is not None:
            others[root] = min(row.own_day, others.get(root, row.own_day))
    return others | own


def cell_of(rules: Sameness, row: Any, joined: Mapping[int, int]) -> Cell:
    """Return the cell that a row tells of: its thing, and what else rows of one cell agree in, as event x region x category."""
    number = own_identity(row)
    return joined.get(number, number), *(getattr(row, name) for name in rules.cell())


def by_cell(rules: Sameness, rows: Iterable[Any], joined: Mapping[int, int]) -> Mapping[Cell, list[Any]]:
    """Return the rows of each cell."""
    cells: dict[Cell, list[Any]] = {}
    for row in rows:
        cells.setdefault(cell_of(rules, row, joined), []).append(row)
    return cells


def repeated(rules: Sameness, rows: Iterable[Any], joined: Mapping[int, int]) -> Iterator[Any]:
    """Yield the rows of joined things that say again what a thing joined before them says."""
    things: dict[int, list[Any]] = {}
    for row in rows:
        things.setdefault(own_identity(row), []).append(row)
    earlier: dict[Cell, list[Any]] = {}
    for number in dict.fromkeys((*joined.values(), *joined)):  # the thing that gives its name comes first
        fresh = []
        for row in things.get(number, []):
            if may_be_same([row], earlier.get(cell_of(rules, row, joined), []), rules.row.compatible):
                yield row
            else:
                fresh.append(row)
        for row in fresh:  # rows of one thing do not repeat each other
            earlier.setdefault(cell_of(rules, row, joined), []).append(row)


def told_again(
    dataset: Dataset,
    rules: Sameness,
    cells: Mapping[Cell, Iterable[Any]],
    pair: Mapping[str, Any],
    joined: Mapping[int, int],
    loads: Mapping[str, int],
) -> list[Any]:
    """Return the rows of the second source in a cell that say again what the first one says."""
    number, *marks = pair["first"]["mark"].split("|")
    named = dict(zip((name for name in rules.cell() if name != dataset.region), marks, strict=True))
    named[dataset.region] = pair["first"]["region"]
    cell = joined.get(int(number), int(number)), *(named[name] for name in rules.cell())
    sides = [loads.get(pair[side]["source"]) for side in ("first", "second")]
    first, second = ([row for row in cells.get(cell, ()) if row.load_id == load_id] for load_id in sides)
    return [row for row in second if may_be_same([row], first, rules.row.compatible)]


def same_rows(
    connection: Connection, dataset: Dataset, pair: Mapping[str, Any], loads: Mapping[str, int]
) -> Iterator[int]:
    """Yield the second row of a pair, while the first one is still told."""
    found = {}
    for side in ("first", "second"):
        rows = rows_like(connection, dataset, pair[side], loads.get(pair[side]["source"]))
        marks = {mark: row for row, mark in marked(dataset, rows).items()}
        found[side] = marks.get(pair[side]["mark"])
    if found["first"] is not None and found["second"] is not None:
        yield found["second"]


def rows_like(connection: Connection, dataset: Dataset, side: Mapping[str, Any], load_id: int | None) -> Sequence[Any]:
    """Return the understood rows of a load with the region and the day of one side of a pair."""
    facts = FACTS[dataset.name]
    there = facts.c.load_id == load_id, facts.c.region == side["region"], facts.c.quarantined != WAITING
    query = sa.select(facts).where(*there, facts.c.day == date.fromisoformat(side["day"]))
    return connection.execute(query.order_by(facts.c.number)).all() if load_id is not None else []


def set_aside(connection: Connection, dataset: Dataset, duplicate: set[int]) -> None:
    """Set these rows aside and put the others back."""
    before = set(changed_ids(connection, dataset, SET_ASIDE))
    change_rows(connection, dataset, duplicate - before, {"quarantined": SET_ASIDE})
    change_rows(connection, dataset, before - duplicate, {"quarantined": COUNTED})
    note_changes(connection, dataset, before ^ duplicate)
