"""Finding the table in a sheet: its headings, its data rows, and the rows that are certainly not data."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from itertools import chain

from etl.read.header_rows import Header, Recognise, find_header, heading_text
from etl.read.non_data_rows import leftovers
from etl.read.sheet import Sheet

__all__ = ["Dropped", "Recognise", "Table", "find_table", "heading_text"]


STRUCK_OUT, HIDDEN, FILTERED, PARTLY_STRUCK = "struck_out", "row_hidden", "row_filtered", "row_partly_struck"
UNSEEN = (HIDDEN, FILTERED)  # a person may say that these rows are meant
FEWEST_HEADINGS = 3  # of a second table under the first


@dataclass(frozen=True, slots=True)
class Dropped:
    """A row under the headings that is certainly not data, and the code of the reason."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a sheet, column by column; `row_numbers` and `column_numbers` are Excel's own.

    `filled` are the (row, column) of the cells whose text is that of a merged cell above them; `waiting` are the rows that
    count only after somebody said so, each with the code of the reason; `links` the addresses behind cells; `sections` what the rows of sections say.
    """

    sheet: str
    headings: list[str]
    header_row: int
    columns: list[list[str]]
    row_numbers: list[int]
    dropped: list[Dropped]
    column_numbers: list[int]
    filled: frozenset[tuple[int, int]] = frozenset()
    waiting: Mapping[int, str] = field(default_factory=dict)
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)
    sections: Mapping[int, str] = field(default_factory=dict)


def find_table(sheet: Sheet, recognise: Recognise, deep: bool = True) -> Table | None:
    """Return the table under the headings known best, None when no heading is known; `deep` is to look far down for them."""
    header = find_header(sheet, recognise, deep)
    if header is None:
        return None
    start = header.index + header.depth
    texts = set(chain.from_iterable(sheet.rows[start:]))
    below = _rows_with_text(sheet, start, texts)
    body, second = _parted(below, header.headings, recognise, texts)
    dropped = [*_dropped(sheet, header, body, texts), *(Dropped(number, "second_table") for number, _ in second)]
    gone = {drop.row for drop in dropped}
    struck = sheet.looks.struck_rows - gone
    dropped += [Dropped(number, STRUCK_OUT) for number, _ in body if number in struck]
    rows = [(number, row) for number, row in body if number not in gone and number not in struck]
    columns = [list(column) for column in zip(*(row for _, row in rows), strict=True)]
    columns = columns or [[] for _ in header.headings]
    places = [place for place, heading in enumerate(header.headings) if heading.strip() or any(columns[place])]
    return Table(
        sheet=sheet.name,
        headings=[header.headings[place] for place in places],
        header_row=sheet.first_row + header.index + header.depth - 1,
        columns=[columns[place] for place in places],
        row_numbers=[number for number, _ in rows],
        dropped=dropped,
        column_numbers=[sheet.first_column + place for place in places],
        filled=sheet.filled,
        waiting=_waiting(sheet, (number for number, _ in rows)),
        links=sheet.looks.links,
        sections={drop.row: _only_text(sheet, drop.row) for drop in dropped if drop.reason == "section"},
    )


def _only_text(sheet: Sheet, number: int) -> str:
    return next(text.strip() for text in sheet.rows[number - sheet.first_row] if text.strip())


def _waiting(sheet: Sheet, rows: Iterable[int]) -> dict[int, str]:
    """Return the rows that a person may not have meant to send: hidden, filtered out, crossed out in part."""
    looks = sheet.looks
    reasons = ((HIDDEN, looks.hidden_rows), (FILTERED, looks.filtered_rows), (PARTLY_STRUCK, looks.partly_struck))
    if not any(found for _, found in reasons):
        return {}
    own = set(rows)
    return {row: reason for reason, found in reasons for row in sorted(found & own)}


def _parted(
    body: list[tuple[int, list[str]]], headings: list[str], recognise: Recognise, every_text: Set[str]
) -> tuple[list[tuple[int, list[str]]], list[tuple[int, list[str]]]]:
    """Return the rows of the table and those from the headings of a second one on, with the caption above them."""
    own, figures = {*map(heading_text, headings), ""}, {text for text in every_text if text[:1].isdigit()}
    for place, (_, row) in enumerate(body):
        if not figures.isdisjoint(row):
            continue  # nearly every row of data has a day or a number
        texts = [text for text in row if text.strip()]
        if len(texts) < FEWEST_HEADINGS or recognise(texts) < len(texts) or own.issuperset(map(heading_text, row)):
            continue
        captioned = place and sum(map(bool, map(str.strip, body[place - 1][1]))) == 1
        return body[: place - bool(captioned)], body[place - bool(captioned) :]
    return body, []


def _rows_with_text(sheet: Sheet, start: int, texts: Set[str]) -> list[tuple[int, list[str]]]:
    """Return the rows from `start` on that hold a text of their own, with their Excel row numbers."""
    rows = sheet.rows[start:]
    blank = frozenset(text for text in texts if text.isspace()) | {""}
    filled = frozenset(row for row, _ in sheet.filled)
    return [
        (number, row)
        for number, row in enumerate(rows, start=sheet.first_row + start)
        if any(row)
        and not (len(blank) > 1 and blank.issuperset(row))
        and (number not in filled or _has_own_text(sheet, number, row))
    ]


def _has_own_text(sheet: Sheet, number: int, row: list[str]) -> bool:
    """Return whether the row holds a text that did not come down to it from a merged cell above."""
    return any(
        text.strip() and (number, column) not in sheet.filled
        for column, text in enumerate(row, start=sheet.first_column)
    )


def _dropped(sheet: Sheet, header: Header, body: list[tuple[int, list[str]]], texts: Set[str]) -> list[Dropped]:
    levels = sheet.rows[header.index : header.index + header.depth]
    widths = {merge.first_row: merge.last_column - merge.first_column + 1 for merge in sheet.merged}
    return [Dropped(*row) for row in leftovers(body, header.headings, levels, widths, texts)]
