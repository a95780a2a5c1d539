"""What a file says of its own completeness on the sheet «О файле»."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from etl.datasets import DATASETS
from etl.datasets.coverage import Coverage, How
from etl.intake.about_file import about_sheet, stated_coverage
from etl.intake.checked import check
from etl.problems import Refused
from etl.read import Sheet
from etl.regions import NATION
from etl.workbooks.blank_form import blank_form


def about(*cells: tuple[str, str]) -> Coverage | None:
    return stated_coverage("а.xlsx", Sheet("О файле", [list(pair) for pair in cells]))


def test_everything_said_is_read() -> None:
    stated = about(
        ("Полнота источника", "полный список"),
        ("Сведения с", "2024"),
        ("Сведения по", "март 2025"),
        ("Какие регионы", "Пермский край; Тульская обл., 16"),
    )
    assert stated == Coverage(How.FULL, date(2024, 1, 1), date(2025, 3, 31), ("59", "71", "16"))


def test_the_whole_country_and_english_labels_are_read() -> None:
    assert about(("completeness of the source", "totals only"), ("Which regions", "вся страна")) == Coverage(
        How.TOTALS, regions=(NATION,)
    )


def test_an_empty_answer_says_nothing() -> None:
    assert about(("Полнота источника", ""), ("Сведения с", "2024")) is None
    assert about(("Автор", "отдел")) is None


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ((("Полнота источника", "почти весь"),), "почти весь"),
        ((("Полнота источника", "полный"), ("Сведения с", "вчера")), "вчера"),
        ((("Полнота источника", "полный"), ("Какие регионы", "Атлантида")), "Атлантида"),
        ((("Полнота источника", "полный"), ("Сведения с", "2025"), ("Сведения по", "2024")), "01.01.2025"),
    ],
)
def test_what_cannot_be_understood_is_refused_by_its_value(cells: tuple[tuple[str, str], ...], words: str) -> None:
    with pytest.raises(Refused, match=words):
        about(*cells)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_filled_form_carries_its_completeness(language: str) -> None:
    book = load_workbook(BytesIO(blank_form(DATASETS["activity"], language)))
    first, about_page = book.worksheets[0], book["О файле" if language == "ru" else "About the file"]
    values = {"region": "Пермский край", "date": "12.03.2025", "kind": "соглашение"}
    for place, column in enumerate(DATASETS["activity"].columns, start=1):
        first.cell(2, place).value = values.get(column.name)
    about_page["B1"] = "полный" if language == "ru" else "full"
    buffer = BytesIO()
    book.save(buffer)
    checked = check("форма.xlsx", buffer.getvalue())
    assert (checked.rows, checked.quarantined, checked.coverage) == (1, 0, Coverage(How.FULL))
    assert not set(checked.unused_sheets) & {"О файле", "About the file"}


def test_a_file_without_the_sheet_says_nothing() -> None:
    assert about_sheet([Sheet("Реестр", [["Регион"]])]) is None
