"""Reading the sheets of an Excel or OpenDocument workbook."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from etl.problems import Refused
from etl.read.cell_text import MAX_CELL_CHARACTERS, Texts
from etl.read.kinds import refusal_of_ole
from etl.read.sheet import Merge, Sheet, make_sheet
from etl.read.workbook.beside import NOTHING_BESIDE, Beside, beside_of, with_struck_rows
from etl.read.workbook.number_formats import as_shown
from etl.read.workbook.ods_beside import beside_of_ods
from etl.read.workbook.ods_merges import merges_of_ods
from etl.read.workbook.parts import sheet_parts, styles_part
from etl.read.workbook.styles import styles_of
from etl.read.workbook.xls_beside import beside_of_xls
from etl.read.workbook.zip_safety import check_archive

OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
# An .xls starts its workbook with a BOF record (write protection may follow) and, when locked, a FILEPASS record.
LOCKED_XLS = re.compile(rb"\x09\x08\x10\x00\x00\x06.{14}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
XLS_STREAMS = ("Workbook", "Book")


def read_workbook(file: str, content: bytes) -> list[Sheet]:
    """Return the worksheets of a workbook, hidden ones too; charts and macros are passed over."""
    with _refusing(file):
        _check_container(file, content)
        workbook = CalamineWorkbook.from_filelike(BytesIO(with_usual_names(content)))
        metadata = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        merged = merges_of_ods(content)
        styles = styles_of(styles_part(content))
        beside = (
            {part.sheet: beside_of(part, styles) for part in sheet_parts(content)}
            or beside_of_ods(content)
            or beside_of_xls(content)
        )
        sheets = [
            _read_sheet(
                file,
                workbook.get_sheet_by_name(one.name),
                merged.get(one.name, []),
                beside.get(one.name, NOTHING_BESIDE),
            )
            for one in metadata
        ]
        hidden = [one.visible != SheetVisibleEnum.Visible for one in metadata]
        return [replace(sheet, hidden=is_hidden) for sheet, is_hidden in zip(sheets, hidden, strict=True)]


@contextmanager
def _refusing(file: str) -> Iterator[None]:
    """Turn whatever the reading library makes of a broken workbook, its panics too, into a refusal."""
    try:
        yield
    except Refused:
        raise
    except PasswordError:
        raise Refused("password_protected", file=file) from None
    except MemoryError:
        raise Refused("too_large_to_read", file=file) from None
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise Refused("damaged", file=file) from error
        raise


def _check_container(file: str, content: bytes) -> None:
    if not content.startswith(OLE_MARK):
        check_archive(file, content)
    elif LOCKED_PACKAGE in content or LOCKED_XLS.search(content):
        raise Refused("password_protected", file=file)
    elif not any(_stream(name) in with_usual_names(content) for name in XLS_STREAMS):
        raise refusal_of_ole(file, content)


def with_usual_names(content: bytes) -> bytes:
    """Return an .xls whose stream has the name the reading library looks for: some programs write it in capitals."""
    if not content.startswith(OLE_MARK):
        return content
    for name in XLS_STREAMS:
        if _stream(name) not in content:
            content = content.replace(_stream(name.upper()), _stream(name))
    return content


def _stream(name: str) -> bytes:
    """Return the name of a stream as the directory of a compound file begins it and ends it."""
    return name.encode("utf-16-le") + b"\0\0"


def _read_sheet(file: str, source: CalamineSheet, merged: list[Merge], beside: Beside) -> Sheet:
    first_row, first_column = source.start or (0, 0)
    merged = merged or [
        Merge(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in source.merged_cell_ranges or ()
    ]
    rows = _as_seen(_rows(file, source, first_row), first_row + 1, first_column + 1, beside)
    sheet = make_sheet(file, source.name, rows, first_row + 1, first_column + 1, merged)
    return replace(sheet, looks=with_struck_rows(beside, sheet))


def _rows(file: str, source: CalamineSheet, skipped: int) -> Iterator[list[str]]:
    """Yield the rows as text; the library counts them from the top of the sheet, above the used range too."""
    texts = Texts()
    text_of = texts.__getitem__
    for number, values in enumerate(source.iter_rows(), start=1):
        if number <= skipped:
            continue
        row = list(map(text_of, values))
        if max(map(len, row), default=0) > MAX_CELL_CHARACTERS:
            raise Refused("cell_too_large", file=file, sheet=source.name, row=number, limit=MAX_CELL_CHARACTERS)
        yield row


def _as_seen(rows: Iterator[list[str]], first_row: int, first_column: int, beside: Beside) -> Iterator[list[str]]:
    """Yield the rows with their error values said as Excel says them, and figures as their formats show them."""
    for number, row in enumerate(rows, start=first_row):
        for column, shape in beside.shapes.get(number, {}).items():
            if 0 <= column - first_column < len(row):
                row[column - first_column] = as_shown(row[column - first_column], shape)
        for column, text in beside.errors.get(number, {}).items():
            if 0 <= column - first_column < len(row):
                row[column - first_column] = text
        yield row
