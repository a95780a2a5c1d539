"""A value is read as its format shows it: a share as a percentage, thousands as thousands, a month as a month."""

from io import BytesIO

import pytest
import xlsxwriter
from odf.number import DateStyle, Month, Text, Year
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style
from odf.table import Table, TableCell, TableRow
from odf.text import P

from etl.read import read_sheets
from etl.read.workbook.number_formats import as_shown, shape_of


@pytest.mark.parametrize(
    ("code", "text", "shown"),
    [
        ("0%", "0.85", "85%"),
        ("0.0%", "1", "100%"),
        ("0%;[Red]-0%", "0.56", "56%"),
        ("#,##0.00%", "0.12345", "12.345%"),
        ('0"%"', "85", "85 %"),
        ('0" тыс."', "5", "5 тыс."),
        ('0.0" тыс. чел."', "1.2", "1.2 тыс. чел."),
        (r"0\ \м\л\н", "3", "3 млн"),
        ("#,##0,", "5000", "5 тыс."),
        ('#,##0.0,," млн"', "1500000", "1.5 млн"),
        ('#,##0," тыс. руб."', "500000", "500 тыс. руб."),
        ('"около "0', "500", "около 500"),
        ('0" чел."', "12", "12 чел."),
        ("mmmm yyyy", "2025-03-01", "03.2025"),
        ("[$-419]mmmm\\ yyyy;@", "2025-03-15", "03.2025"),
        ("mmm-yy", "2024-12-31", "12.2024"),
        ("yyyy", "2025-01-01", "2025"),
        ('yyyy" г."', "2025-01-01", "2025"),
    ],
)
def test_a_format_that_says_something_is_read(code: str, text: str, shown: str) -> None:
    shape = shape_of(code)
    assert shape is not None
    assert as_shown(text, shape) == shown


@pytest.mark.parametrize(
    "code",
    ["General", "0", "0.00", "#,##0", "# ##0", "dd.mm.yyyy", "d mmmm yyyy", "dd.mm.yy hh:mm", "[h]:mm", "@", "0000", "0.00E+00",
     "_-* #,##0\\ _₽_-;-* #,##0\\ _₽_-", "#,##0.00\\ [$₽-419]", "[Red]0", "[>999]0", "d mmmm", "mm:ss"],
)  # fmt: skip
def test_a_plain_format_adds_nothing(code: str) -> None:
    assert shape_of(code) is None


@pytest.mark.parametrize("text", ["нет данных", "", "14:30:00"])
def test_a_text_stays_whatever_its_format_is(text: str) -> None:
    for code in ("0%", 'yyyy" г."', "mmmm yyyy"):
        shape = shape_of(code)
        assert shape is not None
        assert as_shown(text, shape) == text


def test_cells_of_an_xlsx_are_read_as_they_are_shown() -> None:
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Лист")
    for column, (value, code) in enumerate(
        [(0.85, "0%"), (45717, "mmmm yyyy"), (45658, "yyyy"), (5, '0" тыс."'), (12, "0"), ("85", "0%")]
    ):
        sheet.write(2, column + 1, value, book.add_format({"num_format": code}))
    book.close()
    (sheet_read,) = read_sheets("а.xlsx", out.getvalue())
    assert sheet_read.rows == [["85%", "03.2025", "2025", "5 тыс.", "12", "85"]]


def test_cells_of_an_ods_are_read_as_they_are_shown() -> None:
    document = OpenDocumentSpreadsheet()
    month = DateStyle(name="N1")
    for part in (Month(textual="true"), Text(text=" "), Year(style="long")):
        month.addElement(part)
    document.automaticstyles.addElement(month)
    look = Style(name="ce1", family="table-cell", datastylename="N1")
    document.automaticstyles.addElement(look)
    table = Table(name="Лист")
    row = TableRow()
    cells = (
        (TableCell(valuetype="percentage", value="0.85"), "85 %"),
        (TableCell(valuetype="date", datevalue="2025-03-01", stylename=look), "март 2025"),
        (TableCell(valuetype="float", value="12"), "12"),
    )
    for cell, text in cells:
        cell.addElement(P(text=text))
        row.addElement(cell)
    table.addElement(row)
    document.spreadsheet.addElement(table)
    out = BytesIO()
    document.save(out)
    (sheet,) = read_sheets("а.ods", out.getvalue())
    assert sheet.rows == [["85%", "03.2025", "12"]]
