"""The list of subjects is whole, consistent, and adds up to what was published."""

import csv
from collections import Counter
from pathlib import Path

import pytest

REFERENCE = Path(__file__).resolve().parents[3] / "data" / "reference"
JOINED_IN_2022 = {"90", "93", "94", "95"}
POPULATION_OF_RUSSIA_2025 = 146_119_928


def read(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def regions() -> list[dict[str, str]]:
    return read("regions.csv")


def test_there_are_89_subjects(regions: list[dict[str, str]]) -> None:
    assert len(regions) == 89


@pytest.mark.parametrize("column", ["code", "name", "short_name", "name_en", "short_name_en", "oktmo", "iso_3166_2"])
def test_a_name_or_code_belongs_to_one_subject(regions: list[dict[str, str]], column: str) -> None:
    values = [row[column] for row in regions]
    assert "" not in values
    assert [value for value, times in Counter(values).items() if times > 1] == []


def test_codes_keep_their_leading_zeros(regions: list[dict[str, str]]) -> None:
    assert {len(row["code"]) for row in regions} == {2}
    assert {len(row["oktmo"]) for row in regions} == {8}
    assert {len(row["okato"]) for row in regions} == {11}


def test_english_names_have_no_russian_letters(regions: list[dict[str, str]]) -> None:
    english = "".join(row["name_en"] + row["short_name_en"] + row["centre_en"] for row in regions)
    assert [letter for letter in english if "а" <= letter.lower() <= "я"] == []


def test_every_district_is_declared_and_the_count_of_subjects_is_the_official_one(
    regions: list[dict[str, str]],
) -> None:
    counts = Counter(row["federal_district"] for row in regions)
    official = {"ЦФО": 18, "СЗФО": 11, "ЮФО": 8, "СКФО": 7, "ПФО": 14, "УФО": 6, "СФО": 10, "ДФО": 11, "NONE": 4}
    assert counts == official
    assert [row["code"] for row in read("districts.csv")] == list(official)


def test_populations_add_up_to_the_published_total(regions: list[dict[str, str]]) -> None:
    assert sum(int(row["population"]) for row in regions if row["population"]) == POPULATION_OF_RUSSIA_2025


def test_only_the_four_subjects_of_2022_have_no_base(regions: list[dict[str, str]]) -> None:
    for column in ("population", "municipalities"):
        assert {row["code"] for row in regions if not row[column]} == JOINED_IN_2022


def test_parts_add_up_to_municipalities_outside_the_federal_cities(regions: list[dict[str, str]]) -> None:
    parts = ("urban_okrug", "municipal_okrug", "municipal_rayon")
    odd = {
        row["code"]
        for row in regions
        if row["municipalities"] and sum(int(row[part]) for part in parts) != int(row["municipalities"])
    }
    assert odd == {"77", "78", "92"}


@pytest.mark.parametrize(("day", "subjects"), [("2014-03-17", 83), ("2020-08-26", 85), ("2022-09-30", 89)])
def test_the_number_of_subjects_depends_on_the_date(regions: list[dict[str, str]], day: str, subjects: int) -> None:
    assert sum(row["valid_from"] <= day for row in regions) == subjects
