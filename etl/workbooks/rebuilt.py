"""The error workbook written anew: for .xls, .ods and .csv, and for a file whose other columns name people."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from etl.normalise.validate import Batch
from etl.read.sheet import Merge, Sheet
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
from etl.workbooks.marks import MAX_SHEET_NAME, Cell, Layout, Marks, Place, clean, free_name
from etl.workbooks.words import ROW

OTHER_WIDTH = 18
COMMENT = {"x_scale": 2.5, "y_scale": 1.5}
NOT_IN_NAMES = str.maketrans("[]:*?/\\", "_______")
CREATED = datetime(2025, 1, 1)


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet to write: its rows with their numbers and first columns, in order, and the ranges merged in it."""

    name: str
    rows: Sequence[tuple[int, int, Sequence[str]]]
    marks: Marks | None = None
    merged: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class _Book:
    book: xlsxwriter.Workbook
    names: Mapping[str, str]
    author: str

    def style(self, **properties: object) -> Format:
        return self.book.add_format({"valign": "top", **properties})


def sender_pages(sheets: Sequence[Sheet], marks: Sequence[Marks]) -> list[Page]:
    """Return the sheets of a file as they were read; what a merge hides is not written twice."""
    by_sheet = {mark.sheet: mark for mark in marks}
    return [Page(sheet.name, _own_rows(sheet), by_sheet.get(sheet.name), sheet.merged) for sheet in sheets]


def _own_rows(sheet: Sheet) -> list[tuple[int, int, Sequence[str]]]:
    hidden_in = {row for row, _ in sheet.filled}
    return [
        (number, sheet.first_column, _without_hidden(sheet, number, texts) if number in hidden_in else texts)
        for number, texts in enumerate(sheet.rows, start=sheet.first_row)
        if any(texts)
    ]


def _without_hidden(sheet: Sheet, number: int, texts: Sequence[str]) -> list[str]:
    return [
        "" if (number, column) in sheet.filled else text for column, text in enumerate(texts, start=sheet.first_column)
    ]


def register_layout(batch: Batch) -> Layout:
    """Return where the register's own columns stand in a page without all others: after the row number."""
    headings = [read.heading for read in batch.columns if read.heading in batch.table.headings]
    return Layout({heading: column for column, heading in enumerate(headings, start=2)}, len(headings) + 1)


def register_page(batch: Batch, marks: Marks, language: str) -> Page:
    """Return the register's own columns in their rows, each with its number in the sender's file."""
    columns = [read for read in batch.columns if read.heading in batch.table.headings]
    headings = [ROW.of(language), *(read.heading for read in columns)]
    rows = zip(batch.table.row_numbers, *(read.texts for read in columns), strict=True)
    numbered = sorted((int(number), 1, (str(number), *texts)) for number, *texts in rows)
    return Page(batch.table.sheet, [(batch.table.header_row, 1, headings), *numbered], marks)


def rebuilt(title: str, author: str, lines: Sequence[Line], pages: Sequence[Page]) -> bytes:
    """Return a new .xlsx: the summary, then the pages with their faults marked; every cell of them is text."""
    buffer = BytesIO()
    # Rows are written once and in order, except where merges reach ahead.
    constant = not any(page.merged for page in pages)
    names = _sheet_names(pages)
    with xlsxwriter.Workbook(buffer, {"constant_memory": constant}) as book:
        book.set_properties({"author": author, "created": CREATED})
        form = _Book(book, names, author)
        _write_summary(form, book.add_worksheet(free_name(title, names.values(), MAX_SHEET_NAME)), lines)
        for page in pages:
            _write_page(form, book.add_worksheet(names[page.name]), page)
    return buffer.getvalue()


def _sheet_names(pages: Sequence[Page]) -> dict[str, str]:
    """Return a name that Excel accepts for every page."""
    names: dict[str, str] = {}
    for page in pages:
        plain = " ".join(clean(page.name).translate(NOT_IN_NAMES).split()).strip("'")
        names[page.name] = free_name(plain or "1", names.values(), MAX_SHEET_NAME).rstrip("'")
    return names


