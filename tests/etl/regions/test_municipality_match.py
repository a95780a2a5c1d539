"""Names of municipalities. The spellings of municipality_spellings.csv are real ones, of Rosstat's tables of 2010-2022,

published tariffs, addresses and Wikidata labels; the others are made of the directory's own names.
"""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from etl.regions import REGIONS
from etl.regions.municipalities.directory import (
    DISTRICT,
    OKRUG,
    URBAN_OKRUG,
    Version,
    final_unit,
    first_day,
    mergers,
    municipalities_on,
    newest_versions,
    versions,
)
from etl.regions.municipalities.directory import SPELLINGS as USUAL
from etl.regions.municipalities.match import match_municipality
from etl.regions.municipalities.usual_spellings import main

SPELLINGS = Path(__file__).with_name("municipality_spellings.csv")
PERM = {
    "59-044": ("Пермь", "г. Пермь", "город Пермь", "ПЕРМЬ", "Пермский городской округ", "г.о. Пермь", "города Перми"),
    "59-017": ("Пермский район", "Пермский м.о.", "Пермского муниципального округа", "муниципальный округ Пермский"),
    "59-040": ("Чайковский", "г.Чайковский", "городской округ «Чайковский»", "Чайковского ГО", "Чайкoвский г. о."),
}


def real_spellings() -> list[dict[str, str]]:
    with SPELLINGS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_of_real_spellings_none_is_wrong_and_nearly_all_match() -> None:
    readings = [(row, match_municipality(row["written"], row["region"])) for row in real_spellings()]
    matched = [(row, reading) for row, reading in readings if reading.status == "matched"]
    assert [row["written"] for row, reading in matched if reading.unit not in (row["unit"], row["last_unit"])] == []
    assert len(matched) >= 0.95 * sum(bool(row["unit"]) for row, _ in readings)


@pytest.mark.parametrize(("unit", "text"), [(unit, text) for unit, texts in PERM.items() for text in texts])
def test_a_municipality_of_perm_is_known_by_each_of_its_spellings(unit: str, text: str) -> None:
    assert match_municipality(text, "59").unit == unit


