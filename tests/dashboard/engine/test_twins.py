"""An event whose day nobody can read waits beside the same event with a day, and counts as no second one."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dashboard.exhibits.catalogue import build
from dashboard.model.exhibit import State
from dashboard.model.filters import Filters, Preset
from dashboard.queries.view import view
from etl.demo import write_demo
from etl.spelling import same_words
from tests.etl.registers import EVENTS, as_csv, event, events
from tests.pages.warehouses import address, copy, empty, loaded, point, shown

NO_DAY = "31.02.2025"


def value(name: str) -> float:
    """Return the number of a card over the whole record."""
    return float(build(name, view(Filters(preset=Preset.ALL), "ru")).frame["value"].iloc[0])


def line_sum(name: str) -> float:
    """Return the sum of a line over the whole record."""
    frame = build(name, view(Filters(preset=Preset.ALL), "ru")).frame
    return float(frame["value"].sum())


def test_a_twin_without_a_day_is_no_second_event_and_its_people_are_held_back() -> None:
    shown(
        events=events(
            event("Томская область", title="Форум «Кадры»", day="12.03.2025", people="10"),
            event("Пермский край", title='форум "Кадры"', day=NO_DAY, people="5"),
        )
    )
    assert value("card.events") == 1
    assert value("card.participants") == 15
    mapped = build("map.participants", view(Filters(preset=Preset.ALL), "ru"))
    assert mapped.identity and (mapped.identity.mapped, mapped.identity.quarantined) == (10, 5)


def test_an_event_without_a_day_and_without_a_twin_is_held_back_in_the_count() -> None:
    shown(events=events(event("Томская область", title="Форум"), event("Пермский край", title="Сбор", day=NO_DAY)))
    assert value("card.events") == 2


def in_city(title: str, day: str, city: str) -> tuple[str, ...]:
    return (*event("Томская область", title=title, day=day), city)


@pytest.mark.parametrize(("city", "expected"), [("Томск", 1), ("", 1), ("Пермь", 2)])
def test_another_city_makes_it_another_event(city: str, expected: int) -> None:
    rows = [in_city("Форум", "12.03.2025", "Томск"), in_city("Форум", NO_DAY, city)]
    shown(events=as_csv((*EVENTS, "Город"), rows))
    assert value("card.events") == expected


def test_a_split_of_events_counts_no_twin_either() -> None:
    shown(events=events(event("Томская область"), event("Пермский край", day=NO_DAY)))
    formats = build("breakdown.format.8.events", view(Filters(preset=Preset.ALL), "ru")).frame
    assert formats["value"].tolist() == [1] and formats["state"].tolist() == [State.VALUE.value]


def events_of_the_file(file: Path) -> dict[tuple[str, str], set[str]]:
    """Return the status of every event with a day as the file has it, by its words and its day."""
    sheet = openpyxl.load_workbook(file, read_only=True).worksheets[0]
    lines: list[tuple[Any, ...]] = list(sheet.iter_rows(values_only=True))
    headings = next(row for row in lines if row and row[0] == "Мероприятие")
    title, day, status = (headings.index(name) for name in ("Мероприятие", "Дата начала", "Статус"))
    statuses: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in lines[lines.index(headings) + 1 :]:
        if row[day] and row[day] != NO_DAY:
            statuses[same_words(str(row[title])), str(row[day])].add(str(row[status] or ""))
    return statuses


def test_the_invented_register_has_as_many_events_as_its_file(tmp_path: Path) -> None:
    file = write_demo(20_000, 5, tmp_path)[0]
    point(address(loaded(copy(empty()), file)))
    statuses = events_of_the_file(file)
    held = sum(bool(words - {"план"}) for words in statuses.values())
    assert value("card.events") == line_sum("trend.events") == held == 252
