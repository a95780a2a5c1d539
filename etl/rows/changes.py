"""What decisions changed: the rows whose present state differs from their part, with that state."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from etl.datasets.dataset import Dataset
from etl.datasets.expressions import UNIT
from etl.rows.part_file import rows_numbered
from etl.rows.states import COUNTED, HELD, SET_ASIDE, WAITING
from etl.rows.versions import part_table
from etl.warehouse.tables import CHANGES, FACTS, current_source

MOST_IDS = 10_000
# The number of a source for each state.
COUNTERS = {COUNTED: "loaded", WAITING: "quarantined", HELD: "quarantined", SET_ASIDE: "dropped"}


def state_columns(dataset: Dataset) -> tuple[str, ...]:
    """Return the columns that a decision can change."""
    return ("quarantined", "day", "identity", UNIT, *dataset.region_columns())


def row_changes(connection: Connection, dataset: Dataset) -> Sequence[Any]:
    """Return the rows that differ from their part: load, number, and what they are now."""
    changes = CHANGES[dataset.name]
    return connection.execute(sa.select(changes).order_by(changes.c.load_id, changes.c.number)).all()


def portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield the ids in portions that one statement can take."""
    for start in range(0, len(ids), MOST_IDS):
        yield ids[start : start + MOST_IDS]


def change_rows(connection: Connection, dataset: Dataset, ids: Collection[int], values: Mapping[str, Any]) -> None:
    """Give rows other values and update the counts of their sources; `note_changes` must follow."""
    facts = FACTS[dataset.name]
    for some in portions(sorted(ids)):
        if "quarantined" in values:
            count_states(connection, dataset, some, values["quarantined"])
        connection.execute(facts.update().where(facts.c.id.in_(some)).values(values))


def count_states(connection: Connection, dataset: Dataset, ids: Sequence[int], state: int) -> None:
    """Count rows in their sources under their new state."""
    facts, line = FACTS[dataset.name], current_source.c
    rows = connection.execute(sa.select(facts.c.load_id, facts.c.quarantined).where(facts.c.id.in_(ids)))
    for (load_id, before), count in Counter(map(tuple, rows)).items():
        if before != state:
            less, more = COUNTERS[before], COUNTERS[state]
            numbers = {less: line[less] - count, more: line[more] + count}
            connection.execute(current_source.update().where(line.load_id == load_id).values(numbers))


def note_changes(connection: Connection, dataset: Dataset, ids: Collection[int]) -> None:
    """Record how these rows differ from their part now."""
    facts = FACTS[dataset.name]
    by_load: dict[int, list[int]] = {}
    for some in portions(sorted(ids)):
        for load_id, number in connection.execute(
            sa.select(facts.c.load_id, facts.c.number).where(facts.c.id.in_(some))
        ):
            by_load.setdefault(load_id, []).append(number)
    for load_id, numbers in by_load.items():
        note_load(connection, dataset, load_id, numbers)


def note_load(
    connection: Connection,
    dataset: Dataset,
    load_id: int,
    numbers: Sequence[int],
    original: Mapping[int, tuple[Any, ...]] | None = None,
) -> None:
    """Record how these rows of a load differ from its part now, or from `original` where that was read already."""
    if not numbers:
        return
    facts, changes, names = FACTS[dataset.name], CHANGES[dataset.name], state_columns(dataset)
    original = original or original_states(connection, dataset, load_id, numbers)
    present = sa.select(*(facts.c[name] for name in ("load_id", "number", *names)))
    for some in portions(numbers):
        connection.execute(changes.delete().where(changes.c.load_id == load_id, changes.c.number.in_(some)))
        rows = connection.execute(present.where(facts.c.load_id == load_id, facts.c.number.in_(some))).all()
        different = [row._asdict() for row in rows if original[row.number] != row[2:]]
        if different:
            connection.execute(changes.insert(), different)


def original_states(
    connection: Connection, dataset: Dataset, load_id: int, numbers: Sequence[int]
) -> Mapping[int, tuple[Any, ...]]:
    """Return what the part of a load says of these rows in the columns that a decision can change."""
    names = ("number", *state_columns(dataset))
    columns = rows_numbered(part_table(connection, load_id, names), numbers).to_pydict()
    return {row[0]: row[1:] for row in zip(*(columns[name] for name in names), strict=True)}


def changed_ids(connection: Connection, dataset: Dataset, state: int) -> Iterable[int]:
    """Return the ids of the rows that a decision put into that state."""
    facts, changes = FACTS[dataset.name], CHANGES[dataset.name]
    same = sa.and_(facts.c.load_id == changes.c.load_id, facts.c.number == changes.c.number)
    return connection.scalars(sa.select(facts.c.id).join(changes, same).where(changes.c.quarantined == state))