@pytest.mark.parametrize(
    ("text", "region", "unit"),
    [
        ("город-герой Волгоград", "34", "34-033"),
        ("ЗАТО Звёздный", "59", "59-053"),
        ("посёлок Металлострой", "78", "78-043"),
        ("МО № 7", "78", "78-007"),
        ("город Красное Село", "78", "78-053"),
        ("вн.тер.г. муниципальный округ Хамовники", "77", "77-083"),
        ("район Хамовники", "77", "77-083"),
        ("Администрация Кунгурского муниципального округа Пермского края", "59", "59-015"),
        ("Пермский край, г. Лысьва", "59", "59-050"),
        ("Кунгурский район и г. Кунгур", "59", "59-015"),
        ("Кунгурский муниципальный район", "59", "59-031"),
        ("Н. Тагил", "66", "66-055"),
        ("администрация города Ростова-на-Дону", "61", "61-044"),
        ("МР Абзелиловский район РБ", "02", "02-001"),
        ("г. Троицк", "77", "77-153"),
        ("город Вышнего Волочка", "69", "69-039"),
        ("города Нового Уренгоя", "89", "89-012"),
        ("города Набережных Челнов", "16", "16-045"),
        ("муниципальный район имени Лазо", "27", "27-009"),
        ("МО ГО г. Улан-Удэ", "03", "03-022"),
        ("Бай-Тайгинский кожуун", "17", "17-001"),
        ("Вологда", "35", "35-027"),
        ("Вологодский район", "35", "35-008"),
        ("Кунгур г", "59", "59-049"),
        ("г,Кунгур", "59", "59-049"),
        ("МОГО «Сыктывкар»", "11", "11-017"),
        ("горокруг Сыктывкар", "11", "11-017"),
        ("Городской округ - Сыктывкар", "11", "11-017"),
        ("Бабаевский м/о", "35", "35-001"),
        ("Бабаевский м.окр.", "35", "35-001"),
        ("Абзелиловский м/р", "02", "02-001"),
        ("Абзелиловский муницип. р-н", "02", "02-001"),
        ("Районный совет депутатов Абзелиловского района", "02", "02-001"),
        ("Городская Дума Архангельска", "29", "29-020"),
        ("Россия, Вологодская область, Бабаевский район", "35", "35-001"),
        ("Кемеровская область – Кузбасс, г. Кемерово", "42", "42-020"),
        ("Ростов н/Д", "61", "61-044"),
        ("К-Уральский", "66", "66-044"),
        ("ГOPOДCKOЙ OKPУГ CЫKTЫBKAP", "11", "11-017"),
    ],
)
def test_a_name_means_its_municipality(text: str, region: str, unit: str) -> None:
    assert match_municipality(text, region).unit == unit


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Пермское сельское поселение", "59"),
        ("Пермское с/п", "59"),
        ("Култаевское сельское поселение Пермского района", "59"),
        ("с. Барда", "59"),
        ("д. Песьянка, Пермский муниципальный округ", "59"),
        ("Ленинский район", "59"),
        ("Свердловский район г. Перми", "59"),
        ("Центральный район города Тулы", "71"),
        ("Ленинский район Волгограда", "34"),
        ("Советский внутригородской район", "63"),
        ("Невский район", "78"),
        ("Колпинский район", "78"),
        ("г. Тосно", "47"),
        ("Вологодский городской округ", "35"),
        ("Майкопский городской округ", "01"),
        ("Пермский район", "61"),
        ("Свердловская область, Пермский район", "59"),
        ("все муниципалитеты", "59"),
        ("Пермский край без Перми", "59"),
        ("Пермь и Кунгур", "59"),
        ("МБОУ СОШ № 3 Кунгурского района", "59"),
        ("х" * 300, "59"),
    ],
)
def test_a_name_of_no_municipality_for_certain_matches_none(text: str, region: str) -> None:
    assert match_municipality(text, region).status == "unknown"


@pytest.mark.parametrize(
    ("text", "region", "candidates"),
    [
        ("Пермский", "59", ("59-017", "59-044")),
        ("Пермский округ", "59", ("59-017", "59-044")),
        ("Гусь-Хрустальный", "33", ("33-004", "33-018")),
        ("Ленинский район", "", ("91-007", "34-015", "50-006", "79-002")),
    ],
)
def test_a_name_that_several_share_is_ambiguous(text: str, region: str, candidates: tuple[str, ...]) -> None:
    reading = match_municipality(text, region)
    assert (reading.status, reading.unit, reading.candidates) == ("ambiguous", "", candidates)


@pytest.mark.parametrize(
    ("text", "region", "unit"),
    [
        ("Дальнекостантиновский", "52", "52-016"),
        ("г. Соликамскк", "59", "59-052"),
        ("Абзелилвоский район", "02", "02-001"),
    ],
)
def test_a_slip_of_a_letter_in_a_long_name_is_read(text: str, region: str, unit: str) -> None:
    assert match_municipality(text, region).unit == unit


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Саликамскк", "59"),  # two slips
        ("Осиский район", "59"),  # a short name
        ("Наримановский район", "02"),  # a district of Astrakhan Oblast, one letter from Нуримановский
        ("с. Соликамскк", "59"),
        ("Юргинкий", "42"),  # a town and the district round it
    ],
)
def test_a_name_with_a_slip_that_may_be_of_another_waits_for_a_person(text: str, region: str) -> None:
    reading = match_municipality(text, region)
    assert (reading.status, reading.unit) == ("unknown", "")


def test_a_misspelt_name_has_candidates() -> None:
    assert "59-052" in match_municipality("Саликамскк", "59").candidates


@pytest.mark.parametrize(
    ("text", "unit"),
    [("Люберецкий район", "50-043"), ("Администрация Люберецкого района", "50-043"), ("Истринский р-н", "50-030")],
)
def test_a_district_that_a_town_took_in_means_its_okrug(text: str, unit: str) -> None:
    assert match_municipality(text, "50").unit == unit


