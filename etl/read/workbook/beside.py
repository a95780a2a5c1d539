"""What stands in an .xlsx sheet beside its values: errors, how a value is shown, what is hidden, struck out or linked.

Each is looked for by a search over the sheet's bytes, and only where its sign is there: most sheets have none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape

from etl.read.sheet import Looks, Sheet
from etl.read.workbook.error_cells import Errors, column_number, errors_of_part
from etl.read.workbook.number_formats import Shape
from etl.read.workbook.parts import SheetPart, relation_id, root, targets
from etl.read.workbook.styles import Styles

ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\bhidden\s*=\s*["'](?:1|true)["'][^>]*>""")
ROW_NUMBER = re.compile(rb"""\br\s*=\s*["'](\d+)["']""")
COLUMN = re.compile(rb"""<(?:\w+:)?col\s[^>]*?\bhidden\s*=\s*["'](?:1|true)["'][^>]*>""")
COLUMN_ENDS = re.compile(rb"""\b(min|max)\s*=\s*["'](\d+)["']""")
FILTER = re.compile(
    rb"""<(?:\w+:)?autoFilter\s[^>]*?\bref\s*=\s*["']\$?[A-Z]+\$?(\d+):\$?[A-Z]+\$?(\d+)["'][^>]*(?<!/)>"""
)
PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d+)["']""")
IS_TEXT = re.compile(rb"""\bt\s*=\s*["'](?:s|str|inlineStr|b|e)["']""")
LINKS = re.compile(rb"<(?:\w+:)?hyperlinks[\s>].*?</(?:\w+:)?hyperlinks>", re.DOTALL)
WORKSHEET = re.compile(rb"<(?:\w+:)?worksheet\s[^>]*>")
NAMESPACE = re.compile(rb"""xmlns(?::\w+)?\s*=\s*["'][^"']*["']""")
LINK_FORMULA = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Z]{1,3})(\d+)["'][^>]*>\s*<(?:\w+:)?f[^>]*>\s*=?HYPERLINK\(\s*(?:"|&quot;)"""
    rb"""(.*?)(?:"|&quot;)"""
)
RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
MOST_STRUCK = 0.5
MOST_LINKED = 10_000  # cells of one link: a link over a whole column is none of its cells'

Shapes = dict[int, dict[int, Shape]]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the values of a sheet, by row and column, counted from 1; `struck` are single cells."""

    errors: Errors = field(default_factory=dict)
    shapes: Shapes = field(default_factory=dict)
    struck: dict[int, set[int]] = field(default_factory=dict)
    looks: Looks = field(default_factory=Looks)


NOTHING_BESIDE = Beside()


def beside_of(part: SheetPart, styles: Styles) -> Beside:
    """Return what stands beside the values of a sheet."""
    shapes, struck = _styled(part.xml, styles)
    hidden = frozenset(_hidden_rows(part.xml))
    filtered = hidden & frozenset(_filtered(part.xml))
    looks = Looks(
        hidden_rows=hidden - filtered,
        filtered_rows=filtered,
        hidden_columns=frozenset(_hidden_columns(part.xml)),
        links=dict(_links(part)) | dict(_link_formulas(part.xml)),
    )
    return Beside(errors_of_part(part.xml), shapes, struck, looks)


def _styled(xml: bytes, styles: Styles) -> tuple[Shapes, dict[int, set[int]]]:
    """Return the shapes of the cells that have one, and the cells that are struck out."""
    shapes: Shapes = {}
    struck: dict[int, set[int]] = {}
    if not styles.telling:
        return shapes, struck
    numbers = b"|".join(str(number).encode() for number in styles.telling)
    cells = re.compile(rb"""<(?:\w+:)?c\s(?=[^>]*?\bs\s*=\s*["'](""" + numbers + rb""")["'])[^>]*>""")
    for cell in cells.finditer(xml):
        place, style = PLACE.search(cell[0]), int(cell[1])
        if not place:
            continue
        row, column = int(place[2]), column_number(place[1].decode())
        if style in styles.struck:
            struck.setdefault(row, set()).add(column)
        if style in styles.shapes and not IS_TEXT.search(cell[0]):
            shapes.setdefault(row, {})[column] = styles.shapes[style]
    return shapes, struck


def _hidden_rows(xml: bytes) -> Iterator[int]:
    for row in ROW.finditer(xml) if b"hidden" in xml else ():
        if number := ROW_NUMBER.search(row[0]):
            yield int(number[1])


def _filtered(xml: bytes) -> range:
    """Return the rows under a filter that leaves something out."""
    span = FILTER.search(xml) if b"autoFilter" in xml else None
    return range(int(span[1]) + 1, int(span[2]) + 1) if span else range(0)


def _hidden_columns(xml: bytes) -> Iterator[int]:
    start = xml.find(b"sheetData")  # columns are told of before the rows
    for column in COLUMN.finditer(xml, 0, start) if b"hidden" in xml[:start] else ():
        ends = {name: int(number) for name, number in COLUMN_ENDS.findall(column[0])}
        yield from range(ends.get(b"min", 1), min(ends.get(b"max", 0), 16_384) + 1)


def _links(part: SheetPart) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the cells that are links, with the address each leads to."""
    start = part.xml.rfind(b"hyperlinks") if part.relations else -1
    links = LINKS.search(part.xml, max(0, part.xml.find(b"/sheetData"))) if start >= 0 else None
    if not links:
        return
    where = targets(part.relations)
    opening = WORKSHEET.search(part.xml)
    names = b" ".join(NAMESPACE.findall(opening[0] if opening else b""))
    for link in root(b"<links " + names + b">" + links[0] + b"</links>").iter("{*}hyperlink"):
        address = where.get(relation_id(link), "")
        place = RANGE.fullmatch(link.get("ref", ""))
        if address and place:
            yield from ((cell, address) for cell in _cells(place))


def _cells(place: re.Match[str]) -> list[tuple[int, int]]:
    left, top, right, bottom = place.groups()
    rows = range(int(top), int(bottom or top) + 1)
    columns = range(column_number(left), column_number(right or left) + 1)
    few = len(rows) * len(columns) <= MOST_LINKED
    return [(row, column) for row in rows for column in columns] if few else []


def _link_formulas(xml: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the cells whose formula is a link to an address that is written in it."""
    if b"HYPERLINK(" in xml:
        for letters, row, address in LINK_FORMULA.findall(xml):
            yield (int(row), column_number(letters.decode())), unescape(address.decode("utf-8", "replace"))


def with_struck_rows(beside: Beside, sheet: Sheet) -> Looks:
    """Return the looks of a sheet with the rows that are crossed out: whole when most of their texts are."""
    shares = {
        number: len(struck & filled) / len(filled)
        for number, struck in beside.struck.items()
        if (filled := _filled(sheet, number))
    }
    return replace(
        beside.looks,
        struck_rows=frozenset(row for row, share in shares.items() if share > MOST_STRUCK),
        partly_struck=frozenset(row for row, share in shares.items() if 0 < share <= MOST_STRUCK),
    )


def _filled(sheet: Sheet, number: int) -> set[int]:
    """Return the columns of a row's own texts."""
    place = number - sheet.first_row
    row = sheet.rows[place] if 0 <= place < len(sheet.rows) else []
    columns = enumerate(row, start=sheet.first_column)
    return {column for column, text in columns if text.strip() and (number, column) not in sheet.filled}
