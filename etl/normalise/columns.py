"""From the text of cells to values: each different text of a column is read once."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from etl.datasets.dataset import Column, Dataset, Kind, Vocabulary
from etl.normalise.counts import absence, impossible, read_count, read_number
from etl.normalise.dates import read_date
from etl.normalise.flags import read_flag
from etl.normalise.heading_units import as_headed
from etl.normalise.seasons_and_places import read_place, read_season
from etl.read.table import Table, heading_text
from etl.regions import NATION, NO_REGION, REGION_BY_CODE, match_region
from etl.spelling import tidy
from etl.words import Text

# No register holds what was before municipalities of today, nor what is planned for the next generation.
FIRST_LIKELY_YEAR, LIKELY_AHEAD = 1990, 10
NOT_KNOWN = "н/д"
# What a browser would do something else with than open a page: «javascript:…», «file:///C:/…». «стр.: 5» is none.
OTHER_ADDRESS = re.compile(r"(?!https?://)[a-z][a-z0-9+.-]*:(?!\s)", re.IGNORECASE)
COUNTRY_TITLE = Text("вся страна", "the whole country")
COUNTRY_WORDS = frozenset((COUNTRY_TITLE.ru, COUNTRY_TITLE.en, "россия", "российская федерация", "рф"))
EVERY_TITLE = Text("все регионы", "all regions")
EVERY_WORDS = frozenset(
    (
        *(
            EVERY_TITLE.ru,
            EVERY_TITLE.en,
            "все",
            "все субъекты",
            "все субъекты рф",
            "все субъекты российской федерации",
        ),
        *(
            "все регионы рф",
            "все регионы россии",
            "все регионы российской федерации",
            "всем регионам",
            "всем субъектам",
        ),
    )
)
Values = tuple[object, ...]
NO_DETAILS: Mapping[str, str] = {}


class Reading(NamedTuple):
    """What one text of a column became: its stored values, or the code of what is wrong; `proposal` marks a new word.

    A tuple, because there is one for every title of a file and each travels between processes.
    """

    values: Values
    problem: str = ""
    details: Mapping[str, str] = NO_DETAILS
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """One column of a table, read: a reading for every different text, and the text of every row."""

    column: Column
    heading: str
    texts: Sequence[str]
    readings: Mapping[str, Reading]


@cache
def vocabulary_words(vocabulary: Vocabulary) -> Mapping[str, str]:
    """Return the normal form of every spelling of a vocabulary, with the word that is stored."""
    names: dict[str, str] = {}
    for term in vocabulary.terms:
        for words in (term.name.ru, term.name.en, *term.spellings):
            names.setdefault(heading_text(words), term.name.ru)
    return names


def as_text(text: str) -> Reading:
    """Return the text with single plain spaces."""
    return Reading((" ".join(text.split()),))


def as_link(text: str) -> Reading:
    """Return the address of a page, or the name of a document; an address of any other kind is refused."""
    words = " ".join("".join(sign for sign in text if sign.isprintable() or sign.isspace()).split())
    return Reading(("",), "address_not_web") if OTHER_ADDRESS.match(words) else Reading((words,))


def as_date(text: str) -> Reading:
    """Return start, end and precision as ISO text; an accepted «дата неизвестна» has no day."""
    reading = read_date(text)
    if reading.status == "refused":
        return Reading((None, None, "unknown"), f"date_{reading.reason}")
    if reading.start and not (FIRST_LIKELY_YEAR <= reading.start.year <= date.today().year + LIKELY_AHEAD):
        return Reading((None, None, "unknown"), "date_year_out_of_range")
    start, end = reading.start and reading.start.isoformat(), reading.end and reading.end.isoformat()
    return Reading((start, end, "empty" if reading.status == "empty" else reading.precision))


def as_period(text: str, precisions: tuple[str, ...]) -> Reading:
    """Return a date as `as_date` does; one that is no such calendar unit is a problem."""
    reading = as_date(text)
    precision = reading.values[2]
    return (
        reading
        if reading.problem or precision in ("empty", *precisions)
        else Reading((None, None, "unknown"), "date_no_period")
    )


def as_year(text: str) -> Reading:
    """Return the year of a season; «2024/2025» is the year of its results."""
    year = read_season(text)
    return Reading((year,), "not_a_year" if year is None and text.strip() else "")


def as_count(text: str) -> Reading:
    """Return value, qualifier and unit; a figure that is not known has no value, and one that cannot be is a problem."""
    count = read_count(text)
    if fault := count.reason if count.status == "refused" else impossible(count):
        return Reading((None, "", ""), f"count_{fault}")
    return Reading((count.value, count.qualifier, count.unit))


def as_place_won(text: str) -> Reading:
    """Return a place in a contest as a number."""
    place = read_place(text)
    return Reading((place and float(place),), "" if place or absence(tidy(text)) else "number_not_a_place")


def as_number(text: str) -> Reading:
    """Return a plain number."""
    number = read_number(text)
    return Reading((number.value,), f"number_{number.reason}" if number.status == "refused" else "")


def as_flag(text: str) -> Reading:
    """Return 1, 0 or nothing."""
    flag = read_flag(text)
    return Reading(
        (None if flag.value is None else int(flag.value),), "flag_unclear" if flag.status == "refused" else ""
    )


def as_word(text: str, vocabulary: Vocabulary) -> Reading:
    """Return the word of a vocabulary; an unknown one is kept as written and marked as a proposal."""
    words = " ".join(text.split())
    name = vocabulary_words(vocabulary).get(heading_text(words))
    return Reading((name or words,), proposal=bool(words) and name is None)


def as_region(text: str, aliases: Mapping[str, str]) -> Reading:
    """Return the subject's code; what is not one subject for certain is a problem with its candidates."""
    region = match_region(text, aliases)
    if region.status == "matched":
        return Reading((region.code,))
    if region.status in ("none", "empty"):
        return Reading((NO_REGION if region.status == "none" else "",))
    names = ", ".join(REGION_BY_CODE[code].name for code in region.candidates)
    return Reading(("",), f"region_{region.status}", {"candidates": names or "—"})


