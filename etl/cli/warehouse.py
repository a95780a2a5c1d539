"""The commands status, undo and rebuild: what is in the warehouse, and how it is put right."""

from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table as Grid

from etl import service
from etl.cli.file_options import CoversFrom, CoversRegions, CoversTo, coverage_option
from etl.datasets.coverage import How, coverage_words, how_title
from etl.problems import Refused
from etl.service import SchemaState, What, schema_state, warehouse_refusal
from etl.terminal.help_text import both
from etl.terminal.noted import noted
from etl.terminal.options import By
from etl.terminal.printing import err, language, out, say, warehouse, words
from etl.warehouse.state import refuse

PIPED_WIDTH = 200

Source = Annotated[
    str, typer.Argument(metavar="SOURCE", help=both("источник, как в status", "a source, as status lists it"))
]
Register = Annotated[
    str,
    typer.Option(
        "--register",
        metavar="NAME",
        help=both(
            "если источник с таким названием есть в двух реестрах", "when two registers have a source of that name"
        ),
    ),
]


HowMuch = Annotated[
    How | None,
    typer.Argument(
        metavar="full|selective|totals", help=both("full, selective или totals", "full, selective or totals")
    ),
]


def show_status() -> int:
    """Print the sources of the warehouse."""
    engine = warehouse()
    state = schema_state(engine)
    refuse(state)
    if nothing := warehouse_refusal(state):
        say(nothing.sentence(language()))
        return 0
    grid = Grid()
    for heading in words(
        "реестр|источник|загружен|кем|строк|карантин|данные с|по|полнота",
        "register|source|loaded|by|rows|quarantine|from|to|completeness",
    ).split("|"):
        grid.add_column(heading, overflow="fold")
    coverages = service.coverages(engine)
    for source in service.sources(engine):
        days = [str(day or "—") for day in (source.first_date, source.last_date)]
        grid.add_row(
            source.register,
            source.source,
            source.loaded_at,
            source.loaded_by,
            str(source.loaded),
            str(source.quarantined),
            *days,
            coverage_words(coverages[source.load_id], language()) if source.load_id in coverages else "—",
        )
    # undo needs the whole names
    wide = out() if out().is_terminal else Console(width=PIPED_WIDTH, markup=False, emoji=False)
    wide.print(grid)
    return 0


def undo_source(source: Source, register: Register = "", by: By = "") -> int:
    """Withdraw the current version of a source."""
    engine = warehouse()
    with noted(engine, What.UNDO, source, by):
        before = service.undo(engine, source, register, by)
    if before is None:
        say(
            words(
                f"Источник «{source}» убран: прежней версии не было.",
                f"Source “{source}” is gone: it had no earlier version.",
            )
        )
    else:
        say(
            words(
                f"Вернулась версия «{before.file_name}» от {before.loaded_at}.",
                f"The version “{before.file_name}” of {before.loaded_at} is back.",
            )
        )
    return 0


def redo_source(source: Source, register: Register = "", by: By = "") -> int:
    """Put back the version of a source that was withdrawn last."""
    engine = warehouse()
    with noted(engine, What.UNDO, source, by):
        again = service.redo(engine, source, register, by)
    say(
        words(
            f"Снова действует версия «{again.file_name}» от {again.loaded_at} (загрузка № {again.load_id}).",
            f"The version “{again.file_name}” of {again.loaded_at} is current again (load {again.load_id}).",
        )
    )
    return 0


def say_coverage(
    source: Source,
    how: HowMuch = None,
    covers_from: CoversFrom = None,
    covers_to: CoversTo = None,
    covers_regions: CoversRegions = "",
    register: Register = "",
    by: By = "",
) -> int:
    """Say what the current version of a source covers."""
    engine = warehouse()
    coverage = coverage_option(how, covers_from, covers_to, covers_regions)
    registers = [entry.register for entry in service.sources(engine) if entry.source == source]
    if len(registers) > 1 and not register:
        raise Refused("several_sources", source=source, possible=", ".join(registers))
    with noted(engine, What.DECISION, source, by):
        service.state_coverage(engine, register or next(iter(registers), ""), source, coverage, by)
    said = coverage_words(coverage, language()) if coverage else how_title("", language())
    say(words(f"Источник «{source}»: {said}", f"Source “{source}”: {said}"))
    return 0


Outdated = Annotated[
    bool,
    typer.Option(
        "--outdated",
        help=both(
            "только если хранилище прежней версии программы",
            "only when the warehouse is of an older version of the program",
        ),
    ),
]


def rebuild(by: By = "", outdated: Outdated = False) -> int:
    """Derive all tables anew from the journal."""
    if outdated and schema_state(warehouse()) is not SchemaState.OUTDATED:
        say(
            words(
                "Хранилище этой версии: пересборка не нужна.", "The warehouse is of this version: no rebuild is needed."
            )
        )
        return 0
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err(), disable=not err().is_terminal) as progress:
        task = progress.add_task(words("пересборка", "rebuild"), total=1.0)
        engine, step = warehouse(), lambda name, share: progress.update(task, completed=share, description=name)
        with noted(engine, What.DECISION, "rebuild", by):
            count = service.rebuild(engine, by, step)
        progress.update(task, completed=1.0)
    say(words(f"Пересобрано источников: {count}", f"Sources rebuilt: {count}"))
    return 0
