"""The error values of an .xlsx file (#N/A, #REF! ...), which the reading library gives as empty cells.

An empty cell has a meaning of its own in a register, so a broken formula must not look like one.
"""

import re
from collections import defaultdict
from io import BytesIO
from posixpath import join, normpath
from xml.etree import ElementTree
from zipfile import ZipFile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MARK = b't="e"'
ERROR = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*? t="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]{1,40})</v>'
)

Errors = dict[int, dict[int, str]]


def errors_of_xlsx(content: bytes) -> dict[str, Errors]:
    """Return the error values of every sheet by row and column, counted from 1; none for other formats."""
    if not content.startswith(b"PK"):
        return {}
    with ZipFile(BytesIO(content)) as archive:
        names = set(archive.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return {}
        places = _sheet_parts(archive)
        return {name: _errors(archive.read(part)) for name, part in places.items() if part in names}


def _sheet_parts(archive: ZipFile) -> dict[str, str]:
    """Return the part of the archive that holds each sheet."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 (check_archive)
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 (check_archive)
    return {
        sheet.get("name", ""): normpath(join("/xl", targets.get(sheet.get(RELATION), ""))).lstrip("/")
        for sheet in book.iter(f"{MAIN}sheet")
    }


def _errors(part: bytes) -> Errors:
    found: Errors = defaultdict(dict)
    if MARK in part:
        for letters, row, text in ERROR.findall(part):
            found[int(row)][_column(letters)] = text.decode("utf-8", errors="replace")
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
