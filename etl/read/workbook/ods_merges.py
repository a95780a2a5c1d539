"""The merged cells of an .ods file, which the reading library reports for Excel's files only."""

from collections.abc import Iterator
from io import BytesIO
from typing import IO
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

from etl.read.sheet import Merge

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
ROWS_SPANNED, COLUMNS_SPANNED = f"{TABLE}number-rows-spanned", f"{TABLE}number-columns-spanned"
ROWS_REPEATED, COLUMNS_REPEATED = f"{TABLE}number-rows-repeated", f"{TABLE}number-columns-repeated"
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")


def merges_of_ods(content: bytes) -> dict[str, list[Merge]]:
    """Return the merged ranges of every sheet of an .ods file."""
    if not content.startswith(b"PK"):
        return {}
    with ZipFile(BytesIO(content)) as archive:
        if "content.xml" not in archive.namelist():
            return {}
        with archive.open("content.xml") as part:
            return _merges(part)


def _merges(part: IO[bytes]) -> dict[str, list[Merge]]:
    by_sheet: dict[str, list[Merge]] = {}
    merges: list[Merge] = []
    row = 1
    events = iterparse(part, events=("start", "end"))  # noqa: S314 (check_archive refused entity declarations)
    for event, element in events:
        if event == "start" and element.tag == f"{TABLE}table":
            merges = by_sheet.setdefault(element.get(f"{TABLE}name", ""), [])
            row = 1
        elif event == "end" and element.tag == f"{TABLE}table-row":
            merges.extend(_merges_of_row(element, row))
            row += int(element.get(ROWS_REPEATED, 1))
            element.clear()
    return by_sheet


def _merges_of_row(element: Element, row: int) -> Iterator[Merge]:
    column = 1
    for cell in element:
        if cell.tag not in CELLS:
            continue
        down, across = int(cell.get(ROWS_SPANNED, 1)), int(cell.get(COLUMNS_SPANNED, 1))
        if down > 1 or across > 1:
            yield Merge(row, column, row + down - 1, column + across - 1)
        column += int(cell.get(COLUMNS_REPEATED, 1))
