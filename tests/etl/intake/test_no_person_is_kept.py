"""Files full of invented people, in every form and every place: after a load none of them stands anywhere."""

import io
import logging
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from xml.sax.saxutils import escape

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from sqlalchemy.engine import Engine

from etl import service
from etl.cli.app import main
from etl.datasets import DATASETS
from etl.problems import Refused
from etl.rows.parts import current_parts, part_content
from etl.warehouse.database import create_engine
from tests.etl.intake.personal_forms import FORMS, everything, found, planted, texts_of
from tests.etl.registers import EVENTS, as_csv, event

HEADINGS = (*EVENTS, "Организация", "Источник", "Примечание")
PLACES = {
    name: number for number, name in enumerate((*HEADINGS, "above", "below", "sheet", "heading", "file", "source"))
}
COLUMNS = {name: HEADINGS.index(name) for name in HEADINGS}


@dataclass
class Written:
    """Files to be loaded and what of them may stand nowhere."""

    marks: dict[str, tuple[str, ...]]

    def write(self, place: str, form: str) -> str:
        """Return a form as it is written at a place, and remember its marks."""
        text, marks = planted(form, PLACES[place])
        self.marks[f"{place} / {form}"] = marks
        return text


def row(**more: str) -> list[str]:
    cells = [*event("Пермский край", title="Форум глав"), "Дума", "https://example.org/1", ""]
    for name, text in more.items():
        cells[COLUMNS[name]] = text
    return cells


def rows_with(written: Written, heading: str) -> list[list[str]]:
    """Return a row for each form, the form in that column; as many honest rows, so that no column is one of people."""
    people = [row(**{heading: written.write(heading, form)}) for form in FORMS]
    return [*people, *(row() for _ in range(2 * len(people)))]


@pytest.fixture
def written() -> Written:
    return Written({})


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    return caplog


def as_workbook(rows: list[list[str]], title: str = "Лист1") -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for cells in rows:
        sheet.append(cells)
    return book


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def loaded(engine: Engine, name: str, content: bytes, source: str = "") -> str:
    """Load a file; return all that was said of it: how it was understood, its faults, the workbook for its sender."""
    checked = service.check_for(engine, name, content, source=source)
    said = [repr(checked), *(problem.sentence(language) for problem in checked.problems for language in ("ru", "en"))]
    said += texts_of(service.sender_report(checked, content))
    said.append(repr(service.preview(engine, checked)))
    service.load(engine, checked, "Загружающая")
    return "\n".join(said)


def parts(engine: Engine) -> str:
    with engine.connect() as connection:
        return "\n".join(
            text for part in current_parts(connection) for text in texts_of(part_content(connection, part.load_id))
        )


def kept(engine: Engine) -> str:
    return "\n".join([everything(engine, Path(str(engine.url.database)).parent), parts(engine)])


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("heading", HEADINGS)
def test_no_person_in_a_cell_is_kept_or_told(
    heading: str, form: str, sqlite: str, written: Written, lines: pytest.LogCaptureFixture
) -> None:
    engine = create_engine(sqlite)
    rows = rows_with(written, heading)
    content = as_csv(HEADINGS, rows) if form == "csv" else saved(as_workbook([list(HEADINGS), *rows]))
    said = loaded(engine, f"Реестр.{form}", content)
    assert found(written.marks, said) == []
    assert found(written.marks, kept(engine)) == []
    assert found(written.marks, lines.text) == []
    service.rebuild(engine)
    assert found(written.marks, kept(engine)) == []
    (source,) = service.sources(engine)
    assert source.loaded + source.quarantined + source.dropped == len(rows)


@pytest.mark.parametrize("form", FORMS)
def test_no_person_round_the_table_in_its_heading_its_sheet_or_its_file_is_kept(
    form: str, sqlite: str, written: Written
) -> None:
    engine = create_engine(sqlite)
    honest = [row() for _ in range(4)]
    round_it = [[written.write("above", form)], list(HEADINGS), *honest, [], [f"* {written.write('below', form)}"]]
    said = loaded(engine, "Вокруг.xlsx", saved(as_workbook(round_it)))
    headings = [f"Участники ({written.write('heading', form)})" if name == "Участники" else name for name in HEADINGS]
    said += loaded(engine, "Заголовок.csv", as_csv(headings, honest))
    sheet = written.write("sheet", form)
    if len(sheet) <= 31 and not set("/:*?[]\\") & set(sheet):
        said += loaded(engine, "Лист.xlsx", saved(as_workbook([list(HEADINGS), *honest], sheet)))
    if "/" not in (file := written.write("file", form)):
        said += loaded(engine, f"Список {file}.csv", as_csv(HEADINGS, honest))
        said += loaded(engine, f"Сведения_{file.replace(' ', '_')}.csv", as_csv(HEADINGS, honest))
    said += loaded(engine, "Источник.csv", as_csv(HEADINGS, honest), written.write("source", form))
    assert found(written.marks, said) == []
    assert found(written.marks, kept(engine)) == []