def as_place(text: str, aliases: Mapping[str, str]) -> Reading:
    """Return the subject's code, or the mark of the whole country."""
    return Reading((NATION,)) if heading_text(text) in COUNTRY_WORDS else as_region(text, aliases)


def as_asked(text: str, aliases: Mapping[str, str]) -> Reading:
    """Return the subject's code, or the mark of the whole country where all of them are asked."""
    return Reading((NATION,)) if heading_text(text) in EVERY_WORDS else as_region(text, aliases)


def reader(column: Column, aliases: Mapping[str, str]) -> Callable[[str], Reading]:
    """Return the function that reads the cells of a column."""
    vocabulary = column.vocabulary
    if vocabulary is not None:
        return lambda text: as_word(text, vocabulary)
    if column.kind is Kind.REGION:
        read = as_place if column.country else as_asked if column.every else as_region
        return lambda text: read(text, aliases)
    if column.ordinal:
        return as_place_won
    if column.precisions:
        return lambda text: as_period(text, column.precisions)
    simple = {Kind.DATE: as_date, Kind.YEAR: as_year, Kind.COUNT: as_count, Kind.NUMBER: as_number, Kind.FLAG: as_flag}
    simple[Kind.URL] = as_link
    return simple.get(column.kind, as_text)


def read_column(column: Column, heading: str, texts: Sequence[str], aliases: Mapping[str, str]) -> ReadColumn:
    """Return a column read; an empty cell takes the column's default."""
    read = reader(column, aliases)
    readings = {text: read(text if text.strip() else column.default) for text in dict.fromkeys(texts)}
    return ReadColumn(column, heading, texts, readings)


def normalise(
    table: Table, dataset: Dataset, mapping: Mapping[int, str], aliases: Mapping[str, str]
) -> list[ReadColumn]:
    """Return every column of the register, read; one that the file lacks is empty in every row."""
    places = {name: place for place, name in mapping.items()}
    absent = [""] * len(table.row_numbers)
    return [
        read_column(
            column,
            table.headings[places[column.name]] if column.name in places else column.title.ru,
            cells(table, places[column.name], column) if column.name in places else absent,
            aliases,
        )
        for column in dataset.columns
    ]


def cells(table: Table, place: int, column: Column) -> Sequence[str]:
    """Return the texts of a column, as its heading says they are meant.

    A figure that only came down from a merged cell above is not known in its row.
    """
    texts = table.columns[place]
    if column.kind not in (Kind.COUNT, Kind.NUMBER):
        return texts
    heading = table.headings[place]
    headed = {text: as_headed(column, heading, text) for text in dict.fromkeys(texts)}
    texts = [headed[text] for text in texts]
    if not table.filled:
        return texts
    number = table.column_numbers[place]
    return [
        NOT_KNOWN if (row, number) in table.filled else text for row, text in zip(table.row_numbers, texts, strict=True)
    ]
