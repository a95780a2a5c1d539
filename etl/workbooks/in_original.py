"""The error workbook in the sender's own .xlsx: its sheets, widths, colours and formulas stay as they are.

The file is opened and written in a process of its own with a limit on memory and time: a small file can stretch
over more cells than memory holds, and nobody else should wait or stop because of it.
"""

import gc
import pickle
import re
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from etl.workbooks.first_sheet import (
    FAULT_COLOUR,
    HEADING_COLOUR,
    LINK_COLOUR,
    NOTE_WIDTH,
    TITLE_SIZE,
    WIDTHS,
    Line,
    Look,
)
from etl.workbooks.hidden_people import hide_people
from etl.workbooks.marks import MAX_SHEET_NAME, Marks, Place, free_name

MAX_MEMORY = 1 << 30
MAX_SECONDS = 120
ROOT = Path(__file__).resolve().parents[2]
COMMENT_SIZE = 320, 110
SHAPE_BLOCK = 1024
SHAPE = re.compile(rb"_x0000_s\d+")
SHAPE_BLOCKS = re.compile(rb'data="[\d,]*"')
FAULT = PatternFill("solid", fgColor=FAULT_COLOUR)
HEADING = PatternFill("solid", fgColor=HEADING_COLOUR)


@dataclass(frozen=True, slots=True)
class Job:
    """All that is written into the sender's workbook."""

    original: bytes
    title: str
    author: str
    lines: Sequence[Line]
    marks: Sequence[Marks]


def marked_original(job: Job) -> bytes | None:
    """Return the sender's workbook marked; None when it cannot be opened within the limits."""
    command = [sys.executable, "-m", "etl.workbooks.in_original"]
    try:
        child = subprocess.run(  # noqa: S603 (nothing of the file is in the command)
            command, input=pickle.dumps(job), capture_output=True, cwd=ROOT, timeout=MAX_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return None if child.returncode else child.stdout


def marked(job: Job) -> bytes:
    """Return the sender's workbook with its faults marked and the summary before its sheets."""
    book = load_workbook(BytesIO(job.original), rich_text=True)
    hide_people(book, job.author)
    for marks in job.marks:
        _mark(book[marks.sheet], marks, job.author)
    sheet = book.create_sheet(free_name(job.title, book.sheetnames, MAX_SHEET_NAME), 0)
    _write_summary(sheet, job.lines)
    for worksheet in book.worksheets:  # two sheets chosen at once would be edited together
        worksheet.sheet_view.tabSelected = worksheet is sheet
    book.active = sheet
    return _saved(book)


def _mark(sheet: Worksheet, marks: Marks, author: str) -> None:
    for (row, column), text in marks.cells.items():
        cell = sheet.cell(row, column)
        cell.fill = FAULT
        if isinstance(cell, Cell):
            cell.comment = _comment(cell, text, author)
    if marks.rows:
        _write_notes(sheet, marks, _free_column(sheet, marks))


def _comment(cell: Cell, text: str, author: str) -> Comment:
    """Return our remark, below the one that the sender's cell already has."""
    earlier = cell.comment
    words = text if earlier is None or text in earlier.text else f"{earlier.text}\n\n{text}"
    width, height = COMMENT_SIZE
    return Comment(words, author if earlier is None else earlier.author, height, width)


def _free_column(sheet: Worksheet, marks: Marks) -> int:
    """Return the first column right of the table where nothing stands beside it."""
    rows = range(marks.header_row, marks.last_row + 1)
    return next(
        column for column in count(marks.last_column + 1) if all(_is_free(sheet.cell(row, column)) for row in rows)
    )


def _is_free(cell: Cell | MergedCell) -> bool:
    return isinstance(cell, Cell) and cell.value is None


def _write_notes(sheet: Worksheet, marks: Marks, column: int) -> None:
    _write(sheet, marks.header_row, column, marks.title).font = Font(bold=True)
    sheet.cell(marks.header_row, column).fill = HEADING
    for row, text in marks.rows.items():
        _write(sheet, row, column, text)
    sheet.column_dimensions[get_column_letter(column)].width = NOTE_WIDTH


def _write(sheet: Worksheet, row: int, column: int, value: str | int) -> Any:
    """Write a value and return its cell; a text is never taken for a formula."""
    cell = sheet.cell(row, column, value)
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def _write_summary(sheet: Worksheet, lines: Sequence[Line]) -> None:
    for row, line in enumerate(lines, start=1):
        for column, value in enumerate(line.cells, start=1):
            if value != "":
                _style(_write(sheet, row, column, value), line.look)
        if line.link:
            _link(sheet.cell(row, 1), line.link)
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _style(cell: Any, look: Look) -> None:
    wrap = look in (Look.REPAIR, Look.HEADINGS) or cell.column > 1
    cell.alignment = Alignment(wrap_text=wrap, vertical="top")
    if look is Look.TITLE:
        cell.font = Font(bold=True, size=TITLE_SIZE)
    if look is Look.HEADINGS:
        cell.font, cell.fill = Font(bold=True), HEADING


def _link(cell: Any, place: Place) -> None:
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=address(place))
    cell.font = Font(color=LINK_COLOUR, underline="single")


def address(place: Place) -> str:
    """Return the address of a cell as links write it."""
    sheet = place.sheet.replace("'", "''")
    return f"'{sheet}'!{get_column_letter(place.column)}{place.row}"


class _Archive(ZipFile):
    """A container whose comment boxes are numbered as Excel wants them: no number twice in the workbook.

    The library numbers them anew on every sheet and past the block it declares, which Excel may offer to repair.
    """

    blocks = 0

    def writestr(self, zinfo_or_arcname: Any, data: Any, *others: Any) -> None:
        """Write a part."""
        name = str(getattr(zinfo_or_arcname, "filename", zinfo_or_arcname))
        super().writestr(zinfo_or_arcname, self._numbered(data) if name.endswith(".vml") else data, *others)

    def _numbered(self, data: bytes | str) -> bytes:
        part = data.encode() if isinstance(data, str) else data
        first = self.blocks + 1
        self.blocks += len(SHAPE.findall(part)) // (SHAPE_BLOCK - 1) + 1
        numbers = (number for number in count(first * SHAPE_BLOCK) if number % SHAPE_BLOCK)
        part = SHAPE.sub(lambda _: b"_x0000_s%d" % next(numbers), part)
        declared = ",".join(map(str, range(first, self.blocks + 1)))
        return SHAPE_BLOCKS.sub(b'data="%s"' % declared.encode(), part, count=1)


def _saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    ExcelWriter(book, _Archive(buffer, "w", ZIP_DEFLATED, allowZip64=True)).save()
    return buffer.getvalue()


def main() -> None:
    """Write the workbook of the job on standard input to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    gc.disable()  # this process ends in seconds; collecting would take half of them
    sys.stdout.buffer.write(marked(pickle.load(sys.stdin.buffer)))  # noqa: S301 (our own parent wrote it)


if __name__ == "__main__":
    main()
