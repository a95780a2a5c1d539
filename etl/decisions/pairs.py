"""Possible duplicates: what a pair of them is, and the rows that more than one source reports."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from etl.datasets.dataset import Dataset
from etl.datasets.expressions import NO_UNIT, UNIT
from etl.datasets.sameness import SIMILAR as SIMILAR
from etl.datasets.sameness import SameRow
from etl.rows.states import COUNTED
from etl.warehouse.tables import FACTS, current_source

SIDES = ("first", "second")
EVENT, PARTICIPATION, ROW = "event", "participation", "row"  # what a pair is of, as the journal calls it
MOST_ROWS = 20_000  # rows of a register that are compared


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pair: where it stands, its title and day, and the `mark` that identifies it in later loads."""

    source: str
    row: int
    title: str
    day: str
    region: str
    mark: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two items that may be the same. `kind` is event (two events), participation (one cell of an event) or row (an act, an entry).

    `second` was loaded later: it is set aside when a person decides that both are the same.
    """

    key: str
    register: str
    kind: str
    score: int
    first: Side
    second: Side


def pair(dataset: Dataset, kind: str, score: float, first: Side, second: Side) -> Duplicate:
    """Return two sides as a pair; its key does not depend on rows, loads or which of them came first."""
    sides = sorted(f"{side.source if kind != EVENT else ''}|{side.region}|{side.mark}" for side in (first, second))
    key = blake2b("||".join((dataset.name, kind, *sides)).encode(), digest_size=8).hexdigest()
    return Duplicate(key, dataset.name, kind, int(score), first, second)


def as_record(duplicate: Duplicate) -> dict[str, Any]:
    """Return a pair as the journal keeps it."""
    return asdict(duplicate)


def from_record(record: Mapping[str, Any]) -> Duplicate:
    """Return a pair from the journal."""
    return Duplicate(**{**record, **{name: Side(**record[name]) for name in SIDES}})


def iso(day: date | None) -> str:
    """Return a day as text."""
    return day.isoformat() if day else ""


def shared_rows(
    connection: Connection, dataset: Dataset, group: Sequence[str], states: Sequence[int] = (COUNTED,)
) -> Sequence[Any]:
    """Return the rows of the groups that more than one source reports; none when the register has a single source."""
    facts = FACTS[dataset.name]
    sources = sa.select(sa.func.count()).select_from(current_source).where(current_source.c.register == dataset.name)
    if (connection.scalar(sources) or 0) < 2:
        return []
    counts = facts.c.quarantined.in_(states), facts.c.day.is_not(None)
    values = {name: compared_by(facts, dataset, name) for name in group}
    shared = sa.select(*(value.label(name) for name, value in values.items())).where(*counts).group_by(*values.values())
    several = shared.having(sa.func.count(sa.distinct(facts.c.load_id)) > 1).subquery()
    same = sa.and_(*(value == several.c[name] for name, value in values.items()))
    rows = sa.select(facts).join(several, same).where(*counts).order_by(facts.c.load_id, facts.c.number)
    return connection.execute(with_source(rows.limit(MOST_ROWS).subquery())).all()


def compared_by(facts: sa.Table, dataset: Dataset, name: str) -> sa.ColumnElement[Any]:
    """Return what rows are compared by in a column, as `SameRow.value` has it."""
    if name != dataset.municipality:
        return facts.c[name]
    return sa.case((facts.c[UNIT].in_(("", NO_UNIT)), facts.c[name]), else_=facts.c[UNIT])


def with_source(rows: sa.Subquery) -> sa.Select[Any]:
    """Return the query of these rows with the name of their source, in the order of loads and rows."""
    query = sa.select(rows, current_source.c.source).join(current_source, current_source.c.load_id == rows.c.load_id)
    return query.order_by(rows.c.load_id, rows.c.number)


def cells(rows: Iterable[Any], rule: SameRow) -> list[list[list[Any]]]:
    """Return the rows that agree in what the rule wants, cell by cell, those of one load together."""
    by_cell: dict[tuple[str, ...], dict[int, list[Any]]] = {}
    for row in rows:
        cell = tuple(str(rule.value(row, name)) for name in rule.agree)
        by_cell.setdefault(cell, {}).setdefault(row.load_id, []).append(row)
    return [list(by_load.values()) for by_load in by_cell.values()]


def may_be_same(first: Iterable[Any], second: Iterable[Any], rule: SameRow) -> bool:
    """Return whether two groups of rows do not contradict in what the rule names: they share a value, or one has a row without."""
    first, second = list(first), list(second)
    values = ([{rule.value(row, name) for row in rows} for rows in (first, second)] for name in rule.compatible)
    shared = (bool(ones & others) or not all(ones) or not all(others) for ones, others in values)
    return bool(first and second) and all(shared)
