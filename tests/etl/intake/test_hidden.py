"""What a sheet hides is said and asked about: hidden rows and sheets wait for an answer, struck-out rows are not loaded."""

from collections.abc import Callable
from io import BytesIO

import pytest
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TextProperties
from odf.table import Table, TableCell, TableColumn, TableRow
from odf.text import A, P
from sqlalchemy.engine import Engine
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl import service
from etl.intake.checked import Checked, check
from etl.intake.hidden import Wanted
from etl.loads.rebuild import rebuild
from tests.sums import nation

HEADINGS = ("Мероприятие", "Дата начала", "Регион-участник", "Участники", "Источник")
ROWS = [(f"Форум {number}", f"0{number}.03.2025", "Тульская область", 10 * number, "") for number in range(1, 6)]
Draw = Callable[[Worksheet, Format], object]


def book(draw: Draw, hidden_sheet: str = "") -> bytes:
    """Return an .xlsx of five events of 10, 20 … 50 people, with something more drawn on its sheet."""
    out = BytesIO()
    workbook = xlsxwriter.Workbook(out)
    names = ["Участие", *([hidden_sheet] if hidden_sheet else [])]
    for name in names:
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate((HEADINGS, *ROWS)):
            sheet.write_row(number, 0, row)
        if name == hidden_sheet:
            sheet.very_hidden()
    draw(workbook.worksheets()[0], workbook.add_format({"font_strikeout": True}))
    workbook.close()
    return out.getvalue()


def people(checked: Checked) -> int:
    """Return the people of the rows that count."""
    total = 0
    for batch in checked.batches:
        read = next(read for read in batch.columns if read.column.name == "participants")
        for row, text in zip(batch.table.row_numbers, read.texts, strict=True):
            total += 0 if row in batch.quarantined else int(str(read.readings[text].values[0] or 0).removesuffix(".0"))
    return total


def codes(checked: Checked) -> list[str]:
    return [remark.code for remark in checked.remarks]


def filtered(sheet: Worksheet, _: Format) -> None:
    sheet.autofilter(0, 0, 5, 4)
    sheet.filter_column(3, "x < 25")
    for row in (3, 4, 5):
        sheet.set_row(row, None, None, {"hidden": True})


def grouped(sheet: Worksheet, _: Format) -> None:
    for row in (1, 2):
        sheet.set_row(row, None, None, {"level": 1, "hidden": True})


def struck(sheet: Worksheet, line: Format) -> None:
    sheet.write_row(5, 0, ROWS[4], line)


def struck_in_part(sheet: Worksheet, line: Format) -> None:
    sheet.write(5, 3, 50, line)


@pytest.mark.parametrize(
    ("draw", "code", "count", "loaded", "people_then"),
    [
        (lambda sheet, _: sheet.set_row(3, None, None, {"hidden": True}), "rows_hidden", 1, 4, 150),
        (grouped, "rows_hidden", 2, 3, 150),
        (filtered, "rows_filtered", 3, 2, 150),
        (struck, "rows_struck_out", 1, 4, 100),
        (struck_in_part, "rows_partly_struck", 1, 4, 100),
    ],
)
def test_rows_that_are_not_plainly_meant_do_not_count(
    draw: Draw, code: str, count: int, loaded: int, people_then: int
) -> None:
    content = book(draw)
    checked = check("а.xlsx", content)
    assert codes(checked) == [code]
    assert checked.remarks[0].details["count"] == count
    assert checked.rows - checked.quarantined == loaded
    assert checked.rows + len(checked.dropped) == len(ROWS)
    assert people(check("а.xlsx", content, wanted=Wanted(rows=True))) == people_then


def test_a_hidden_column_is_read_and_said() -> None:
    checked = check("а.xlsx", book(lambda sheet, _: sheet.set_column(3, 3, None, None, {"hidden": True})))
    assert codes(checked) == ["columns_hidden"]
    assert "«Участники»" in checked.remarks[0].sentence("ru")
    assert people(checked) == 150


