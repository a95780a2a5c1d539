"""A list of people becomes counts; nothing of the people themselves is kept anywhere."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from etl import service
from etl.intake.checked import Checked, check
from etl.intake.original import Original
from etl.intake.people.personal_data import is_name, is_personal, looks_personal, masked
from etl.intake.reduced_copy import as_numbers, as_ranges, read_kept, write_kept
from etl.problems import Refused
from etl.regions import REGIONS as SUBJECTS
from etl.regions.municipalities.directory import versions
from etl.warehouse.database import create_engine
from etl.warehouse.tables import FACTS, journal, quarantine, source_file
from tests.etl.intake.test_checked import workbook
from tests.etl.loads.test_load import put
from tests.etl.registers import EVENTS, activity, as_csv, competitions, event, events
from tests.sums import nation, summary

HEADINGS = ("№", "ФИО", *EVENTS[:-1], "Телефон", "Эл. почта", "Дата рождения", "Домашний адрес", "Организация")
PLANTED = (
    "Долгорукова", "Аграфена", "Прокофьевна", "Свиристелкин", "Порфирий", "345-67-89", "9123456789", "dolgorukova",
    "porfiriy@", "14.02.1961", "1958-07-30", "Кленовая", "Тупиковый", "987-65-43",
)  # fmt: skip


def person(
    name: str, region: str = "Пермский край", municipality: str = "Пермь", organisation: str = "Дума", **more: str
) -> tuple[str, ...]:
    private = ("+7 912 345-67-89", "dolgorukova@mail.ru", "14.02.1961", "ул. Кленовая, д. 5, кв. 7")
    return ("1", name, *event(region, municipality=municipality, **more)[:-1], *private, organisation)


PEOPLE = [
    person("Долгорукова Аграфена Прокофьевна"),
    person("Свиристелкин Порфирий", region="ПЕРМСКИЙ  край", organisation=" Дума "),
    person("Свиристелкин П. П.", category="депутат"),
    person("Долгорукова А.", organisation="ООО «Луч», porfiriy@luch.ru, тел. 987-65-43"),
    person("Долгорукова Аграфена", region="Атлантида"),
    person("Порфирий Долгорукова", region="Атлантида"),
]


def listed() -> bytes:
    return as_csv(HEADINGS, PEOPLE)


def rows(engine: Engine) -> list[tuple[object, ...]]:
    table = FACTS["events"]
    names = ("row", "region", "category", "organisation", "participants", "participants_unit", "quarantined")
    with engine.connect() as connection:
        query = sa.select(*(table.c[name] for name in names)).order_by(table.c.row)
        return [tuple(row) for row in connection.execute(query)]


COUNTED = [
    (2, "59", "глава МО", "Дума", 2.0, "чел.", 0),
    (4, "59", "депутат", "Дума", 1.0, "чел.", 0),
    (5, "59", "глава МО", "ООО «Луч», скрыто, скрыто", 1.0, "чел.", 0),
    (6, "", "глава МО", "Дума", 1.0, "", 1),
    (7, "", "глава МО", "Дума", 1.0, "", 1),
]


def test_people_are_counted_by_event_region_municipality_and_category(warehouse: Engine) -> None:
    result = put(warehouse, listed())
    assert rows(warehouse) == COUNTED
    assert nation(warehouse, "events", "participants") == 6
    assert summary(warehouse, scope="59", dimension="")["participants"].tolist() == [4]
    assert (result.checked.rows, result.good, result.checked.quarantined) == (6, 4, 2)
    source = service.sources(warehouse)[0]
    assert (source.loaded, source.quarantined, source.dropped) == (4, 2, 0)


def everything(engine: Engine) -> bytes:
    """Return every byte the warehouse keeps, and every file as it was before it was deflated."""
    with engine.connect() as connection:
        files = [Original(*row).content for row in connection.execute(sa.select(source_file))]
    if engine.dialect.name == "sqlite":
        path = Path(str(engine.url.database))
        return b"".join([*(file.read_bytes() for file in path.parent.glob(path.name + "*")), *files])
    with engine.connect() as connection:
        tables = sa.inspect(connection).get_table_names()
        rows = [connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in tables]  # noqa: S608
    return repr(rows).encode() + b"".join(files)


def assert_clean(kept: bytes) -> None:
    for planted in PLANTED:
        assert planted.encode() not in kept, planted
        assert planted.encode("cp1251") not in kept, planted


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_nothing_of_the_people_is_in_the_warehouse(warehouse: Engine, form: str) -> None:
    content = listed() if form == "csv" else workbook(Лист=[HEADINGS, *PEOPLE])
    put(warehouse, content, f"Участники.{form}")
    service.confirm_alias(warehouse, "Атлантида", "59", by="Иванова")
    service.rebuild(warehouse)
    kept = everything(warehouse)
    assert "Атлантида".encode() in kept and "Пермь".encode() in kept
    assert_clean(kept)


def test_nothing_of_the_people_is_in_what_was_understood_or_in_the_report() -> None:
    checked = check("Участники.csv", listed())
    assert checked.personal and set(checked.ignored) >= {"ФИО", "Телефон", "Дата рождения", "Домашний адрес"}
    assert_clean(repr(checked).encode())
    assert_clean(checked.original.content)
    assert_clean(" ".join(problem.sentence() for problem in checked.problems).encode())


def test_undo_and_rebuild_find_the_same_counts_in_what_is_kept(warehouse: Engine) -> None:
    put(warehouse, listed())
    put(warehouse, events(event("Томская область")))
    service.undo(warehouse, "Мероприятия")
    assert rows(warehouse) == COUNTED
    service.rebuild(warehouse)
    assert rows(warehouse) == COUNTED
    source = service.sources(warehouse)[0]
    assert (source.loaded, source.quarantined, source.dropped) == (4, 2, 0)


def test_people_who_are_released_are_counted_too(warehouse: Engine) -> None:
    put(warehouse, listed())
    assert service.confirm_alias(warehouse, "Атлантида", "59", by="Иванова").rows == 2
    assert rows(warehouse)[0] == (2, "59", "глава МО", "Дума", 4.0, "чел.", 0)
    assert len(rows(warehouse)) == 3
    service.withdraw_alias(warehouse, "Атлантида", by="Иванова")
    assert rows(warehouse) == COUNTED


def test_the_same_list_twice_changes_nothing(warehouse: Engine) -> None:
    put(warehouse, listed())
    assert put(warehouse, listed()).status == "unchanged"
    assert service.preview(warehouse, check("Мероприятия.csv", listed())).same_file


def test_a_register_with_a_contact_person_keeps_its_figures(warehouse: Engine) -> None:
    headings = (*EVENTS, "Ответственный")
    people = [
        (*event("Пермский край", "120"), "Долгорукова А. П."),
        (*event("Пермский край", "120"), "Свиристелкин П. П."),
        (*event("Пермский край", "1"), "Долгорукова А. П."),
        (*event("Пермский край", ""), "Свиристелкин П. П."),
    ]
    put(warehouse, as_csv(headings, people))
    assert [row[4] for row in rows(warehouse)] == [120, 120, 2]


def test_dropped_rows_and_sheets_are_remembered_with_a_list(warehouse: Engine) -> None:
    total = ("Итого", *[""] * 8, "2")
    other = event("Томская область")
    content = workbook(
        Май=[("ФИО", *EVENTS), ("Долгорукова А. П.", *event("Пермский край", "")), ("", *total)],
        Июнь=[("Отчёт",), EVENTS, other],
    )
    put(warehouse, content, "Список.xlsx")
    before = service.sources(warehouse)[0]
    assert (before.loaded, before.dropped) == (2, 1)
    service.rebuild(warehouse)
    assert service.sources(warehouse)[0] == before
    table = FACTS["events"]
    with warehouse.connect() as connection:
        places = connection.execute(sa.select(table.c.sheet, table.c.row).order_by(table.c.row))
        assert [tuple(place) for place in places] == [("Май", 2), ("Июнь", 3)]


@pytest.mark.parametrize("content", [
    competitions(("ЛМП", "2025", "Пермский край", "", "подана", "", "", "")),
    activity(("Пермский край", "март 2025", "консультация", "Совет", "", "", "", "", "")),
], ids=["competitions", "activity"])  # fmt: skip
def test_of_other_registers_only_the_columns_of_people_go(content: bytes) -> None:
    heading, row = content.decode("utf-8-sig").splitlines()
    both = f"{heading};Автор;E-mail\r\n{row};Долгорукова Аграфена;a@b.ru\r\n{row};Порфирий;b@b.ru\r\n"
    checked = check("а.csv", both.encode())
    assert (checked.rows, sum(batch.rows for batch in checked.batches)) == (2, 2)
    assert checked.personal
    assert_clean(checked.original.content)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Кто", ("Долгорукова Аграфена Прокофьевна", "Свиристелкин Порфирий Ильич")),
        ("Кто", ("Долгорукова А. П.", "П. И. Свиристелкин")),
        ("Кто", ("Анна Долгорукова", "Свиристелкин Пётр")),
        ("Связь", ("dolgorukova@mail.ru", "porfiriy@mail.ru")),
        ("Связь", ("8 (912) 345-67-89", "89123456789")),
        ("Где", ("ул. Кленовая, 5", "пер. Тупиковый, д. 7")),
        ("Сведения", ("14.02.1961", "1958-07-30")),
        ("Участники", ("Долгорукова Аграфена Прокофьевна", "Свиристелкин Порфирий Ильич")),
    ],
)
def test_a_column_of_people_is_known_by_its_cells(heading: str, cells: tuple[str, str]) -> None:
    people = [(*event("Пермский край")[:-1], cell) for cell in cells]
    checked = check("а.csv", as_csv((*EVENTS[:-1], heading), people))
    assert checked.personal and checked.ignored == (heading,)
    assert [batch.rows for batch in checked.batches] == [1]
    assert_clean(repr(checked).encode())


def test_columns_of_places_words_and_figures_are_not_of_people() -> None:
    for texts in (
        ("Нижний Новгород", "Великий Устюг", "Сергиев Посад"),
        ("Пермский край", "Республика Марий Эл"),
        ("12.03.2025", "2025-10-16"),
        ("1 200", "около 500 чел."),
        ("https://example.org/89123456789", "http://a.ru"),
        ("Малая Родина — сила России",),
        (),
    ):
        assert not looks_personal(texts, declared=False), texts


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ООО «Луч», luch@mail.ru", "ООО «Луч», скрыто"),
        ("Дума, +7 (912) 345-67-89", "Дума, скрыто"),
        ("Дума, 8(34241) 2-34-56 доб. 5", "Дума, скрыто доб. 5"),
        ("Дума (тел. 212-34-56)", "Дума (скрыто)"),
        ("Дума 89123456789", "Дума скрыто"),
        ("глава Аграфена Прокофьевна Долгорукова", "глава скрыто"),
        ("ИП СВИРИСТЕЛКИН ПОРФИРИЙ ИЛЬИЧ", "ИП скрыто"),
        ("Мамедов Али Гасан оглы", "скрыто"),
        ("член совета, 14.02.1961 г.р.", "член совета, скрыто"),
        ("СНИЛС 112-233-445 95", "СНИЛС скрыто"),
        ("123-456-789 01", "скрыто"),
        ("СНИЛС: 12345678901", "скрыто"),
        ("участник 11223344595", "участник скрыто"),
        ("паспорт 4510 123456", "скрыто"),
        ("45 10 123456, выдан", "скрыто, выдан"),
        ("ИНН 500100732259", "скрыто"),
        ("карта 4276 1234 5678 9012", "карта скрыто"),
        ("4111111111111111", "скрыто"),
        ("звонить 9161234570", "звонить скрыто"),
        ("глава Свиристелкин П.И.", "глава скрыто"),
        ("глава П. И. Свиристелкин", "глава скрыто"),
        ("письмо Свиристелкиной А.П., исполнено", "письмо скрыто, исполнено"),
        ("вручено Свиристелкину Порфирию Ильичу", "вручено скрыто"),
        ("с Долгоруковой Аграфеной Прокофьевной", "с скрыто"),
        ("ул. Кленовая, д. 5, кв. 7", "скрыто"),
        ("г. Пермь, проспект Мира, дом 3 корп. 1, квартира 12", "г. Пермь, скрыто"),
        ("пишите @porfiriy_s или t.me/porfiriy", "пишите скрыто или скрыто"),
        ("https://vk.com/id123 и 5 чел.", "скрыто и 5 чел."),
        ("глава Иванов В.П.", "глава скрыто"),
        ("Смирнов М.О. и Достоевский С.П.", "скрыто и скрыто"),
        ("Глава И.И. Ким, Мельник А.П", "Глава скрыто, скрыто"),
        ("памяти погибших вручил Иванов П.С.", "памяти погибших вручил скрыто"),
        ("грамота имени Макаренко Иванову П.С.", "грамота имени Макаренко скрыто"),
        ("Ivanov Ivan Ivanovich", "скрыто"),
        ("Ответственный: Иванов Пётр", "Ответственный: скрыто"),
        ("Пётр Иванов выступил, Мария Ковалёва-Петренко вела", "скрыто выступил, скрыто вела"),
        ("Цой В.", "скрыто"),
        ("вели Ким А., Ли О.; помогал Цой В.", "вели скрыто, скрыто; помогал скрыто"),
        ("Надежда Смирнова", "скрыто"),
        ("https://vk.com/id77, vk.com/porfiriy", "скрыто, скрыто"),
    ],
)
def test_personal_data_inside_a_cell_are_hidden(text: str, kept: str) -> None:
    assert masked(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "Форум имени Петра Ильича Чайковского", "1 234 567 890", "2025-08-12 14:05:00", "https://a.ru/news/89123456789",
        "https://www.youtube.com/@channel", "77202500123", "ЛМП-2023-00123", "12.03.2025", "89 регионов, 2025–2026",
        "Сотрудничество 2024/2025", "Телемост 17.10.2025", "М.О. Чайковский", "Чайковский Г.О.", "12345678901", "123456789012",
        "1 234 567 890 123", "ОГРН 1025900000000", "https://vk.com/wall-123_45", "Ремонт ул. Ленина, д. 5", "79605000", "2 500 000 000",
        "Свод за III кв. 2025", "4510 12345 руб.", "ул. Мира за IV кв.", "Школа им. Кирова",
        # Whoever something is named after.
        "школа им. А. С. Пушкина", "МБОУ СОШ № 5 им. Н.К.Крупской", "Гимназия имени Героя Советского Союза Иванова П.С.", "Дом-музей П.И. Чайковского",
        "приз А.С. Макаренко", "Форум памяти В.В. Терешковой", "ул. Ю.А. Гагарина", "100 лет со дня рождения Ю.А. Гагарина",
        "имени дважды Героя Советского Союза А.И. Покрышкина", "школа имени Ивана Петровича Павлова",
        "Инициировано ВАРМСУ. В конференции участвовали все", "Форум в ДК. И снова вместе", "Итог: план А. Б также выполнен", "Съезд СССР. К Победе",
        "Фестиваль «Александр Невский»", "Юрий Гагарин: первый в космосе", "Илья Муромец", "Музей «Анна Ахматова»", "Конкурс имени Иванова Петра",
        # First names that are words or places, initials that begin a sentence or mark a part of a building.
        "Новая Надежда", "Псков, Владимир", "г. Владимир", "Российский Лев", "Магазин «Виктория»", "Мария", "Литера А.", "Зал Большой, ряд Б.",
        "Итоги подвёл Иванов. В прениях выступили трое", "Пермь. А. Затем Кунгур",
        # Districts, offices, kinds of companies.
        "Ненецкий А.О.", "Ханты-Мансийский А.О.", "Королёв Г.О.", "Псков Г.О.", "Администрация Г.О. Самара", "Совет М.О. город Пермь", "Р.П. Ордынское",
        "И.О. главы", "И.О. Министра", "З.А.О. Рассвет", "О.О.О. Луч",
        # Dates, sums, codes, publications.
        "с 8.3.2024–10.3.24", "в 2025 100000 руб.", "план 2024 150000 участников", "11 223 344 595", "9500000000", "57000000000", "79-701-000-000",
        "№ 01-12/345 от 12.03.2025", "90-летие со дня рождения поэта", "ОГРН 1025900000000", "смотри https://ok.ru/tsur72/topic/159391793950765",
        "в анонсе https://t.me/perm_smo/123", "запись https://dzen.ru/b/ZaTwa8NbaSNOFNTZ",
    ],
)  # fmt: skip
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    ("round_it", "gone"),
    [
        ({"Лист": [("Исполнитель: Долгорукова Аграфена Прокофьевна",), EVENTS, event("Пермский край")]}, "Аграфена"),
        ({"Лист": [EVENTS, event("Пермский край"), ("* вопросы: 8 912 345-67-89",)]}, "345-67-89"),
        ({"Лист": [(*EVENTS, "Примечание"), (*event("Пермский край"), "dolgorukova@mail.ru")]}, "dolgorukova"),
        ({"Лист": [EVENTS, event("Пермский край")], "Кто": [("Имена",), ("Свиристелкин П. П.",)]}, "Свиристелкин"),
    ],
)
def test_what_stands_round_the_table_is_not_kept_either(round_it: dict[str, list[tuple[str, ...]]], gone: str) -> None:
    checked = check("а.xlsx", workbook(**round_it))
    assert checked.personal and checked.rows == 1
    assert gone.encode() not in checked.original.content and gone not in repr(checked)


def test_a_name_in_the_name_of_a_sheet_is_hidden() -> None:
    people: list[tuple[str, ...]] = [("ФИО",), ("Ким О. И.",)]
    sheets: dict[str, list[tuple[str, ...]]] = {
        "Ким Анна Петровна": [EVENTS, event("Пермский край")],
        "Ким Олег Ильич": people,
    }
    checked = check("а.xlsx", workbook(**sheets))
    assert "Ким" not in repr(checked) and "Ким".encode() not in checked.original.content
    assert checked.unused_sheets == ("скрыто (2)",)


def test_a_name_in_the_name_of_a_file_is_hidden() -> None:
    checked = check("Долгорукова Аграфена Прокофьевна.csv", listed())
    assert checked.file_name == "скрыто.csv" and re.fullmatch("скрыто [0-9a-f]{4}", checked.source)
    others = (
        check("Свиристелкин Порфирий Ильич.csv", listed()),
        check("Долгорукова Аграфена Прокофьевна v2.csv", listed()),
    )
    assert [other.source == checked.source for other in others] == [False, True]
    assert service.source_of("а.csv", checked.source) == checked.source


def test_nothing_of_the_people_is_in_the_journal_or_quarantine(warehouse: Engine) -> None:
    put(warehouse, listed())
    with warehouse.connect() as connection:
        rows = [*connection.execute(sa.select(journal)), *connection.execute(sa.select(quarantine))]
    assert_clean(repr(rows).encode())


@given(st.lists(st.integers(1, 40), min_size=1, unique=True).map(sorted))
def test_row_numbers_survive_their_short_form(numbers: list[int]) -> None:
    assert as_numbers(as_ranges(numbers)) == tuple(numbers)


def test_row_numbers_are_written_short() -> None:
    assert as_ranges([4, 5, 6, 9]) == "4–6, 9"


REGIONS = st.sampled_from(["Пермский край", "ПЕРМСКИЙ край", "Атлантида", "Томская область", ""])
FIGURES = st.sampled_from(["", "1", "5", "н/д", "много"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(REGIONS, FIGURES, st.sampled_from(["Итого", "Форум"])), min_size=1, max_size=12))
def test_every_row_of_a_list_is_good_faulty_or_dropped_and_what_is_kept_says_the_same(
    people: list[tuple[str, str, str]],
) -> None:
    lines = [("Долгорукова А. П.", *event(region, figure, title=title)) for region, figure, title in people]
    checked = check("а.csv", as_csv(("ФИО", *EVENTS), lines))
    assert checked.rows + len(checked.dropped) == len(lines)
    members = sorted(row for batch in checked.batches for rows in batch.members for row in rows)
    assert members == sorted(set(members)) and len(members) == checked.rows
    again = [piece.table for piece in read_kept(checked.original.content)]
    assert [table.row_numbers for table in again] == [batch.table.row_numbers for batch in checked.batches]
    assert write_kept(checked.batches) == checked.original.content


def test_a_list_is_kept_as_a_person_can_read_it() -> None:
    checked: Checked = check("а.csv", as_csv(("ФИО", *EVENTS), [("А. П. Ким", *event("Томская область", ""))] * 3))
    assert checked.original.content.decode("utf-8-sig").splitlines() == [
        "Лист;а;1;люди по строкам",
        "Строки файла;" + ";".join(EVENTS),
        "2–4;Форум;12.03.2025;форум;очно;Муниципальный диалог;;Томская область;;глава МО;3 чел.",
    ]


@pytest.mark.parametrize("heading", ["Full name", "Phone", "Email", "Руководитель", "Адрес", "Факс", "Telegram", "Пол"])
def test_more_headings_of_people(heading: str) -> None:
    assert is_personal(heading)


@pytest.mark.parametrize("heading", ["Адрес страницы", "Адрес проведения", "Полнота", "Номер", "Автономный округ"])
def test_headings_that_only_sound_like_people(heading: str) -> None:
    assert not is_personal(heading)


def test_a_warehouse_of_before_is_read_as_it_was_kept(sqlite: str) -> None:
    engine = create_engine(sqlite)
    put(engine, events(event("Пермский край")))
    with engine.begin() as connection:
        entry = connection.execute(sa.select(journal)).one()
        early = {name: entry.details[name] for name in ("rows", "quarantined", "dropped")}
        connection.execute(journal.update().values(details=early))
    assert service.rebuild(engine) == 1


def test_a_person_in_the_place_of_a_region_is_in_no_message() -> None:
    checked = check("а.csv", events(event("Свиристелкин Андрей"), event("Долгорукова А.П."), event("Атлантида")))
    assert checked.personal and [problem.value for problem in checked.problems] == ["скрыто", "скрыто", "Атлантида"]
    assert "Свиристелкин" not in repr(checked) and "Долгорукова" not in repr(checked)


def test_a_hidden_name_waits_for_nobodys_explanation(warehouse: Engine) -> None:
    rows = (event("Свиристелкин Андрей"), event("Пермский край", municipality="Долгорукова Анна"), event("Атлантида"))
    put(warehouse, events(*rows))
    assert [name.name for name in service.unmatched_regions(warehouse)] == ["Атлантида"]
    assert service.waiting_municipalities(warehouse) == []
    for explain in (
        lambda: service.confirm_alias(warehouse, "Скрыто", "59", "Иванова"),
        lambda: service.confirm_municipality(warehouse, "скрыто", "59", "59-044", "Иванова"),
    ):
        with pytest.raises(Refused, match="скрыто имя"):
            explain()


def test_no_region_and_no_municipality_is_taken_for_a_person() -> None:
    names = [name for region in SUBJECTS for name in (region.name, region.short_name)]
    places = [version.name for version in versions()] + [version.short_name for version in versions()]
    assert [text for text in (*names, *places) if masked(text) != text] == []
    assert [text for text in names if is_name(text)] == []
