"""The passport of a region: places with ties, medians without itself, the country from sums, every absence by its name."""

import os
from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest

from dashboard.exhibits.regions import peer_groups
from dashboard.exhibits.regions.indicators import INDICATORS, place
from dashboard.exhibits.regions.passport import about, heading, loaded_indicators, passport
from dashboard.model.exhibit import Exhibit, Kind
from dashboard.model.filters import Filters, Normalisation, Preset
from dashboard.queries.view import View, view
from etl.datasets.coverage import Coverage, How
from etl.regions import REGIONS
from tests.etl.registers import event, events
from tests.pages.warehouses import address, copy, demo, empty, point, record, shown

YEAR = date(2025, 1, 1), date(2025, 12, 31)


@pytest.fixture(autouse=True, scope="module")
def keep_the_address() -> Iterator[None]:
    before = os.environ.get("DATABASE_URL")
    yield
    os.environ.pop("DATABASE_URL", None) if before is None else os.environ.update(DATABASE_URL=before)


def view_of(code: str, language: str = "ru", **more: object) -> View:
    chosen = {"preset": Preset.CUSTOM, "since": YEAR[0], "until": YEAR[1], "regions": (code,)} | more
    return view(Filters(**chosen), language)  # type: ignore[arg-type]


def line(exhibit: Exhibit, metric: str) -> dict[str, object]:
    row = exhibit.frame.set_index("key").loc[metric]
    return {str(name): row[name] for name in row.index}


def people(region: str, number: int, year: int = 2025) -> tuple[str, ...]:
    return event(region, str(number), f"Форум {region}", f"12.03.{year}")


@pytest.fixture(scope="module")
def five_regions() -> None:
    """Five regions of one district and their participants of 2025; the first had 50 the year before."""
    shown(
        Coverage(How.FULL, date(2024, 1, 1), regions=("59", "16", "63", "43", "58")),
        events=events(
            people("Пермский край", 60),
            people("Пермский край", 50, 2024),
            people("Республика Татарстан", 100),
            people("Самарская область", 60),
            people("Кировская область", 20),
            people("Пензенская область", 40),
        ),
    )


@pytest.mark.parametrize(
    ("code", "polarity", "expected"),
    [("a", 1, "1"), ("b", 1, "2–3"), ("c", 1, "2–3"), ("d", 1, "4"), ("d", -1, "1"), ("a", -1, "4"), ("e", 1, "")],
)
def test_equals_share_a_place_and_the_best_is_the_first(code: str, polarity: int, expected: str) -> None:
    assert place(pd.Series({"a": 9.0, "b": 5.0, "c": 5.0, "d": 0.0}), code, polarity) == expected


def test_an_indicator_stands_beside_its_peers_the_country_and_the_year_before(five_regions: None) -> None:
    indicator = line(passport(view_of("59"), "district"), "participants")
    assert (indicator["value"], indicator["previous"], indicator["text"]) == (60, 50, "60")
    assert str(indicator["change"]).replace("\u00a0", " ") == "+20,0 %"
    assert (indicator["direction"], indicator["judgement"]) == (0, 0), "nobody has tested it"
    assert (indicator["rank"], indicator["among"]) == ("2–3", 5)
    assert indicator["peers"] == 50  # of 100, 60, 40 and 20: its own 60 is not among them
    assert indicator["country"] == 56  # 280 people in five regions
    assert sorted(indicator["spread"]) == [20, 40, 60, 60, 100]  # type: ignore[call-overload]
    trail = [value for value in indicator["trail"] if value == value]  # type: ignore[attr-defined]
    assert trail == [50, 0, 0, 0, 60]  # full sources from 2024 on: a quarter between has none


def test_a_median_never_moves_with_the_region_itself(five_regions: None) -> None:
    medians = {code: line(passport(view_of(code), "district"), "participants")["peers"] for code in ("59", "16")}
    assert medians == {"59": 50, "16": 50}  # of 60, 60, 40 and 20


def test_indicators_of_a_register_nobody_has_loaded_are_left_out(five_regions: None) -> None:
    events_only = {metric.name for metric in INDICATORS if metric.register == "events"}
    assert set(passport(view_of("59"), "district").frame["key"]) == events_only


