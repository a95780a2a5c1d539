"""What waits and what was done, as far as it is within a person's reach: of a clerk, their own sources and regions."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from etl.datasets.coverage import Coverage
from etl.decisions import candidates, decide, municipality_names, region_aliases
from etl.decisions.municipality_names import WaitingName
from etl.decisions.pairs import Duplicate
from etl.decisions.region_aliases import Released, Unmatched
from etl.principal import LOCAL, Action, Principal, may
from etl.problems import Refused
from etl.warehouse import sources as journal_of_sources
from etl.warehouse.access.row_security import reading_as
from etl.warehouse.access.scope import loads_within, within
from etl.warehouse.journal import Alias, Decision, NamedMunicipality, State, present_state
from etl.warehouse.tables import current_source, quarantine

Name = TypeVar("Name", WaitingName, NamedMunicipality)
IsOwn = Callable[[str], bool]


def own_source(engine: Engine, principal: Principal) -> IsOwn:
    """Return the function that says whether a source of that name is within a person's reach."""
    if may(principal, Action.OTHER_REGIONS):
        return lambda source: True
    own = {source.source for source in journal_of_sources.sources(engine, principal)}
    others = {source.source for source in journal_of_sources.sources(engine)} - own
    return lambda source: source in own and source not in others


def check_source(state: State, register: str, source: str, principal: Principal) -> None:
    """Refuse a source that is there already and is not within a person's reach."""
    stack = state.loads.get((register, source), [])
    if stack and not within(principal, stack[-1].details):
        raise Refused("source_of_others", source=source)


def quarantined_rows(engine: Engine, most: int, principal: Principal = LOCAL) -> list[Mapping[str, object]]:
    """Return the rows that wait in quarantine: register, source, file_name, sheet, row, problems."""
    columns = [current_source.c[name] for name in ("register", "source", "file_name")]
    rows = sa.select(*columns, quarantine.c.sheet, quarantine.c.row, quarantine.c.problems).join(
        current_source, current_source.c.load_id == quarantine.c.load_id
    )
    if (reach := loads_within(engine, principal)) is not None:
        rows = rows.where(quarantine.c.load_id.in_(reach))
    with reading_as(principal), engine.connect() as connection:
        ordered = rows.order_by(quarantine.c.load_id, quarantine.c.row).limit(most)
        return [dict(row) for row in connection.execute(ordered).mappings()]


def history(engine: Engine, most: int = 100, principal: Principal = LOCAL) -> list[Mapping[str, Any]]:
    """Return the newest entries of the journal, newest first; to a clerk, those about their own sources."""
    if may(principal, Action.OTHER_REGIONS):
        return journal_of_sources.history(engine, most)
    reach = loads_within(engine, principal) or set()
    with reading_as(principal):
        every = journal_of_sources.history(engine, None)
    return [entry for entry in every if entry["id"] in reach or entry["details"].get("load") in reach][:most]


def possible_duplicates(engine: Engine, most: int = candidates.MOST, principal: Principal = LOCAL) -> list[Duplicate]:
    """Return the pairs nobody has decided yet, the likeliest first."""
    is_own = own_source(engine, principal)
    return [pair for pair in candidates.possible_duplicates(engine, most) if is_own_pair(pair, is_own)]


def decided_duplicates(engine: Engine, principal: Principal = LOCAL) -> list[tuple[Duplicate, Decision]]:
    """Return the pairs a person has decided, with the decision, the newest first."""
    is_own = own_source(engine, principal)
    return [(pair, said) for pair, said in candidates.decided_duplicates(engine) if is_own_pair(pair, is_own)]


def is_own_pair(pair: Duplicate, is_own: IsOwn) -> bool:
    """Return whether both sides of a pair stand in sources within reach."""
    return is_own(pair.first.source) and is_own(pair.second.source)


def decide_duplicate(engine: Engine, pair: Duplicate, same: bool, by: str, principal: Principal = LOCAL) -> None:
    """Decide whether the two sides of a pair are the same: then they count once from now on."""
    if not is_own_pair(pair, own_source(engine, principal)):
        raise Refused("not_yours")
    decide.decide_duplicate(engine, pair, same, by)


