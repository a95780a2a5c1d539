"""Decisions on names, headings and duplicates. Each is one entry of the journal and one transaction."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.engine import Connection, Engine

from etl.datasets.coverage import Coverage
from etl.decisions import municipality_names, region_aliases
from etl.decisions.carry_out import carry_out
from etl.decisions.pairs import Duplicate, as_record
from etl.decisions.region_aliases import Released
from etl.intake.about_file import checked_coverage
from etl.intake.headings.columns import column_named
from etl.intake.headings.register import named_register
from etl.intake.headings.suggestions import check_column
from etl.intake.people.removed import without_people_in
from etl.problems import Refused
from etl.warehouse.database import writing
from etl.warehouse.journal import enter, fold, signed
from etl.warehouse.state import ready


def confirm_alias(engine: Engine, name: str, code: str, by: str) -> Released:
    """Make a written name mean a region from now on; rows that wait for it leave quarantine at once."""
    who = signed(by)
    ready(engine)
    with writing(engine) as connection:
        return region_aliases.confirm(connection, fold(connection), name, code, who)


def withdraw_alias(engine: Engine, name: str, by: str) -> Released:
    """Withdraw the meaning of a name; the rows that depend on it go back to quarantine."""
    who = signed(by)
    ready(engine)
    with writing(engine) as connection:
        return region_aliases.withdraw(connection, fold(connection), name, who)


def confirm_municipality(engine: Engine, name: str, region: str, unit: str, by: str) -> int:
    """Make a written name mean a municipality of a region, NO_UNIT for none, from now on; return how many rows change."""
    who = signed(by)
    ready(engine)
    with writing(engine) as connection:
        return municipality_names.confirm_municipality(connection, fold(connection), name, region, unit, who)


def withdraw_municipality(engine: Engine, name: str, region: str, by: str) -> int:
    """Take the meaning of a municipality's name back: it waits again; return how many rows change."""
    who = signed(by)
    ready(engine)
    with writing(engine) as connection:
        return municipality_names.withdraw_municipality(connection, fold(connection), name, region, who)


def confirm_mapping(engine: Engine, register: str, source: str, mapping: Mapping[str, str], by: str) -> None:
    """Remember what the headings of a source mean, for its later files; a heading with an empty column is ignored."""
    who, dataset = signed(by), named_register(register)
    for words in mapping.values():
        check_column(dataset, words)
    columns = {heading: column_named(dataset, words) for heading, words in without_people_in(mapping).items()}
    ready(engine)
    with writing(engine) as connection:
        if not columns.items() <= fold(connection).mappings.get((register, source), {}).items():
            enter(connection, kind="mapping", by=who, register=register, source=source, details={"mapping": columns})


def state_coverage(engine: Engine, register: str, source: str, coverage: Coverage | None, by: str) -> None:
    """Say what the current version of a source covers; None takes what was said back."""
    who = signed(by)
    ready(engine)
    with writing(engine) as connection:
        state = fold(connection)
        if (register, source) not in state.loads:
            possible = ", ".join(sorted({name for _, name in state.loads})) or "—"
            raise Refused("no_source", source=source, possible=possible)
        enter_coverage(connection, register, source, coverage, who)


def enter_coverage(connection: Connection, register: str, source: str, coverage: Coverage | None, by: str) -> None:
    """Write into the journal what a source covers, None for what nobody says any more."""
    details = {"covers": checked_coverage(coverage).as_record() if coverage else None}
    enter(connection, kind="coverage", by=by, register=register, source=source, details=details)


def decide_duplicate(engine: Engine, pair: Duplicate, same: bool, by: str) -> None:
    """Decide whether the two sides of a pair are the same: then they count once from now on.

    Refused when somebody decided otherwise: that decision has to be withdrawn first.
    """
    who = signed(by)
    ready(engine)
    record = as_record(pair)
    with writing(engine) as connection:
        earlier = fold(connection).decisions.get(record["key"])
        if earlier and earlier.same not in (None, same):
            raise Refused("decided_otherwise", by=earlier.by)
        enter_decision(connection, record, same, who)


def withdraw_decision(engine: Engine, key: str, by: str) -> None:
    """Withdraw the decision about a pair: both sides count again, and the pair is listed again."""
    who = signed(by)
    ready(engine)
    with writing(engine) as connection:
        decision = fold(connection).decisions.get(key)
        if decision is None or decision.same is None:
            raise Refused("no_decision", key=key)
        enter_decision(connection, dict(decision.pair), None, who)


def enter_decision(connection: Connection, pair: dict[str, Any], same: bool | None, by: str) -> None:
    """Write a decision into the journal and carry it out."""
    enter(connection, kind="decision", by=by, register=pair["register"], details={"pair": pair, "same": same})
    carry_out(connection, [pair["register"]], fold(connection).decisions.values())
