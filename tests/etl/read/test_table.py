"""A table is found under its headings, and a row is left out only when it is certainly not data."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.read.sheet import Merge, make_sheet
from etl.read.table import Table, find_table, heading_text

KNOWN = {"мероприятие", "дата", "регион", "участники", "дата начала", "премия, млн руб"}


def recognise(headings: Sequence[str]) -> int:
    return len({heading_text(heading) for heading in headings} & KNOWN)


def table(*rows: str, merged: Sequence[Merge] = (), first_row: int = 1, first_column: int = 1) -> Table:
    """Return the table of a sheet drawn as text: one string a row, its cells between bars."""
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    result = find_table(make_sheet("файл", "Лист", cells, first_row, first_column, merged), recognise)
    assert result is not None
    return result


def reasons(result: Table) -> dict[int, str]:
    return {dropped.row: dropped.reason for dropped in result.dropped}


def test_a_table_is_found_under_titles_with_true_rows_and_columns() -> None:
    result = table(
        "Отчёт за 2025||", "||", "Регион||Участники", "Уфа||5", "||", "Пермь||6", first_row=4, first_column=2
    )
    assert result == Table(
        sheet="Лист",
        headings=["Регион", "Участники"],
        header_row=6,
        columns=[["Уфа", "Пермь"], ["5", "6"]],
        row_numbers=[7, 9],
        dropped=[],
        column_numbers=[2, 4],
    )


def test_the_row_with_most_known_headings_wins_over_one_above() -> None:
    assert table("Регион|все|", "Регион|Дата|Участники", "Уфа|2025|5").header_row == 2


def test_no_known_heading_is_no_table() -> None:
    sheet = make_sheet("файл", "Паспорт", [["Ответственный", "Иванова"]])
    assert find_table(sheet, recognise) is None
    assert find_table(make_sheet("файл", "Пусто", []), recognise) is None


def test_headings_deep_under_sixty_rows_are_not_looked_for() -> None:
    rows = [["текст"]] * 60 + [["Регион"]]
    assert find_table(make_sheet("файл", "Лист", rows[1:]), recognise) is not None
    assert find_table(make_sheet("файл", "Лист", rows), recognise) is None


def test_a_column_without_heading_stays_when_it_holds_data() -> None:
    result = table("Регион||Дата|", "Уфа|заметка|2025|")
    assert (result.headings, result.columns[1]) == (["Регион", "", "Дата"], ["заметка"])


def test_merged_two_row_headings_join_the_group_only_where_needed() -> None:
    merged = [Merge(1, 1, 2, 1), Merge(1, 2, 1, 3), Merge(1, 4, 1, 5)]
    result = table("Регион|Участники||Сроки|", "|очно|онлайн|Дата начала|конец", "Уфа|1|2|2025|2026", merged=merged)
    assert result.headings == ["Регион", "Участники / очно", "Участники / онлайн", "Дата начала", "Сроки / конец"]
    assert (result.header_row, result.row_numbers) == (2, [3])


def test_headings_merged_over_nine_rows_are_one_header() -> None:
    merged = [Merge(2, column, 10, column) for column in (1, 2)]
    result = table("Отчёт|", "Регион|Дата", *["|"] * 8, "Уфа|2025", merged=merged)
    assert (result.headings, result.header_row, result.row_numbers) == (["Регион", "Дата"], 10, [11])


def test_headings_merged_over_the_empty_end_of_the_sheet_are_found() -> None:
    assert table("Регион|Дата", merged=[Merge(1, 1, 2, 1)]).headings == ["Регион", "Дата"]


def test_two_row_headings_without_merge_marks_are_joined_too() -> None:
    result = table("Регион|Проведение||Участники", "|Дата начала|место|", "Уфа|2025|ДК|5")
    assert result.headings == ["Регион", "Дата начала", "Проведение / место", "Участники"]
    assert result.row_numbers == [3]


def test_a_first_row_of_data_is_never_taken_for_a_second_row_of_headings() -> None:
    assert table("Регион|Участники", "Уфа|5").headings == ["Регион", "Участники"]


def test_merged_data_cells_are_filled_down_and_told_of() -> None:
    result = table("Регион|Дата", "Уфа|1", "|2", "|", "Омск|3", merged=[Merge(2, 1, 4, 1)])
    assert result.columns == [["Уфа", "Уфа", "Омск"], ["1", "2", "3"]]
    assert result.row_numbers == [2, 3, 5]
    assert (3, 1) in result.filled


@pytest.mark.parametrize(
    "row",
    ["Итого||11", "|ИТОГО:|11", "Всего по ЦФО||1 234,5", "Итог|-|96 %", "|В том числе:|", "Всего мероприятий: 5||"],
)
def test_totals_are_left_out(row: str) -> None:
    result = table("Регион|Дата|Участники", "Уфа|2025|5", row)
    assert reasons(result) == {3: "total"}


@pytest.mark.parametrize(
    "row",
    [
        "Итоги года: форум|2025|5",
        "Всероссийский форум|2025|5",
        "Всего один день|2025|5",
        "Итого|Уфа|5",
        "Уфа|2025|итого",
        "Уфа||",
        "|5|",
        "Москва|март 2025|",
    ],
)
def test_a_row_that_may_be_data_stays(row: str) -> None:
    result = table("Мероприятие|Дата|Участники", row, "Съезд|2025|5")
    assert reasons(result) == {}
    assert result.row_numbers == [2, 3]


def test_rows_with_one_text_or_number_that_may_be_data_stay() -> None:
    assert table("Регион", "Итого", "ЦФО", "Уфа").row_numbers == [2, 3, 4]
    assert table("Регион|Участники", "1|2", "Уфа|5").row_numbers == [2, 3]
    assert table("№ п/п|Регион|Участники", "1|Уфа|5", "2||", "3|Омск|6").row_numbers == [2, 3, 4]


def test_a_cell_merged_over_many_rows_is_data_and_no_heading() -> None:
    rows = ["Регион|Участники", *["|5"] * 19]
    assert len(table(*rows, merged=[Merge(1, 1, 20, 1)]).row_numbers) == 19


def test_repeated_headings_and_column_numbers_are_left_out_wherever_they_come() -> None:
    result = table(
        "Регион|Дата|Участники", "1|2|3", "Уфа|2025|5", "Регион|Дата|Участники*", "1|2|3", "Пермь|2026|6", "1|2|3"
    )
    assert reasons(result) == {2: "numbering", 4: "repeated_header", 5: "numbering"}
    assert result.row_numbers == [3, 6, 7]


def test_the_second_row_of_repeated_headings_goes_too() -> None:
    header = ["Регион|Сроки||Дата", "|начало|конец|"]
    result = table(*header, "Уфа|1|2|3", *header, "Омск|1|2|3")
    assert result.headings == ["Регион", "Сроки / начало", "Сроки / конец", "Дата"]
    assert reasons(result) == {4: "repeated_header", 5: "repeated_header"}


def test_a_row_with_empty_first_cells_is_no_row_of_subheadings() -> None:
    assert table("Регион|Дата|", "|2025|заметка").row_numbers == [2]
    assert table("Регион|Дата|", "|март 2025|заметка").row_numbers == [2]
    assert table("Регион||Дата", "|5|").row_numbers == [2]


def test_captions_between_the_rows_are_left_out() -> None:
    merged = [Merge(3, 1, 3, 3)]
    rows = ["№ п/п|Регион|Участники", "1|Уфа|5", "Первое полугодие||", "1|Омск|5", "Очные||", "|ЦФО|", "2|Тверь|1"]
    assert reasons(table(*rows, merged=merged)) == {3: "section", 5: "section", 6: "section"}


def test_notes_are_left_out_only_under_the_table() -> None:
    note = "Данные представлены региональными ассоциациями по состоянию на конец отчётного года"
    rows = [
        "Регион|Дата|Участники",
        "* Уфа||",
        "Уфа|2025|5",
        "* оценка||",
        "1) план||",
        "Примечание: нет||",
        f"{note}||",
        "Омск||",
    ]
    result = table(*rows, merged=[Merge(7, 1, 8, 3)])
    assert reasons(result) == {4: "footnote", 5: "footnote", 6: "footnote", 7: "footnote"}
    assert result.row_numbers == [2, 3, 8]


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("  Дата\u00a0 начала ", "дата начала"),
        ("Учёт\nзаявок", "учет заявок"),
        ("Муниципаль-\nное", "муниципальное"),
        ("Регион–участник", "регион-участник"),
        ("«Премия», млн руб.", "премия, млн руб"),
        ("1. Регион", "регион"),
        ("2.1) Регион*", "регион"),
        ("Регион²", "регион"),
        ("Регион 1)", "регион"),
        ("Участники2", "участники"),
        ("2025 год", "2025 год"),
        ("3D", "3d"),
        ("ВАРМСУ-2025", "вармсу-2025"),
        ("***", ""),
    ],
)
def test_headings_are_compared_in_one_form(raw: str, normal: str) -> None:
    assert heading_text(raw) == normal


CELLS = st.sampled_from(
    ["", " ", "1", "2", "3", "Уфа", "Итого", "Регион", "Дата", "* сноска", "ЦФО", "Всего по округу", "12,5", "№"]
)
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=14)
MERGES = st.lists(st.tuples(*[st.integers(1, 16)] * 2, *[st.integers(0, 3)] * 2), max_size=4)


@given(ROWS, MERGES)
def test_every_row_is_data_or_dropped_or_empty(rows: list[list[str]], merges: list[tuple[int, int, int, int]]) -> None:
    merged = [Merge(top, left, top + down, left + right) for top, left, down, right in merges]
    if sum(merge.last_row - merge.first_row + 1 for merge in merged) > 3 * len(rows):
        merged = []
    sheet = make_sheet("файл", "Лист", [["Регион", "Дата", "Участники"], *rows], merged=merged)
    result = find_table(sheet, recognise)
    assert result is not None
    under = range(result.header_row + 1, len(sheet.rows) + 1)
    own = {
        number
        for number in under
        for column, cell in enumerate(sheet.rows[number - 1], start=1)
        if cell.strip() and (number, column) not in sheet.filled
    }
    numbers = [*result.row_numbers, *(dropped.row for dropped in result.dropped)]
    assert sorted(numbers) == sorted(own)
    assert all(len(column) == len(result.row_numbers) for column in result.columns)


@given(st.text("абвЁё №«»-–.\n\u00a0*1²)", max_size=30))
def test_case_line_breaks_and_spaces_around_do_not_change_a_heading(text: str) -> None:
    assert heading_text(f" {text.upper()}\n") == heading_text(text)
    assert heading_text(text) == " ".join(heading_text(text).split())
