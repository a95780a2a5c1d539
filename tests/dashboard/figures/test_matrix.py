"""The matrix of regions and events: what its table says, on the page and in a sheet."""

import io
import re
from typing import Any

import openpyxl
import pytest

from dashboard.figures import TABLES, words
from dashboard.figures.drawing.look import LIGHT
from dashboard.sheets.workbook import csv_bytes, workbook
from tests.dashboard.sample_exhibits import matrix_exhibit


def html(dark: bool = False, **more: Any) -> str:
    exhibit = matrix_exhibit(**more)
    return TABLES[exhibit.kind](exhibit, dark)


def row(page: str, key: str) -> str:
    match = re.search(f'<tr data-key="{key}".*?</tr>', page)
    assert match
    return match.group(0)


def test_every_region_has_one_row_under_the_caption_of_its_district() -> None:
    page = html()
    assert len(re.findall("<tr data-key=", page)) == 89
    assert "ПФО <span>14 из 14</span>" in page
    assert "ДФО <span>10 из 11</span>" in page


def test_who_came_who_did_not_and_who_is_not_known_look_different() -> None:
    page = html()
    assert row(page, "59").count('class="c') == 4
    assert row(page, "01").count('class="empty"') == 2
    assert "нет данных" in row(page, "49")
    assert f"repeating-linear-gradient(135deg,{LIGHT.no_data_line}" in page


def test_counts_stand_beside_rows_and_over_columns() -> None:
    page = html(columns=13)
    assert row(page, "59").endswith('<td class="sum">13</td></tr>')
    assert row(page, "49").endswith('<td class="sum">—</td></tr>')
    over = [int(count) for count in re.findall(r"<b>(\d+)</b>", page)]
    frame = matrix_exhibit(columns=13).frame
    assert over == list(frame[frame["value"] > 0].groupby("column").size())


def test_where_cells_say_their_numbers_the_row_says_their_sum() -> None:
    assert row(html(columns=3), "59").endswith('<td class="sum">876</td></tr>')
    assert row(html(columns=3), "49").endswith('<td class="sum">—</td></tr>')


def test_a_selected_row_stands_out_and_words_of_the_data_are_never_markup() -> None:
    assert row(html(selected=("59",)), "59").startswith('<tr data-key="59" class="chosen">')
    evil = matrix_exhibit()
    evil.frame["row"] = "<img src=x onerror=alert(1)>"
    assert "<img" not in TABLES[evil.kind](evil, False)


@pytest.mark.parametrize(("language", "words"), [("ru", "не участвовал"), ("en", "did not take part")])
def test_the_empty_cell_is_named_in_the_language_of_the_page(language: str, words: str) -> None:
    assert words in html(language=language)


def test_those_who_cannot_see_it_are_told_how_full_it_is() -> None:
    assert words(matrix_exhibit()) == "Таблица: строк 89, столбцов 4, заполнено ячеек 120, пустых строк 1"


def test_the_sheet_is_the_matrix_coloured_by_size() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook([matrix_exhibit()])))["Данные"]
    assert [cell.value for cell in sheet[5]][:3] == ["Округ", "Регион", "01.03 Форум № 0"]
    cells = {line[1]: line[2:] for line in sheet.iter_rows(min_row=6, values_only=True)}
    assert (len(cells), cells["Магаданская область"]) == (89, ("нет данных",) * 4)
    assert 0 in cells["Адыгея"]
    (area,) = sheet.conditional_formatting
    assert (str(area.sqref), [rule.type for rule in area.rules]) == ("C6:F94", ["cellIs", "colorScale"])
    assert (sheet.freeze_panes, sheet["C5"].alignment.textRotation) == ("C6", 90)


def test_the_csv_is_a_line_a_cell() -> None:
    lines = csv_bytes(matrix_exhibit()).decode("utf-8-sig").splitlines()
    assert (lines[0], len(lines)) == ("Округ;Регион;Мероприятие;Участники", 1 + 89 * 4)