def test_the_title_counts_the_indicators_above_the_median_of_the_peers(five_regions: None) -> None:
    exhibit = passport(view_of("16"), "district")
    compared = exhibit.frame.dropna(subset=["value", "peers"])
    above = int((compared["value"] > compared["peers"]).sum())
    assert exhibit.title.startswith("Татарстан выше медианы своего округа по ")
    assert str(above) in exhibit.title and exhibit.title.endswith(f"из {len(compared)}")


def test_a_region_without_a_row_and_one_without_population_have_a_passport_too(five_regions: None) -> None:
    assert passport(view_of("87"), "similar").title == "Чукотский АО: за этот период данных нет"
    new = passport(view_of("93", normalisation=Normalisation.PER_POPULATION), "similar")
    assert set(new.frame["state"]) <= {"no_data", "no_base"}
    assert "население и число муниципалитетов региона не опубликованы" in new.subtitle or "нет базы" in new.subtitle


def test_without_one_region_a_passport_asks_for_it(five_regions: None) -> None:
    exhibit = passport(view(Filters(), "ru"))
    assert exhibit.title == "Паспорт составляется для одного региона: выберите его"
    assert exhibit.frame.empty


def test_who_the_peers_are_stands_in_the_notes_and_parameters(five_regions: None) -> None:
    exhibit = passport(view_of("59"), "district")
    assert any(note.startswith("Приволжский") and "Татарстан" in note for note in exhibit.notes)
    assert dict(exhibit.parameters)["Группа сравнения"].startswith("Приволжский")


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("warehouse", [empty, record, demo], ids=lambda one: one.__name__)
def test_every_region_has_a_passport_on_every_warehouse(warehouse: object, language: str) -> None:
    """All of them where there is most to show; elsewhere those that differ: the new ones, a city, an okrug, a republic."""
    point(address(copy(warehouse())))  # type: ignore[operator]
    kinds = list(peer_groups.kinds(language))
    every = warehouse is demo and language == "ru"
    for number, region in enumerate(one for one in REGIONS if every or one.code in ("77", "83", "90", "93", "16")):
        exhibit = passport(view_of(region.code, language), kinds[number % len(kinds)])
        assert (exhibit.kind, len(exhibit.frame)) == (Kind.INDICATORS, len(loaded_indicators()))
        assert exhibit.title and exhibit.subtitle and "nan" not in exhibit.title + exhibit.subtitle
        assert heading(region.code, language) and about(region.code, language)


def test_what_was_only_found_has_no_place_no_median_and_no_usual_range() -> None:
    """On the public record nothing of a region may be compared with others: no source of it is full."""
    point(address(copy(record())))
    exhibit = passport(view_of("59"), "similar")
    assert exhibit.title == "Пермский край: показано найденное, с другими регионами не сравнить"
    assert set(exhibit.frame["rank"]) == {""} and set(exhibit.frame["usual"]) == {""}
    assert exhibit.frame[["peers", "country"]].isna().all(axis=None)
    assert not any(exhibit.frame["spread"])


def test_a_region_without_full_sources_has_no_place_among_those_that_have(five_regions: None) -> None:
    indicator = line(passport(view_of("77"), "district"), "participants")
    assert (indicator["rank"], indicator["spread"]) == ("", ())


def test_a_season_is_held_against_the_seasons_before_and_a_share_has_its_base() -> None:
    point(address(copy(demo())))
    exhibit = passport(view_of("59"), "similar")
    entries = line(exhibit, "entries")
    earlier = [value for value in list(entries["trail"])[:-1] if value == value]  # type: ignore[call-overload]
    assert len(earlier) >= 2 and entries["previous"] == earlier[-1]
    low, high = min(earlier), max(earlier)
    assert entries["usual"] == (f"{low:.0f}" if low == high else f"{low:.0f}–{high:.0f}")
    shares = exhibit.frame[exhibit.frame["text"].str.contains("%")]
    assert len(shares) and shares["text"].str.contains(r"% из \d").all()
