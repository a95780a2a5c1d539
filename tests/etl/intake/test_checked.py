"""From the bytes of a file to judged rows: which register, which source, what each row says, and no row lost."""

from io import BytesIO

import pytest
import sqlalchemy as sa
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import service
from etl.datasets import DATASETS
from etl.intake import checked
from etl.intake.checked import Checked, Confirmed, check
from etl.intake.headings.columns import is_personal, match_headings, recognise_register
from etl.intake.original import Original
from etl.intake.source_names import source_name
from etl.normalise.columns import as_year
from etl.problems import Refused
from etl.read import Sheet
from etl.regions import normalise_name
from etl.warehouse.database import create_engine
from etl.warehouse.tables import FACTS, source_file
from etl.workbooks.blank_form import blank_form
from tests.etl.registers import ACTIVITY, EVENTS, activity, as_csv, competitions, event, events

Rows = list[tuple[str, ...]]


def workbook(**sheets: Rows) -> bytes:
    """Return an .xlsx whose sheets hold these rows of text."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def refusal(content: bytes, name: str = "а.csv", register: str = "") -> Refused:
    with pytest.raises(Refused) as caught:
        check(name, content, register)
    return caught.value


def stored(checked: Checked, column: str) -> list[object]:
    """Return the values of a column, row by row."""
    reads = [read for batch in checked.batches for read in batch.columns if read.column.name == column]
    return [read.readings[text].values[0] for read in reads for text in read.texts]


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("Пермь.xlsx", "Пермь"),
        ("Пермь 01.02.2025.xlsx", "Пермь"),
        ("Пермь_2025-02-01.csv", "Пермь"),
        ("Пермь 20250201 v2.csv", "Пермь"),
        ("Пермь (испр).xlsx", "Пермь"),
        ("Пермь - копия (2).xlsx", "Пермь"),
        ("Пермь_итог_final.xlsx", "Пермь"),
        ("C:\\Загрузки\\Пермь.xlsx", "Пермь"),
        ("../../etc/Пермь.csv", "Пермь"),
        ("Пермский_край__свод.csv", "Пермский край свод"),
        ("2025-02-01.csv", "2025-02-01"),
        ("Участники 2025.csv", "Участники 2025"),
        (".csv", ".csv"),
    ],
)
def test_a_source_is_the_file_name_without_dates_and_version_marks(file: str, source: str) -> None:
    assert source_name(file) == source


@pytest.mark.parametrize(
    ("headings", "register"),
    [
        (("РЕГИОН-УЧАСТНИК", " дата   начала*", "Мероприятие¹"), "events"),
        (("Субъект РФ", "Дата проведения", "Наименование мероприятия"), "events"),
        (("Region taking part", "Start date", "Event"), "events"),
        (("Наименование региона", "Отчётный период", "Вид деятельности", "Кол-во"), "activity"),
        (("Регион заявителя", "Год", "Название конкурса", "Премия, млн руб."), "competitions"),
        (("Регион", "Дата", "Мероприятие", "Сезон", "Конкурс", "Стадия", "Номинация"), "competitions"),
    ],
)
def test_a_register_is_recognised_from_its_headings(headings: tuple[str, ...], register: str) -> None:
    assert recognise_register("а.csv", headings).name == register


def test_a_unit_behind_a_heading_is_no_part_of_it() -> None:
    headings = ("Мероприятие", "Дата начала", "Регион", "Количество участников, чел.", "Участники (человек)")
    matched = match_headings(DATASETS["events"], headings)
    assert matched == {0: "event", 1: "date_start", 2: "region", 3: "participants"}


def test_the_first_of_two_equal_columns_counts_and_the_other_is_said_to_be_ignored() -> None:
    checked = check("а.csv", as_csv((*EVENTS, "Регион", "Приложение"), [(*event("Пермский край"), "Томск", "1")]))
    assert stored(checked, "region") == ["59"]
    assert checked.ignored == ("Регион", "Приложение")


def test_several_sheets_of_one_register_are_one_source() -> None:
    content = workbook(Май=[EVENTS, event("Пермский край")], Июнь=[("Отчёт",), EVENTS, event("Атлантида")])
    checked = check("Свод.xlsx", content)
    assert [(batch.table.sheet, batch.table.row_numbers) for batch in checked.batches] == [("Май", [2]), ("Июнь", [3])]
    assert (checked.rows, checked.quarantined, checked.source) == (2, 1, "Свод")
    assert [(problem.sheet, problem.row) for problem in checked.problems] == [("Июнь", 3)]


def test_sheets_of_two_registers_are_refused_and_neither_is_dropped_silently() -> None:
    act = ("Пермский край", "2025", "практика в доклад", "", "", "", "", "", "")
    content = workbook(Участие=[EVENTS, event("Пермский край")], Работа=[ACTIVITY, act])
    refused = refusal(content, "Свод.xlsx")
    assert refused.code == "several_registers"
    assert "«Участие в мероприятиях», «Активность ассоциаций»" in refused.sentence()
    named = check("Свод.xlsx", content, "activity")
    assert (named.rows, named.unused_sheets) == (1, ("Участие",))


def test_sheets_that_are_no_register_are_named() -> None:
    content = workbook(
        Свод=[("Регион", "Количество"), ("Пермский край", "5")], Май=[EVENTS, event("г. Москва")], Пусто=[]
    )
    checked = check("а.xlsx", content)
    assert (checked.rows, checked.unused_sheets) == (1, ("Свод",))
    assert check("а.csv", events(event("г. Москва"))).unused_sheets == ()


@pytest.mark.parametrize("register", DATASETS)
def test_a_form_is_refused_as_empty_whatever_its_other_sheets_say(register: str) -> None:
    assert refusal(blank_form(DATASETS[register]), "форма.xlsx").code == "no_rows"


def test_a_named_register_must_have_its_columns() -> None:
    refused = refusal(events(event("Пермский край")), register="competitions")
    assert refused.code == "missing_columns"
    assert "«Конкурс», «Сезон»" in refused.sentence()


def test_a_file_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checked, "MAX_FILE_MB", 0)
    assert "0 МБ" in refusal(events(event("Пермский край"))).sentence()


def test_a_name_with_folders_is_only_a_name() -> None:
    assert check("../../Май.csv", events(event("Пермский край"))).file_name == "Май.csv"


@pytest.mark.parametrize(
    "heading",
    [
        "ФИО", "Ф.И.О. участника", "Фамилия", "Имя", "Отчество", "Телефон", "Моб. тел.", "E-mail", "Электронная почта",
        "Дата рождения", "Паспорт", "СНИЛС", "ИНН", "Домашний адрес", "Контакты", "Адрес регистрации",
    ],
)  # fmt: skip
def test_a_column_of_people_is_known_by_its_heading(heading: str) -> None:
    assert is_personal(heading)


@pytest.mark.parametrize("heading", ["Наименование", "Количество", "Город", "Источник", "Имя файла"[4:], "Телемост"])
def test_other_columns_are_not_of_people(heading: str) -> None:
    assert not is_personal(heading)


PEOPLE: Rows = [
    ("Список участников",),
    (),
    ("ФИО", *EVENTS, "Телефон"),
    ("Иванов И. И.", *event("Пермский край"), "+7 912 345-67-89"),
    (),
    ("Петрова А. А.", *event("Атлантида"), "8 912 000-00-00"),
    ("Итого", *[""] * len(EVENTS), "2"),
]


def test_what_is_kept_of_a_list_of_people_holds_none_of_them() -> None:
    checked = check("Список.xlsx", workbook(Лист=PEOPLE))
    kept = checked.original.content.decode("utf-8-sig")
    assert checked.personal and checked.ignored == ("ФИО", "Телефон")
    assert not any(trace in kept for trace in ("Иванов", "Петрова", "912", "Список"))
    assert "Пермский край" in kept and "Атлантида" in kept


def test_a_sheet_of_people_beside_the_register_is_not_kept_either() -> None:
    content = workbook(Май=[EVENTS, event("Пермский край")], Контакты=[("№", "Ф. И. О."), ("1", "Иванов И. И.")])
    checked = check("а.xlsx", content)
    assert checked.personal and checked.unused_sheets == ("Контакты",)
    assert "Иванов" not in checked.original.content.decode("utf-8-sig")


def test_a_list_of_people_keeps_its_row_numbers_through_a_rebuild(sqlite: str) -> None:
    engine, table = create_engine(sqlite), FACTS["events"]
    service.load(engine, check("Список.xlsx", workbook(Лист=PEOPLE)))
    query = sa.select(table.c.row, table.c.region, table.c.quarantined).order_by(table.c.row)
    with engine.connect() as connection:
        before = connection.execute(query).all()
        assert "Иванов".encode() not in Original(*connection.execute(sa.select(source_file)).one()).content
    service.rebuild(engine)
    with engine.connect() as connection:
        assert connection.execute(query).all() == before
    assert [tuple(row) for row in before] == [(4, "59", 0), (6, "", 1)]


def test_a_file_without_people_is_kept_byte_for_byte() -> None:
    content = events(event("Пермский край"))
    assert check("а.csv", content).original.content == content


def test_a_confirmed_alias_is_used() -> None:
    content = events(event("Прикамье наше"))
    assert check("а.csv", content).quarantined == 1
    checked = check("а.csv", content, confirmed=Confirmed({normalise_name("Прикамье наше"): "59"}))
    assert (checked.quarantined, stored(checked, "region")) == (0, ["59"])


@pytest.mark.parametrize(
    ("text", "value", "problem"),
    [
        ("2025", 2025, ""),
        ("2024/2025", 2025, ""),
        ("2025 г.", 2025, ""),
        ("2025 год", 2025, ""),
        ("1999", None, "not_a_year"),
        ("2025-2026", 2026, ""),
        ("2025-2027", None, "not_a_year"),
        ("второй", None, "not_a_year"),
        ("", None, ""),
    ],
)
def test_a_season_is_a_year(text: str, value: int | None, problem: str) -> None:
    reading = as_year(text)
    assert (reading.values[0], reading.problem) == (value, problem)


def test_an_empty_required_cell_is_a_fault_and_an_explicit_unknown_is_not() -> None:
    rows = [event(""), event("без региона"), event("Пермский край", day=""), event("Пермский край", day="н/д")]
    checked = check("а.csv", events(*rows, event("Пермский край", title=" ")))
    assert [(problem.row, problem.heading, problem.code) for problem in checked.problems] == [
        (2, "Регион-участник", "required_empty"),
        (4, "Дата начала", "required_empty"),
        (6, "Мероприятие", "required_empty"),
    ]


def test_a_row_with_several_faults_has_them_all_and_is_one_row() -> None:
    checked = check("а.csv", events(event("Атлантида", "5-6", day="32.03.2025")))
    assert {problem.code for problem in checked.problems} == {
        "region_unknown",
        "count_interval",
        "date_no_such_day",
    }
    assert checked.quarantined == 1


def test_an_end_before_the_start_is_a_fault() -> None:
    headings = ("Мероприятие", "Дата начала", "Дата окончания", "Регион")
    rows = [("А", "12.03.2025", "11.03.2025", "Пермский край"), ("Б", "12.03.2025", "13.03.2025", "Пермский край")]
    checked = check("а.csv", as_csv(headings, rows))
    assert [(p.row, p.heading, p.value, p.code) for p in checked.problems] == [
        (2, "Дата окончания", "2025-03-11", "ends_before_start")
    ]
    assert checked.batches[0].days[1] == ("2025-03-12", "2025-03-13", "range")


def test_a_row_stands_at_the_first_filled_of_its_dates() -> None:
    headings = ("Конкурс", "Сезон", "Регион", "Дата подачи")
    rows = [("ЛМП", "2025", "Пермский край", "12.03.2025"), ("ЛМП", "2024/2025", "Пермский край", "")]
    checked = check("а.csv", as_csv(headings, rows))
    assert checked.batches[0].days == (("2025-03-12", "2025-03-12", "day"), ("2025-01-01", "2025-12-31", "year"))


def test_defaults_fill_what_is_empty_and_what_the_file_lacks() -> None:
    row = ("ЛМП", "2025", "Пермский край", "", "", "", "", "")
    checked = check("а.csv", competitions(row))
    assert (stored(checked, "stage"), stored(checked, "quantity")) == (["подана"], [1.0])
    bare = check("б.csv", as_csv(("Конкурс", "Сезон", "Регион"), [row[:3]]))
    assert (stored(bare, "stage"), stored(bare, "quantity"), stored(bare, "place")) == (["подана"], [1.0], [None])


def test_a_new_word_is_kept_and_proposed_and_a_known_spelling_becomes_the_word() -> None:
    checked = check(
        "а.csv",
        activity(
            ("Пермский край", "2025", "Практика", "", "", "НЕТ", "", "", ""),
            ("Пермский край", "2025", "субботник", "", "", "", "", "", ""),
        ),
    )
    assert stored(checked, "kind") == ["практика в доклад", "субботник"]
    assert stored(checked, "national_project") == ["нет", ""]
    assert (checked.proposals(), checked.quarantined) == ({"Вид активности": ("субботник",)}, 0)


def test_an_unclear_flag_is_a_fault() -> None:
    headings = ("Регион", "Дата", "Вид активности", "Межмуниципальное")
    rows = [("Пермский край", "2025", "практика", text) for text in ("да", "нет", "", "частично")]
    checked = check("а.csv", as_csv(headings, rows))
    assert stored(checked, "intermunicipal") == [1, 0, None, None]
    assert [(problem.row, problem.code) for problem in checked.problems] == [(5, "flag_unclear")]


REGIONS = st.sampled_from(["Пермский край", "г. Москва", "Атлантида", "", "без региона", "Итого", "ЦФО", " "])
DAYS = st.sampled_from(["12.03.2025", "32.03.2025", "", "март 2025", "2", "н/д"])
COUNTS = st.sampled_from(["10", "", "5-6", "около 500", "3", "x"])
ANYTHING = st.text("абвИтого 123;\"',.-=+@\n", max_size=12)
LINES = st.lists(st.tuples(ANYTHING | st.sampled_from(["Форум", "Итого", "1", ""]), DAYS, REGIONS, COUNTS), max_size=12)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_no_row_is_lost_rows_in_are_good_faulty_and_dropped_ones(
    lines: list[tuple[str, str, str, str]],
) -> None:
    content = as_csv(("Мероприятие", "Дата начала", "Регион", "Участники"), lines)
    spoken = [number for number, line in enumerate(lines, start=2) if any(text.strip() for text in line)]
    try:
        checked = check("а.csv", content)
    except Refused as refused:
        assert refused.code in ("no_rows", "unclosed_quote")
        return
    kept = [number for batch in checked.batches for number in batch.table.row_numbers]
    dropped = [drop.row for drop in checked.dropped]
    assert sorted(kept + dropped) == spoken
    assert {problem.row for problem in checked.problems} == {
        row for batch in checked.batches for row in batch.quarantined
    }


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300) | st.text('Мероприятие;Дата началРгон\n\t",1.5', max_size=200).map(str.encode))
def test_no_bytes_make_the_intake_raise_anything_but_a_refusal(content: bytes) -> None:
    try:
        check("а.csv", content)
    except Refused as refused:
        assert refused.sentence("ru") and refused.sentence("en")


def test_a_long_text_that_is_no_register_is_refused_by_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    row = ";".join(event("Пермский край", title="Форум" * 20)).encode() + b"\n"
    register = events() + row * (20_000_000 // len(row))

    def unread(*_: object) -> list[Sheet]:
        raise AssertionError("it was read to its end")

    monkeypatch.setattr(checked, "read_sheets", unread)
    with pytest.raises(Refused) as refused:
        check("а.csv", register.partition(b"\n")[2])
    assert refused.value.code == "no_header"
    with pytest.raises(AssertionError, match="to its end"):
        check("а.csv", register)
