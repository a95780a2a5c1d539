"""The error workbook: what the sender gets back, opened as the sender opens it."""

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from etl.cli.app import main
from etl.intake.checked import check
from etl.workbooks import returned_file
from etl.workbooks.marks import clean, compact, free_name, row_words
from etl.workbooks.returned_file import error_workbook
from tests.etl.registers import EVENTS, activity, as_csv, event, events

FAULT, BLUE = "FFD9CC", "0000AEEF"
HEADER, LEFT = 3, 2
REGION = LEFT + EVENTS.index("Регион-участник")
DAY = LEFT + EVENTS.index("Дата начала")
GOOD, UNKNOWN, TWO = event("Пермский край"), event("Атлантида"), event("Алтай")
BAD_DAY = event("Пермский край", day="31.02.2025")


def saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def sheet_of(book: Any, name: str, rows: Sequence[Sequence[str]]) -> Any:
    """Write a register as people do: a title above, the table away from the corner."""
    sheet = book.create_sheet(name)
    sheet.cell(1, LEFT, "Реестр мероприятий")
    for number, row in enumerate([EVENTS, *rows], start=HEADER):
        for column, text in enumerate(row, start=LEFT):
            sheet.cell(number, column, text)
    return sheet


def workbook(*rows: Sequence[str]) -> Any:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheet_of(book, "Участие", rows)
    return book


def returned(content: bytes, name: str = "участие.xlsx", language: str = "ru") -> Any:
    return openpyxl.load_workbook(io.BytesIO(error_workbook(check(name, content), content, language)))


def filled(sheet: Any) -> set[str]:
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if str(cell.fill.fgColor.rgb).endswith(FAULT)}


def commented(sheet: Any) -> dict[str, str]:
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def lines(book: Any) -> list[tuple[Any, ...]]:
    return [row for row in book.worksheets[0].iter_rows(values_only=True) if any(row)]


def line(book: Any, start: str) -> tuple[Any, ...]:
    return next(row for row in lines(book) if str(row[0]).startswith(start))


def at(row: int, column: int) -> str:
    return f"{openpyxl.utils.get_column_letter(column)}{row}"


def test_faulty_cells_are_filled_and_commented_where_they_stand_in_the_file() -> None:
    sheet = returned(saved(workbook(GOOD, UNKNOWN, GOOD, BAD_DAY)))["Участие"]
    assert filled(sheet) == {at(5, REGION), at(7, DAY)}
    assert commented(sheet) == {
        at(5, REGION): "«Атлантида» — нет такого региона. Можно любой субъект Федерации или «без региона».",
        at(7, DAY): "«31.02.2025» — такого дня нет в календаре.",
    }


def test_a_required_empty_cell_is_marked_too() -> None:
    sheet = returned(saved(workbook(GOOD, event(""))))["Участие"]
    assert commented(sheet) == {at(5, REGION): "обязательная ячейка пуста."}


def test_the_column_beside_the_table_says_all_that_is_wrong_with_a_row() -> None:
    sheet = returned(saved(workbook(GOOD, event("Атлантида", day="31.02.2025"))))["Участие"]
    column = LEFT + len(EVENTS)
    assert [sheet.cell(row, column).value for row in (2, HEADER, 4)] == [None, "Что исправить", None]
    assert sheet.cell(5, column).value == (
        "«Дата начала»: «31.02.2025» — такого дня нет в календаре. "
        "«Регион-участник»: «Атлантида» — нет такого региона. Можно любой субъект Федерации или «без региона»."
    )


def test_the_added_column_covers_nothing_of_the_sender() -> None:
    book = workbook(GOOD, UNKNOWN, ("Итого", *[""] * (len(EVENTS) - 2), "20"))
    beside = LEFT + len(EVENTS)
    book["Участие"].cell(6, beside, "99")
    sheet = returned(saved(book))["Участие"]
    assert sheet.cell(6, beside).value == "99"
    assert sheet.cell(HEADER, beside + 1).value == "Что исправить"