def withdraw_decision(engine: Engine, key: str, by: str, principal: Principal = LOCAL) -> None:
    """Withdraw the decision about a pair: both sides count again, and the pair is listed again."""
    if key not in {pair.key for pair, _ in decided_duplicates(engine, principal)} and not sees_all(principal):
        raise Refused("not_yours")
    decide.withdraw_decision(engine, key, by)


def unmatched_regions(engine: Engine, principal: Principal = LOCAL) -> list[Unmatched]:
    """Return the names that wait for a person's decision and stand in sources within reach alone."""
    is_own = own_source(engine, principal)
    names = region_aliases.unmatched_regions(engine)
    return [name for name in names if all(map(is_own, name.sources))]


def aliases(engine: Engine, principal: Principal = LOCAL) -> list[Alias]:
    """Return the names that people confirmed and did not withdraw, by name; a clerk reads those of their own regions."""
    every = region_aliases.aliases(engine)
    return every if sees_all(principal) else [alias for alias in every if alias.code in principal.regions]


def confirm_alias(engine: Engine, name: str, code: str, by: str, principal: Principal = LOCAL) -> Released:
    """Make a written name mean a region from now on; a clerk says so of names in own sources, and of own regions."""
    names = [] if sees_all(principal) else [one.name for one in unmatched_regions(engine, principal)]
    check_own(sees_all(principal) or (name in names and code in principal.regions))
    return decide.confirm_alias(engine, name, code, by)


def withdraw_alias(engine: Engine, name: str, by: str, principal: Principal = LOCAL) -> Released:
    """Withdraw the meaning of a name; the rows that depend on it go back to quarantine."""
    own = [alias.name for alias in aliases(engine, principal) if alias.by == principal.name]
    check_own(sees_all(principal) or name in own)
    return decide.withdraw_alias(engine, name, by)


def waiting_municipalities(engine: Engine, principal: Principal = LOCAL) -> list[WaitingName]:
    """Return the names of municipalities nobody has recognised, the most frequent first."""
    return in_regions(municipality_names.waiting_municipalities(engine), principal)


def named_municipalities(engine: Engine, principal: Principal = LOCAL) -> list[NamedMunicipality]:
    """Return the names that people explained and did not take back, by region and name."""
    return in_regions(municipality_names.named_municipalities(engine), principal)


def in_regions(names: Iterable[Name], principal: Principal) -> list[Name]:
    """Return the names of municipalities that lie in a person's regions."""
    return [name for name in names if sees_all(principal) or name.region in principal.regions]


def confirm_municipality(
    engine: Engine, name: str, region: str, unit: str, by: str, principal: Principal = LOCAL
) -> int:
    """Make a written name mean a municipality of a region from now on; return how many rows change."""
    check_own(sees_all(principal) or region in principal.regions)
    return decide.confirm_municipality(engine, name, region, unit, by)


def withdraw_municipality(engine: Engine, name: str, region: str, by: str, principal: Principal = LOCAL) -> int:
    """Take the meaning of a municipality's name back: it waits again; return how many rows change."""
    check_own(sees_all(principal) or region in principal.regions)
    return decide.withdraw_municipality(engine, name, region, by)


def confirm_mapping(
    engine: Engine, register: str, source: str, mapping: Mapping[str, str], by: str, principal: Principal = LOCAL
) -> None:
    """Remember what the headings of a source mean, for its later files."""
    check_source(present_state(engine), register, source, principal)
    decide.confirm_mapping(engine, register, source, mapping, by)


def state_coverage(
    engine: Engine, register: str, source: str, coverage: Coverage | None, by: str, principal: Principal = LOCAL
) -> None:
    """Say what the current version of a source covers, a clerk's within their regions; None takes what was said back."""
    check_source(present_state(engine), register, source, principal)
    decide.state_coverage(engine, register, source, own_coverage(coverage, principal), by)


def own_coverage(coverage: Coverage | None, principal: Principal) -> Coverage | None:
    """Return what is said to be covered, of a clerk within their own regions."""
    if coverage is None or sees_all(principal):
        return coverage
    regions = tuple(code for code in coverage.regions if code in principal.regions)
    return Coverage(coverage.how, coverage.since, coverage.until, regions or principal.regions)


def sees_all(principal: Principal) -> bool:
    """Return whether a person reaches every source and region."""
    return may(principal, Action.OTHER_REGIONS)


def check_own(is_own: bool) -> None:
    """Refuse what is not within a person's reach."""
    if not is_own:
        raise Refused("not_yours")
