"""The least .xlsb: its records are written here, since no library of the project writes them."""

import struct
import zipfile
from collections.abc import Sequence
from io import BytesIO

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}"/></Relationships>'
)


def record(kind: int, body: bytes = b"") -> bytes:
    """Return a record: its kind, its length in groups of seven bits, its body."""
    number = bytes((kind & 0x7F | 0x80, kind >> 7)) if kind > 0x7F else bytes((kind,))
    length, size = b"", len(body)
    while True:
        length += bytes((size & 0x7F | (0x80 if size > 0x7F else 0),))
        size >>= 7
        if not size:
            return number + length + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def sheet(rows: Sequence[Sequence[str]]) -> bytes:
    size = struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    body = record(129) + record(148, size) + record(145)  # BrtBeginSheet, BrtWsDim, BrtBeginSheetData
    for number, row in enumerate(rows):
        body += record(0, struct.pack("<IIHHBI", number, 0, 300, 0, 0, 0))  # BrtRowHdr
        for column, text in enumerate(row):
            body += record(6, struct.pack("<II", column, 0) + wide(text))  # BrtCellSt
    return body + record(146) + record(130)


def binary_workbook(rows: Sequence[Sequence[str]], name: str = "Лист") -> bytes:
    """Return an .xlsb of one sheet of texts."""
    bundle = struct.pack("<II", 0, 1) + wide("rId1") + wide(name)
    book = record(131) + record(143) + record(156, bundle) + record(144) + record(132)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS.format(kind="officeDocument", target="xl/workbook.bin"))
        archive.writestr("xl/workbook.bin", book)
        archive.writestr(
            "xl/_rels/workbook.bin.rels", RELATIONS.format(kind="worksheet", target="worksheets/sheet1.bin")
        )
        archive.writestr("xl/worksheets/sheet1.bin", sheet(rows))
    return out.getvalue()
