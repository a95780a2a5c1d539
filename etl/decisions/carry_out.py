"""What people decided of duplicates, carried out in the derived tables: events joined, rows set aside and put back."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from etl.datasets import DATASETS
from etl.datasets.dataset import Dataset
from etl.datasets.expressions import UNIT
from etl.datasets.sameness import SameRow, SameThing
from etl.decisions.event_pairs import rest_of_cell
from etl.decisions.pairs import EVENT, PARTICIPATION, SIDES, may_be_same
from etl.decisions.row_pairs import marked
from etl.normalise.validate import identity
from etl.rows.changes import change_rows, changed_ids, note_changes
from etl.rows.states import COUNTED, SET_ASIDE, UNCLEAR
from etl.warehouse.journal import Decision
from etl.warehouse.tables import FACTS, current_source

STATE_COLUMNS = ("id", "load_id", "row", "number", "day", "identity", "quarantined", UNIT)
Pair = Mapping[str, Any]
Cell = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class ThingRow:
    """A row with the identity its thing has by itself, and with the cell it is in, as event x region x category.

    The first part of the cell is the identity that the thing goes by now: that of the thing it is joined to.
    """

    row: Any
    own_identity: int
    cell: Cell


def carry_out(connection: Connection, registers: Iterable[str], decisions: Collection[Decision]) -> None:
    """Bring the rows of these registers in line with the decisions."""
    for register in registers:
        own = [decision for decision in decisions if decision.pair["register"] == register]
        if own:
            carry_out_in(connection, DATASETS[register], own)


def carry_out_in(connection: Connection, dataset: Dataset, decisions: Sequence[Decision]) -> None:
    """Bring the rows of a register in line with its decisions."""
    same = [decision.pair for decision in decisions if decision.same]
    loads = current_loads(connection, dataset)
    thing, rule = dataset.same_thing, dataset.sameness()
    if thing and rule:
        days = {date.fromisoformat(decision.pair[side]["day"]) for decision in decisions for side in SIDES}
        joined = roots(pair for pair in same if pair["kind"] == EVENT)
        rows = rows_of_days(connection, dataset, thing, rule, days, joined)
        join(connection, dataset, rows)
        understood = [thing for thing in rows if thing.row.quarantined not in UNCLEAR]
        duplicate = {row.id for row in repeated(understood, joined, rule)}
        duplicate |= {row.id for row in repeated_in_cells(understood, same, joined, loads, rule)}
    else:
        duplicate = {number for pair in same for number in second_row(connection, dataset, pair, loads)}
    set_aside(connection, dataset, duplicate)


def current_loads(connection: Connection, dataset: Dataset) -> dict[str, int]:
    """Return the current load of each source of a register."""
    query = sa.select(current_source.c.source, current_source.c.load_id)
    rows = connection.execute(query.where(current_source.c.register == dataset.name))
    return {row.source: row.load_id for row in rows}


def roots(pairs: Iterable[Pair]) -> dict[int, int]:
    """Return the identity each joined event goes by: that of the first one, over any number of steps."""
    parent: dict[int, int] = {}

    def root(number: int) -> int:
        while number in parent:
            number = parent[number]
        return number

    for pair in pairs:
        first, second = (root(int(pair[side]["mark"])) for side in SIDES)
        if first != second:
            parent[second] = first
    return {number: root(number) for number in parent}


def rows_of_days(
    connection: Connection,
    dataset: Dataset,
    thing: SameThing,
    rule: SameRow,
    days: Collection[date],
    joined: Mapping[int, int],
) -> list[ThingRow]:
    """Return the rows of these days in the order of loads and rows."""
    facts = FACTS[dataset.name]
    names = dict.fromkeys((*STATE_COLUMNS, dataset.region, *rule.agree, *rule.compatible))
    own = facts.c[thing.title].label("own_title"), facts.c[dataset.date[0]].label("own_day")
    query = sa.select(*(facts.c[name] for name in names), *own).where(facts.c.day.in_(sorted(days)))
    rows = []
    for row in connection.execute(query.order_by(facts.c.load_id, facts.c.number)):
        number = identity(row.own_title or "", row.own_day.isoformat())
        cell = joined.get(number, number), getattr(row, dataset.region), rest_of_cell(row, dataset, rule)
        rows.append(ThingRow(row, number, cell))
    return rows


def join(connection: Connection, dataset: Dataset, rows: Sequence[ThingRow]) -> None:
    """Give every row the identity and the day that its event goes by now."""
    days = event_days(rows)
    changes: dict[tuple[int, date], list[int]] = defaultdict(list)
    for thing in rows:
        now = thing.cell[0], days[thing.cell[0]]
        if now != (thing.row.identity, thing.row.day):
            changes[now].append(thing.row.id)
    for (number, day), ids in changes.items():
        change_rows(connection, dataset, ids, {"identity": number, "day": day})
    note_changes(connection, dataset, [row_id for ids in changes.values() for row_id in ids])


def event_days(rows: Iterable[ThingRow]) -> dict[int, date]:
    """Return the one day of each event: its own; without a row of its own, the first day of those joined to it."""
    own: dict[int, date] = {}
    joined: dict[int, date] = {}
    for thing in rows:
        number, day = thing.cell[0], thing.row.own_day
        own[thing.own_identity] = day
        joined[number] = min(day, joined.get(number, day))
    return joined | own


def repeated(rows: Iterable[ThingRow], joined: Mapping[int, int], rule: SameRow) -> Iterator[Any]:
    """Yield the rows of joined events that repeat a row of an event joined before."""
    events: dict[int, list[ThingRow]] = defaultdict(list)
    for thing in rows:
        events[thing.own_identity].append(thing)
    earlier: dict[Cell, list[Any]] = defaultdict(list)
    for number in dict.fromkeys((*joined.values(), *joined)):  # the event that gives its name comes first
        fresh = []
        for thing in events[number]:
            if may_be_same([thing.row], earlier[thing.cell], rule):
                yield thing.row
            else:
                fresh.append(thing)
        for thing in fresh:  # rows of one event do not repeat each other
            earlier[thing.cell].append(thing.row)


def repeated_in_cells(
    rows: Iterable[ThingRow],
    pairs: Iterable[Pair],
    joined: Mapping[int, int],
    loads: Mapping[str, int],
    rule: SameRow,
) -> Iterator[Any]:
    """Yield the rows of the second source of a cell that repeat a row of the first one."""
    by_load: dict[tuple[Cell, int | None], list[Any]] = defaultdict(list)
    for thing in rows:
        by_load[thing.cell, thing.row.load_id].append(thing.row)
    for pair in pairs:
        if pair["kind"] == PARTICIPATION:
            number, _, rest = pair["first"]["mark"].partition("|")
            cell = joined.get(int(number), int(number)), pair["first"]["region"], rest
            first, second = (by_load[cell, loads.get(pair[side]["source"])] for side in SIDES)
            yield from (row for row in second if may_be_same([row], first, rule))


def second_row(connection: Connection, dataset: Dataset, pair: Pair, loads: Mapping[str, int]) -> list[int]:
    """Return the id of the second row of a pair; none when one of the two is no longer reported."""
    ids = []
    for side in SIDES:
        rows = rows_like(connection, dataset, pair[side], loads.get(pair[side]["source"]))
        ids += [row_id for row_id, mark in marked(dataset, rows).items() if mark == pair[side]["mark"]]
    return ids[1:]


def rows_like(connection: Connection, dataset: Dataset, side: Mapping[str, Any], load_id: int | None) -> Sequence[Any]:
    """Return the understood rows of a load with the region and the day of one side of a pair."""
    facts = FACTS[dataset.name]
    query = sa.select(facts).where(
        facts.c.load_id == load_id,
        facts.c.region == side["region"],
        facts.c.day == date.fromisoformat(side["day"]),
        facts.c.quarantined.not_in(UNCLEAR),
    )
    return connection.execute(query.order_by(facts.c.number)).all()


def set_aside(connection: Connection, dataset: Dataset, duplicate: set[int]) -> None:
    """Set these rows aside and put the others back."""
    before = set(changed_ids(connection, dataset, SET_ASIDE))
    change_rows(connection, dataset, duplicate - before, {"quarantined": SET_ASIDE})
    change_rows(connection, dataset, before - duplicate, {"quarantined": COUNTED})
    note_changes(connection, dataset, before ^ duplicate)
