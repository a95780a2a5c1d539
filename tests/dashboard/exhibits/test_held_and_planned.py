"""An event whose rows are held and planned at once has one number, whatever shows it."""

import pytest

from dashboard.exhibits import catalogue
from dashboard.model.exhibit import Exhibit
from dashboard.model.filters import Filters, Preset
from dashboard.queries.view import view
from tests.pages.warehouses import shown

HEADINGS = "Мероприятие;Дата начала;Регион-участник;Участники;Статус;Организация;Серия\n"
ROWS = """Форум;12.03.2025;Пермский край;10;проведено;Союз;Ряд
Форум;12.03.2025;Омская область;план 70;проведено;Союз;Ряд
Съезд;14.03.2025;Пермский край;5;проведено;Союз;Ряд
Съезд;14.03.2025;Омская область;60;план;Союз;Ряд
Собор;15.03.2025;Омская область;60;план;Союз;Ряд
Собор;15.03.2025;Пермский край;план 70;план;Союз;Ряд
Приём;16.03.2025;Пермский край;план 7;проведено;Союз;Ряд
"""
CAME = {"Форум": "10", "Съезд": "5", "Собор": "план 130", "Приём": "план 7"}
REGIONS = {"Форум": 2, "Съезд": 1, "Собор": 2, "Приём": 1}


@pytest.fixture(autouse=True)
def _loaded() -> None:
    shown(held=(HEADINGS + ROWS).encode())


def built(name: str, preset: Preset = Preset.ALL) -> Exhibit:
    return catalogue.build(name, view(Filters(preset=preset), "ru"))


def facts_of(number: str) -> dict[str, str]:
    frame = built(f"event.{number}").frame
    return dict(zip(frame["name"], frame["value"], strict=True))


def numbers() -> dict[str, str]:
    listed = built("events").frame
    return dict(zip(listed["event"], listed["key"].astype(str), strict=True))


def test_the_people_of_an_event_are_those_who_came_everywhere_else_the_plan_called_so() -> None:
    listed = built("events").frame
    assert dict(zip(listed["event"], listed["people"], strict=True)) == CAME
    for event, number in numbers().items():
        facts = facts_of(number)
        assert facts["Участников"] == CAME[event]
        assert built(f"event_regions.{number}").title == f"Участников: {CAME[event]}"
    held = built("coverage").frame
    assert dict(zip(held["event"], held["people"], strict=True)) == {e: CAME[e] for e in ("Форум", "Съезд", "Приём")}
    [series] = [built(f"event_series.{numbers()['Форум']}").frame]
    assert dict(zip(series["event"], series["people"], strict=True)) == {e: CAME[e] for e in CAME if e != "Форум"}
    assert list(built("organisations").frame["people"]) == ["15"]


def test_the_regions_of_an_event_are_those_whose_row_is_held() -> None:
    listed = built("events").frame
    assert dict(zip(listed["event"], listed["regions"], strict=True)) == REGIONS
    for event, number in numbers().items():
        facts = facts_of(number)
        assert facts["Регионов"] == f"{REGIONS[event]} из 89"
        assert built(f"event_map.{number}").frame["value"].sum() == REGIONS[event]
    held = built("coverage").frame
    assert dict(zip(held["event"], held["came"], strict=True)) == {e: REGIONS[e] for e in ("Форум", "Съезд", "Приём")}
    matrix = built("attendance").frame
    assert matrix["value"].sum() == sum(held["came"])


@pytest.mark.parametrize("name", ["card", "map", "ranking", "trend"])
def test_sums_hold_the_same_people_and_events(name: str) -> None:
    assert built(f"{name}.participants").frame["value"].sum() == 15
    if name in ("card", "trend"):
        assert built(f"{name}.events").frame["value"].sum() == 3
