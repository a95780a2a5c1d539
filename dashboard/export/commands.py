"""The command line of files: python -m dashboard.export deck | workbook | passports, for a calendar or by hand."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy.exc import DBAPIError

from dashboard import decks, passports, queries, slideshow
from dashboard.decks import READY, Deck
from dashboard.export.pdf import pdf
from dashboard.export.slides import a4
from dashboard.filters import Comparison, Filters, Preset
from dashboard.language import LANGUAGES, Words, translator
from dashboard.slideshow import Shown
from dashboard.view import default_filters, view
from etl.problems import Refused
from etl.regions import DISTRICTS, REGION_BY_CODE
from etl.service import SchemaState, schema_state

err = Console(stderr=True, highlight=False)
WHITES = " \t\n\r"


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; a refusal is one sentence on the error stream and exit code 2, and then no file is written."""
    arguments = parser().parse_args(argv)
    try:
        ready_to_show()
        write(arguments.output, COMMANDS[arguments.command](arguments))
    except Refused as refusal:
        return say(refusal.sentence(arguments.lang))
    except DBAPIError:
        return say(Refused("nothing_loaded").sentence(arguments.lang))
    return 0


def say(sentence: str) -> int:
    """Write why there is no file; return the exit code of a refusal."""
    err.print(sentence, style="red", markup=False)
    return 2


