"""The error values of an .ods file (#N/A, Err:502 ...), which the reading library gives as empty cells."""

from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

from etl.read.workbook.error_cells import UNNAMED, Errors
from etl.read.workbook.ods_merges import CELLS, COLUMNS_REPEATED, ROWS_REPEATED, TABLE

VALUE_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
PARAGRAPH = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
# Parsing a sheet takes as long as reading it, so only a file in which this stands is parsed.
MARKS = (b'"error"', b"'error'")


def errors_of_ods(content: bytes) -> dict[str, Errors]:
    """Return the error values of every sheet by row and column, counted from 1; none for other formats."""
    if not content.startswith(b"PK"):
        return {}
    with ZipFile(BytesIO(content)) as archive:
        part = archive.read("content.xml") if "content.xml" in archive.namelist() else b""
    return _errors(part) if any(mark in part for mark in MARKS) else {}


def _errors(part: bytes) -> dict[str, Errors]:
    sheets: dict[str, Errors] = {}
    errors: Errors = {}
    number = 1
    events = iterparse(BytesIO(part), events=("start", "end"))  # noqa: S314 (check_archive refused entity declarations)
    for event, element in events:
        if event == "start" and element.tag == f"{TABLE}table":
            errors, number = sheets.setdefault(element.get(f"{TABLE}name", ""), {}), 1
        elif event == "end" and element.tag == f"{TABLE}table-row":
            repeated = int(element.get(ROWS_REPEATED, 1))
            if row := dict(_errors_of_row(element)):
                errors.update(dict.fromkeys(range(number, number + repeated), row))
            number += repeated
            element.clear()
    return sheets


def _errors_of_row(row: Element) -> Iterator[tuple[int, str]]:
    column = 1
    for cell in row:
        if cell.tag not in CELLS:
            continue
        repeated = int(cell.get(COLUMNS_REPEATED, 1))
        if cell.get(VALUE_TYPE) == "error":
            text = cell.findtext(PARAGRAPH, "").strip() or UNNAMED
            yield from ((place, text) for place in range(column, column + repeated))
        column += repeated
