"""The public record: sourced, without people's data, and adding up to what was published."""

import csv
import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

DATA = Path(__file__).resolve().parents[3] / "data"
RECORD = DATA / "record"
FILES = ("Мероприятия.xlsx", "Активность ассоциаций.xlsx", "Конкурсы.xlsx", "Победители конкурсов.csv")
ROWS = {
    "Мероприятия.xlsx": 965,
    "Активность ассоциаций.xlsx": 84,
    "Конкурсы.xlsx": 161,
    "Победители конкурсов.csv": 106,
}
STAGES = ("подана", "допущена", "направлена на федеральный этап", "финалист", "победитель / призёр")
PRACTICE, SERVICE = "Лучшая муниципальная практика", "Всероссийская муниципальная премия «Служение»"
PEACE = "Укрепление межнационального мира и согласия"
TOWN = "Градостроительная политика, обеспечение благоприятной среды жизнедеятельности населения и развитие ЖКХ"
COMPLETENESS = "Полнота источника"

FEDERAL_TOTALS = {
    (PRACTICE, 2019): 700,
    (PRACTICE, 2020): 1000,
    (PRACTICE, 2021): 1031,
    (PRACTICE, 2023): 1300,
    (PRACTICE, 2024): 1200,
    (PRACTICE, 2025): 1028,
}
FILED_TOTALS = {
    (SERVICE, 2024): 18_458 + 433,
    (SERVICE, 2025): 41_313,
    (SERVICE, 2026): 61_460 + 1_937,
    ("#МЫВМЕСТЕ", 2023): 39_782,
    ("#МЫВМЕСТЕ", 2024): 45_544,
    ("#МЫВМЕСТЕ", 2025): 51_800,
    ("Доброволец России", 2018): 15_000,
}
NOMINATION_TOTALS = {
    (2018, "Муниципальная экономическая политика и управление муниципальными финансами"): 132,
    (2019, PEACE): 168,
    (2020, "Модернизация городского хозяйства (Умный город)"): 59,
    (2021, "Модернизация городского хозяйства (Умный город)"): 95,
    (2022, PEACE): 303,
    (2022, TOWN): 292,
    (2023, "Модернизация городского хозяйства (Умный город)"): 118,
    (2023, "Обеспечение эффективной обратной связи с жителями, развитие ТОС"): 200,
    (2023, PEACE): 355,
}
PHONE = re.compile(r"(?<!\d)(?:\+7|8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}(?!\d)")
GIVEN_NAME = re.compile(
    r"(?<![^\W_])(aleksandr|aleksej|andre[jy]u?|boris|dmitri[jy]|ekaterina|elena|evgeni[jy]|galina|igor|irina|ivan|"
    r"konstantin|maksim|mik?hail|natal[jy]a|nikola[jy]|oleg|olga|pavel|roman|serge[jy]|svetlana|tat[jy]ana|valeri[jy]|"
    r"viktor|vladislav|vyacheslav|yuri[jy]|александр|алексей|андрей|дмитрий|елена|евгений|ирина|наталья|ольга|сергей|"
    r"татьяна)(?![^\W_])"
)
E_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")

Row = dict[str, object]


def read(name: str) -> list[Row]:
    if name.endswith(".csv"):
        with (RECORD / name).open(encoding="utf-8-sig", newline="") as file:
            return [dict(row) for row in csv.DictReader(file, delimiter=";")]
    table = list(load_workbook(RECORD / name).worksheets[0].iter_rows(values_only=True))
    heading = next(place for place, cells in enumerate(table) if "Источник" in cells)
    names = [str(cell) for cell in table[heading]]
    return [{key: value or "" for key, value in zip(names, cells, strict=True)} for cells in table[heading + 1 :]]


def entries(row: Row) -> int:
    return int(re.sub(r"\D", "", str(row["Количество заявок"])) or 1)


def total(keep: Callable[[Row], bool], stage: str) -> int:
    reached = STAGES[STAGES.index(stage) :]
    rows = read("Конкурсы.xlsx") + read("Победители конкурсов.csv")
    return sum(entries(row) for row in rows if row["Стадия"] in reached and keep(row))


def season(competition: str, year: int) -> Callable[[Row], bool]:
    return lambda row: row["Конкурс"] == competition and str(row["Сезон"]) == str(year)


@pytest.fixture(params=FILES)
def rows(request: pytest.FixtureRequest) -> list[Row]:
    return read(request.param)


@pytest.fixture(scope="module")
def events() -> list[Row]:
    return read("Мероприятия.xlsx")


def test_every_row_of_the_record_is_here_and_in_its_description() -> None:
    assert {name: len(read(name)) for name in FILES} == ROWS
    description = (RECORD.parent.parent / "docs" / "public-record.md").read_text(encoding="utf-8")
    assert [name for name, count in ROWS.items() if not re.search(rf"`{name}` \|[^|]+\| {count} \|", description)] == []


