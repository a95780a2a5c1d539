"""What people decided of duplicates, carried out in the derived tables: events joined, rows set aside and put back."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from etl.changes import change_rows, changed_ids, note_changes, portions
from etl.database import FACTS, current_source
from etl.dataset import Dataset
from etl.datasets import DATASETS
from etl.event_pairs import clash
from etl.journal import Decision
from etl.load import COUNTED, SET_ASIDE, WAITING
from etl.row_pairs import marked
from etl.validate import identity
from etl.versions import Touched

Years = set[int | None]
Cell = tuple[int, str, str, str]

CELL_COLUMNS = (
    "id", "load_id", "row", "event", "day", "region", "category", "municipality", "status", "identity", "quarantined",
)  # fmt: skip


def settle_all(connection: Connection, touched: Touched, decisions: Collection[Decision]) -> Touched:
    """Carry out the decisions of the registers touched; return the years touched then."""
    return {register: years | settle(connection, DATASETS[register], decisions) for register, years in touched.items()}


def settle(connection: Connection, dataset: Dataset, decisions: Iterable[Decision]) -> Years:
    """Make the rows of a register what the decisions say; return the years whose sums change."""
    own = [decision for decision in decisions if decision.pair["register"] == dataset.name]
    if not own:
        return set()
    same = [decision.pair for decision in own if decision.same]
    loads = current_loads(connection, dataset)
    if not dataset.identity:
        duplicate = set(chain.from_iterable(same_rows(connection, dataset, pair, loads) for pair in same))
        return set_aside(connection, dataset, duplicate)
    joined = roots(pair for pair in same if pair["kind"] == "event")
    days = {date.fromisoformat(decision.pair[side]["day"]) for decision in own for side in ("first", "second")}
    rows = rows_of_days(connection, dataset, days)
    years = join(connection, dataset, rows, joined)
    understood = [row for row in rows if row.quarantined != WAITING]
    duplicate = {row.id for row in repeated(understood, joined)}
    cells = by_cell(understood, joined)
    for pair in same:
        if pair["kind"] == "participation":
            duplicate |= {row.id for row in told_again(cells, pair, joined, loads)}
    return years | set_aside(connection, dataset, duplicate)


def current_loads(connection: Connection, dataset: Dataset) -> dict[str, int]:
    """Return the current load of each source of a register."""
    query = sa.select(current_source.c.source, current_source.c.load_id)
    rows = connection.execute(query.where(current_source.c.register == dataset.name))
    return {row.source: row.load_id for row in rows}


def rows_of_days(connection: Connection, dataset: Dataset, days: set[date]) -> Sequence[Any]:
    """Return the rows of these days, those told first before the others."""
    facts = FACTS[dataset.name]
    own_day = facts.c[dataset.date[0]].label("own_day")
    query = sa.select(*(facts.c[name] for name in CELL_COLUMNS), own_day).where(facts.c.day.in_(sorted(days)))
    return connection.execute(query.order_by(facts.c.load_id, facts.c.number)).all()


def own_identity(row: Any) -> int:
    """Return the identity an event has by itself, before anybody joined it to another."""
    return identity(row.event or "", row.own_day.isoformat())


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


def join(connection: Connection, dataset: Dataset, rows: Sequence[Any], joined: Mapping[int, int]) -> Years:
    """Give every row the identity and the day its event goes by now; return the years of those that change."""
    days = event_days(rows, joined)
    changes: dict[tuple[int, date], list[Any]] = {}
    for row in rows:
        number = joined.get(own_identity(row), own_identity(row))
        if (number, days[number]) != (row.identity, row.day):
            changes.setdefault((number, days[number]), []).append(row)
    for (number, day), changed in changes.items():
        change_rows(connection, dataset, [row.id for row in changed], {"identity": number, "day": day})
    note_changes(connection, dataset, [row.id for changed in changes.values() for row in changed])
    return {year for (_, day), changed in changes.items() for row in changed for year in (day.year, row.day.year)}


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


def cell_of(row: Any, joined: Mapping[int, int]) -> Cell:
    """Return the cell event x region x category that a row tells of."""
    number = own_identity(row)
    return joined.get(number, number), row.region, row.category, row.status


def by_cell(rows: Iterable[Any], joined: Mapping[int, int]) -> Mapping[Cell, list[Any]]:
    """Return the rows of each cell."""
    cells: dict[Cell, list[Any]] = {}
    for row in rows:
        cells.setdefault(cell_of(row, joined), []).append(row)
    return cells


def repeated(rows: Iterable[Any], joined: Mapping[int, int]) -> Iterator[Any]:
    """Yield the rows of joined events that say again what an event joined before them says."""
    events: dict[int, list[Any]] = {}
    for row in rows:
        events.setdefault(own_identity(row), []).append(row)
    known: dict[Cell, list[Any]] = {}
    for number in dict.fromkeys((*joined.values(), *joined)):  # the event that gives its name comes first
        fresh = []
        for row in events.get(number, []):
            if clash([row], known.get(cell_of(row, joined), [])):
                yield row
            else:
                fresh.append(row)
        for row in fresh:  # rows of one event do not repeat each other
            known.setdefault(cell_of(row, joined), []).append(row)


def told_again(
    cells: Mapping[Cell, Iterable[Any]], pair: Mapping[str, Any], joined: Mapping[int, int], loads: Mapping[str, int]
) -> list[Any]:
    """Return the rows of the second source in a cell that say again what the first one says."""
    number, category, status = pair["first"]["mark"].split("|")
    cell = joined.get(int(number), int(number)), pair["first"]["region"], category, status
    sides = [loads.get(pair[side]["source"]) for side in ("first", "second")]
    first, second = ([row for row in cells.get(cell, ()) if row.load_id == load_id] for load_id in sides)
    return [row for row in second if clash([row], first)]


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


def set_aside(connection: Connection, dataset: Dataset, duplicate: set[int]) -> Years:
    """Set these rows aside and put the others back; return the years of those that change."""
    before = set(changed_ids(connection, dataset, SET_ASIDE))
    change_rows(connection, dataset, duplicate - before, {"quarantined": SET_ASIDE})
    change_rows(connection, dataset, before - duplicate, {"quarantined": COUNTED})
    note_changes(connection, dataset, before ^ duplicate)
    return years_of_rows(connection, dataset, before ^ duplicate)


def years_of_rows(connection: Connection, dataset: Dataset, ids: set[int]) -> Years:
    """Return the years these rows lie in."""
    facts = FACTS[dataset.name]
    queries = (sa.select(facts.c.day).where(facts.c.id.in_(some)) for some in portions(sorted(ids)))
    return {day.year for query in queries for day in connection.scalars(query)}
