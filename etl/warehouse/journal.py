"""The journal: what people did, in order, and the state that follows from it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from etl.datasets.coverage import Coverage, coverage_of
from etl.intake.checked import Confirmed
from etl.principal import Principal, Role, serves_many
from etl.problems import Refused
from etl.warehouse.tables import journal, note_position


@dataclass(frozen=True, slots=True)
class Alias:
    """A written name that a person said means a subject."""

    name: str
    code: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class NamedMunicipality:
    """A written name that a person said means a municipality of a region, NO_UNIT when it is none."""

    name: str
    region: str
    unit: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision about a possible duplicate: `same` is None after it was withdrawn."""

    pair: Mapping[str, Any]
    same: bool | None
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class SavedValue:
    """Something people save in the journal under a name: index weights, a group of regions, a deck.

    It belongs to its `owner`, who saved it first and whose mark at the identity provider is `subject`; `by` changed it
    last, with the entry of that number. Values of before the marks were noted have none: they are whose name they bear.
    """

    what: str
    name: str
    value: Any
    by: str
    at: str
    owner: str = ""
    number: int = 0
    subject: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A person with a role: who they are, and who gave it to them when."""

    principal: Principal
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class State:
    """The state that follows from the journal.

    `loads` are the versions of every source that were not undone, oldest first, `undone` those that were since its last load; `municipalities` are names by region and
    key; `people` are those with a role, by their mark at the identity provider; `uses` says which aliases the rows of a load depend on; `coverages` say what the source of a load covers, where
    somebody said it; `saved` are by sort, mark of the owner and name.
    """

    loads: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    undone: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    aliases_by_key: dict[str, Alias] = field(default_factory=dict)
    municipalities: dict[tuple[str, str], NamedMunicipality] = field(default_factory=dict)
    mappings: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    uses: dict[int, set[str]] = field(default_factory=dict)
    saved: dict[tuple[str, str, str], SavedValue] = field(default_factory=dict)
    coverages: dict[int, Coverage] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def aliases(self) -> Mapping[str, str]:
        """Return the code that each confirmed name means, by the name's key."""
        return {key: alias.code for key, alias in self.aliases_by_key.items()}

    @property
    def current(self) -> dict[int, Any]:
        """Return the load that is the current version of each source, by its number."""
        return {stack[-1].id: stack[-1] for stack in self.loads.values() if stack}

    @property
    def confirmed(self) -> Confirmed:
        """Return the confirmed names and headings that files are understood by."""
        return Confirmed(self.aliases, self.mappings)


