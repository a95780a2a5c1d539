"""Finding the table in a sheet: its headings, its data rows, and the rows that are certainly not data."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from etl.sheet import Sheet

Recognise = Callable[[Sequence[str]], int]
SEARCHED_ROWS = 60
DASHES = re.compile("[‐‑‒–—―−]")
QUOTES = re.compile("[«»„“”‟\"'`’‘]")
NUMBERING = re.compile(r"^\d+(\.\d+)*[.)]\s+")
FOOTNOTE = re.compile(r"[*†]+$|[¹²³⁴⁵⁶⁷⁸⁹⁰]+\)?$|(?<=[^\W\d_])\d{1,2}\)?$")


@dataclass(frozen=True, slots=True)
class Dropped:
    """A row under the headings that is certainly not data, and the code of the reason."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a sheet, column by column; `row_numbers` and `column_numbers` are Excel's own."""

    sheet: str
    headings: list[str]
    header_row: int
    columns: list[list[str]]
    row_numbers: list[int]
    dropped: list[Dropped]
    column_numbers: list[int]


def heading_text(text: str) -> str:
    """Return a heading as it is compared: lower case, ё as е, plain spaces, no quotes, footnotes or numbering."""
    text = DASHES.sub("-", QUOTES.sub("", text)).lower().replace("ё", "е")
    text = NUMBERING.sub("", " ".join(text.split()))
    return FOOTNOTE.sub("", text).strip()


def find_table(sheet: Sheet, recognise: Recognise) -> Table | None:
    """Return the table under the row whose headings are known best, None when no heading is known."""
    scores = [recognise(row) for row in sheet.rows[:SEARCHED_ROWS]]
    best = max(range(len(scores)), key=lambda index: scores[index], default=None)
    if best is None or scores[best] == 0:
        return None
    header = sheet.first_row + best
    data = [(header + number, row) for number, row in enumerate(sheet.rows[best + 1 :], start=1) if any(row)]
    columns = [list(column) for column in zip(*(row for _, row in data), strict=True)]
    places = [sheet.first_column + index for index in range(len(sheet.rows[best]))]
    return Table(
        sheet=sheet.name,
        headings=list(sheet.rows[best]),
        header_row=header,
        columns=columns or [[] for _ in places],
        row_numbers=[number for number, _ in data],
        dropped=[],
        column_numbers=places,
    )
