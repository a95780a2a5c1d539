"""Lists of rows: the newest first, each event once, plans once; what waits in quarantine is in none."""

from collections.abc import Iterator
from datetime import date

import pytest

from dashboard.engine import row_lists
from dashboard.engine.snapshot import Snapshot, open_snapshot
from etl import service
from etl.datasets import TARGETS
from etl.datasets.events import PLANNED
from etl.warehouse.database import create_engine
from tests.etl.registers import as_csv, event, events

SPRING = (date(2025, 3, 1), date(2025, 5, 31))
ROWS = events(
    event("Пермский край", "около 20", "Съезд", "12.03.2025"),
    event("Томская область", "30", "Съезд", "12.03.2025"),
    event("Томская область", "7", "Форум", "10.04.2025"),
    event("Атлантида", "900", "Форум", "10.04.2025"),
    event("Атлантида", "900", "Заезд", "11.04.2025"),
    event("Пермский край", "", "Слёт", "01.06.2025", status=PLANNED),
    event("Омская область", "5", "Сбор", "дата неизвестна"),
    event("Томская область", "6", "Сбор", "дата неизвестна"),
)


@pytest.fixture
def snapshot(sqlite: str) -> Iterator[Snapshot]:
    engine = create_engine(sqlite)
    service.load(engine, service.check("events.csv", ROWS))
    yield open_snapshot(engine)
    engine.dispose()


def titles(snapshot: Snapshot, identities: list[int]) -> list[str]:
    rows = row_lists.event_rows(snapshot, identities)
    by_identity = dict(zip(rows["identity"], rows["event"], strict=True))
    return [by_identity[identity] for identity in identities]


def test_the_newest_events_come_first_and_quarantine_is_left_out(snapshot: Snapshot) -> None:
    assert titles(snapshot, row_lists.newest_events(snapshot, None, (), 10)) == ["Слёт", "Форум", "Съезд", "Сбор"]
    assert titles(snapshot, row_lists.newest_events(snapshot, SPRING, (), 10)) == ["Форум", "Съезд"]
    assert titles(snapshot, row_lists.newest_events(snapshot, None, ("59",), 10)) == ["Слёт", "Съезд"]
    assert titles(snapshot, row_lists.newest_events(snapshot, None, (), 1)) == ["Слёт"]


def test_a_list_has_each_event_once_with_what_its_rows_add_up_to(snapshot: Snapshot) -> None:
    frame = row_lists.event_list(snapshot, None, (), 10).set_index("event")
    assert list(frame.index) == ["Слёт", "Форум", "Съезд", "Сбор"]
    assert (frame.loc["Съезд", "regions"], frame.loc["Съезд", "participants"]) == (2, 50)
    assert list(frame["qualifier"]) == ["план", "", "около", ""], (
        "the people of an announcement are a plan, a sum with a rough figure is rough"
    )
    assert frame.loc["Слёт", "status"] == PLANNED


def test_an_empty_list_has_its_columns(snapshot: Snapshot) -> None:
    assert list(row_lists.event_list(snapshot, None, ("77",), 10).columns) == list(row_lists.LIST_COLUMNS)
    rows = row_lists.event_rows(snapshot, [])
    assert rows.empty and list(rows.columns) == [*row_lists.EVENT_COLUMNS, "held", "people"]


def test_the_events_most_of_the_regions_came_to(snapshot: Snapshot) -> None:
    def attended(regions: tuple[str, ...], most: int) -> list[str]:
        return titles(snapshot, row_lists.attended_events(snapshot, None, regions, 10, most))

    assert attended(("59", "70"), 1) == ["Съезд"], "two of the regions came"
    assert attended(("59", "70"), 5) == ["Сбор", "Съезд", "Форум"], "by their days; nobody came to what is only planned"
    assert attended((), 5) == []


def test_the_newest_rows_with_a_value(snapshot: Snapshot) -> None:
    def regions(**condition: object) -> list[str]:
        rows = row_lists.newest_rows(snapshot, "events", ("region", "day"), None, (), condition, 10)
        return list(rows["region"])

    assert regions(event="Съезд") == ["59", "70"], "of one day in the order of the file"
    assert regions(status=PLANNED) == ["59"]
    assert regions(event="O'Коннор") == []


def test_of_two_plans_for_the_same_the_one_loaded_last_counts(sqlite: str) -> None:
    engine = create_engine(sqlite)
    headings = [TARGETS.column(name).title.ru for name in ("region", "indicator", "period", "target")]
    for name, amount in (("first", "10"), ("second", "20")):
        rows = [("Пермский край", "Мероприятия", "2025", amount)]
        checked = service.check(f"{name}.csv", as_csv(headings, rows), TARGETS.name)
        service.load(engine, checked)
    frame = row_lists.targets(open_snapshot(engine))
    assert frame[["region", "target"]].to_dict("records") == [{"region": "59", "target": 20.0}]
    engine.dispose()
