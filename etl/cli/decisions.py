"""alias and duplicates: what a written name means, and whether two are one."""

from collections.abc import Iterable
from typing import Annotated

import typer

from etl import service
from etl.problems import Refused
from etl.regions import REGION_BY_CODE
from etl.service import What
from etl.terminal.help_text import both
from etl.terminal.noted import noted
from etl.terminal.printing import language, say, warehouse, words

Name = Annotated[
    str, typer.Argument(metavar="NAME", help=both("название, как оно написано в файле", "the name as it is written"))
]
Code = Annotated[
    str, typer.Argument(metavar="CODE", help=both("код региона, например 59", "code of the region, for example 59"))
]
WithdrawName = Annotated[
    str | None,
    typer.Option(
        "--withdraw", metavar="NAME", help=both("отозвать толкование названия", "take the meaning of a name back")
    ),
]
Listed = Annotated[
    bool,
    typer.Option(
        "--list",
        help=both(
            "перечислить подтверждённые названия и те, что ждут", "list what was confirmed, and the names that wait"
        ),
    ),
]
Same = Annotated[
    str,
    typer.Option(
        "--same", metavar="KEY", help=both("это одно и то же: считать один раз", "the two are one: it counts once")
    ),
]
Different = Annotated[
    str,
    typer.Option(
        "--different",
        metavar="KEY",
        help=both("это разное: больше не спрашивать", "the two are two: do not ask again"),
    ),
]
WithdrawKey = Annotated[
    str, typer.Option("--withdraw", metavar="KEY", help=both("отозвать решение", "take a decision back"))
]
By = Annotated[
    str, typer.Option("--by", metavar="NAME", help=both("кто решает, для журнала", "who decides, for the journal"))
]


def say_alias(
    name: Name = "", code: Code = "", withdraw: WithdrawName = None, listed: Listed = False, by: By = ""
) -> int:
    """Confirm, withdraw or list what written names mean."""
    if withdraw is not None:
        engine = warehouse()
        with noted(engine, What.DECISION, withdraw, by):
            released = service.withdraw_alias(engine, withdraw, by)
        return say_released(released)
    if listed or not name:
        return list_aliases()
    engine = warehouse()
    with noted(engine, What.DECISION, f"{name}: {code}", by):
        released = service.confirm_alias(engine, name, code, by)
    return say_released(released)


def say_released(released: service.Released) -> int:
    """Print how many rows left quarantine or went back to it."""
    sources = ", ".join(released.sources) or "—"
    if released.rows < 0:
        say(words(f"Вернулось в карантин строк: {-released.rows}", f"Rows back in quarantine: {-released.rows}"))
    else:
        say(words(f"Вышло из карантина строк: {released.rows}", f"Rows released: {released.rows}"))
    say(words(f"Источники: {sources}", f"Sources: {sources}"))
    return 0


def list_aliases() -> int:
    """Print the names that were confirmed, then the names that wait for a word."""
    engine = warehouse()
    confirmed, waiting = service.aliases(engine), service.unmatched_regions(engine)
    if not confirmed and not waiting:
        say(words("Каждое название узнано, объяснять нечего.", "Every name is known: there is nothing to explain."))
    for alias in confirmed:
        say(f"{alias.name} = {region_words(alias.code)} ({alias.by}, {alias.at})")
    for name in waiting:
        say_waiting(name.name, name.rows, map(region_words, name.candidates), name.sources)
    return 0


def say_waiting(name: str, rows: int, candidates: Iterable[str], sources: Iterable[str]) -> None:
    """Print a name that waits for a word: its rows, what it may mean, where it stands."""
    possible, places = ", ".join(candidates) or "—", ", ".join(sources)
    say(
        words(
            f"{name} ? строк {rows}; возможно: {possible}; источники: {places}",
            f"{name} ? rows {rows}; perhaps: {possible}; sources: {places}",
        )
    )


def region_words(code: str) -> str:
    """Return a region's code and name."""
    region = REGION_BY_CODE[code]
    return f"{code} {region.name_en if language() == 'en' else region.name}"


def say_duplicates(same: Same = "", different: Different = "", withdraw: WithdrawKey = "", by: By = "") -> int:
    """Decide about a pair, take a decision back, or list the pairs nobody has decided about."""
    engine = warehouse()
    if withdraw:
        with noted(engine, What.DECISION, withdraw, by):
            service.withdraw_decision(engine, withdraw, by)
    elif key := same or different:
        with noted(engine, What.DECISION, key, by):
            service.decide_duplicate(engine, pair_of(service.possible_duplicates(engine), key), bool(same), by)
    waiting = service.possible_duplicates(engine)
    if not waiting:
        say(words("Повторов, которые ждут решения, нет.", "No possible duplicate waits for a decision."))
    for pair in waiting:
        say(f"{pair.key}  {pair.score} %  {side_words(pair.first)}  =?  {side_words(pair.second)}")
    return 0


def pair_of(pairs: list[service.Duplicate], key: str) -> service.Duplicate:
    """Return the pair of that key; Refused when there is none."""
    for pair in pairs:
        if pair.key == key:
            return pair
    raise Refused("no_pair", key=key)


def side_words(side: service.Side) -> str:
    """Return one side of a pair in a line."""
    region = region_words(side.region) if side.region in REGION_BY_CODE else ""
    parts = [side.title or "—", side.day, region, *side.words.values(), f"{side.source}:{side.row}"]
    return " · ".join(word for word in parts if word)
