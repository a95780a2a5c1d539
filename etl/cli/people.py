"""people: who may open the dashboard, as what; the first administrator is made here."""

from typing import Annotated

import typer
from sqlalchemy.engine import Engine

from etl import service
from etl.cli.decisions import region_words
from etl.cli.value_explainer import region_code
from etl.principal import ROLE_TITLES, Principal, Role
from etl.problems import Refused
from etl.service import What
from etl.terminal.help_text import both
from etl.terminal.noted import AT_THE_MACHINE, noted
from etl.terminal.options import By
from etl.terminal.printing import language, say, warehouse, words

GIVING = ("add", "role")
Deed = Annotated[
    str,
    typer.Argument(
        metavar="list|add|role|remove|undo",
        help=both(
            "list — кто есть и кто ждёт; add — дать роль; role — изменить её; remove — отобрать; undo — вернуть, как было",
            "list: who there is, who waits; add: give a role; role: change it; remove: take it; undo: put back what was",
        ),
    ),
]
Subject = Annotated[
    str,
    typer.Argument(
        metavar="SUBJECT",
        help=both(
            "знак человека у поставщика входа (sub), как в list", "the person's mark at the provider (sub), as in list"
        ),
    ),
]
Name = Annotated[str, typer.Option("--name", metavar="NAME", help=both("имя человека", "the person's name"))]
RoleName = Annotated[
    str,
    typer.Option(
        "--role",
        metavar="ROLE",
        help=both(
            "leader — руководитель, analyst — аналитик, region — сотрудник региона, administrator — администратор",
            "leader, analyst, region (clerk of a region), administrator",
        ),
    ),
]
Regions = Annotated[
    str,
    typer.Option(
        "--regions",
        metavar="59,66",
        help=both(
            "регионы сотрудника: коды или названия через запятую",
            "the clerk's regions: codes or names, with commas between",
        ),
    ),
]


def say_people(
    deed: Deed = "list", subject: Subject = "", name: Name = "", role: RoleName = "", regions: Regions = "", by: By = ""
) -> int:
    """List people, or give, change, take and put back their roles."""
    if deed == "list":
        return list_people()
    engine = warehouse()
    with noted(engine, What.DECISION, f"people {deed} {subject}", by):
        change_role(engine, deed, subject, wanted(subject, name, role, regions) if deed in GIVING else None, by)
    return list_people()


def change_role(engine: Engine, deed: str, subject: str, given: Principal | None, by: str) -> None:
    """Give, take or put back a role; Refused when there is no such deed."""
    who = by or AT_THE_MACHINE
    if given:
        service.give_role(engine, given, who)
    elif deed == "remove":
        service.take_role(engine, subject, who)
    elif deed == "undo":
        service.undo_role(engine, subject, who)
    else:
        raise Refused("no_deed", deed=deed, possible="list, add, role, remove, undo")


def wanted(subject: str, name: str, role: str, regions: str) -> Principal:
    """Return the person as the options describe them; what is not said stays as it is."""
    engine = warehouse()
    before = next((one.principal for one in service.people(engine) if one.principal.subject == subject), None)
    waiting = {one.subject: one.name for one in service.people_waiting(engine)}
    if role not in [*Role] and not (before and not role):
        raise Refused("no_role", role=role, possible=", ".join(Role))
    codes = tuple(region_code(word.strip()) or word.strip() for word in regions.split(",") if word.strip())
    return Principal(
        subject,
        name or (before.name if before else waiting.get(subject, "")),
        Role(role) if role or before is None else before.role,
        codes or (before.regions if before else ()),
    )


def list_people() -> int:
    """Print the people with a role, then those who signed in and wait for one."""
    engine = warehouse()
    present, waiting = service.people(engine), service.people_waiting(engine)
    for person in present:
        say(f"{person_words(person.principal)} ({person.by}, {person.at})")
    for one in waiting:
        say(words(f"{one.subject}  {one.name} — ждёт роли", f"{one.subject}  {one.name} waits for a role"))
    if not present and not waiting:
        say(words("Ролей ещё ни у кого нет.", "Nobody has a role yet."))
    return 0


def person_words(principal: Principal) -> str:
    """Return a person in a line: mark, name, role, regions."""
    regions = ", ".join(map(region_words, principal.regions))
    title = ROLE_TITLES[principal.role].of(language())
    return f"{principal.subject}  {principal.name} — {title}" + (f": {regions}" if regions else "")
