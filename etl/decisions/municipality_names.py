"""Names of municipalities that people explain: which wait, what each means, and the rows that change with it.

A row waits for nobody: it counts in everything but municipalities until somebody says which one its name means.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from etl.datasets import DATASETS
from etl.datasets.dataset import Dataset
from etl.datasets.expressions import NO_UNIT, UNIT
from etl.intake.people.names import MASK
from etl.normalise.validate import unit_of
from etl.problems import Refused
from etl.regions import REGION_BY_CODE
from etl.regions.municipalities.directory import newest_versions
from etl.regions.municipalities.match import match_municipality, municipality_key
from etl.rows.changes import change_rows, note_changes
from etl.rows.states import COUNTED
from etl.warehouse.journal import NamedMunicipality, State, enter, present_state
from etl.warehouse.tables import FACTS, current_source

Names = Mapping[tuple[str, str], NamedMunicipality]


@dataclass(frozen=True, slots=True)
class WaitingName:
    """A name of a municipality that is not recognised: its region, what it may mean, how often it stands, and where."""

    name: str
    region: str
    candidates: tuple[str, ...]
    rows: int
    sources: tuple[str, ...]


def named_municipalities(engine: Engine) -> list[NamedMunicipality]:
    """Return the names that people explained and did not take back, by region and name."""
    names = present_state(engine).municipalities.values()
    return sorted(names, key=lambda name: (name.region, name.name))


def waiting_municipalities(engine: Engine) -> list[WaitingName]:
    """Return the names of municipalities that nobody has recognised, the most frequent first."""
    groups: dict[tuple[str, str], list[Any]] = defaultdict(list)
    with engine.connect() as connection:
        for dataset in registers_with_municipalities():
            if sa.inspect(connection).has_table(FACTS[dataset.name].name):
                for row in connection.execute(waiting_query(dataset)):
                    groups[row.region, municipality_key(row.name)].append(row)
    hidden = municipality_key(MASK)
    names = (
        waiting_name(region, rows)
        for (region, key), rows in groups.items()
        if region in REGION_BY_CODE and key != hidden
    )
    return sorted(names, key=lambda name: (-name.rows, name.region, name.name))


def registers_with_municipalities() -> Iterable[Dataset]:
    """Return the registers whose rows name municipalities."""
    return (dataset for dataset in DATASETS.values() if dataset.municipality)


def waiting_query(dataset: Dataset) -> sa.Select[Any]:
    """Return the query of the names that wait in a register: region, name, source, rows."""
    facts = FACTS[dataset.name]
    columns = facts.c[dataset.region].label("region"), facts.c[dataset.municipality].label("name")
    query = sa.select(*columns, current_source.c.source, sa.func.count().label("rows"))
    query = query.join(current_source, current_source.c.load_id == facts.c.load_id)
    waits = facts.c[UNIT] == "", facts.c[dataset.municipality] != "", facts.c.quarantined == COUNTED
    return query.where(*waits).group_by(*columns, current_source.c.source)


def waiting_name(region: str, rows: Sequence[Any]) -> WaitingName:
    """Return the line of one name from its rows by source."""
    name = max(rows, key=lambda row: row.rows).name
    sources = tuple(sorted({row.source for row in rows}))
    candidates = match_municipality(name, region).candidates
    return WaitingName(name, region, candidates, sum(row.rows for row in rows), sources)


def confirm_municipality(connection: Connection, state: State, name: str, region: str, unit: str, by: str) -> int:
    """Enter in the journal which municipality of a region a name means, NO_UNIT for none; return how many rows change."""
    check_meaning(name, region, unit)
    key = region, municipality_key(name)
    previous = state.municipalities.get(key)
    if previous and previous.unit == unit:
        return 0
    return enter_meaning(connection, state, NamedMunicipality(name.strip(), region, unit, by, ""), unit)


def check_meaning(name: str, region: str, unit: str) -> None:
    """Refuse a region or a municipality that is not there, and a name that is understood by itself."""
    if region not in REGION_BY_CODE:
        raise Refused("no_region_code", region=region)
    if unit != NO_UNIT and (unit not in newest_versions() or newest_versions()[unit].region != region):
        raise Refused("no_municipality", unit=unit, region=REGION_BY_CODE[region].name)
    if municipality_key(name) == municipality_key(MASK):
        raise Refused("name_hidden")
    reading = match_municipality(name, region)
    if reading.status == "empty":
        raise Refused("name_needed")
    if reading.status == "matched":
        raise Refused("municipality_known", name=name.strip(), municipality=reading.name)


def withdraw_municipality(connection: Connection, state: State, name: str, region: str, by: str) -> int:
    """Take the meaning of a name back; return how many rows change."""
    named = state.municipalities.get((region, municipality_key(name)))
    if named is None:
        possible = ", ".join(f"{other.region} «{other.name}»" for other in state.municipalities.values()) or "—"
        raise Refused("no_named_municipality", name=name.strip(), possible=possible)
    return enter_meaning(connection, state, NamedMunicipality(named.name, region, named.unit, by, ""), None)


def enter_meaning(connection: Connection, state: State, named: NamedMunicipality, unit: str | None) -> int:
    """Write what a name means into the journal, None for what it means by itself, and carry it out."""
    key = municipality_key(named.name)
    details = {"name": named.name, "region": named.region, "key": key, "unit": unit}
    enter(connection, kind="municipality", by=named.by, details=details)
    names = {place: other for place, other in state.municipalities.items() if place != (named.region, key)}
    if unit is not None:
        names[named.region, key] = NamedMunicipality(named.name, named.region, unit, named.by, "")
    return sum(
        apply_municipalities(connection, dataset, names, region=named.region)
        for dataset in registers_with_municipalities()
    )


def apply_municipalities(
    connection: Connection, dataset: Dataset, names: Names, load_id: int | None = None, region: str = ""
) -> int:
    """Give the rows of a load, or of a region, the municipality that their name means now; return how many change."""
    if not dataset.municipality:
        return 0
    facts = FACTS[dataset.name]
    columns = [facts.c[name] for name in (dataset.region, dataset.municipality, UNIT)]
    chosen = [facts.c[dataset.municipality] != ""]
    chosen += [facts.c.load_id == load_id] if load_id is not None else []
    chosen += [facts.c[dataset.region] == region] if region else []
    changed = 0
    for code, name, unit in connection.execute(sa.select(*columns).where(*chosen).distinct()).all():
        if (now := present_unit(code, name, names)) != unit:
            same = [column == value for column, value in zip(columns, (code, name, unit), strict=True)]
            ids = list(connection.scalars(sa.select(facts.c.id).where(*chosen, *same)))
            change_rows(connection, dataset, ids, {UNIT: now})
            note_changes(connection, dataset, ids)
            changed += len(ids)
    return changed


def present_unit(region: str | None, name: str, names: Names) -> str:
    """Return the municipality that a name means in a region: what a person said, else what it means by itself."""
    named = names.get((region or "", municipality_key(name)))
    return named.unit if named else unit_of(region or "", name)
