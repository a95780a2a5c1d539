"""The public record: sourced, without people's data, and adding up to what was published."""

import csv
import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

DATA = Path(__file__).resolve().parents[3] / "data"
RECORD = DATA / "record"
FILES = ("Мероприятия.xlsx", "Активность ассоциаций.xlsx", "Конкурсы.xlsx", "Победители конкурсов.csv")
ROWS = {"Мероприятия.xlsx": 891, "Активность ассоциаций.xlsx": 16, "Конкурсы.xlsx": 75, "Победители конкурсов.csv": 52}
STAGES = ("подана", "допущена", "направлена на федеральный этап", "финалист", "победитель / призёр")
PRACTICE, SERVICE = "Лучшая муниципальная практика", "Всероссийская муниципальная премия «Служение»"

FEDERAL_TOTALS = {
    (PRACTICE, 2019): 185,
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
    (2020, "Модернизация городского хозяйства (Умный город)"): 59,
    (2021, "Модернизация городского хозяйства (Умный город)"): 95,
    (2023, "Модернизация городского хозяйства (Умный город)"): 118,
    (2023, "Обеспечение эффективной обратной связи с жителями, развитие ТОС"): 200,
    (2023, "Укрепление межнационального мира и согласия"): 355,
}
PHONE = re.compile(r"(?<!\d)(?:\+7|8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}(?!\d)")
E_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")

Row = dict[str, object]


def read(name: str) -> list[Row]:
    if name.endswith(".csv"):
        with (RECORD / name).open(encoding="utf-8-sig", newline="") as file:
            return [dict(row) for row in csv.DictReader(file, delimiter=";")]
    table = list(load_workbook(RECORD / name).worksheets[0].iter_rows(values_only=True))
    heading = next(place for place, cells in enumerate(table) if cells[-1] == "Источник")
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


def test_voronezh_filed_sixty_and_sent_on_twenty_one() -> None:
    def voronezh(row: Row) -> bool:
        return row["Регион"] == "Воронежская область" and str(row["Сезон"]) == "2025"

    assert total(voronezh, "подана") == 60
    assert total(voronezh, "направлена на федеральный этап") == 21


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
    figures = {str(row["Мероприятие"]): row["Участники"] for row in events if row["Участники"] != "н/д"}
    assert sum(row["Участники"] != "н/д" for row in events) == len(figures) == 16
    assert figures["I Всероссийский муниципальный форум «Малая Родина — сила России»"] == "более 7 500 чел."
    assert figures["Семинар-совещание ВАРМСУ и Счётной палаты РФ для глав МО"] == "почти 1 200 подключений"
    assert figures["ХХ Съезд муниципальных образований Татарстана"] == "план 1 360 чел."


def test_a_region_takes_part_in_an_event_once(events: list[Row]) -> None:
    attended = Counter((row["Мероприятие"], row["Регион-участник"]) for row in events)
    twice = [key for key, times in attended.items() if times > 1 and key[1] != "без региона"]
    assert twice == []