@pytest.mark.parametrize("form", FORMS)
def test_no_person_in_a_refused_file_is_told_or_kept(
    form: str, sqlite: str, written: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    engine = create_engine(sqlite)
    loaded(engine, "Честный.csv", as_csv(HEADINGS, [row()]))
    monkeypatch.setenv("DATABASE_URL", sqlite)
    (folder := tmp_path / "sent").mkdir()
    text, file = written.write("heading", form), written.write("file", form)
    wrong = {
        "no header.csv": as_csv([text, "б"], [[text, "1"]]),
        "lacking.csv": as_csv(["Мероприятие", "Участники", f"Регион ({text})"], [[text, "1", text]]),
        "unlike.csv": as_csv(["Мероприятие", "Дата начала", f"Субьект РФ ({text})", "Участники"], [["Ф", "1.1.2025", text, "1"]]),
        f"{'Пусто' if '/' in file else file}.csv": b"",
        "no rows.csv": as_csv([*HEADINGS, text], []),
    }  # fmt: skip
    for name, content in wrong.items():
        with pytest.raises(Refused) as refused:
            service.check_for(engine, name, content)
        assert found(written.marks, refused.value.sentence() + repr(refused.value.details)) == [], name
        (folder / name).write_bytes(content)
        assert main(["load", str(folder / name)]) == 2
    said = capfd.readouterr()
    assert found(written.marks, said.out + said.err) == []
    assert found(written.marks, everything(engine)) == []


def hidden_places(write: Callable[[str], str]) -> bytes:
    """Return a workbook with a name in every part of it but the cells that are read."""
    book = as_workbook([list(HEADINGS), *(row() for _ in range(4)), row(Участники="много")])
    sheet, other = book.worksheets[0], book.create_sheet("Скрытый")
    other.sheet_state = "veryHidden"
    other.append([write("a hidden sheet")])
    properties = book.properties
    for name in (
        "creator",
        "lastModifiedBy",
        "title",
        "subject",
        "keywords",
        "description",
        "category",
        "contentStatus",
    ):
        setattr(properties, name, write(f"property {name}"))
    cast(Any, book).custom_doc_props.append(StringProperty(name="Автор", value=write("a property of one's own")))
    plant_in_sheet(book, sheet, write)
    return with_parts(saved(book), write)


def plant_in_sheet(book: Workbook, sheet: Any, write: Callable[[str], str]) -> None:
    sheet["A2"].comment = Comment(write("a remark"), write("the author of a remark"))
    author = write("an author before a remark")
    sheet["A3"].comment = Comment(f"{author}:\nпроверить", author)
    for name, part in (
        ("header", sheet.oddHeader.left),
        ("footer", sheet.evenFooter.right),
        ("first", sheet.firstHeader.center),
    ):
        part.text = write(f"a margin, {name}")
    sheet.sheet_properties.codeName = "Лист1"
    book.defined_names["контакт"] = DefinedName("контакт", attr_text=f'"{write("a defined name")}"')
    sheet.defined_names["тут"] = DefinedName(
        "тут", attr_text=f'"{write("a name of a sheet")}"', comment=write("of a name")
    )
    rule = DataValidation(
        type="list", formula1=f'"{write("a list")},да"', prompt=write("a prompt"), error=write("an error")
    )
    rule.add("Z2:Z9")
    sheet.add_data_validation(rule)
    colour = PatternFill("solid", fgColor="FFFF00")
    sheet.conditional_formatting.add(
        "A2:A9", cast(Any, FormulaRule)(formula=[f'A2="{write("a format")}"'], fill=colour)
    )
    sheet["L2"].hyperlink = "https://example.org/?to=" + write("a link").replace(" ", "%20")
    sheet["L3"].hyperlink = "mailto:q1234567@mail.ru"
    sheet["L3"].hyperlink.tooltip = write("a tip")
    sheet["P2"] = f'=IF(FALSE,"{write("a formula")}","")'


PARTS = {
    "xl/persons/person.xml": '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><person displayName="{}" id="1"/></personList>',
    "xl/threadedComments/threadedComment1.xml": "<ThreadedComments><threadedComment><text>{}</text></threadedComment></ThreadedComments>",
    "customXml/item1.xml": "<names>{}</names>",
    "xl/pivotCache/pivotCacheRecords1.xml": '<pivotCacheRecords><r><s v="{}"/></r></pivotCacheRecords>',
    "xl/externalLinks/externalLink1.xml": "<externalLink><v>{}</v></externalLink>",
    "xl/media/image1.png": "\x89PNG tEXt {}",
    "docProps/other.xml": "<other>{}</other>",
}


def with_parts(content: bytes, write: Callable[[str], str]) -> bytes:
    """Return a workbook with parts beside those that the library writes."""
    book = io.BytesIO(content)
    with zipfile.ZipFile(book, "a") as archive:
        for name, text in PARTS.items():
            archive.writestr(name, text.format(write(f"the part {name}")))
    return book.getvalue()


@pytest.mark.parametrize("form", ["full", "initials", "phone", "snils", "e-mail", "card"])
def test_no_person_in_a_hidden_place_of_a_workbook_is_kept_or_sent_back(form: str, sqlite: str) -> None:
    engine, marks = create_engine(sqlite), dict[str, tuple[str, ...]]()

    def write(place: str) -> str:
        text, marks[place] = planted(form, 100 + len(marks))
        return text

    content = hidden_places(write)
    said = loaded(engine, "Сведения.xlsx", content)
    assert "много" in said and len(marks) > 30
    assert found(marks, said) == [] and found(marks, kept(engine)) == []


def test_a_workbook_without_a_hidden_sheet_of_people_goes_back_with_its_looks_and_without_people(sqlite: str) -> None:
    engine, marks = create_engine(sqlite), dict[str, tuple[str, ...]]()

    def write(place: str) -> str:
        if place == "a hidden sheet":
            return "справочник"
        text, marks[place] = planted("initials", 100 + len(marks))
        return text

    content = hidden_places(write)
    checked = service.check_for(engine, "Сведения.xlsx", content)
    assert not checked.personal
    report = service.sender_report(checked, content)
    assert "Скрытый" in load_workbook(io.BytesIO(report)).sheetnames  # it is the sender's own workbook
    assert found(marks, "\n".join(texts_of(report))) == []


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><office:body><office:spreadsheet><table:table table:name="Лист">{}</table:table></office:spreadsheet></office:body></office:document-content>"""


def as_ods(rows: list[list[str]], remark: str) -> bytes:
    """Return rows as OpenDocument, with a remark in the first cell and its author in the properties."""
    note = f"<office:annotation><dc:creator>{remark}</dc:creator><text:p>{remark}</text:p></office:annotation>"
    cells = [
        [f'<table:table-cell office:value-type="string">{note * (at == 0)}<text:p>{escape(text)}</text:p></table:table-cell>' for text in row]
        for at, row in enumerate(rows)
    ]  # fmt: skip
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml", ODS.format("".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in cells))
        )
        archive.writestr("meta.xml", f"<meta><creator>{remark}</creator></meta>")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return content.getvalue()


@pytest.mark.parametrize("heading", ["Организация", "Участники", "Примечание"])
def test_no_person_in_an_ods_is_kept_or_told(heading: str, sqlite: str, written: Written) -> None:
    engine = create_engine(sqlite)
    rows = rows_with(written, heading)
    said = loaded(engine, "Реестр.ods", as_ods([list(HEADINGS), *rows], written.write("above", "full")))
    assert found(written.marks, said) == [] and found(written.marks, kept(engine)) == []
    assert service.sources(engine)[0].loaded >= len(rows) - len(FORMS)


def test_a_row_that_cannot_be_written_is_in_no_log(
    sqlite: str, written: Written, lines: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = create_engine(sqlite)
    checked = service.check_for(engine, "Реестр.csv", as_csv(HEADINGS, rows_with(written, "Мероприятие")))
    service.load(engine, checked)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER no BEFORE INSERT ON fact_events BEGIN SELECT RAISE(ABORT, 'нельзя'); END"
        )
    again = service.check_for(engine, "Реестр.csv", as_csv(HEADINGS, [row(), *rows_with(written, "Организация")]))
    with pytest.raises(Exception) as failed:
        service.load(engine, again)
    assert found(written.marks, lines.text + repr(failed.value) + str(failed.value)) == []
    assert found(written.marks, kept(engine)) == []


def test_every_register_hides_people_in_every_column(sqlite: str) -> None:
    engine, marks = create_engine(sqlite), dict[str, tuple[str, ...]]()
    for number, dataset in enumerate(DATASETS.values()):
        headings = [column.title.ru for column in dataset.columns]
        rows = []
        for place, column in enumerate(dataset.columns):
            text, marks[f"{dataset.name} {column.name}"] = planted("full", 300 + 50 * number + place)
            rows.append([text if other is column else "Пермский край" for other in dataset.columns])
        said = loaded(engine, f"{dataset.name}.csv", as_csv(headings, rows))
        assert found(marks, said) == []
    assert found(marks, kept(engine)) == []


def test_the_search_finds_what_is_kept(sqlite: str) -> None:
    engine = create_engine(sqlite)
    loaded(engine, "Реестр.csv", as_csv(HEADINGS, [row(Организация="Дума Жухбабабы")]))
    marks: Mapping[str, tuple[str, ...]] = {"a": ("Жухбабабы",)}
    assert found(dict(marks), kept(engine)) and found(dict(marks), parts(engine))
    assert found({"b": ("12345678901",)}, "123-456-789 01")
