"""Names of regions that people explain: which rows wait for them, and which loads change with them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from etl.decisions.carry_out import carry_out
from etl.decisions.municipality_names import apply_municipalities
from etl.decisions.region_names_over_rows import apply_names, is_of_region
from etl.intake.people.names import MASK
from etl.problems import Refused
from etl.regions import REGION_BY_CODE, match_region, normalise_name
from etl.rows.part_file import source_of_part
from etl.rows.versions import dataset_of, derive_anew, part_table
from etl.warehouse.journal import Alias, State, enter, present_state
from etl.warehouse.tables import current_source, quarantine


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A name in quarantine that means no region for certain: how often it waits, where, and what it may mean."""

    name: str
    status: str
    candidates: tuple[str, ...]
    rows: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Released:
    """What a decision about a name changed: how many rows left quarantine (below zero: went back), and their sources."""

    rows: int
    sources: tuple[str, ...]


def aliases(engine: Engine) -> list[Alias]:
    """Return the names that people confirmed and did not withdraw, by name."""
    return sorted(present_state(engine).aliases_by_key.values(), key=lambda alias: alias.name)


def waiting_names(connection: Connection) -> Iterator[tuple[int, str, str]]:
    """Return load, source and name of every cell in quarantine whose region is not understood."""
    query = sa.select(quarantine.c.load_id, current_source.c.source, quarantine.c.problems)
    for load_id, source, problems in connection.execute(
        query.join(current_source, current_source.c.load_id == quarantine.c.load_id)
    ):
        for problem in problems:
            if is_of_region(problem):
                yield load_id, source, problem["value"]


def unmatched_regions(engine: Engine) -> list[Unmatched]:
    """Return the names that wait for a person's decision, the most frequent first."""
    groups: dict[str, list[tuple[str, str]]] = {}
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table(quarantine.name):
            return []
        for _, source, name in waiting_names(connection):
            groups.setdefault(normalise_name(name), []).append((name, source))
    names = [unmatched(cells) for key, cells in groups.items() if key != normalise_name(MASK)]
    return sorted(names, key=lambda name: (-name.rows, name.name))


def unmatched(cells: list[tuple[str, str]]) -> Unmatched:
    """Return the line of one name from its cells: (as written, source)."""
    name = cells[0][0]
    reading = match_region(name)
    return Unmatched(
        name, reading.status, reading.candidates, len(cells), tuple(sorted({source for _, source in cells}))
    )


def check_alias(name: str, code: str) -> str:
    """Return the key of a name that may be given a meaning; Refused when there is no such code or the name is understood already."""
    if code not in REGION_BY_CODE:
        raise Refused("no_region_code", region=code)
    key, reading = normalise_name(name), match_region(name)
    if not key:
        raise Refused("name_needed")
    if key == normalise_name(MASK):
        raise Refused("name_hidden")
    if reading.status in ("matched", "none", "empty"):
        raise Refused("name_known", name=name.strip(), region=reading.name or "без региона")
    return key


def confirm(connection: Connection, state: State, name: str, code: str, by: str) -> Released:
    """Enter the meaning of a name in the journal and apply it to the loads that wait for it."""
    key = check_alias(name, code)
    previous = state.aliases.get(key)
    if previous == code:
        return Released(0, ())
    loads = {load_id for load_id, _, waiting in waiting_names(connection) if normalise_name(waiting) == key}
    if previous:
        loads |= loads_using(state, key)
    details = {"name": name.strip(), "key": key, "code": code, "loads": sorted(loads)}
    enter(connection, kind="alias", by=by, details=details)
    return apply_to_loads(connection, state, loads, {**state.aliases, key: code})


def withdraw(connection: Connection, state: State, name: str, by: str) -> Released:
    """Withdraw the meaning of a name and update the loads that depend on it."""
    key = normalise_name(name)
    alias = state.aliases_by_key.get(key)
    if alias is None:
        possible = ", ".join(f"«{alias.name}»" for alias in state.aliases_by_key.values()) or "—"
        raise Refused("no_alias", name=name.strip(), possible=possible)
    enter(connection, kind="alias_withdrawn", by=by, details={"name": alias.name, "key": key})
    codes = {other: code for other, code in state.aliases.items() if other != key}
    return apply_to_loads(connection, state, loads_using(state, key), codes)


def loads_using(state: State, key: str) -> set[int]:
    """Return the current loads whose rows depend on an alias."""
    return {load_id for load_id in state.current if key in state.uses.get(load_id, ())}


def apply_to_loads(connection: Connection, state: State, loads: set[int], codes: Mapping[str, str]) -> Released:
    """Apply the confirmed names to these loads; return what changed."""
    entries = [entry for load_id, entry in state.current.items() if load_id in loads]
    before = quarantined_rows(connection, entries)
    for entry in entries:
        apply_to_load(connection, entry, codes)
        apply_municipalities(connection, dataset_of(entry), state.municipalities, entry.id)
    carry_out(connection, {entry.register for entry in entries}, state.decisions.values())
    after = quarantined_rows(connection, entries)
    return Released(before - after, tuple(entry.source for entry in entries))


def apply_to_load(connection: Connection, entry: Any, codes: Mapping[str, str]) -> None:
    """Apply the confirmed names to a load; a list of people is counted again from its bytes."""
    if source_of_part(part_table(connection, entry.id, ()))["people"]:
        derive_anew(connection, entry, codes)
    else:
        apply_names(connection, dataset_of(entry), entry.id, codes)


def quarantined_rows(connection: Connection, entries: list[Any]) -> int:
    """Return how many rows of these loads wait in quarantine."""
    loads = [entry.id for entry in entries]
    total = sa.select(sa.func.sum(current_source.c.quarantined)).where(current_source.c.load_id.in_(loads))
    return connection.scalar(total) or 0