def test_every_row_has_a_source(rows: list[Row]) -> None:
    assert [row for row in rows if not re.match(r"https?://|пресс-релиз ВАРМСУ, ", str(row["Источник"]))] == []


def test_unchecked_rows_do_not_ship(rows: list[Row]) -> None:
    assert [row for row in rows if "НЕ ПРОВЕРЕНО" in str(row.values()).upper()] == []


def test_no_cell_looks_like_a_phone_or_an_e_mail(rows: list[Row]) -> None:
    cells = [str(value) for row in rows for value in row.values()]
    assert [cell for cell in cells if PHONE.search(cell) or E_MAIL.search(cell)] == []


def test_no_address_names_a_person(rows: list[Row]) -> None:
    addresses = {unquote(str(row["Источник"])).lower() for row in rows}
    assert [address for address in addresses if GIVEN_NAME.search(address)] == []


def test_every_region_is_on_the_list_or_said_to_be_absent(rows: list[Row]) -> None:
    with (DATA / "reference" / "regions.csv").open(encoding="utf-8", newline="") as file:
        names = {row["name"] for row in csv.DictReader(file)} | {"без региона"}
    required = "Регион-участник" if "Регион-участник" in rows[0] else "Регион"
    optional = [name for name in ("Регион проведения", "Регион-партнёр") if name in rows[0]]
    assert {row[required] for row in rows} <= names
    assert {row[name] for row in rows for name in optional} <= names | {""}


@pytest.mark.parametrize("key", FEDERAL_TOTALS, ids=str)
def test_a_season_of_the_federal_stage_adds_up_to_the_published_total(key: tuple[str, int]) -> None:
    assert total(season(*key), "направлена на федеральный этап") == FEDERAL_TOTALS[key]


@pytest.mark.parametrize("key", FILED_TOTALS, ids=str)
def test_a_campaign_adds_up_to_the_published_total(key: tuple[str, int]) -> None:
    assert total(season(*key), "подана") == FILED_TOTALS[key]


@pytest.mark.parametrize("key", NOMINATION_TOTALS, ids=str)
def test_a_nomination_adds_up_to_its_published_total(key: tuple[int, str]) -> None:
    year, nomination = key
    in_season = season(PRACTICE, year)
    of_nomination = total(lambda row: in_season(row) and row["Номинация"] == nomination, STAGES[2])
    assert of_nomination == NOMINATION_TOTALS[key]


@pytest.mark.parametrize(
    ("competition", "year", "stage", "count"),
    [
        (PRACTICE, 2023, "победитель / призёр", 50),
        (PRACTICE, 2025, "победитель / призёр", 50),
        (SERVICE, 2026, "финалист", 110),
    ],
)
def test_the_last_stages_add_up_to_the_published_places(competition: str, year: int, stage: str, count: int) -> None:
    assert total(season(competition, year), stage) == count


@pytest.mark.parametrize(
    ("region", "year", "stage", "count"),
    [
        ("Воронежская область", 2025, "подана", 60),
        ("Воронежская область", 2025, "направлена на федеральный этап", 21),
        ("Челябинская область", 2021, "подана", 93),
        ("Челябинская область", 2021, "направлена на федеральный этап", 29),
        ("Краснодарский край", 2020, "подана", 127),
        ("Краснодарский край", 2020, "направлена на федеральный этап", 27),
        ("Ленинградская область", 2023, "направлена на федеральный этап", 28),
        ("Саратовская область", 2023, "направлена на федеральный этап", 31),
        ("Свердловская область", 2025, "подана", 24),
        ("Магаданская область", 2025, "подана", 3),
        ("Республика Северная Осетия – Алания", 2025, "направлена на федеральный этап", 5),
        ("Рязанская область", 2025, "направлена на федеральный этап", 4),
        ("Республика Башкортостан", 2022, "победитель / призёр", 3),
    ],
)
def test_a_region_adds_up_to_what_it_published(region: str, year: int, stage: str, count: int) -> None:
    in_season = season(PRACTICE, year)
    assert total(lambda row: in_season(row) and row["Регион"] == region, stage) == count


@pytest.mark.parametrize(
    ("region", "year", "nomination", "count"),
    [
        ("Ханты-Мансийский автономный округ – Югра", 2025, "", 1540),
        ("Оренбургская область", 2025, "", 667),
        ("Республика Татарстан (Татарстан)", 2026, "Единство народов — сила страны", 65),
        ("без региона", 2026, "Единство народов — сила страны", 1_937 - 65 - 8 - 20 - 1),
    ],
)
def test_entries_for_the_prize_add_up_by_region(region: str, year: int, nomination: str, count: int) -> None:
    in_season = season(SERVICE, year)
    kept = (lambda row: row["Номинация"] == nomination) if nomination else (lambda row: True)
    assert total(lambda row: in_season(row) and row["Регион"] == region and kept(row), "подана") == count