def test_a_very_hidden_sheet_is_read_when_it_is_wanted() -> None:
    content = book(lambda sheet, _: None, "Черновик")
    checked = check("а.xlsx", content)
    assert codes(checked) == ["sheets_hidden"]
    assert people(checked) == 150
    assert people(check("а.xlsx", content, wanted=Wanted(sheets=True))) == 300


def test_nothing_is_said_of_a_sheet_that_hides_nothing() -> None:
    assert check("а.xlsx", book(lambda sheet, _: sheet.autofilter(0, 0, 5, 4))).remarks == ()


def test_a_link_gives_its_address() -> None:
    def linked(sheet: Worksheet, _: Format) -> None:
        sheet.write_url(1, 4, "https://example.org/news/1", string="Ссылка")
        sheet.write_formula(2, 4, '=HYPERLINK("https://example.org/2?a=1&b=2","Новость")', None, "Новость")
        sheet.write_url(3, 0, "https://example.org/other", string="Форум 3")
        sheet.write(4, 4, "письмо № 5")

    checked = check("а.xlsx", book(linked))
    columns = {read.column.name: read for read in checked.batches[0].columns}
    assert list(columns["source_url"].texts) == [
        "https://example.org/news/1",
        "https://example.org/2?a=1&b=2",
        "",
        "письмо № 5",
        "",
    ]
    assert columns["event"].texts[2] == "Форум 3"


def ods() -> bytes:
    """Return an .ods of three events: one filtered out, one struck out, one with a link."""
    document = OpenDocumentSpreadsheet()
    look = Style(name="ce1", family="table-cell")
    look.addElement(TextProperties(textlinethroughstyle="solid"))
    document.automaticstyles.addElement(look)
    table = Table(name="Участие")
    table.addElement(TableColumn(numbercolumnsrepeated="3"))
    table.addElement(TableColumn(visibility="collapse"))
    kinds: tuple[dict[str, str], ...] = ({}, {"visibility": "filter"}, {}, {})
    for number, (row, kind) in enumerate(zip((HEADINGS, *ROWS[:3]), kinds, strict=True)):
        line = TableRow(**kind)
        for text in row:
            cell = TableCell(valuetype="string", **({"stylename": look} if number == 2 else {}))
            paragraph = P()
            if number == 3 and text == "":
                paragraph.addElement(A(href="https://example.org/3", text="Новость"))
            else:
                paragraph.addText(str(text))
            cell.addElement(paragraph)
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_an_ods_is_looked_at_in_the_same_way() -> None:
    checked = check("а.ods", ods())
    assert codes(checked) == ["rows_filtered", "rows_struck_out", "columns_hidden"]
    assert people(checked) == 30
    links = next(read for read in checked.batches[0].columns if read.column.name == "source_url").texts
    assert list(links) == ["", "https://example.org/3"]


def xls() -> bytes:
    """Return an .xls of five events: one hidden, one struck out, a share shown by its format, a hidden column."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Участие")
    line, share = xlwt.XFStyle(), xlwt.XFStyle()
    line.font.struck_out, share.num_format_str = True, "0%"
    for number, row in enumerate((HEADINGS, *ROWS)):
        for column, text in enumerate(row):
            sheet.write(
                number, column, text, *([line] if number == 3 else [share] if number == 4 and column == 3 else [])
            )
    sheet.row(2).hidden = True
    sheet.col(3).hidden = True
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_an_xls_is_looked_at_in_the_same_way() -> None:
    checked = check("а.xls", xls())
    assert codes(checked) == ["rows_hidden", "rows_struck_out", "columns_hidden"]
    assert [problem.code for problem in checked.problems] == ["row_hidden", "count_percent"]
    assert people(checked) == 10 + 50


def test_what_was_said_of_hidden_rows_outlives_a_rebuild(warehouse: Engine) -> None:
    content = book(filtered)
    service.load(warehouse, service.check_for(warehouse, "а.xlsx", content))
    assert nation(warehouse, "events", "participants") == 30
    rebuild(warehouse)
    assert nation(warehouse, "events", "participants") == 30
    again = service.check_for(warehouse, "а.xlsx", content, wanted=Wanted(rows=True))
    assert service.load(warehouse, again).status == "loaded"
    rebuild(warehouse)
    assert nation(warehouse, "events", "participants") == 150
