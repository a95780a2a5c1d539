"""Things that recur are counted once in a region and step: municipalities that took part, and those that came again."""

from collections.abc import Iterator
from datetime import date

import pytest

from dashboard.engine.snapshot import Snapshot, open_snapshot
from dashboard.engine.things import Count, Span, different
from etl import service
from etl.datasets import EVENTS
from etl.datasets.events import PLANNED
from etl.warehouse.database import create_engine
from tests.etl.registers import event, events

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
MARCH, APRIL = date(2025, 3, 1), date(2025, 4, 1)
ROWS = events(
    event("Пермский край", title="Съезд", day="12.03.2025", municipality="г. Пермь"),
    event("Пермский край", title="Съезд", day="12.03.2025", municipality="г. Пермь", category="депутат"),
    event("Пермский край", title="Форум", day="10.04.2025", municipality="г. Пермь"),
    event("Пермский край", title="Форум", day="10.04.2025", municipality="г. Кунгур"),
    event("Томская область", title="Форум", day="10.04.2025", municipality=""),
    event("Томская область", title="Слёт", day="01.05.2025", municipality="г. Томск", status=PLANNED),
    event("Томская область", title="Сход", day="01.05.2024", municipality="г. Томск"),
    event("Томская область", title="Сбор", day="дата неизвестна", municipality="г. Стрежевой"),
)


@pytest.fixture
def snapshot(sqlite: str) -> Iterator[Snapshot]:
    engine = create_engine(sqlite)
    service.load(engine, service.check("events.csv", ROWS))
    yield open_snapshot(engine)
    engine.dispose()


@pytest.mark.parametrize(
    ("name", "days", "step", "expected"),
    [
        ("municipalities", YEAR, "", [Count(None, "59", 2)]),
        ("municipalities", None, "", [Count(None, "59", 2), Count(None, "70", 2)]),
        ("municipalities", None, "year", [Count(date(2024, 1, 1), "70", 1), Count(date(2025, 1, 1), "59", 2)]),
        ("municipalities", YEAR, "month", [Count(MARCH, "59", 1), Count(APRIL, "59", 2)]),
        ("returning_municipalities", YEAR, "", [Count(None, "59", 1)]),
        ("returning_municipalities", YEAR, "month", []),
        ("returning_municipalities", YEAR, "year", [Count(date(2025, 1, 1), "59", 1)]),
    ],
)
def test_each_thing_counts_once(
    snapshot: Snapshot, name: str, days: tuple[date, date] | None, step: str, expected: list[Count]
) -> None:
    assert different(snapshot, EVENTS, name, Span(days), step) == expected
