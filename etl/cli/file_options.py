"""What load and check take."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from etl.datasets.coverage import Coverage, How
from etl.intake.about_file import checked_coverage, region_of, regions_of
from etl.intake.hidden import Wanted
from etl.problems import Refused
from etl.terminal.help_text import both
from etl.terminal.options import REGISTERS, HeadingMeaning, heading_meaning, iso_day


def coverage_option(how: How | None, since: date | None, until: date | None, regions: str) -> Coverage | None:
    """Return what the command says the files cover; None when it says nothing."""
    if how:
        return checked_coverage(Coverage(How(how), since, until, tuple(regions_of(regions))))
    if since or until or regions:
        raise Refused("coverage_alone")
    return None


def wanted_option(hidden_rows: bool, hidden_sheets: bool, sections: bool, region: str) -> Wanted:
    """Return what the command says of the files beyond their cells."""
    return Wanted(hidden_rows, hidden_sheets, sections, region_of(region) if region.strip() else "")


Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE", help=both("файл .xlsx, .xls, .ods или .csv", "a file .xlsx, .xls, .ods or .csv")),
]
Register = Annotated[
    str,
    typer.Option(
        "--register",
        metavar="NAME",
        help=both(f"считать файлы этим реестром: {REGISTERS}", f"take the files as this register: {REGISTERS}"),
    ),
]
Source = Annotated[
    str,
    typer.Option(
        "--source",
        metavar="NAME",
        help=both(
            "название источника; без него это имя файла без дат и знаков версии",
            "name of the source; without it, the file name without dates and version marks",
        ),
    ),
]
Meanings = Annotated[
    list[HeadingMeaning] | None,
    typer.Option(
        "--map",
        metavar="HEADING=COLUMN",
        parser=heading_meaning,
        help=both(
            "что означает заголовок файла; загрузка запоминает это для источника",
            "what a heading of the file means; a load remembers it for the source",
        ),
    ),
]
Report = Annotated[
    Path | None,
    typer.Option(
        "--report",
        metavar="OUT.xlsx",
        help=both(
            "записать книгу для отправителя: каждая ошибка отмечена, и список, что исправить",
            "write a workbook for the sender: every fault marked, and a list of what to correct",
        ),
    ),
]
Covers = Annotated[
    How | None,
    typer.Option(
        "--covers",
        help=both(
            "полнота источника: full — полный, selective — выборочный, totals — только итоги; без этого — лист «О файле»",
            "what the source covers: full, selective or totals; without it, the sheet “About the file” says so",
        ),
    ),
]
CoversFrom = Annotated[
    date | None,
    typer.Option(
        "--covers-from",
        metavar="DAY",
        parser=iso_day,
        help=both(
            "с какого дня сведения; без этого — месяцы строк файла",
            "the first day covered; without it, the months of the file's rows",
        ),
    ),
]
CoversTo = Annotated[
    date | None,
    typer.Option(
        "--covers-to", metavar="DAY", parser=iso_day, help=both("по какой день сведения", "the last day covered")
    ),
]
CoversRegions = Annotated[
    str,
    typer.Option(
        "--covers-regions",
        metavar="CODES",
        help=both(
            "коды или названия регионов через запятую либо «вся страна»; без этого — регионы строк файла, а если их "
            "больше половины субъектов — вся страна",
            "codes or names of regions with commas, or «вся страна»; without it, the regions of the file's rows, and the "
            "whole country when these are more than half of the subjects",
        ),
    ),
]
NewOnly = Annotated[
    bool,
    typer.Option(
        "--new-only",
        help=both("пропустить файлы, чей источник уже загружали", "skip files whose source was ever loaded"),
    ),
]
Whole = Annotated[
    bool,
    typer.Option(
        "--whole",
        help=both(
            "не загружать ничего из файла, где есть строка с ошибкой (без этого хорошие строки загружаются, остальные "
            "ждут в карантине)",
            "load nothing of a file with a faulty row (otherwise good rows load, faulty ones wait in quarantine)",
        ),
    ),
]
Invented = Annotated[
    bool,
    typer.Option(
        "--invented",
        help=both(
            "загрузить и придуманные данные: без этого файл, который называет себя демонстрационным, отклоняется",
            "load invented data too: without it, a file that calls itself a demonstration is refused",
        ),
    ),
]
HiddenRows = Annotated[
    bool,
    typer.Option(
        "--hidden-rows",
        help=both(
            "считать и строки, скрытые на листе или фильтром (без этого они ждут в карантине)",
            "count the rows that the sheet or a filter hides too (otherwise they wait in quarantine)",
        ),
    ),
]
HiddenSheets = Annotated[
    bool,
    typer.Option(
        "--hidden-sheets",
        help=both(
            "читать и скрытые листы (без этого они не читаются)", "read hidden sheets too (otherwise they are not)"
        ),
    ),
]
Sections = Annotated[
    bool,
    typer.Option(
        "--sections",
        help=both(
            "строки-разделы с регионами — регион строк под ними",
            "rows of sections that name regions are the region of the rows below",
        ),
    ),
]
AllOfRegion = Annotated[
    str,
    typer.Option(
        "--region",
        metavar="CODE",
        help=both(
            "все строки без региона — об этом: код или название субъекта",
            "all rows without a region are of this one: its code or name",
        ),
    ),
]
KeepProgress = Annotated[
    bool,
    typer.Option(
        "--keep-progress",
        help=both("оставить полосы хода загрузки на экране", "leave the progress bars on the screen"),
    ),
]