def test_what_the_sender_remarked_stays_above_our_remark() -> None:
    book = workbook(UNKNOWN)
    book["Участие"].cell(4, REGION).comment = Comment("уточнить", "Пётр")
    comment = returned(saved(book))["Участие"].cell(4, REGION).comment
    assert comment.text.startswith("уточнить\n\n«Атлантида» — нет")
    assert comment.author == "Проверка"


def test_a_cell_that_a_merge_hides_is_marked_where_the_merge_shows_it() -> None:
    book = workbook(UNKNOWN, event("", title="Слёт"), GOOD)
    book["Участие"].merge_cells(start_row=4, end_row=5, start_column=REGION, end_column=REGION)
    result = returned(saved(book))
    assert set(commented(result["Участие"])) == filled(result["Участие"]) == {at(4, REGION)}
    assert line(result, "«Регион-участник»: «Атлантида»")[1:3] == (2, "4–5")


def test_a_fault_only_of_a_row_that_a_merge_hides_is_marked_where_the_merge_shows_it() -> None:
    book = workbook(event("Пермский край", day="01.03.2025"), event("Пермский край", day="10.03.2025"))
    sheet, end = book["Участие"], LEFT + len(EVENTS)
    for row, text in ((HEADER, "Дата окончания"), (4, "05.03.2025")):
        sheet.cell(row, end, text)
    sheet.merge_cells(start_row=4, end_row=5, start_column=end, end_column=end)
    result = returned(saved(book))
    assert set(commented(result["Участие"])) == {at(4, end)}
    assert line(result, "«Дата окончания»")[1:3] == (1, "5")


def test_equal_faults_are_one_repair_and_the_most_frequent_comes_first() -> None:
    result = returned(saved(workbook(BAD_DAY, UNKNOWN, UNKNOWN, UNKNOWN, GOOD, UNKNOWN, TWO)))
    start = lines(result).index(("Что сделать", "Сколько строк", "Строки", "Пример, как написать"))
    actions = [(str(row[0]).split(" — ")[0], *row[1:]) for row in lines(result)[start + 1 :]]
    assert actions == [
        ("«Регион-участник»: «Атлантида»", 4, "5–7, 9", "Пермский край"),
        ("«Дата начала»: «31.02.2025»", 1, "4", "16–17 октября 2025"),
        ("«Регион-участник»: «Алтай»", 1, "10", "Республика Алтай"),
    ]


def test_candidates_are_said_by_name_in_the_language_of_the_report() -> None:
    content = saved(workbook(TWO))
    assert "Республика Алтай, Алтайский край" in line(returned(content), "«Регион-участник»")[0]
    english = line(returned(content, language="en"), "“Регион-участник”")
    assert "Altai Republic, Altai Krai" in english[0]
    assert english[3] == "Altai Republic"


def test_all_problems_are_listed_however_many() -> None:
    rows = [event(f"Остров {number}") for number in range(300)]
    result = returned(saved(workbook(*rows)))
    listed = {str(row[0]) for row in lines(result)}
    assert all(any(f"«Остров {number}»" in text for text in listed) for number in range(300))
    assert len(commented(result["Участие"])) == 300


def test_a_repair_leads_to_its_first_cell() -> None:
    result = returned(saved(workbook(GOOD, UNKNOWN, UNKNOWN)))
    first = result.worksheets[0]
    links = [cell.hyperlink.location for (cell, *_) in first.iter_rows() if cell.hyperlink]
    assert links == [f"'Участие'!{at(5, REGION)}"]


def test_counts_dropped_rows_unused_columns_and_new_words_are_listed() -> None:
    book = workbook(GOOD, UNKNOWN, event("Пермский край", category="казначей"), ("Итого", *[""] * 8, "30"))
    book["Участие"].cell(HEADER, LEFT + len(EVENTS), "Настроение")
    book.create_sheet("Черновик")["A1"] = "заметки"
    result = returned(saved(book))
    assert line(result, "Строк реестра")[1] == 3
    assert line(result, "Принято")[1] == 2
    assert line(result, "Ждут исправления")[1] == 1
    assert line(result, "Пропущено: это не")[1] == 1
    assert line(result, "Пропущено: строка итогов")[1:3] == (1, "7")
    assert line(result, "Столбцы, которых нет")[1:3] == (1, "«Настроение»")
    assert line(result, "Листы, на которых нет")[1:3] == (1, "«Черновик»")
    assert line(result, "Новые слова в столбце «Категория»")[1:3] == (1, "«казначей»")


