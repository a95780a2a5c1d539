"""The commands deck, workbook and passports: exhibits become a file."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from dashboard.decks import passport_files, presentation, rebuild
from dashboard.decks.presentation import READY, Deck
from dashboard.decks.rebuild import Shown
from dashboard.engine import cache
from dashboard.engine.whole_file import whole_file
from dashboard.export.options import (
    FILE,
    DashboardAddress,
    District,
    Lang,
    Regions,
    SetName,
    Since,
    Template,
    Until,
)
from dashboard.export.scope import Scope
from dashboard.language.phrases import Words, translator
from dashboard.queries import data_state
from dashboard.queries.view import default_filters, view
from dashboard.slides import a4
from dashboard.slides.pdf import pdf
from etl.problems import Refused
from etl.service import schema_state, warehouse_refusal
from etl.terminal.help_text import both
from etl.terminal.noted import note_export
from etl.terminal.printing import err, language

DECK, WORKBOOK, PASSPORTS = Path("deck.pptx"), Path("deck.xlsx"), Path("passports.zip")
Output = Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help=FILE)]
A4 = Annotated[
    bool,
    typer.Option(
        "--a4",
        help=both(
            "лист бумаги вместо слайда; без --template",
            "an upright sheet of paper instead of a slide; without --template",
        ),
    ),
]


def deck(
    name: SetName,
    since: Since = None,
    until: Until = None,
    regions: Regions = "",
    district: District = "",
    template: Template = None,
    address: DashboardAddress = "",
    lang: Lang = None,
    output: Output = DECK,
) -> int:
    """Write the slides of a set; as PDF when the file is to be one."""
    ready_to_show()
    title, rebuilt_slides = rebuilt(name, Scope(since, until, regions, district), lang or language())
    slides = rebuild.pptx(rebuilt_slides, title, template_bytes(template), address)
    return write(output, pdf(slides) if output.suffix.casefold() == ".pdf" else slides)


def workbook(
    name: SetName,
    since: Since = None,
    until: Until = None,
    regions: Regions = "",
    district: District = "",
    lang: Lang = None,
    output: Output = WORKBOOK,
) -> int:
    """Write the workbook of a set."""
    ready_to_show()
    _title, rebuilt_slides = rebuilt(name, Scope(since, until, regions, district), lang or language())
    return write(output, rebuild.xlsx(rebuilt_slides))


def passports_of_regions(
    since: Since = None,
    until: Until = None,
    regions: Regions = "",
    district: District = "",
    a4_sheets: A4 = False,
    template: Template = None,
    address: DashboardAddress = "",
    lang: Lang = None,
    output: Output = PASSPORTS,
) -> int:
    """Write the archive of passports."""
    if a4_sheets and template:
        raise Refused(
            "usage_one_only", first="--a4", second="--template", help="python -m dashboard.export passports --help"
        )
    ready_to_show()
    scope_view = view(Scope(since, until, regions, district).over(default_filters()), lang or language())
    sheet = a4() if a4_sheets else template_bytes(template)
    with progress_of_regions() as bar:
        task = bar.add_task("", total=1.0)

        def tell(region: str, share: float) -> None:
            bar.update(task, description=region, completed=share)

        archive = passport_files.archive(passport_files.every_region(scope_view), scope_view, sheet, tell, address)
    return write(output, archive)


def progress_of_regions() -> Progress:
    """Return the progress bar with the current region, shown only on a terminal."""
    columns = (
        TextColumn("{task.description:24}"),
        BarColumn(),
        TextColumn("{task.percentage:3.0f} %"),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=err(), transient=True, disable=not err().is_terminal)


def ready_to_show() -> None:
    """Refuse a warehouse with nothing to show: absent, empty, or of another version."""
    if refusal := warehouse_refusal(schema_state(cache.engine())):
        raise refusal


def rebuilt(name: str, scope: Scope, lang: str) -> tuple[str, list[Shown]]:
    """Return the title and the slides of a set; print on the error stream what is left out of it."""
    title, whole, refused = deck_of(name, translator(lang))
    filtered = Deck(tuple(replace(item, filters=scope.over(item.filters)) for item in whole.items))
    slides, skipped = rebuild.rebuild(filtered, lang)
    slides, left_out = rebuild.without_empty(slides)
    for sentence in (*refused, *skipped, *left_out):
        err().print(sentence, style="yellow", markup=False)
    return title, slides


def deck_of(name: str, _: Words) -> tuple[str, Deck, tuple[str, ...]]:
    """Return the title and the deck of a ready or saved set, and a sentence for each slide skipped."""
    saved = data_state.saved_values(presentation.WHAT)
    if name in saved:
        return (name, *presentation.decode(saved[name].value, _))
    if ready := presentation.ready_set(name):
        return ready.title.of(_.language), ready.deck(default_filters()), ()
    titles = ", ".join(f"{code} ({ready_set.title.of(_.language)})" for code, ready_set in READY.items())
    raise Refused("set_unknown", name=name, ready=titles, kept=", ".join(saved) or "—")


def template_bytes(path: Path | None) -> bytes | None:
    """Return the bytes of the template, None without a path; Refused when it cannot be read."""
    if path is None:
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused("template_absent", file=str(path), reason=error.strerror) from error


def write(path: Path, content: bytes) -> int:
    """Write the file whole or not at all, and note it; return the exit code."""
    with whole_file(path) as file:
        file.write(content)
    note_export(cache.engine(), path.name)
    return 0