def ready_to_show() -> None:
    """Refuse a warehouse that is not there or holds nothing."""
    if schema_state(queries.engine()) is not SchemaState.READY:
        raise Refused("nothing_loaded")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the three commands."""
    top = argparse.ArgumentParser(prog="python -m dashboard.export", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    sets = f"a ready set ({', '.join(READY)}) or the name of a saved presentation"
    for name, words, ending in (
        ("deck", "slides of a set: .pptx, or .pdf where LibreOffice is installed", "deck.pptx"),
        ("workbook", "a workbook with the exhibits of a set", "deck.xlsx"),
        ("passports", "the passports of regions, a slide or an A4 sheet each, in one archive", "passports.zip"),
    ):
        command = commands.add_parser(name, help=words, description=words)
        if name != "passports":
            command.add_argument("--set", required=True, metavar="NAME", help=sets)
        sheet = command.add_mutually_exclusive_group()
        if name == "passports":
            sheet.add_argument("--a4", action="store_true", help="an upright sheet of paper instead of a slide")
        if name != "workbook":
            sheet.add_argument("--template", type=Path, metavar="T.pptx", help="the organisation's own template")
            command.add_argument("--address", default="", metavar="URL", help="where the dashboard is, for the notes")
        command.add_argument("--from", dest="since", type=date.fromisoformat, metavar="D", help="first day, 2026-01-01")
        command.add_argument("--to", dest="until", type=date.fromisoformat, metavar="D", help="last day")
        command.add_argument("--regions", default="", metavar="59,66", help="codes or names, with commas")
        command.add_argument("--district", default="", metavar="ПФО", help="a federal district")
        command.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help="language of the file")
        command.add_argument(
            "-o", "--output", type=Path, default=Path(ending), metavar="FILE", help=f"default: {ending}"
        )
    return top


def deck_file(arguments: argparse.Namespace) -> bytes:
    """Return the slides of a set; as PDF when the file is to be one."""
    title, shown = rebuilt(arguments)
    made = slideshow.pptx(shown, title, template(arguments.template), arguments.address)
    return pdf(made) if arguments.output.suffix.casefold() == ".pdf" else made


def workbook_file(arguments: argparse.Namespace) -> bytes:
    """Return the workbook of a set."""
    return slideshow.xlsx(rebuilt(arguments)[1])


def passports_file(arguments: argparse.Namespace) -> bytes:
    """Return the archive of passports; on a terminal the reader sees which region it is at."""
    asked = view(chosen(arguments, default_filters()), arguments.lang)
    columns = (
        TextColumn("{task.description:24}"),
        BarColumn(),
        TextColumn("{task.percentage:3.0f} %"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=1.0)

        def tell(region: str, share: float) -> None:
            bar.update(task, description=region, completed=share)

        codes = passports.every_region(asked)
        sheet = a4() if arguments.a4 else template(arguments.template)
        return passports.archive(codes, asked, sheet, tell, arguments.address)


COMMANDS = {"deck": deck_file, "workbook": workbook_file, "passports": passports_file}


def rebuilt(arguments: argparse.Namespace) -> tuple[str, list[Shown]]:
    """Return the title and the slides of the set asked for; what is left out of it is said on the error stream."""
    _ = translator(arguments.lang)
    title, asked, refused = found(arguments.set, _)
    filtered = Deck(tuple(replace(item, filters=chosen(arguments, item.filters)) for item in asked.items))
    shown, skipped = slideshow.rebuild(filtered, arguments.lang)
    for sentence in (*refused, *skipped):
        err.print(sentence, style="yellow", markup=False)
    return title, shown


def found(name: str, _: Words) -> tuple[str, Deck, tuple[str, ...]]:
    """Return the title and the deck of a ready set or of a saved one, and what of it cannot be taken."""
    kept = queries.kept(decks.WHAT)
    if name in kept:
        return (name, *decks.decode(kept[name].value, _))
    if ready := decks.ready_set(name):
        return ready.title.of(_.language), ready.deck(default_filters()), ()
    titles = ", ".join(f"{code} ({one.title.of(_.language)})" for code, one in READY.items())
    raise Refused("set_unknown", name=name, ready=titles, kept=", ".join(kept) or "—")


def chosen(arguments: argparse.Namespace, before: Filters) -> Filters:
    """Return the filters with the period and the place of the command line, where it gives them."""
    filters = in_period(before, arguments.since, arguments.until)
    if not arguments.regions.strip(WHITES + ",") and not arguments.district:
        return filters
    codes = [region_code(given) for given in arguments.regions.split(",") if given.strip()]
    return replace(filters, regions=tuple(dict.fromkeys(codes)), district=district_code(arguments.district))


def in_period(before: Filters, since: date | None, until: date | None) -> Filters:
    """Return the filters for these days, as they were without any; half a period and a turned one are refused."""
    if since is None and until is None:
        return before
    if since is None or until is None:
        raise Refused("period_half")
    if since > until:
        raise Refused("period_backwards", since=since.isoformat(), until=until.isoformat())
    comparison = before.comparison or Comparison.SAME_LAST_YEAR
    return replace(before, preset=Preset.CUSTOM, since=since, until=until, comparison=comparison)


def region_code(given: str) -> str:
    """Return the code of a region given by code or name; Refused when there is none."""
    asked = given.strip().casefold()
    for code, region in REGION_BY_CODE.items():
        names = (code, region.name, region.short_name, region.name_en, region.short_name_en)
        if asked in [name.casefold() for name in names]:
            return code
    raise Refused("place_unknown", given=given.strip())


def district_code(given: str) -> str:
    """Return the code of a federal district given by code or name, empty when none is given."""
    asked = given.strip().casefold()
    for district in DISTRICTS:
        if asked in [name.casefold() for name in (district.code, district.name, district.name_en)]:
            return district.code
    if asked:
        raise Refused("place_unknown", given=given.strip())
    return ""


def template(path: Path | None) -> bytes | None:
    """Return the bytes of the template, None when none is asked for; Refused when it cannot be read."""
    if path is None:
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused("template_absent", file=str(path), reason=error.strerror) from error


def write(path: Path, content: bytes) -> None:
    """Write the file whole or not at all: it takes its name only when its last byte is there."""
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            unfinished = Path(file.name)
            try:
                file.write(content)
                file.flush()
                unfinished.chmod(0o666 & ~mask())
                unfinished.replace(path)
            except OSError:
                unfinished.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise Refused("file_not_written", file=str(path), reason=error.strerror) from error


def mask() -> int:
    """Return the mask new files are made with: a temporary file is for its owner alone, this one need not be."""
    current = os.umask(0)
    os.umask(current)
    return current