@pytest.mark.parametrize(("text", "region"), [("Октябрьского района", "63"), ("Красногорский район", "50")])
def test_a_district_called_like_others_is_no_town(text: str, region: str) -> None:
    """«Октябрьский» is a district of Samara; Октябрьск is a town of the oblast."""
    assert match_municipality(text, region).status == "unknown"


@pytest.mark.parametrize("text", ["", "  ", "—", "..."])
def test_a_cell_without_a_letter_is_empty(text: str) -> None:
    assert match_municipality(text, "59").status == "empty"


@pytest.mark.parametrize(
    "written",
    [
        lambda version: version.name,
        lambda version: version.name.upper(),
        lambda version: f"Муниципальное образование «{version.name}»",
        lambda version: f"{version.short_name} р-н" if version.kind == DISTRICT else "",
        lambda version: f"м.о. {version.short_name}" if version.kind == OKRUG else "",
        lambda version: f"г.о. {version.short_name}" if version.kind == URBAN_OKRUG else "",
    ],
)
def test_every_municipality_is_known_by_its_name(written: Callable[[Version], str]) -> None:
    texts = [(text, version) for version in versions() if (text := written(version))]
    readings = [(match_municipality(text, version.region), version) for text, version in texts]
    wrong = [
        (reading, version) for reading, version in readings if reading.unit and not same(reading.unit, version.unit)
    ]
    assert not wrong
    assert sum(bool(reading.unit) for reading, _ in readings) >= 0.995 * len(readings)


def test_the_usual_spellings_that_ship_are_the_ones_that_the_rules_read(tmp_path: Path) -> None:
    assert main(["--out", str(tmp_path)]) == 0
    again = "run `python -m etl.regions.municipalities.usual_spellings`"
    assert (tmp_path / USUAL.name).read_bytes() == USUAL.read_bytes(), again


def test_a_usual_spelling_needs_no_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.regions.municipalities.match.read_municipality", lambda text, region: pytest.fail(text))
    match_municipality.cache_clear()
    assert [match_municipality(text, "59").unit for text in ("г. Пермь", "Пермский район")] == ["59-044", "59-017"]


def same(unit: str, other: str) -> bool:
    return final_unit(unit) == final_unit(other)


@pytest.mark.parametrize("written", ["с. {}", "{} городское поселение", "сельское поселение «{}»"])
def test_no_settlement_is_taken_for_a_municipality(written: str) -> None:
    texts = [(written.format(version.centre), version.region) for version in versions() if version.centre]
    assert [text for text in texts if match_municipality(*text).unit] == []


def test_the_directory_counts_what_there_was_on_a_day() -> None:
    counts = [len(municipalities_on("59", date(year, 1, 1))) for year in (2018, 2022, 2023, 2026)]
    assert counts == [48, 45, 43, 43]
    assert len({version.unit for version in versions()}) == 2765
    assert [len(municipalities_on("24", day)) for day in (date(2025, 1, 1), date(2026, 7, 9))] == [61, 39]


def test_a_merged_municipality_ends_as_its_successor_begins() -> None:
    assert final_unit("59-045") == "59-046"
    assert all(newest_versions()[unit].until == day for unit, _, day in mergers())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", None),
        ("2024", date(2024, 1, 1)),
        ("2023-03", date(2023, 3, 1)),
        ("2025-06-19", date(2025, 6, 19)),
        ("2024/2026", date(2026, 7, 9)),
    ],
)
def test_a_day_of_the_directory_is_the_first_that_is_certain(text: str, day: date | None) -> None:
    assert first_day(text) == day


def test_the_directory_and_the_table_of_regions_agree_on_their_common_day() -> None:
    day = date(2024, 1, 1)
    counted = [region for region in REGIONS if region.municipalities]
    assert len(counted) == 85
    assert [
        region.code for region in counted if len(municipalities_on(region.code, day)) != region.municipalities
    ] == []
