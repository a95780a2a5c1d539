"""What stands in an .ods sheet beside its values: errors, what is hidden, struck out, linked, shown as a percentage or a month."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

from etl.read.sheet import Looks
from etl.read.workbook.beside import Beside
from etl.read.workbook.error_cells import UNNAMED
from etl.read.workbook.number_formats import Kind, Shape
from etl.read.workbook.ods_merges import CELLS, COLUMNS_REPEATED, ROWS_REPEATED, TABLE

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
CALC_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
ADDRESS = "{http://www.w3.org/1999/xlink}href"
# Parsing a sheet takes as long as reading it, so only a file in which one of these stands is parsed.
MARKS = (b'"error"', b"'error'", b'visibility="', b'"percentage"', b"line-through-style=", b"<text:a ", b":date-style ")
MOST_REPEATED = 10_000  # the empty rows at the end of a sheet are one row, repeated a million times


@dataclass(slots=True)
class Looked:
    """The looks by their names: which strike out, and the shape of each that shows a month or a year."""

    struck: set[str] = field(default_factory=set)
    dates: dict[str, Shape] = field(default_factory=dict)
    shapes: dict[str, Shape] = field(default_factory=dict)


@dataclass(slots=True)
class Place:
    """Where in a sheet the parser is, and what it found there so far."""

    beside: Beside = field(default_factory=Beside)
    row: int = 1
    column: int = 1
    hidden: set[int] = field(default_factory=set)
    filtered: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    links: dict[tuple[int, int], str] = field(default_factory=dict)

    def found(self) -> Beside:
        """Return what was found in the sheet."""
        looks = Looks(
            hidden_rows=frozenset(self.hidden),
            filtered_rows=frozenset(self.filtered),
            hidden_columns=frozenset(self.columns),
            links=self.links,
        )
        return Beside(self.beside.errors, self.beside.shapes, self.beside.struck, looks)


def beside_of_ods(content: bytes) -> dict[str, Beside]:
    """Return what stands beside the values of every sheet; none for other formats."""
    if not content.startswith(b"PK"):
        return {}
    with ZipFile(BytesIO(content)) as archive:
        part = archive.read("content.xml") if "content.xml" in archive.namelist() else b""
    return _beside(part) if any(mark in part for mark in MARKS) else {}


def _beside(part: bytes) -> dict[str, Beside]:
    places: dict[str, Place] = {}
    place, looked = Place(), Looked()
    events = iterparse(BytesIO(part), events=("start", "end"))  # noqa: S314 (check_archive refused entity declarations)
    for event, element in events:
        if event == "start":
            if element.tag == f"{TABLE}table":
                place = places.setdefault(element.get(f"{TABLE}name", ""), Place())
        elif element.tag == f"{NUMBER}date-style":
            _note_dates(element, looked)
        elif element.tag == f"{STYLE}style":
            _note_style(element, looked)
        elif element.tag == f"{TABLE}table-column":
            _note_column(element, place)
        elif element.tag == f"{TABLE}table-row":
            _note_row(element, place, looked)
            element.clear()
    return {name: place.found() for name, place in places.items()}


def _note_dates(element: Element, looked: Looked) -> None:
    parts = {child.tag.removeprefix(NUMBER) for child in element}
    if "year" in parts and not parts & {"day", "hours", "minutes"}:
        looked.dates[element.get(f"{STYLE}name", "")] = Shape("month" if "month" in parts else "year")


def _note_style(element: Element, looked: Looked) -> None:
    name = element.get(f"{STYLE}name", "")
    text = element.find(f"{STYLE}text-properties")
    if text is not None and text.get(f"{STYLE}text-line-through-style", "none") != "none":
        looked.struck.add(name)
    if (dates := looked.dates.get(element.get(f"{STYLE}data-style-name", ""))) is not None:
        looked.shapes[name] = dates


def _note_column(element: Element, place: Place) -> None:
    repeated = int(element.get(COLUMNS_REPEATED, 1))
    if element.get(f"{TABLE}visibility", "visible") != "visible" and repeated < MOST_REPEATED:
        place.columns.update(range(place.column, place.column + repeated))
    place.column += repeated


def _note_row(element: Element, place: Place, looked: Looked) -> None:
    repeated = int(element.get(ROWS_REPEATED, 1))
    rows = range(place.row, place.row + repeated)
    place.row += repeated
    if repeated > MOST_REPEATED:
        return
    seen = element.get(f"{TABLE}visibility", "visible")
    if seen != "visible":
        (place.filtered if seen == "filter" else place.hidden).update(rows)
    for column, cell in _cells(element):
        _note_cell(cell, column, rows, place, looked)


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    """Yield the cells of a row that hold anything, repeated ones each in its column."""
    column = 1
    for cell in row:
        if cell.tag in CELLS:
            repeated = int(cell.get(COLUMNS_REPEATED, 1))
            if len(cell) or cell.get(CALC_TYPE):
                yield from ((place, cell) for place in range(column, column + repeated))
            column += repeated


def _note_cell(cell: Element, column: int, rows: range, place: Place, looked: Looked) -> None:
    style = cell.get(f"{TABLE}style-name", "")
    beside = place.beside
    said: Mapping[str, Shape] = looked.shapes
    percent: Kind | None = "percent" if cell.get(f"{OFFICE}value-type") == "percentage" else None
    for row in rows:
        if cell.get(CALC_TYPE) == "error":
            text = cell.findtext(f"{TEXT}p", "").strip() or UNNAMED
            beside.errors.setdefault(row, {})[column] = text
        if style in looked.struck:
            beside.struck.setdefault(row, set()).add(column)
        if percent or style in said:
            beside.shapes.setdefault(row, {})[column] = Shape(percent) if percent else said[style]
        if (link := cell.find(f".//{TEXT}a")) is not None and link.get(ADDRESS):
            place.links[row, column] = link.get(ADDRESS, "")