def _write_summary(form: _Book, sheet: Worksheet, lines: Sequence[Line]) -> None:
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    styles = {look: form.style(**_look(look)) for look in Look}
    wrapped, linked = form.style(text_wrap=True), form.style(text_wrap=True, font_color=f"#{LINK_COLOUR}", underline=1)
    for row, line in enumerate(lines):
        for column, value in enumerate(line.cells):
            style = styles[line.look] if column == 0 or line.look is not Look.PLAIN else wrapped
            if column == 0 and line.link:
                address = f"internal:{form_address(form, line.link)}"
                sheet.write_url(row, column, address, linked, string=str(value))
            elif isinstance(value, int):
                sheet.write_number(row, column, value, style)
            elif value:
                sheet.write_string(row, column, value, style)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _look(look: Look) -> dict[str, object]:
    looks: dict[Look, dict[str, object]] = {
        Look.TITLE: {"bold": True, "font_size": TITLE_SIZE},
        Look.HEADINGS: {"bold": True, "bg_color": f"#{HEADING_COLOUR}", "text_wrap": True},
        Look.REPAIR: {"text_wrap": True},
    }
    return looks.get(look, {})


def form_address(form: _Book, place: Place) -> str:
    """Return the address of a cell as links write it."""
    sheet = form.names[place.sheet].replace("'", "''")
    return f"'{sheet}'!{xl_rowcol_to_cell(place.row - 1, place.column - 1)}"


def _write_page(form: _Book, sheet: Worksheet, page: Page) -> None:
    last_row, last_column = _extent(page)
    sheet.set_column(0, last_column, OTHER_WIDTH)
    _merge(form, sheet, page.merged, last_row, last_column)
    marks = page.marks
    styles = {
        "plain": form.style(),
        "heading": form.style(bold=True, bg_color=f"#{HEADING_COLOUR}"),
        "fault": form.style(bg_color=f"#{FAULT_COLOUR}"),
    }
    notes = _notes(page, max(last_column, marks.last_column if marks else 0) + 1)
    for number, first, texts in page.rows:
        usual = styles["heading" if marks and number == marks.header_row else "plain"]
        for column, text in enumerate(texts, start=first):
            if fault := marks.cells.get((number, column)) if marks else None:
                _write(sheet, (number, column), text, styles["fault"])
                sheet.write_comment(number - 1, column - 1, fault, {**COMMENT, "author": form.author})
            elif text:
                _write(sheet, (number, column), text, usual)
        if number in notes:
            _write(sheet, notes[number][0], notes[number][1], usual)
    if notes:
        column = next(iter(notes.values()))[0][1] - 1
        sheet.set_column(column, column, NOTE_WIDTH)


def _notes(page: Page, column: int) -> dict[int, tuple[Cell, str]]:
    """Return the text of the added column in each row that has one, with its cell."""
    marks = page.marks
    if marks is None or not marks.rows:
        return {}
    texts = {marks.header_row: marks.title, **marks.rows}
    return {row: ((row, column), text) for row, text in texts.items()}


def _extent(page: Page) -> Cell:
    """Return the last row and the last column with a text."""
    rows = page.rows
    return max((row[0] for row in rows), default=0), max(
        (first + len(texts) - 1 for _, first, texts in rows), default=0
    )


def _merge(form: _Book, sheet: Worksheet, merged: Sequence[Merge], last_row: int, last_column: int) -> None:
    """Merge what the sender had merged, as far as there are texts; of two ranges that overlap only the first."""
    style = form.style()
    for merge in merged:
        bottom, right = min(merge.last_row, last_row), min(merge.last_column, last_column)
        larger = bottom > merge.first_row or right > merge.first_column
        if larger and bottom >= merge.first_row and right >= merge.first_column:
            with suppress(OverlappingRange):
                sheet.merge_range(merge.first_row - 1, merge.first_column - 1, bottom - 1, right - 1, "", style)


def _write(sheet: Worksheet, cell: Cell, text: str, style: Format) -> None:
    row, column = cell
    if text:
        sheet.write_string(row - 1, column - 1, clean(text), style)
    else:
        sheet.write_blank(row - 1, column - 1, None, style)
