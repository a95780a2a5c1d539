"""A file is read when it is a table, whoever wrote it and however; when it is none, the sentence says what it is."""

import zipfile
from io import BytesIO

import pytest
import xlsxwriter
import xlwt

from etl.problems import Refused
from etl.read import read_sheets
from tests.etl.read.binary_workbook import binary_workbook

ROWS = [
    ["Регион", "Участники", "Дата"],
    ["Пермский край", "12", "01.03.2025"],
    ["Орловская область", "7", "02.03.2025"],
]
TEXT = "\r\n".join(";".join(row) for row in ROWS) + "\r\n"


def packed(**parts: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace(";", "~").encode(),
        TEXT.replace(";", "^").encode("cp1251"),
        TEXT.replace("край", "край\0").replace("12", "12\0\0").encode("cp1251"),
        "".join(f'"{line}"\r\n' for line in TEXT.replace(";", ",").splitlines()).encode("utf-8-sig"),
        "".join(f'"{line}"\n' for line in TEXT.splitlines()).encode("cp1251"),
        binary_workbook(ROWS),
    ],
    ids=["utf-16-le", "utf-16-be", "tilde", "caret", "nul", "quoted-lines", "quoted-lines-cp1251", "xlsb"],
)
def test_a_table_is_read_however_it_is_written(content: bytes) -> None:
    (sheet,) = read_sheets("файл.dat", content)
    assert sheet.rows == ROWS


def test_a_title_with_a_tilde_parts_no_cells() -> None:
    (sheet,) = read_sheets("а.csv", "Регион;Участники\nПермский край;~5\nТверская область;~7\n".encode())
    assert sheet.rows == [["Регион", "Участники"], ["Пермский край", "~5"], ["Тверская область", "~7"]]


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b'{"rows": [{"region": "71"}]}', "json_file", "JSON"),
        (b'[{"region": "71"},\n {"region": "40"}]', "json_file", "JSON"),
        (b'\xef\xbb\xbf[\n  ["a", 1],\n  ["b", 2]\n]', "json_file", "JSON"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html>", "web_archive", "веб-архив"),
        (b"From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\n<html>", "web_archive", "веб-архив"),
        (b"  <table><tr><td>1</td></tr></table>", "web_page", "веб-страница"),
        (b'<?xml version="1.0"?><Workbook/>', "web_page", "XML"),
        (b"%PDF-1.7\n...", "other_kind", "PDF"),
        (b"Rar!\x1a\x07\x00", "other_kind", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "other_kind", "7z"),
        (b"SQLite format 3\x00" + bytes(80), "other_kind", "SQLite"),
        (b"\x09\x04\x06\x00\x00\x04\x10\x00" + bytes(40), "old_excel", "Excel 4"),
        (packed(**{"Участие_xlsx": "x", "Читать_txt": "y"}), "zip_archive", "Участие.xlsx"),
        (packed(word__document_xml="<w/>"), "other_kind", "документ Word"),
        (packed(ppt__presentation_xml="<p/>"), "other_kind", "PowerPoint"),
        (packed(mimetype="application/vnd.oasis.opendocument.text"), "other_kind", ".odt"),
        (bytes(range(256)) * 20, "not_a_spreadsheet", "не таблица"),
    ],
)
def test_another_kind_is_called_what_it_is(content: bytes, code: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        read_sheets("файл.xlsx", content)
    assert refused.value.code == code
    assert said in str(refused.value)


def test_an_archive_with_backslashes_is_a_workbook() -> None:
    out, back = BytesIO(), BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet("Лист").write_row(0, 0, ["Регион", "Участники"])
    book.close()
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(back, "w") as target:
        for part in source.infolist():
            text = source.read(part)
            info = zipfile.ZipInfo("x")
            info.filename = part.filename.replace("/", "\\")
            target.writestr(info, text)
    (sheet,) = read_sheets("а.xlsx", back.getvalue())
    assert sheet.rows == [["Регион", "Участники"]]


def test_an_xls_may_name_its_stream_in_capitals() -> None:
    out = BytesIO()
    book = xlwt.Workbook()
    book.add_sheet("Лист").write(0, 0, "Регион")
    book.save(out)
    capitals = out.getvalue().replace("Workbook".encode("utf-16-le"), "WORKBOOK".encode("utf-16-le"))
    assert capitals != out.getvalue()
    (sheet,) = read_sheets("а.xls", capitals)
    assert sheet.rows == [["Регион"]]


@pytest.mark.parametrize("title", ["Й", "ё"])
def test_letters_of_two_signs_are_one_letter(title: str) -> None:
    from unicodedata import normalize

    (sheet,) = read_sheets("а.csv", f"Регион;Название\nПермский край;{normalize('NFD', title)}\n".encode())
    assert sheet.rows[1][1] == title
