"""Files of every format become the same text cells; files that cannot be read are refused with a sentence."""

import csv
import re
import struct
import sys
from datetime import date, datetime, time
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from etl.problems import Refused
from etl.read import Merge, Sheet, child_process, read_sheets, sheet
from etl.read.cell_text import MAX_CELL_CHARACTERS, cell_text
from etl.read.workbook import error_cells, zip_safety

ROWS = [["Регион", "Участники"], ["Пермский край", "1 234,5"], ["г. Уфа", ""]]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TEXT = "Регион;Участники\nПермский край;1 234,5\nг. Уфа;\n"


Value = str | float | date | None


def xlsx(*rows: tuple[int, list[Value]], merged: str = "") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Лист"
    for number, values in rows:
        for column, value in enumerate(values, start=1):
            if value is not None:
                page.cell(number, column, value)
    if merged:
        page.merge_cells(merged)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(content: bytes, part: str, change: tuple[bytes, bytes]) -> bytes:
    """Return the workbook with one replacement in one of its parts."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            assert name != part or change[0] in text
            new.writestr(name, text.replace(*change) if name == part else text)
    return out.getvalue()


def refusal(content: bytes, name: str = "реестр.xlsx") -> Refused:
    with pytest.raises(Refused) as caught:
        read_sheets(name, content)
    assert name in caught.value.sentence("ru")
    assert name in caught.value.sentence("en")
    return caught.value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (2025.0, "2025"),
        (0.1, "0.1"),
        (0.1 + 0.2, "0.3"),
        (-0.0, "0"),
        (1e20, "100000000000000000000"),
        (1.5e-7, "0.00000015"),
        (1234567890123456, "1234567890123456"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2025, 3, 12), "2025-03-12"),
        (datetime(2025, 3, 12), "2025-03-12"),
        (datetime(2025, 3, 12, 14, 5), "2025-03-12 14:05:00"),
        (datetime(2025, 3, 12, 23, 59, 59, 999_999), "2025-03-13"),
        (time(14, 5), "14:05:00"),
        (" Уфа\xa0", " Уфа\xa0"),
        ("две_x000A_строки", "две\nстроки"),
        ("_x005F_x000A_ a_x2025_b", "_x000A_ a_x2025_b"),
    ],
)
def test_a_cell_value_becomes_the_text_that_stands_in_the_cell(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_an_xlsx_keeps_true_row_numbers_and_fills_merged_cells_down() -> None:
    content = xlsx(
        (5, [None, "Регион", "Дата"]), (7, [None, "Уфа", date(2025, 3, 12)]), (8, [None, None, 2.5]), merged="B7:B9"
    )
    [sheet] = read_sheets("реестр.xlsx", content)
    assert sheet == Sheet(
        "Лист",
        [["Регион", "Дата"], ["", ""], ["Уфа", "2025-03-12"], ["Уфа", "2.5"]],
        first_row=5,
        first_column=2,
        merged=(Merge(7, 2, 9, 2),),
        filled=frozenset({(8, 2)}),
    )


def test_a_broken_formula_is_not_an_empty_cell() -> None:
    book = xlsxwriter.Workbook(out := BytesIO())
    book.add_worksheet("Паспорт")
    page = book.add_worksheet("Лист")
    page.write(3, 1, "Регион")
    page.write_formula(4, 1, "=1/0", None, "#DIV/0!")
    page.write_formula(4, 27, "=NA()", None, "#N/A")
    page.write_formula(5, 1, "=1+1", None, 2)
    book.close()
    sheet = read_sheets("а.xlsx", out.getvalue())[1]
    assert [row[0] for row in sheet.rows] == ["Регион", "#DIV/0!", "2"]
    assert sheet.rows[1][26] == "#N/A"


BOOK, SHEET = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
RELATIONS, STRINGS = "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"


def edited(content: bytes, *changes: tuple[str, str, str]) -> bytes:
    """Return the workbook with its parts rewritten by patterns; each must be found."""
    with ZipFile(BytesIO(content)) as old:
        parts = {name: old.read(name).decode() for name in old.namelist()}
    for part, pattern, instead in changes:
        parts[part], count = re.subn(pattern, instead, parts[part])
        assert count
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name, text in parts.items():
            new.writestr(name, text)
    return out.getvalue()


def prefixed(part: str) -> list[tuple[str, str, str]]:
    return [(part, r"<(/?)(?=[a-zA-Z])", r"<\1ns0:"), (part, "xmlns=", "xmlns:ns0=")]


def strict(part: str) -> list[tuple[str, str, str]]:
    """Return what Excel writes otherwise in a workbook saved as «strict»: the namespaces."""
    namespace = r"http://schemas\.openxmlformats\.org/(spreadsheetml|officeDocument)/2006/(main|relationships)"
    return [(part, namespace, r"http://purl.oclc.org/ooxml/\1/\2")]


@pytest.mark.parametrize(
    "changes",
    [
        [],
        prefixed(SHEET),
        [change for part in (BOOK, RELATIONS, SHEET, STRINGS) for change in prefixed(part)],
        [change for part in (BOOK, RELATIONS, SHEET, STRINGS) for change in strict(part)],
        [(BOOK, "r:id=", "rel:id="), (BOOK, "xmlns:r=", "xmlns:rel=")],
        [(RELATIONS, 'Target="worksheets', 'Target="/xl/worksheets')],
        [(RELATIONS, "sheet1[.]xml", "Sheet1.XML")],
        [(SHEET, 't="e"', "t = 'e'")],
        [(SHEET, r'<c r="(\w+)" t="e"', r'<c t="e" s="0" r="\1"')],
        [(SHEET, "(<f>.*?</f>)(<v>.*?</v>)", r"\2\n  \1")],
        [(SHEET, "<f>.*?</f>", '<f t="shared" ref="A2:A3" si="0"/>')],
        [(SHEET, "<v>(#.*?)</v>", r"<v><![CDATA[\1]]></v>")],
        [(SHEET, ' r="[A-Z]*[0-9]+"', "")],
        [(SHEET, '<row r="2"', '<row r="2" ht="30" customHeight="1"'), (SHEET, ' r="[A-C][0-9]+"', "")],
    ],
)
def test_a_broken_formula_is_found_however_the_workbook_is_written(changes: list[tuple[str, str, str]]) -> None:
    book = xlsxwriter.Workbook(out := BytesIO())
    page = book.add_worksheet("Лист")
    page.write_row(0, 0, ["Участники", "Регион", "Доля"])
    page.write_formula(1, 0, "=NA()", None, "#N/A")
    page.write_row(1, 1, ["#N/A", "Уфа"])
    page.write_row(2, 0, ["Пермь", "Уфа"])
    page.write_formula(2, 2, "=1/0", None, "#DIV/0!")
    book.close()
    [sheet] = read_sheets("а.xlsx", edited(out.getvalue(), *changes))
    assert sheet.rows == [["Участники", "Регион", "Доля"], ["#N/A", "#N/A", "Уфа"], ["Пермь", "Уфа", "#DIV/0!"]]


def test_an_error_without_a_name_is_not_an_empty_cell() -> None:
    book = xlsxwriter.Workbook(out := BytesIO())
    page = book.add_worksheet("Лист")
    page.write_row(0, 0, ["Регион", "Участники"])
    page.write_formula(1, 0, "=NA()", None, "#N/A")
    page.write(1, 1, 3)
    book.close()
    [sheet] = read_sheets("а.xlsx", edited(out.getvalue(), (SHEET, "<v>#N/A</v>", "")))
    assert sheet.rows[1] == ["#ERROR!", "3"]


def test_an_error_in_a_workbook_resolves_no_entities() -> None:
    book = xlsxwriter.Workbook(out := BytesIO())
    page = book.add_worksheet("Лист")
    page.write_formula(0, 0, "=NA()", None, "#N/A")
    page.write(0, 1, "Уфа")
    book.close()
    # A part by another ending is not searched for declarations, so the parser must keep from them.
    with ZipFile(BytesIO(out.getvalue())) as old:
        text = old.read(SHEET).decode()
    bomb = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><worksheet'
    text = text.replace("<worksheet", bomb, 1).replace("<v>#N/A</v>", "<v>&a;</v>")
    assert error_cells.errors_of_part(text.encode()) == {1: {1: "#ERROR!"}}


def test_a_broken_formula_of_an_ods_is_not_an_empty_cell() -> None:
    book = OpenDocumentSpreadsheet()
    table = Table(name="Лист")
    table.addElement(heading := TableRow())
    table.addElement(broken := TableRow(numberrowsrepeated=2))
    for text in ("Регион", "Доля", "Участники"):
        heading.addElement(cell := TableCell(valuetype="string"))
        cell.addElement(P(text=text))
    broken.addElement(cell := TableCell(valuetype="string", numbercolumnsrepeated=2))
    cell.addElement(P(text="Уфа"))
    broken.addElement(cell := TableCell(valuetype="string", formula="of:=NA()", stringvalue=""))
    cell.setAttrNS("urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0", "value-type", "error")
    cell.addElement(P(text="#N/A"))
    book.spreadsheet.addElement(table)
    book.save(out := BytesIO())
    [sheet] = read_sheets("а.ods", out.getvalue())
    assert sheet.rows == [["Регион", "Доля", "Участники"], ["Уфа", "Уфа", "#N/A"], ["Уфа", "Уфа", "#N/A"]]


def test_an_xls_is_read() -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("Лист")
    page.write(3, 1, "Регион")
    page.write_merge(4, 5, 1, 1, "Уфа")
    page.write(5, 2, 2025.0)
    out = BytesIO()
    book.save(out)
    [sheet] = read_sheets("реестр.xls", out.getvalue())
    assert (sheet.first_row, sheet.first_column) == (4, 2)
    assert sheet.rows == [["Регион", ""], ["Уфа", ""], ["Уфа", "2025"]]


def test_an_ods_is_read_and_its_merged_cells_are_filled_down() -> None:
    book = OpenDocumentSpreadsheet()
    table = Table(name="Лист")
    table.addElement(TableRow(numberrowsrepeated=2))
    upper, lower = TableRow(), TableRow()
    for row, cell, text in (
        (upper, TableCell(valuetype="string", numberrowsspanned=2, numbercolumnsspanned=1), "Уфа"),
        (upper, TableCell(valuetype="float", value=2.0), "2"),
        (lower, CoveredTableCell(), ""),
        (lower, TableCell(valuetype="date", datevalue="2025-03-12"), "12.03.2025"),
    ):
        cell.addElement(P(text=text))
        row.addElement(cell)
    table.addElement(upper)
    table.addElement(lower)
    book.spreadsheet.addElement(table)
    out = BytesIO()
    book.save(out)
    [sheet] = read_sheets("реестр.ods", out.getvalue())
    assert sheet.first_row == 3
    assert sheet.merged == (Merge(3, 1, 4, 1),)
    assert sheet.rows == [["Уфа", "2"], ["Уфа", "2025-03-12"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "cp866", "koi8_r", "mac_cyrillic"])
def test_a_text_is_read_in_the_encodings_people_save(encoding: str) -> None:
    [sheet] = read_sheets("реестр за 2025.csv", TEXT.encode(encoding))
    assert sheet.name == "реестр за 2025"
    assert sheet.rows == ROWS


def test_capitals_in_cp1251_are_not_taken_for_another_encoding() -> None:
    [sheet] = read_sheets("а.csv", TEXT.upper().encode("cp1251"))
    assert sheet.rows[1] == ["ПЕРМСКИЙ КРАЙ", "1 234,5"]


def test_signs_that_stand_in_no_russian_text_tell_the_encoding() -> None:
    [sheet] = read_sheets("а.csv", "Уфа;Пермь\nБуй;Чусовой\n".encode("mac_cyrillic"))
    assert sheet.rows == [["Уфа", "Пермь"], ["Буй", "Чусовой"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_with_commas_and_line_breaks_inside_cells(delimiter: str) -> None:
    rows = [["Мероприятие", "Доля", "Город"], ["Форум; съезд,\nсессия", "0,5", "Уфа"], ["Совет «А, Б»", "1,5", ""]] * 5
    out = StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    [sheet] = read_sheets("а.csv", out.getvalue().encode())
    assert sheet.rows == rows


def test_a_title_line_and_decimal_commas_do_not_hide_the_semicolon() -> None:
    text = "Отчёт, форма 1\n\nРегион;Доля, %\nУфа;0,5\nПермь;1,5\n"
    [sheet] = read_sheets("а.csv", text.encode("cp1251"))
    assert sheet.rows[2:] == [["Регион", "Доля, %"], ["Уфа", "0,5"], ["Пермь", "1,5"]]


def test_excels_hint_of_the_delimiter_is_not_a_row() -> None:
    [sheet] = read_sheets("а.csv", b"sep=,\r\na,b;c\r\n")
    assert (sheet.first_row, sheet.rows) == (1, [["a", "b;c"]])


def test_the_content_decides_and_not_the_extension() -> None:
    assert read_sheets("реестр.xlsx", TEXT.encode())[0].rows == ROWS
    assert read_sheets("реестр.csv", xlsx((1, ["Регион"])))[0].rows == [["Регион"]]


def test_formulas_and_markup_in_cells_stay_text() -> None:
    words = ["=cmd|'/c calc'!A1", "<b>Уфа</b>", "'; DROP TABLE x; --"]
    [sheet] = read_sheets("а.csv", "\t".join(words).encode())
    assert sheet.rows == [words]


def test_equal_cells_share_one_text() -> None:
    [sheet] = read_sheets("а.csv", ("Пермский край;1\n" * 3).encode())
    assert sheet.rows[0][0] is sheet.rows[2][0]


def test_a_million_empty_rows_cost_nothing() -> None:
    [sheet] = read_sheets("а.csv", b"a;b\n" + b";\n" * 1_000_000)
    assert sheet.rows == [["a", "b"]]
    [apart] = read_sheets("а.csv", b"a;b\n" + b";\n" * 100_000 + b"c;d\n")
    assert len(apart.rows) == 100_002
    assert len({id(row) for row in apart.rows}) == 3


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\n;;\n", "empty_file"),
        (b"%PDF-1.7\n1 0 obj", "other_kind"),
        (b"a;b\0c", "not_a_spreadsheet"),
        (b"PK\x03\x04 and no more", "damaged"),
        (OLE + b"0" * 600, "not_a_spreadsheet"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password_protected"),
        ("\ufeff <HTML><table>".encode(), "web_page"),
        (b'<?xml version="1.0"?><Workbook/>', "web_page"),
        (("Регион;" * 50).encode()[:-2], "undecodable"),
        ("Регион\n".encode("utf-16") + b"\0", "undecodable"),
        (b"a;b\n1;" + b"x" * (MAX_CELL_CHARACTERS + 1), "cell_too_large"),
        ('a;b\n1;"Форум\n2;Съезд\n'.encode(), "unclosed_quote"),
    ],
)
def test_what_is_no_readable_table_is_refused(content: bytes, code: str) -> None:
    assert refusal(content).code == code


def lying(content: bytes, part: str, size: int) -> bytes:
    """Return the container with another size declared for a part, in both of its headers."""
    with ZipFile(BytesIO(content)) as archived:
        info = archived.getinfo(part)
    raw = bytearray(content)
    struct.pack_into("<I", raw, info.header_offset + 22, size)
    struct.pack_into("<I", raw, content.index(b"PK\x01\x02", content.rindex(part.encode()) - 46) + 24, size)
    return bytes(raw)


def swollen(megabytes: int) -> bytes:
    return repacked(xlsx((1, ["а"])), "xl/workbook.xml", (b"</workbook>", b" " * (megabytes << 20) + b"</workbook>"))


def test_a_locked_xls_and_a_locked_ods_ask_for_the_password_to_be_removed() -> None:
    book = xlwt.Workbook()
    book.add_sheet("Лист").write(0, 0, "а")
    out = BytesIO()
    book.save(out)
    interface, locked = b"\xe1\x00\x02\x00\xb0\x04", b"\x2f\x00\x02\x00\xb0\x04"
    assert interface in out.getvalue()
    assert refusal(out.getvalue().replace(interface, locked)).code == "password_protected"
    out = BytesIO()
    with ZipFile(out, "w") as ods:
        ods.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        ods.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
        ods.writestr("content.xml", "locked")
    assert refusal(out.getvalue()).code == "password_protected"


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as zipped:
        zipped.writestr("word/document.xml", "<document/>")
    assert refusal(out.getvalue()).code == "other_kind"


def test_a_truncated_workbook_is_refused() -> None:
    content = xlsx((1, ["Регион"] * 50))
    assert {refusal(content[:end]).code for end in (100, len(content) // 2, len(content) - 10)} == {"damaged"}


def test_a_zip_bomb_is_refused_by_its_declared_size() -> None:
    assert refusal(swollen(70)).code == "zip_bomb"


def test_a_zip_bomb_is_refused_by_its_real_size() -> None:
    assert refusal(lying(swollen(70), "xl/workbook.xml", 1_000)).code == "zip_bomb"


def test_a_container_that_lies_about_a_size_is_refused() -> None:
    assert refusal(lying(swollen(1), "xl/workbook.xml", 1_000)).code == "damaged"


def test_a_part_that_differs_from_its_checksum_is_damaged() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as stored:
        stored.writestr("xl/workbook.xml", "<workbook/>")
    zip_safety.check_archive("а.xlsx", out.getvalue())
    with pytest.raises(Refused) as caught:
        zip_safety.check_archive("а.xlsx", out.getvalue().replace(b"<workbook/>", b"<workbooK/>"))
    assert caught.value.code == "damaged"


def test_the_unpacked_size_has_a_limit_at_any_ratio(monkeypatch: pytest.MonkeyPatch) -> None:
    content = xlsx((1, ["а"]))
    zip_safety.check_archive("а.xlsx", content)
    monkeypatch.setattr(zip_safety, "MAX_UNPACKED", 1_000)
    with pytest.raises(Refused, match="после распаковки"):
        zip_safety.check_archive("а.xlsx", content)


@pytest.mark.parametrize("piece", [7, zip_safety.PIECE])
def test_entity_declarations_are_refused_wherever_they_are_cut(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook'
    content = repacked(xlsx((1, ["а"])), "xl/workbook.xml", (b"<workbook", bomb))
    monkeypatch.setattr(zip_safety, "PIECE", piece)
    with pytest.raises(Refused) as caught:
        zip_safety.check_archive("а.xlsx", content)
    assert caught.value.code == "xml_entities"
    assert refusal(content).code == "xml_entities"


def test_a_huge_cell_of_a_workbook_is_refused_by_its_row() -> None:
    huge = b"x" * 50_000_000
    content = repacked(xlsx((3, ["word"])), "xl/worksheets/sheet1.xml", (b"word", huge))
    plain = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(plain, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    refused = refusal(plain.getvalue())
    assert (refused.code, refused.details["row"], refused.details["sheet"]) == ("cell_too_large", 3, "Лист")


@pytest.mark.parametrize("corner", [b"XFD1048576", b"XFD6400"])
def test_a_sheet_stretched_over_more_cells_than_memory_holds_is_refused(corner: bytes) -> None:
    content = repacked(xlsx((1, ["а"]), (2, ["б"])), "xl/worksheets/sheet1.xml", (b'r="A2"', b'r="' + corner + b'"'))
    assert refusal(content).code == "too_large_to_read"


def test_a_reader_that_takes_too_long_or_dies_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    content = xlsx((1, ["а"]))
    monkeypatch.setattr(child_process, "MAX_SECONDS", 0.001)
    assert refusal(content).code == "too_large_to_read"
    monkeypatch.setattr(child_process, "MAX_SECONDS", 60)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert refusal(content).code == "damaged"


def test_more_rows_than_excel_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MAX_ROWS", 2)
    assert len(read_sheets("а.csv", b"a\n\nb\n")[0].rows) == 3
    assert refusal(b"a\nb\nc\n").code == "too_many_rows"


def test_a_name_with_folders_is_only_a_name() -> None:
    assert refusal(b"PK\x03\x04", name="../../etc/passwd.xlsx").code == "damaged"
    assert read_sheets("../реестр.csv", TEXT.encode())[0].name == "реестр"


def only_refuses(name: str, content: bytes) -> None:
    try:
        sheets = read_sheets(name, content)
    except Refused as refused:
        assert refused.sentence("ru") != refused.sentence("en")
    else:
        assert all(type(cell) is str for sheet in sheets for row in sheet.rows for cell in row)
        assert all(len({len(row) for row in sheet.rows}) <= 1 for sheet in sheets)


@given(st.one_of(st.binary(max_size=400), st.text('абя;,\t"\n1.x\r', max_size=200).map(str.encode)))
def test_no_text_makes_the_reader_raise_anything_but_a_refusal(content: bytes) -> None:
    only_refuses("а.csv", content)


def mutated(content: bytes, changes: list[tuple[int, int]]) -> bytes:
    raw = bytearray(content)
    for place, value in changes:
        raw[place % len(raw)] = value
    return bytes(raw)


CHANGES = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=8)


@settings(max_examples=30, deadline=None)
@given(CHANGES, st.sampled_from(["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"]), st.booleans())
def test_no_changed_workbook_makes_the_reader_raise_anything_but_a_refusal(
    changes: list[tuple[int, int]], part: str, whole: bool
) -> None:
    content = xlsx((1, ["Регион", "Дата"]), (2, ["Уфа", date(2025, 3, 12)]), merged="A2:A4")
    with ZipFile(BytesIO(content)) as archived:
        text = archived.read(part)
    inside = repacked(content, part, (text, mutated(text, changes)))
    only_refuses("а.xlsx", mutated(content, changes) if whole else inside)


@settings(max_examples=30, deadline=None)
@given(CHANGES)
def test_no_changed_xls_makes_the_reader_raise_anything_but_a_refusal(changes: list[tuple[int, int]]) -> None:
    book = xlwt.Workbook()
    book.add_sheet("Лист").write(1, 1, "Регион")
    out = BytesIO()
    book.save(out)
    only_refuses("а.xls", mutated(out.getvalue(), changes))


def test_a_long_text_is_read_by_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'Регион;Дата\nПермский край;"2025-\n01"\n'
    here = read_sheets("реестр.csv", text.encode())
    monkeypatch.setattr("etl.read.ALONE", 0)
    assert read_sheets("реестр.csv", text.encode()) == here
    monkeypatch.setattr("etl.read.read_text", lambda *_: pytest.fail("read in this process"))
    with pytest.raises(Refused) as refused:
        read_sheets("реестр.csv", (text + '"' + "я" * 200_000).encode())
    assert (refused.value.code, refused.value.details["sheet"], refused.value.details["file"]) == (
        "cell_too_large",
        "реестр",
        "реестр.csv",
    )


def test_a_file_too_wide_is_refused_before_it_is_understood() -> None:
    with pytest.raises(Refused) as wide:
        read_sheets("w.csv", ";".join(["1"] * 20_000).encode())
    assert wide.value.code == "too_many_columns"
