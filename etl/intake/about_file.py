"""The sheet «О файле»: what the file covers of its register, said by whoever sends it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.datasets.coverage import COVERAGE, HOW_OF_WORD, WORDS, Coverage, How
from etl.normalise.columns import as_place, as_word
from etl.normalise.dates import DateReading, read_date
from etl.problems import Refused
from etl.read import Sheet
from etl.regions import NATION, REGION_BY_CODE
from etl.words import Text

SHEET = Text("О файле", "About the file")
LABELS = (
    COVERAGE.title,
    Text("Сведения с", "Records from"),
    Text("Сведения по", "Records to"),
    Text("Какие регионы", "Which regions"),
)


def about_sheet(sheets: Sequence[Sheet]) -> Sheet | None:
    """Return the sheet that says what the file covers; None when there is none."""
    names = {SHEET.ru.casefold(), SHEET.en.casefold()}
    return next((sheet for sheet in sheets if sheet.name.strip().casefold() in names), None)


def stated_coverage(file: str, sheet: Sheet) -> Coverage | None:
    """Return what the sheet says; None when it leaves the completeness empty, Refused when a cell cannot be understood."""
    cells = {row[0].strip().casefold(): row[1].strip() for row in sheet.rows if len(row) > 1}
    how, since, until, regions = (
        cells.get(label.ru.casefold()) or cells.get(label.en.casefold(), "") for label in LABELS
    )
    if not how:
        return None
    first, last = day_of(file, since).start, day_of(file, until).end
    return checked_coverage(Coverage(how_of(file, how), first, last, tuple(regions_of(regions))))


def checked_coverage(coverage: Coverage) -> Coverage:
    """Return what is covered, each region once; Refused when it ends before it begins."""
    since, until = coverage.since, coverage.until
    if since and until and until < since:
        raise Refused("coverage_backward", since=f"{since:%d.%m.%Y}", until=f"{until:%d.%m.%Y}")
    return replace(coverage, regions=tuple(dict.fromkeys(coverage.regions)))


def how_of(file: str, text: str) -> How:
    """Return full, selective or totals; Refused when the word means none of them."""
    word = str(as_word(text, WORDS).values[0])
    if word not in HOW_OF_WORD:
        raise Refused("coverage_unclear", file=file, value=text, possible=", ".join(HOW_OF_WORD))
    return HOW_OF_WORD[word]


def day_of(file: str, text: str) -> DateReading:
    """Return the day, month or year that is written; Refused when it is none."""
    reading = read_date(text)
    if reading.status not in ("ok", "empty"):
        raise Refused("coverage_day_unclear", file=file, value=text)
    return reading


def regions_of(text: str) -> list[str]:
    """Return the codes of the regions that are listed with commas, by code or name; the whole country is NATION."""
    return [region_of(name.strip()) for name in re.split(r"[,;\n]", text) if name.strip()]


def region_of(name: str) -> str:
    """Return the code of a region; Refused when the name is none."""
    code = name if name in REGION_BY_CODE else str(as_place(name, {}).values[0])
    if code not in REGION_BY_CODE and code != NATION:
        raise Refused("coverage_region_unclear", value=name)
    return code
