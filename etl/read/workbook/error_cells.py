"""The error values of an .xlsx file (#N/A, #REF! ...) and formulas nobody computed, which the reading library gives as empty cells.

An empty cell has a meaning of its own in a register, so a broken formula must not look like one.
"""

import re
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

# Parsing a sheet takes as long as reading it, so only a sheet in which this stands is parsed.
MARK = re.compile(rb"""t\s*=\s*["']e["']|(?:</f>|<f[^>]*/>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>""")
# A formula that is of text may have come to an empty one; any other without a value was never computed.
BROKEN_CELLS = etree.XPath(
    '*[local-name() = "c"][@t = "e" or (*[local-name() = "f"] and not(string(*[local-name() = "v"])) and not(@t = "str"))]'
)
LETTERS = re.compile(r"[A-Z]{1,3}")
UNNAMED = "#ERROR!"
UNCOMPUTED = "формула без значения: откройте файл в Excel и сохраните"

Errors = dict[int, dict[int, str]]


def errors_of_part(part: bytes) -> Errors:
    """Return the error values of a sheet's XML by row and column, counted from 1."""
    errors: Errors = {}
    number = 0
    for row in _rows(part) if MARK.search(part) else ():
        number = int(row.get("r", number + 1))
        if BROKEN_CELLS(row):
            errors[number] = dict(_errors_of_row(row))
    return errors


def _rows(part: bytes) -> Iterator[etree._Element]:
    """Yield the rows of a sheet, each forgotten before the next is read."""
    events = etree.iterparse(BytesIO(part), events=("end",), tag="{*}row", resolve_entities=False, no_network=True)
    for _, row in events:
        yield row
        row.clear()
        while (before := row.getprevious()) is not None:
            row.getparent().remove(before)


def _errors_of_row(row: etree._Element) -> Iterator[tuple[int, str]]:
    """Yield column and text of the error cells; a cell that says no place stands after the one before it."""
    column = 0
    for cell in row.iterchildren("{*}c"):
        letters = LETTERS.match(cell.get("r", ""))
        column = column_number(letters[0]) if letters else column + 1
        if cell.get("t") == "e":
            yield column, cell.findtext("{*}v", "").strip() or UNNAMED
        elif cell.get("t") != "str" and cell.find("{*}f") is not None and not cell.findtext("{*}v", "").strip():
            yield column, UNCOMPUTED


def column_number(letters: str) -> int:
    """Return the number of a column, counted from 1, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
