"""What would be read as a figure that nobody wrote: plans, units in headings, impossible numbers, subtotals, hidden sheets."""

import io

import pytest
from openpyxl import Workbook

from etl.intake.checked import Checked, check
from tests.etl.registers import as_csv

HEADINGS = ("Мероприятие", "Дата начала", "Регион-участник")
TULA = ("Форум", "12.03.2025", "Тульская область")


def under(*headings: str, cells: tuple[str, ...]) -> Checked:
    return check("Участие.csv", as_csv((*HEADINGS, *headings), [(*TULA, *cells)]))


def figure(checked: Checked, name: str = "participants") -> tuple[object, ...]:
    [batch] = checked.batches
    read = next(read for read in batch.columns if read.column.name == name)
    return read.readings[read.texts[0]].values


def codes(checked: Checked) -> list[str]:
    return [problem.code for problem in checked.problems]


@pytest.mark.parametrize(
    ("headings", "cells", "values"),
    [
        (("Количество участников, тыс. чел.",), ("1,2",), (1200.0, "точно", "")),
        (("Количество участников, тыс. чел.",), ("более 48 тыс.",), (48_000.0, "более", "")),
        (("Участники",), ("12",), (12.0, "точно", "")),
        (("Количество участников (план)",), ("10",), (10.0, "план", "")),
        (("Количество участников (план)", "Количество участников (факт)"), ("10", "200"), (200.0, "точно", "")),
        (("Количество участников (факт)", "Количество участников (план)"), ("200", "10"), (200.0, "точно", "")),
    ],
)
def test_a_figure_is_read_as_its_heading_says(
    headings: tuple[str, ...], cells: tuple[str, ...], values: tuple[object, ...]
) -> None:
    assert figure(under(*headings, cells=cells)) == values


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("-12", "count_negative"),
        ("0,5", "count_fraction"),
        ("1,234", "count_fraction"),
        ("50%", "count_percent"),
        ("1000000000", "count_too_many"),
    ],
)
def test_so_many_people_there_cannot_be(text: str, code: str) -> None:
    assert codes(under("Участники", cells=(text,))) == [code]


@pytest.mark.parametrize("day", ["01.01.1900", "12.03.1925", "12.03.2052"])
def test_a_day_of_another_age_is_no_day_of_a_register(day: str) -> None:
    assert codes(check("Участие.csv", as_csv(HEADINGS, [("Форум", day, "Тульская область")]))) == [
        "date_year_out_of_range"
    ]


@pytest.mark.parametrize(
    ("heading", "text", "millions"),
    [
        ("Премия, млн руб.", "1,5", 1.5),
        ("Размер премии (руб.)", "1500000", 1.5),
        ("Размер премии (тыс. руб.)", "1 500", 1.5),
        ("Премия", "1,5", 1.5),
    ],
)
def test_money_is_read_in_the_unit_of_its_heading(heading: str, text: str, millions: float) -> None:
    content = as_csv(("Конкурс", "Сезон", "Регион", heading), [("Практика", "2025", "Тульская область", text)])
    assert figure(check("Заявки.csv", content), "prize_mln") == (millions,)


@pytest.mark.parametrize(
    ("season", "year"),
    [
        ("2025.0", 2025),
        ("сезон 2025", 2025),
        ("2024-2025", 2025),
        ("2024/25", 2025),
        ("24/25", 2025),
        ("2025 год", 2025),
    ],
)
def test_a_season_is_known_however_it_is_written(season: str, year: int) -> None:
    content = as_csv(("Конкурс", "Сезон", "Регион"), [("Практика", season, "Тульская область")])
    assert figure(check("Заявки.csv", content), "season") == (year,)


@pytest.mark.parametrize(("text", "place"), [("1 место", 1), ("II", 2), ("первое", 1), ("1-е", 1), ("", None)])
def test_a_place_is_known_however_it_is_written(text: str, place: int | None) -> None:
    content = as_csv(("Конкурс", "Сезон", "Регион", "Место"), [("Практика", "2025", "Тульская область", text)])
    checked = check("Заявки.csv", content)
    assert (figure(checked, "place"), codes(checked)) == ((place,), [])


@pytest.mark.parametrize("text", ["0", "-1", "1,5", "1-2", "гран-при"])
def test_no_place_is_a_nought_or_a_fraction(text: str) -> None:
    content = as_csv(("Конкурс", "Сезон", "Регион", "Место"), [("Практика", "2025", "Тульская область", text)])
    assert codes(check("Заявки.csv", content)) == ["number_not_a_place"]


def test_sums_of_districts_beside_their_regions_are_no_rows() -> None:
    rows = [
        ("Форум", "12.03.2025", "ЦФО"),
        TULA,
        ("Форум", "12.03.2025", "Калужская область"),
        ("Форум", "12.03.2025", "Российская Федерация"),
        ("Съезд", "13.03.2025", "Российская Федерация"),
    ]
    checked = check("Участие.csv", as_csv(HEADINGS, rows))
    assert [(row.row, row.reason) for row in checked.dropped] == [(2, "total"), (5, "total")]
    assert checked.quarantined == 1, "an event known for the country only has no regions beside it"


def test_who_signed_a_table_is_no_event() -> None:
    checked = check("Участие.csv", as_csv(HEADINGS, [TULA, ("Исполнитель: специалист отдела", "", "")]))
    assert (checked.rows, [row.reason for row in checked.dropped]) == (1, ["footnote"])


def workbook(formula: str = "", hidden: str = "hidden") -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([*HEADINGS, "Участники"])
    sheet.append([*TULA, formula or 10])
    old = book.create_sheet("Черновик")
    old.append([*HEADINGS, "Участники"])
    old.append([*TULA, 1000])
    old.sheet_state = hidden
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_hidden_sheet_is_not_sent() -> None:
    checked = check("Участие.xlsx", workbook())
    assert (checked.rows, checked.unused_sheets) == (1, ("Черновик (скрыт)",))
    assert check("Участие.xlsx", workbook(hidden="visible")).rows == 2


def test_a_formula_nobody_computed_is_no_single_participant() -> None:
    assert codes(check("Участие.xlsx", workbook("=100+50"))) == ["count_not_a_number"]


def test_a_second_table_of_a_sheet_is_no_part_of_the_first() -> None:
    rows = [
        TULA,
        ("Таблица 2. Активность", "", ""),
        ("Регион", "Дата", "Вид активности"),
        ("Томская область", "03.2025", "практика"),
    ]
    checked = check("Участие.csv", as_csv(HEADINGS, rows))
    assert (checked.rows, {row.reason for row in checked.dropped}) == (1, {"second_table"})
    assert [row.row for row in checked.dropped] == [3, 4, 5]