def test_the_senders_looks_stay() -> None:
    book = workbook(GOOD, UNKNOWN)
    sheet = book["Участие"]
    sheet.cell(4, LEFT).fill = PatternFill("solid", fgColor=BLUE)
    sheet.cell(5, REGION).number_format = "@"
    sheet.column_dimensions["C"].width = 33
    sheet.freeze_panes = "A4"
    other = book.create_sheet("Справка")
    other["A1"], other["A2"], other["A3"] = 2, 3, "=A1+A2"
    other["B1"] = "=cmd|' /C calc'!A0"
    other["B1"].data_type = "s"
    result = returned(saved(book))
    assert result.sheetnames == ["Что исправить", "Участие", "Справка"]
    kept = result["Участие"]
    assert kept.cell(4, LEFT).fill.fgColor.rgb == BLUE
    assert kept.cell(5, REGION).number_format == "@"
    assert (kept.column_dimensions["C"].width, kept.freeze_panes) == (33, "A4")
    assert (result["Справка"]["A3"].value, result["Справка"]["A3"].data_type) == ("=A1+A2", "f")
    assert result["Справка"]["B1"].data_type == "s"


def test_only_the_first_sheet_is_chosen_when_the_report_is_opened() -> None:
    book = workbook(UNKNOWN)
    book.active = book.create_sheet("Справка")
    result = returned(saved(book))
    assert result.active.title == "Что исправить"
    assert [sheet.sheet_view.tabSelected for sheet in result.worksheets] == [True, False, False]


def test_the_first_sheet_takes_no_name_that_is_taken() -> None:
    book = workbook(UNKNOWN)
    book.create_sheet("что исправить")["A1"] = "мои заметки"
    assert returned(saved(book)).sheetnames == ["Что исправить (2)", "Участие", "что исправить"]


def test_every_sheet_of_the_register_is_marked_and_its_rows_are_named_by_sheet() -> None:
    book = workbook(GOOD, UNKNOWN)
    sheet_of(book, "Весна", [UNKNOWN, UNKNOWN])
    result = returned(saved(book))
    assert filled(result["Весна"]) == {at(4, REGION), at(5, REGION)}
    assert line(result, "«Регион-участник»")[1:3] == (3, "лист «Участие»: 5; лист «Весна»: 4–5")


