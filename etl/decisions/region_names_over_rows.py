"""Confirmed names of regions, applied to the rows of a load whose regions are unclear from its file alone."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from etl.datasets.dataset import Dataset
from etl.problems import is_held
from etl.regions import normalise_name
from etl.rows.changes import change_rows, note_load, portions, state_columns
from etl.rows.states import COUNTED, HELD, UNCLEAR, WAITING
from etl.rows.versions import part_table
from etl.warehouse.access.scope import REGIONS
from etl.warehouse.tables import FACTS, journal, quarantine

REGION_PROBLEM = "region_"
PLACE = ("number", "sheet", "row", "cells", "problems")
Problems = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Whose:
    """The regions of the clerk who made a load, none of anybody else; `column` says whose its rows are."""

    column: str
    regions: tuple[str, ...] = ()

    def may_hold(self, column: str, code: str) -> bool:
        """Return whether a row of the load may hold a region in a column."""
        return not self.regions or column != self.column or code in self.regions


@dataclass(frozen=True, slots=True)
class Unclear:
    """A row with a region that is unclear from its file alone: its place, its regions, and all that is wrong with it.

    `state` is what its part says in the columns that a decision can change.
    """

    number: int
    sheet: str
    row: int
    cells: Mapping[str, str]
    problems: Problems
    regions: Mapping[str, str | None]
    state: tuple[Any, ...]
    whose: Whose

    def resolved(self, aliases: Mapping[str, str]) -> dict[str, str]:
        """Return the code of each region column that a confirmed name explains, but none that makes the row another region's."""
        meant = {problem["column"]: aliases[key] for problem, key in self.names() if key in aliases}
        return {column: code for column, code in meant.items() if self.whose.may_hold(column, code)}

    def remaining(self, aliases: Mapping[str, str]) -> Problems:
        """Return what is wrong with the row under the confirmed names."""
        resolved, keys = self.resolved(aliases), {id(problem): key for problem, key in self.names()}
        unsolved = [one for one in self.problems if not (is_of_region(one) and one["column"] in resolved)]
        return [foreign(one) if keys.get(id(one)) in aliases else one for one in unsolved]

    def names(self) -> Iterator[tuple[dict[str, Any], str]]:
        """Yield each problem with a region, and the key of its name."""
        return ((problem, normalise_name(problem["value"])) for problem in self.problems if is_of_region(problem))


def is_of_region(problem: Mapping[str, Any]) -> bool:
    """Return whether a problem is a name of a region that is not understood."""
    return str(problem["code"]).startswith(REGION_PROBLEM)


def foreign(problem: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is wrong with a cell whose name was explained as a region that is not its sender's."""
    return {**problem, "code": "foreign_row", "details": {}}


def whose(connection: Connection, dataset: Dataset, load_id: int) -> Whose:
    """Return the regions of the clerk who made a load."""
    details = connection.scalar(sa.select(journal.c.details).where(journal.c.id == load_id)) or {}
    return Whose(dataset.region, tuple(details.get(REGIONS, ())))


def unclear_rows(connection: Connection, dataset: Dataset, load_id: int) -> list[Unclear]:
    """Return the rows of a load whose regions are unclear from its file alone."""
    table = part_table(connection, load_id, (*PLACE, *state_columns(dataset)))
    waiting = table.filter(table.column("problems").is_valid()).sort_by("number")
    of_clerk = whose(connection, dataset, load_id)
    rows = (unclear(row, dataset, of_clerk) for row in waiting.to_pylist() if REGION_PROBLEM in row["problems"])
    return [row for row in rows if any(map(is_of_region, row.problems))]


def unclear(row: Mapping[str, Any], dataset: Dataset, of_clerk: Whose) -> Unclear:
    """Return a row of a part as an unclear one."""
    regions = {name: row[name] for name in dataset.region_columns()}
    texts = json.loads(row["cells"]), json.loads(row["problems"])
    state = tuple(row[name] for name in state_columns(dataset))
    return Unclear(row["number"], row["sheet"], row["row"], *texts, regions, state, of_clerk)


def apply_names(connection: Connection, dataset: Dataset, load_id: int, aliases: Mapping[str, str]) -> set[str]:
    """Apply the confirmed names to the unclear rows of a load; return the keys of the names that its rows depend on.

    Rows whose names were withdrawn wait again.
    """
    rows = unclear_rows(connection, dataset, load_id)
    renew_quarantine(connection, load_id, {row.number: (row, row.remaining(aliases)) for row in rows})
    present = present_rows(connection, dataset, load_id, [row.number for row in rows])
    changes: dict[tuple[Any, ...], list[Any]] = {}
    for row in rows:
        now, regions = present[row.number], {**row.regions, **row.resolved(aliases)}
        clear = COUNTED if now.quarantined in UNCLEAR else now.quarantined
        remaining = [str(problem["code"]) for problem in row.remaining(aliases)]
        state = (waits(remaining) if remaining else clear, *regions.values())
        if state != (now.quarantined, *(getattr(now, name) for name in regions)):
            changes.setdefault(state, []).append(now)
    for state, changed in changes.items():
        values = dict(zip(("quarantined", *dataset.region_columns()), state, strict=True))
        change_rows(connection, dataset, [row.id for row in changed], values)
    changed = [row for some in changes.values() for row in some]
    note_load(connection, dataset, load_id, [row.number for row in changed], {row.number: row.state for row in rows})
    return {key for row in rows for _, key in row.names() if key in aliases}


def waits(codes: Sequence[str]) -> int:
    """Return the state of a row with these problems."""
    return HELD if is_held(codes) else WAITING


def present_rows(connection: Connection, dataset: Dataset, load_id: int, numbers: Sequence[int]) -> Mapping[int, Any]:
    """Return the present state of rows of a load, by their number."""
    facts = FACTS[dataset.name]
    query = sa.select(*(facts.c[name] for name in ("id", "number", *state_columns(dataset))))
    of_load = query.where(facts.c.load_id == load_id)
    parts = (connection.execute(of_load.where(facts.c.number.in_(some))) for some in portions(numbers))
    return {row.number: row for part in parts for row in part}


def renew_quarantine(connection: Connection, load_id: int, rows: Mapping[int, tuple[Unclear, Problems]]) -> None:
    """Replace the quarantine of these rows of a load by their present problems; a row without a problem leaves it."""
    own = quarantine.c.load_id == load_id
    query = sa.select(quarantine.c.number, quarantine.c.problems).where(own)
    present = {row.number: row.problems for row in connection.execute(query)}
    different = [number for number, (_, problems) in rows.items() if present.get(number, []) != problems]
    for some in portions(different):
        connection.execute(quarantine.delete().where(own, quarantine.c.number.in_(some)))
    waiting = [
        {"load_id": load_id, "number": row.number, "sheet": row.sheet, "row": row.row, "cells": row.cells, "problems": problems}
        for row, problems in map(rows.__getitem__, different)
        if problems
    ]  # fmt: skip
    if waiting:
        connection.execute(quarantine.insert(), waiting)
