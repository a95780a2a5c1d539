"""What stands in an .xls sheet beside its values: what is hidden or struck out, and how a value is shown."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.read.sheet import Looks
from etl.read.workbook.beside import Beside
from etl.read.workbook.compound_file import stream
from etl.read.workbook.number_formats import BUILT_IN, Shape, shape_of

OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BEGIN, END, SHEET, FONT, LOOK, FORMAT = 0x0809, 0x000A, 0x0085, 0x0031, 0x00E0, 0x041E
ROW, COLUMNS, MANY_NUMBERS = 0x0208, 0x007D, 0x00BD
ONE_CELL = (0x0203, 0x00FD, 0x027E, 0x0006, 0x0204)
FILTER_ON = 0x009B
ROW_HIDDEN, COLUMN_HIDDEN, STRUCK = 0x20, 0x01, 0x08
TEXT_CELLS = (0x00FD, 0x0204)


@dataclass(slots=True)
class Book:
    """The names of the sheets by where they begin, and which looks strike out or show a value in a shape of its own."""

    sheets: dict[int, str] = field(default_factory=dict)
    fonts: list[bool] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN))
    looks: list[tuple[int, int]] = field(default_factory=list)

    def struck(self) -> frozenset[int]:
        """Return the looks that strike out: the fifth font has no number, those after it are counted one higher."""
        place = {number: number if number < 4 else number - 1 for number, _ in self.looks}
        return frozenset(
            look
            for look, (font, _) in enumerate(self.looks)
            if place[font] < len(self.fonts) and self.fonts[place[font]]
        )

    def shapes(self) -> dict[int, Shape]:
        """Return the looks that show a value in a shape of its own."""
        shapes = {look: shape_of(self.formats.get(code, "")) for look, (_, code) in enumerate(self.looks)}
        return {look: shape for look, shape in shapes.items() if shape}


def beside_of_xls(content: bytes) -> dict[str, Beside]:
    """Return what stands beside the values of every sheet of an .xls; none for other formats."""
    if not content.startswith(OLE_MARK):
        return {}
    records = stream(content, ("Workbook", "Book"))
    book = _book(records)
    return {name: _sheet(records, start, book) for start, name in book.sheets.items() if start < len(records)}


def _records(content: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the kind and the body of each record up to the end of its part of the file."""
    depth = 0
    while at + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, at)
        depth += (kind == BEGIN) - (kind == END)
        yield kind, content[at + 4 : at + 4 + length]
        at += 4 + length
        if not depth:
            return


def _book(content: bytes) -> Book:
    book = Book()
    for kind, body in _records(content, 0):
        if kind == SHEET and len(body) > 8:
            book.sheets[struct.unpack_from("<I", body)[0]] = _short_text(body[6:], body[6], 1)
        elif kind == FONT and len(body) > 3:
            book.fonts.append(bool(body[2] & STRUCK))
        elif kind == LOOK and len(body) > 3:
            book.looks.append(struct.unpack_from("<HH", body))
        elif kind == FORMAT and len(body) > 5:
            book.formats[struct.unpack_from("<H", body)[0]] = _short_text(
                body[2:], struct.unpack_from("<H", body, 2)[0], 2
            )
    return book


def _short_text(body: bytes, length: int, before: int) -> str:
    """Return a text whose length stands before it, in one or two bytes a letter as its mark says."""
    wide, letters = body[before] & 1, body[before + 1 :]
    return (
        letters[: 2 * length].decode("utf-16-le", "replace") if wide else letters[:length].decode("cp1251", "replace")
    )


def _sheet(content: bytes, start: int, book: Book) -> Beside:
    beside, struck, shapes = Beside(), book.struck(), book.shapes()
    hidden: set[int] = set()
    columns: set[int] = set()
    filtered = False
    for kind, body in _records(content, start):
        if kind == ROW and len(body) >= 16:
            if body[12] & ROW_HIDDEN:
                hidden.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind == COLUMNS and len(body) >= 10:
            first, last, _width, _look, options = struct.unpack_from("<HHHHH", body)
            columns.update(range(first + 1, min(last, 255) + 2) if options & COLUMN_HIDDEN else ())
        elif kind == FILTER_ON:
            filtered = True
        elif (struck or shapes) and kind in ONE_CELL and len(body) >= 6:
            row, column, look = struct.unpack_from("<HHH", body)
            _note(beside, row + 1, column + 1, look in struck, None if kind in TEXT_CELLS else shapes.get(look))
        elif (struck or shapes) and kind == MANY_NUMBERS:
            row, column = struct.unpack_from("<HH", body)
            for place in range((len(body) - 6) // 6):
                look = struct.unpack_from("<H", body, 4 + 6 * place)[0]
                _note(beside, row + 1, column + place + 1, look in struck, shapes.get(look))
    rows = frozenset(hidden)
    looks = Looks(
        hidden_rows=frozenset() if filtered else rows,
        filtered_rows=rows if filtered else frozenset(),
        hidden_columns=frozenset(columns),
    )
    return Beside(beside.errors, beside.shapes, beside.struck, looks)


def _note(beside: Beside, row: int, column: int, struck: bool, shape: Shape | None) -> None:
    if struck:
        beside.struck.setdefault(row, set()).add(column)
    if shape:
        beside.shapes.setdefault(row, {})[column] = shape
