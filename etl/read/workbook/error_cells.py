"""The error values of an .xlsx file (#N/A, #REF! ...) and formulas nobody computed, which the reading library gives as empty cells.

An empty cell has a meaning of its own in a register, so a broken formula must not look like one.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from posixpath import join, normpath
from zipfile import ZipFile

from lxml import etree

# Excel writes the first of each pair, a workbook saved as «strict» the second.
RELATION_IDS = tuple(
    f"{{{namespace}}}id"
    for namespace in (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
)
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
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


def errors_of_xlsx(content: bytes) -> dict[str, Errors]:
    """Return the error values of every sheet by row and column, counted from 1; none for other formats."""
    if not content.startswith(b"PK"):
        return {}
    with ZipFile(BytesIO(content)) as archive:
        # The reading library finds a part whatever its case and its slashes, so this must too.
        names = {_plain(name): name for name in archive.namelist()}
        if not {BOOK, RELATIONS} <= names.keys():
            return {}
        parts = _sheet_parts(archive.read(names[BOOK]), archive.read(names[RELATIONS]))
        return {sheet: errors_of_part(archive.read(names[part])) for sheet, part in parts.items() if part in names}


def _plain(name: str) -> str:
    return name.replace("\\", "/").lower()


def _sheet_parts(book: bytes, relations: bytes) -> dict[str, str]:
    """Return the part of the archive that holds each sheet."""
    targets = {relation.get("Id"): relation.get("Target", "") for relation in _root(relations).iter("{*}Relationship")}
    return {
        sheet.get("name", ""): _plain(normpath(join("/xl", targets.get(_relation(sheet), ""))).lstrip("/"))
        for sheet in _root(book).iter("{*}sheet")
    }


def _root(part: bytes) -> etree._Element:
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))


def _relation(sheet: etree._Element) -> str:
    return next((sheet.attrib[name] for name in RELATION_IDS if name in sheet.attrib), "")


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
        column = _column(letters[0]) if letters else column + 1
        if cell.get("t") == "e":
            yield column, cell.findtext("{*}v", "").strip() or UNNAMED
        elif cell.get("t") != "str" and cell.find("{*}f") is not None and not cell.findtext("{*}v", "").strip():
            yield column, UNCOMPUTED


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