def test_the_association_put_forward_one_entry_of_each_of_ten_regions() -> None:
    own = [row for row in read("Конкурсы.xlsx") if (row["Канал"], str(row["Сезон"])) == ("ассоциация", "2025")]
    assert len({row["Регион"] for row in own}) == len(own) == sum(map(entries, own)) == 10
    assert {row[COMPLETENESS] for row in own} == {"полный"}


@pytest.mark.parametrize(("name", "count"), [*zip(FILES, (29, 25, 19, 0), strict=True)])
def test_only_the_lists_named_in_the_description_are_full(name: str, count: int) -> None:
    how = [row[COMPLETENESS] for row in read(name)]
    assert set(how) <= {"полный", "выборочный", "только итоги"}
    assert how.count("полный") == count


def test_a_remainder_is_a_sum_and_a_named_winner_is_not() -> None:
    entered, winners = read("Конкурсы.xlsx"), read("Победители конкурсов.csv")
    assert {row[COMPLETENESS] for row in entered if row["Регион"] == "без региона"} == {"только итоги"}
    assert {row[COMPLETENESS] for row in entered if entries(row) > 1} == {"только итоги"}
    assert {row[COMPLETENESS] for row in winners} == {"выборочный"}


def test_a_winner_is_named_once() -> None:
    places = Counter(
        (row["Конкурс"], row["Сезон"], row["Номинация"], row["Регион"], row["Муниципалитет"], row["Практика"])
        for row in read("Победители конкурсов.csv")
    )
    assert [place for place, times in places.items() if times > 1] == []


def test_all_85_associations_took_part_in_the_call_of_2020(events: list[Row]) -> None:
    call = [row for row in events if row["Дата начала"] == datetime(2020, 8, 26)]
    regions = {row["Регион-участник"] for row in call} - {"без региона"}
    assert {row["Формат"] for row in call} == {"селекторное совещание"}
    assert len(regions) == 85
    assert "Херсонская область" not in regions


def test_the_conference_of_january_2025_is_in_the_record(events: list[Row]) -> None:
    conference = [row for row in events if row["Источник"] == "пресс-релиз ВАРМСУ, январь 2025"]
    assert {row["Дата начала"] for row in conference} == {datetime(2025, 1, 17)}
    assert {row["Серия"] for row in conference} == {"Муниципальный диалог"}


def test_ulyanovsk_and_luhansk_agreed_in_october_2024(events: list[Row]) -> None:
    agreements = [row for row in read("Активность ассоциаций.xlsx") if row["Вид активности"] == "соглашение"]
    ties = [(row["Регион"], row["Регион-партнёр"], row["Дата"]) for row in agreements]
    assert ("Ульяновская область", "Луганская Народная Республика", "октябрь 2024") in ties
    signing = {row["Регион-участник"] for row in events if "Ульяновской городской думы" in str(row["Мероприятие"])}
    assert signing == {"Ульяновская область", "Луганская Народная Республика"}


def test_nobody_is_counted_by_an_empty_cell(events: list[Row]) -> None:
    assert [row for row in events if row["Участники"] == ""] == []


def test_published_figures_keep_their_words_and_stand_once(events: list[Row]) -> None:
    figures = {
        (str(row["Мероприятие"]), str(row["Муниципалитет"] or row["Регион-участник"])): row["Участники"]
        for row in events
        if row["Участники"] != "н/д"
    }
    assert sum(row["Участники"] != "н/д" for row in events) == len(figures) == 24
    forum = "I Всероссийский муниципальный форум «Малая Родина — сила России»"
    assert figures[forum, "без региона"] == "более 7 430 чел."
    assert figures[forum, "Ленинградская область"] == "70 чел."
    assert (
        figures["Семинар-совещание ВАРМСУ и Счётной палаты РФ для глав МО", "без региона"] == "почти 1 200 подключений"
    )
    assert (
        figures["ХХ Съезд муниципальных образований Татарстана", "Республика Татарстан (Татарстан)"]
        == "план 1 360 чел."
    )


def test_a_municipality_takes_part_in_an_event_once(events: list[Row]) -> None:
    cells = ("Мероприятие", "Дата начала", "Регион-участник", "Муниципалитет", "Категория", "Организация")
    attended = Counter(tuple(row[name] for name in cells) for row in events)
    assert [cell for cell, times in attended.items() if times > 1 and cell[2] != "без региона"] == []


def test_rows_of_municipalities_stand_instead_of_the_row_of_their_region(events: list[Row]) -> None:
    def place(row: Row) -> tuple[object, ...]:
        return row["Мероприятие"], row["Дата начала"], row["Регион-участник"]

    named = {place(row) for row in events if row["Муниципалитет"]}
    assert len(named) > 50
    assert [row for row in events if place(row) in named and not (row["Муниципалитет"] or row["Категория"])] == []
