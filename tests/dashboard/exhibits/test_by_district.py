"""Small lines by district: which districts stand there, in which order, and what their title says."""

from dataclasses import replace

import pytest

from dashboard.exhibits import catalogue
from dashboard.exhibits.common import by_district, standard
from dashboard.model.exhibit import Exhibit, Kind, Role
from dashboard.model.filters import Comparison, Filters, Preset
from dashboard.model.metrics import METRICS
from dashboard.queries.view import View, view
from dashboard.truth.evidence import Evidence
from tests.etl.registers import event, events
from tests.pages.warehouses import FROM_2024, address, copy, demo, empty, point, shown

PEOPLE = METRICS["participants"]


def lines(**chosen: object) -> Exhibit:
    shown(
        FROM_2024,
        Участие=events(
            event("Пермский край", "500", "Форум", "12.03.2025"),
            event("Республика Татарстан", "120", "Форум", "12.03.2025"),
            event("г. Москва", "30", "Съезд", "02.10.2025"),
            event("Пермский край", "400", "Слёт", "12.03.2024"),
            event("г. Москва", "90", "Слёт", "12.03.2024"),
        ),
    )
    filters = replace(Filters(preset=Preset.YEAR_TO_DATE), **chosen)  # type: ignore[arg-type]
    return by_district.multiples(PEOPLE, view(filters, "ru"))


def invented() -> View:
    point(address(copy(demo())))
    return view(Filters(preset=Preset.LAST_YEAR), "ru")


def test_districts_with_anything_stand_the_largest_first() -> None:
    exhibit = lines()
    assert list(dict.fromkeys(exhibit.frame["panel"])) == ["Приволжский", "Центральный"]
    assert list(dict.fromkeys(exhibit.frame["whole"])) == [620, 30]
    current = exhibit.frame[exhibit.frame["role"] == Role.CURRENT].groupby("panel")["value"].sum()
    assert current.to_dict() == {"Приволжский": 620, "Центральный": 30}
    assert exhibit.title.replace("\u00a0", " ") == "Больше всего — Приволжский: 620 участников", (
        "few days tell no change"
    )


def test_a_district_rose_only_where_chance_does_not_explain_it() -> None:
    seen = invented()
    exhibit = by_district.multiples(METRICS["acts"], seen)
    assert exhibit.title.startswith("Отличимых от обычных колебаний изменений нет; больше всего — ")


def test_districts_that_rose_and_fell_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    moved = {"ПФО": Evidence(0.001, 0, 1), "ЦФО": Evidence(0.002, 0, 1), "СФО": Evidence(0.9, 0, 1)}
    monkeypatch.setattr(by_district, "change_evidence", lambda _metric, own: moved.get(own.filters.district))
    title = "Рост: Приволжский; снижение: Центральный; больше всего — Приволжский: 620 участников"
    assert lines().title.replace("\u00a0", " ") == title


def test_without_a_comparison_the_title_says_who_leads() -> None:
    exhibit = lines(comparison=Comparison.NONE)
    assert exhibit.title.replace("\u00a0", " ") == "Больше всего — Приволжский: 620 участников"
    assert set(exhibit.frame["role"]) == {Role.CURRENT}


def test_a_picked_region_leaves_the_lines_of_its_district_whole() -> None:
    assert lines(regions=("59",)).frame.equals(lines().frame)


def test_the_districts_add_up_to_what_stands_on_the_map() -> None:
    seen = invented()
    exhibit = by_district.multiples(METRICS["entries"], seen)
    mapped = standard.region_map(METRICS["entries"], seen)
    current = exhibit.frame[exhibit.frame["role"] == Role.CURRENT]["value"].sum()
    assert current == mapped.frame["value"].sum() > 0


def test_a_warehouse_without_rows_says_so() -> None:
    point(address(copy(empty())))
    exhibit = by_district.multiples(PEOPLE, view(Filters(), "ru"))
    assert (len(exhibit.frame), exhibit.title) == (0, "За этот период данных нет")


def test_tiles_are_the_map_in_another_form() -> None:
    seen = invented()
    tiles, mapped = catalogue.build("tiles.map.entries", seen), catalogue.build("map.entries", seen)
    assert (tiles.kind, tiles.title) == (Kind.TILES, mapped.title)
    assert tiles.frame.equals(mapped.frame)
