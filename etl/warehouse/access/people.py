"""People and their roles. Each change is one entry of the journal, so who gave what to whom is never lost."""

from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from etl.principal import Principal, Role
from etl.problems import Refused
from etl.regions import REGION_BY_CODE
from etl.warehouse.database import writing
from etl.warehouse.journal import Person, enter, fold, folded, present_state, signed
from etl.warehouse.state import absent_is_empty, ready
from etl.warehouse.tables import data_version, journal

KIND = "person"


def people(engine: Engine) -> list[Person]:
    """Return the people with a role, in the order of their names."""
    return sorted(present_state(engine).people.values(), key=lambda person: person.principal.name)


def principal_of(engine: Engine, subject: str) -> Principal | None:
    """Return the person of that mark with the role they have now, None when they have none."""
    with absent_is_empty(engine):
        person = _people(engine, data_version(engine)).get(subject)
        return person.principal if person else None
    return None


@lru_cache(maxsize=4)
def _people(engine: Engine, _version: str) -> dict[str, Person]:
    """Return the people at a data version: every entry of the journal makes another one."""
    entries = sa.select(journal).where(journal.c.kind == KIND).order_by(journal.c.id)
    with engine.connect() as connection:
        return folded(connection.execute(entries)).people


def give_role(engine: Engine, principal: Principal, by: str) -> None:
    """Give a person a role, in the place of the one they had; Refused when something is missing or the last administrator goes."""
    who, person = signed(by), _checked(principal)
    ready(engine)
    with writing(engine) as connection:
        before = fold(connection).people
        if person.role is not Role.ADMINISTRATOR:
            _keep_an_administrator(before, person.subject)
        if person.subject not in before or before[person.subject].principal != person:
            _enter(connection, person.subject, person, who)


def take_role(engine: Engine, subject: str, by: str) -> None:
    """Take a person's role away; Refused when they have none or are the last administrator."""
    who = signed(by)
    ready(engine)
    with writing(engine) as connection:
        before = fold(connection).people
        if subject not in before:
            raise Refused("no_person", subject=subject, possible=", ".join(before) or "—")
        _keep_an_administrator(before, subject)
        _enter(connection, subject, None, who)


def undo_role(engine: Engine, subject: str, by: str) -> None:
    """Take the last change of a person's role back: what stood before stands again, in an entry of its own."""
    who = signed(by)
    ready(engine)
    with writing(engine) as connection:
        entries = sa.select(journal).where(journal.c.kind == KIND).order_by(journal.c.id)
        own = [entry for entry in connection.execute(entries) if entry.details["subject"] == subject]
        if not own:
            raise Refused("no_person", subject=subject, possible=", ".join(fold(connection).people) or "—")
        earlier = folded(own[:-1]).people.get(subject)
        if earlier is None or earlier.principal.role is not Role.ADMINISTRATOR:
            _keep_an_administrator(fold(connection).people, subject)
        _enter(connection, subject, earlier.principal if earlier else None, who)


def _checked(principal: Principal) -> Principal:
    """Return the person with their words trimmed and only a clerk's regions; Refused when something is missing."""
    subject, name = principal.subject.strip(), " ".join(principal.name.split())
    if not subject or not name:
        raise Refused("person_incomplete")
    regions = tuple(dict.fromkeys(principal.regions)) if principal.role is Role.REGION else ()
    for code in regions:
        if code not in REGION_BY_CODE:
            raise Refused("no_region_code", region=code)
    if principal.role is Role.REGION and not regions:
        raise Refused("person_without_regions")
    return Principal(subject, name, principal.role, regions)


def _keep_an_administrator(before: dict[str, Person], subject: str) -> None:
    administrators = {key for key, person in before.items() if person.principal.role is Role.ADMINISTRATOR}
    if administrators == {subject}:
        raise Refused("last_administrator")


def _enter(connection: Connection, subject: str, person: Principal | None, by: str) -> None:
    given = person and {"name": person.name, "role": person.role.value, "regions": list(person.regions)}
    enter(connection, kind=KIND, by=by, details={"subject": subject, "given": given})