def now() -> str:
    """Return the present moment in UTC, as the journal writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def enter(connection: Connection, **entry: object) -> int:
    """Append one entry to the journal and return its number; Refused without a name where the dashboard serves many."""
    if serves_many():
        signed(str(entry["by"]))
    added = connection.execute(journal.insert().values(at=now(), **entry).returning(journal.c.id))
    number = int(added.scalar_one())
    note_position(connection)
    return number


def signed(by: str) -> str:
    """Return the name of the person who decides; Refused when it is empty."""
    if not by.strip():
        raise Refused("who_needed")
    return by.strip()


def fold(connection: Connection) -> State:
    """Return the state that follows from the journal."""
    return folded(connection.execute(sa.select(journal).order_by(journal.c.id)))


def folded(entries: Iterable[Any]) -> State:
    """Return the state that follows from these entries, oldest first."""
    state = State()
    for entry in entries:
        if entry.kind in STEPS:
            STEPS[entry.kind](state, entry)
    return state


def present_state(engine: Engine) -> State:
    """Return the state that follows from the journal; an empty one when there is no warehouse, which stays so."""
    address = engine.url
    file = address.database if address.get_backend_name() == "sqlite" else None
    if file and not Path(file).exists():
        return State()
    with engine.connect() as connection:
        return fold(connection) if sa.inspect(connection).has_table(journal.name) else State()


def _load(state: State, entry: Any) -> None:
    stack = state.loads.setdefault((entry.register, entry.source), [])
    said = coverage_of(entry.details.get("covers")) or (state.coverages.get(stack[-1].id) if stack else None)
    if said:
        state.coverages[entry.id] = said
    stack.append(entry)
    state.undone.pop((entry.register, entry.source), None)
    state.uses[entry.id] = set(entry.details.get("aliases", ()))


def _undo(state: State, entry: Any) -> None:
    stack = state.loads.get((entry.register, entry.source), [])
    taken = [load for load in stack if load.id == entry.details["load"]]
    state.undone.setdefault((entry.register, entry.source), []).extend(taken)
    stack[:] = [load for load in stack if load.id != entry.details["load"]]
    if stack:
        state.uses[stack[-1].id] |= set(entry.details.get("aliases", ()))
    else:
        state.loads.pop((entry.register, entry.source), None)


def _redo(state: State, entry: Any) -> None:
    key = (entry.register, entry.source)
    load = state.undone[key].pop()
    state.loads.setdefault(key, []).append(load)
    state.uses.setdefault(load.id, set()).update(entry.details.get("aliases", ()))


def _coverage(state: State, entry: Any) -> None:
    stack, said = state.loads.get((entry.register, entry.source), []), coverage_of(entry.details["covers"])
    for load in stack[-1:]:
        state.coverages.pop(load.id, None)
        if said:
            state.coverages[load.id] = said


def _rebuild(state: State, entry: Any) -> None:
    for load_id, keys in entry.details.get("aliases", {}).items():
        state.uses.setdefault(int(load_id), set()).update(keys)


def _alias(state: State, entry: Any) -> None:
    details = entry.details
    state.aliases_by_key[details["key"]] = Alias(details["name"], details["code"], entry.by, entry.at)
    for load_id in details["loads"]:
        state.uses.setdefault(load_id, set()).add(details["key"])


def _alias_withdrawn(state: State, entry: Any) -> None:
    state.aliases_by_key.pop(entry.details["key"], None)


def _municipality(state: State, entry: Any) -> None:
    name, region, key, unit = (entry.details[part] for part in ("name", "region", "key", "unit"))
    state.municipalities.pop((region, key), None)
    if unit is not None:
        state.municipalities[region, key] = NamedMunicipality(name, region, unit, entry.by, entry.at)


def _mapping(state: State, entry: Any) -> None:
    mapping = state.mappings.setdefault((entry.register, entry.source), {})
    mapping.update(entry.details["mapping"])


def _decision(state: State, entry: Any) -> None:
    pair = entry.details["pair"]
    state.decisions[pair["key"]] = Decision(pair, entry.details["same"], entry.by, entry.at)


def _saved(state: State, entry: Any) -> None:
    what, name, value = (entry.details[part] for part in ("what", "name", "value"))
    subject, shared = entry.details.get("owner", ""), entry.details.get("shared", False)
    before = state.saved.pop((what, subject, name), None)
    if value is not None:
        owner = before.owner if before else entry.by
        one = SavedValue(what, name, value, entry.by, entry.at, owner, entry.id, subject, shared)
        state.saved[what, subject, name] = one


def _person(state: State, entry: Any) -> None:
    subject, given = entry.details["subject"], entry.details["given"]
    state.people.pop(subject, None)
    if given is not None:
        principal = Principal(subject, given["name"], Role(given["role"]), tuple(given["regions"]))
        state.people[subject] = Person(principal, entry.by, entry.at)


STEPS: Mapping[str, Callable[[State, Any], None]] = MappingProxyType(
    {
        "load": _load,
        "undo": _undo,
        "redo": _redo,
        "rebuild": _rebuild,
        "alias": _alias,
        "alias_withdrawn": _alias_withdrawn,
        "municipality": _municipality,
        "mapping": _mapping,
        "decision": _decision,
        "kept": _saved,
        "coverage": _coverage,
        "person": _person,
    }
)