def test_no_two_comment_boxes_of_a_workbook_share_a_number() -> None:
    book = workbook(*[UNKNOWN] * 1100)
    sheet_of(book, "Весна", [UNKNOWN] * 2)
    content = saved(book)
    archive = zipfile.ZipFile(io.BytesIO(error_workbook(check("a.xlsx", content), content)))
    parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".vml")]
    numbers = [int(number) for part in parts for number in re.findall(r"_x0000_s(\d+)", part)]
    assert len(numbers) == len(set(numbers)) == 1102
    for part in parts:
        blocks = {int(block) for block in re.findall(r'data="([\d,]+)"', part)[0].split(",")}
        assert {int(number) // 1024 for number in re.findall(r"_x0000_s(\d+)", part)} <= blocks


def test_the_report_sent_back_is_understood_like_the_file() -> None:
    content = saved(workbook(GOOD, UNKNOWN, BAD_DAY))
    before = check("a.xlsx", content)
    for language in ("ru", "en"):
        after = check("a.xlsx", error_workbook(before, content, language))
        assert (after.rows, after.problems) == (before.rows, before.problems)


def test_a_perfect_file_gets_no_column_and_a_sentence() -> None:
    result = returned(saved(workbook(GOOD)))
    assert line(result, "Исправлять нечего")
    assert result["Участие"].max_column == LEFT + len(EVENTS) - 1


PERSONAL = {
    "ФИО": "Кузнецова Аграфена Тихоновна",
    "Телефон": "+7 912 000-77-11",
    "E-mail": "agrafena@example.org",
    "Дата рождения": "14.02.1971",
}


def of_people() -> bytes:
    book = workbook()
    sheet = book["Участие"]
    for number, row in enumerate([GOOD, UNKNOWN, UNKNOWN], start=HEADER + 1):
        for column, text in enumerate([*row, *PERSONAL.values()], start=LEFT):
            sheet.cell(number, column, text)
    for column, heading in enumerate(PERSONAL, start=LEFT + len(EVENTS)):
        sheet.cell(HEADER, column, heading)
    sheet.cell(5, LEFT).comment = Comment("звонить +7 912 000-77-11", "Аграфена")
    book.create_sheet("Контакты")["A1"] = PERSONAL["ФИО"]
    book.properties.creator = "Аграфена"
    return saved(book)


def test_personal_data_never_reach_the_report() -> None:
    content = of_people()
    checked = check("участие.xlsx", content)
    assert checked.personal
    archive = zipfile.ZipFile(io.BytesIO(error_workbook(checked, content)))
    text = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "Атлантида" in text
    for planted in (*PERSONAL.values(), "Аграфена", "Контакты"):
        assert planted not in text, planted


def test_a_report_without_people_keeps_the_row_numbers_and_the_marks() -> None:
    result = returned(of_people())
    sheet = result["Участие"]
    headings = [cell.value for cell in sheet[HEADER]]
    assert (headings[0], set(headings[1:-1]), headings[-1]) == ("Строка файла", set(EVENTS), "Что исправить")
    assert [sheet.cell(row, 1).value for row in (4, 5, 6)] == ["4", "5", "6"]
    region = at(5, headings.index("Регион-участник") + 1)
    assert region in filled(sheet) and region in commented(sheet)
    assert "Атлантида" in str(sheet.cell(5, len(headings)).value)
    assert line(result, "Столбцы с личными данными")[1] == len(PERSONAL)
    assert line(result, "«Регион-участник»: «Атлантида»")[1:3] == (2, "5–6")


def test_a_csv_becomes_a_workbook_with_the_same_rows_and_only_texts() -> None:
    trick = event("Атлантида", title="=cmd|' /C calc'!A0", people="+5", municipality="@a", category="-1")
    result = returned(events(GOOD, trick), "участие.csv")
    sheet = result["участие"]
    assert [cell.value for cell in sheet[1]] == [*EVENTS, "Что исправить"]
    assert [cell.value for cell in sheet[3]][:-1] == [text or None for text in trick]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    region = at(3, EVENTS.index("Регион-участник") + 1)
    assert filled(sheet) == set(commented(sheet)) == {region}
    assert [c.hyperlink.location for (c, *_) in result.worksheets[0].iter_rows() if c.hyperlink] == [
        f"'участие'!{region}"
    ]


def test_the_name_of_a_csv_becomes_a_name_that_excel_accepts() -> None:
    content = events(UNKNOWN)
    result = returned(content, "'[Реестр] участия: всё за год, версия после правок.csv")
    assert result.sheetnames == ["Что исправить", "_Реестр_ участия_ всё за год, в"]


def test_an_xls_keeps_its_rows_and_its_merged_cells() -> None:
    book = xlwt.Workbook()
    sheet, place = book.add_sheet("Лист1"), EVENTS.index("Регион-участник")
    for number, row in enumerate([EVENTS, UNKNOWN, event("", title="Слёт"), GOOD], start=4):
        for column, text in enumerate(row):
            if column != place or number in (4, 7):
                sheet.write(number, column, text)
    sheet.write_merge(5, 6, place, place, "Атлантида")
    content = saved(book)
    marked = error_workbook(check("участие.xls", content), content)
    result = openpyxl.load_workbook(io.BytesIO(marked))["Лист1"]
    region = at(6, place + 1)
    part = zipfile.ZipFile(io.BytesIO(marked)).read("xl/worksheets/sheet2.xml").decode()
    assert not re.search(f'r="{at(7, place + 1)}"[^>]* t="s"', part)
    assert [str(merge) for merge in result.merged_cells.ranges] == [f"{region}:{at(7, place + 1)}"]
    assert (result[region].value, set(commented(result))) == ("Атлантида", {region})
    assert result.cell(8, 1).value == "Форум"


def without_styles(content: bytes) -> bytes:
    """Return a workbook that our reader reads and the library that keeps looks cannot open."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for part in source.infolist():
            target.writestr(part.filename, source.read(part).replace(b'"gray125"', b'"unheard"'))
    return buffer.getvalue()


def test_a_workbook_whose_looks_cannot_be_read_is_written_anew() -> None:
    content = without_styles(saved(workbook(GOOD, UNKNOWN)))
    result = returned(content)
    assert line(result, "Ячейки перенесены как текст")
    assert filled(result["Участие"]) == {at(5, REGION)}


def test_a_very_large_workbook_is_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(returned_file, "MAX_CELLS_WITH_LOOKS", 5)
    result = returned(saved(workbook(GOOD, UNKNOWN)))
    assert line(result, "Ячейки перенесены как текст")
    assert filled(result["Участие"]) == {at(5, REGION)}


def test_english_is_complete() -> None:
    content = activity(
        ("Perm Krai", "31.02.2025", "практика в доклад", "Парк", "1", "", "", "", ""), ("Итого",) + ("",) * 8
    )
    result = returned(content, "acts.csv", "en")
    assert result.sheetnames[0] == "What to correct"
    own = [text for row in lines(result) for text in row[:3] if isinstance(text, str)]  # examples are Russian
    unquoted = [re.sub("[«“][^»”]*[»”]", "", text) for text in own]
    assert not [text for text in unquoted if re.search("[а-яё]", text, re.IGNORECASE)]
    assert line(result, "Rows of the register")[1] == 1
    assert line(result, "Passed over: a row of totals")[1:3] == (1, "3")


def test_row_numbers_are_written_as_people_write_them() -> None:
    assert compact([14, 5, 6, 7, 8, 9]) == ["5–9", "14"]
    assert compact([]) == []


def test_rows_that_fill_more_than_a_cell_go_on_in_the_next() -> None:
    rows = [("Лист", number) for number in range(100_000, 140_000, 2)]
    texts = row_words(rows, several_sheets=False, language="ru")
    assert max(map(len, texts)) < 32_767
    assert ", ".join(texts).split(", ") == [str(row) for _, row in rows]


def test_texts_and_names_fit_excel() -> None:
    assert clean("а\x00\x1b\ud800б" + "в" * 40_000) == "аб" + "в" * 32_765
    assert free_name("Лист", ["лист", "Лист (2)"], 8) == "Лист (3)"
    assert free_name("Длинное имя", ["ДЛИННОЕ"], 7) == "Дли (2)"


def test_the_command_line_writes_the_report_and_never_over_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two, out = tmp_path / "один.csv", tmp_path / "два.csv", tmp_path / "отчёт.xlsx"
    one.write_bytes(events(UNKNOWN))
    two.write_bytes(events(GOOD))
    assert main(["check", str(one), "--report", str(out)]) == 1
    assert str(out) in capsys.readouterr().out
    assert openpyxl.load_workbook(out).sheetnames == ["Что исправить", "один"]
    assert main(["check", str(one), "--report", str(one)]) == 1
    assert one.read_bytes() == events(UNKNOWN)
    main(["check", str(one), str(two), "--report", str(out)])
    assert {path.name for path in tmp_path.glob("*_*")} == {
        "один_1_один.xlsx",
        "отчёт_1_один.xlsx",
        "отчёт_2_два.xlsx",
    }


# The control characters of a binary file are refused before there is anything to report.
WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=4, max_size=4))
def test_whatever_stands_in_the_cells_the_report_opens_and_lists_every_faulty_row(texts: list[str]) -> None:
    title, region, day, place = texts
    content = as_csv(EVENTS, [GOOD, event(region, title=title, day=day, municipality=place)])
    checked = check("a.csv", content)
    book = openpyxl.load_workbook(io.BytesIO(error_workbook(checked, content)))
    assert line(book, "Ждут исправления")[1] == checked.quarantined
    assert (
        len([row for row in book["a"].iter_rows() if row[-1].value]) == (checked.quarantined > 0) + checked.quarantined
    )
