"""Whether a file says of itself that its data are invented: above its table or below it, whatever the file is called."""

from collections.abc import Iterable
from itertools import chain

from etl.read import Sheet
from etl.words import Text

MARK = Text("Демонстрационные данные, все цифры вымышлены", "Demonstration data, all figures are invented")
EDGE = 40  # rows at the top and at the bottom of a sheet, where a title or a footnote stands


def says_invented(sheets: Iterable[Sheet]) -> bool:
    """Return whether a cell at the edge of a sheet holds the mark of invented data."""
    rows = chain.from_iterable((*sheet.rows[:EDGE], *sheet.rows[-EDGE:]) for sheet in sheets)
    return any(is_mark(cell) for cell in set(chain.from_iterable(rows)))


def is_mark(text: str) -> bool:
    """Return whether a text holds the mark, in any case and spacing."""
    words = " ".join(text.casefold().split())
    return any(mark.casefold() in words for mark in (MARK.ru, MARK.en))
