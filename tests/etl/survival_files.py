"""Files made to harm whoever opens them, and registers of any size."""

import struct
from collections.abc import Iterable, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

from etl.regions import REGIONS
from tests.etl.registers import EVENTS, event, events

SHEET = "xl/worksheets/sheet1.xml"
CENTRAL = b"PK\x01\x02"


def large(rows: int, title: str = "Форум", width: int = 0) -> bytes:
    """Return a register of events with that many good rows over five years; `width` makes its titles longer."""
    wide = " " + "x" * width if width else ""
    return events(
        *(
            event(
                REGIONS[number % 89].name,
                str(number % 50 + 1),
                title=f"{title} {number // 200}{wide}",
                day=f"{number % 28 + 1:02}.{number % 12 + 1:02}.{2020 + number % 5}",
                municipality=f"Округ {number % 900}",
            )
            for number in range(rows)
        )
    )


def workbook(rows: Iterable[Sequence[str]], headings: Sequence[str] = EVENTS) -> bytes:
    """Return a workbook of one sheet whose cells are all plain texts."""
    book = xlsxwriter.Workbook(out := BytesIO(), {"strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet("Лист")
    for number, row in enumerate((headings, *rows)):
        for place, text in enumerate(row):
            page.write_string(number, place, text)
    book.close()
    return out.getvalue()


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return the workbook with one replacement in one of its parts."""
    with ZipFile(BytesIO(content)) as before, ZipFile(out := BytesIO(), "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            text = before.read(name)
            assert name != part or old in text
            after.writestr(name, text.replace(old, new, 1) if name == part else text)
    return out.getvalue()


def padded(content: bytes, blank: bytes) -> bytes:
    """Return the workbook with so much blank in its sheet."""
    return changed(content, SHEET, b"<sheetData>", blank + b"<sheetData>")


def inline(content: bytes, text: bytes) -> bytes:
    """Return the workbook with this text in A2, written in the sheet itself."""
    with ZipFile(BytesIO(content)) as container:
        sheet = container.read(SHEET)
    cell = sheet[sheet.index(b'<c r="A2"') : sheet.index(b'<c r="B2"')]
    return changed(content, SHEET, cell, b'<c r="A2" t="inlineStr"><is><t>' + text + b"</t></is></c>")


def stored(content: bytes) -> bytes:
    """Return the workbook with its parts not packed, so that its size tells of no bomb."""
    with ZipFile(BytesIO(content)) as packed, ZipFile(out := BytesIO(), "w") as plain:
        for name in packed.namelist():
            plain.writestr(name, packed.read(name))
    return out.getvalue()


def understated(content: bytes, size: int = 1_000) -> bytes:
    """Return the workbook with a small size declared for its sheet, in both headers of the container."""
    with ZipFile(BytesIO(content)) as container:
        start = container.getinfo(SHEET).header_offset
    raw = bytearray(content)
    listed = content.index(CENTRAL, content.rindex(SHEET.encode()) - 46)
    struct.pack_into("<I", raw, start + 22, size)
    struct.pack_into("<I", raw, listed + 24, size)
    return bytes(raw)


def laughing(content: bytes) -> bytes:
    """Return the workbook whose sheet declares entities of entities: a billion laughs."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ха">{levels}]>'.encode()
    return changed(content, SHEET, b"<worksheet", bomb + b"<worksheet")


def hollow(content: bytes, rows: int = 1_000_000) -> bytes:
    """Return the workbook with a million formatted rows under its table, empty but for the last one's copy of row 2."""
    with ZipFile(BytesIO(content)) as container:
        sheet = container.read(SHEET)
    last_row = sheet[sheet.index(b'<row r="2"') : sheet.index(b"</sheetData>")]
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, rows)).encode()
    last = last_row.replace(b'r="2"', b'r="%d"' % rows).replace(b'2" t="s"', b'%d" t="s"' % rows)
    return changed(content, SHEET, b"</sheetData>", empty + last + b"</sheetData>")
