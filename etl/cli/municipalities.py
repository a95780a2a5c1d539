"""municipality: which municipality of the directory a written name means."""

from typing import Annotated

import typer

from etl import service
from etl.cli.decisions import By, Listed, Name, region_words, say_waiting
from etl.cli.value_explainer import region_code
from etl.datasets.expressions import NO_UNIT
from etl.regions.municipalities.directory import newest_versions
from etl.service import What
from etl.terminal.help_text import both
from etl.terminal.noted import noted
from etl.terminal.printing import say, warehouse, words

Region = Annotated[
    str, typer.Argument(metavar="REGION", help=both("регион: код или название", "the region: its code or name"))
]
Unit = Annotated[
    str,
    typer.Argument(
        metavar="UNIT",
        help=both("номер по справочнику, например 59-044", "its id in the directory, for example 59-044"),
    ),
]
IsNone = Annotated[
    bool, typer.Option("--none", help=both("это не муниципалитет верхнего уровня", "it is no upper-level municipality"))
]
Withdraw = Annotated[
    bool, typer.Option("--withdraw", help=both("отозвать толкование названия", "take the meaning of a name back"))
]


def say_municipality(
    name: Name = "",
    region: Region = "",
    unit: Unit = "",
    is_none: IsNone = False,
    withdraw: Withdraw = False,
    listed: Listed = False,
    by: By = "",
) -> int:
    """Confirm, withdraw or list which municipalities written names mean."""
    if listed or not name:
        return list_municipalities()
    engine, code = warehouse(), region_code(region) or region
    with noted(engine, What.DECISION, f"{code}: {name}", by):
        if withdraw:
            changed = service.withdraw_municipality(engine, name, code, by)
        else:
            changed = service.confirm_municipality(engine, name, code, NO_UNIT if is_none else unit, by)
    say(words(f"Изменилось строк: {changed}", f"Rows changed: {changed}"))
    return 0


def list_municipalities() -> int:
    """Print the names that people explained, then the names that wait for a word."""
    engine = warehouse()
    named, waiting = service.named_municipalities(engine), service.waiting_municipalities(engine)
    if not named and not waiting:
        say(words("Каждое название муниципалитета узнано.", "Every name of a municipality is known."))
    for one in named:
        say(f"{region_words(one.region)}: {one.name} = {unit_words(one.unit)} ({one.by}, {one.at})")
    for name in waiting:
        where = f"{region_words(name.region)}: {name.name}"
        say_waiting(where, name.rows, map(unit_words, name.candidates), name.sources)
    return 0


def unit_words(unit: str) -> str:
    """Return the id and the name of a municipality."""
    if unit == NO_UNIT:
        return words("не муниципалитет верхнего уровня", "no upper-level municipality")
    return f"{unit} {newest_versions()[unit].name}"
