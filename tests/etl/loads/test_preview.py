"""What a load would change is said before it happens, row by row and whatever their order."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from etl import service
from etl.read.table import Dropped
from etl.warehouse.database import create_engine
from etl.warehouse.tables import data_version
from tests.etl.loads.test_load import put
from tests.etl.registers import EVENTS, activity, as_csv, event, events


def preview(engine: Engine, content: bytes, name: str = "Мероприятия.csv", language: str = "ru") -> service.Preview:
    return service.preview(engine, service.check_for(engine, name, content), language)


def counts(preview: service.Preview) -> tuple[int, int, int, int]:
    return preview.new, preview.changed, preview.unchanged, preview.disappearing


def test_before_the_first_load_everything_is_new_and_no_warehouse_is_made(sqlite: str) -> None:
    engine = create_engine(sqlite)
    changes = preview(engine, events(event("Пермский край"), event("Атлантида")))
    assert (counts(changes), changes.quarantined, changes.known_source) == ((1, 0, 0, 0), 1, False)
    assert not Path(str(engine.url.database)).exists()


def test_rows_are_compared_by_what_they_say_and_not_by_their_place(warehouse: Engine) -> None:
    put(warehouse, events(event("Пермский край", "5"), event("Омская область"), event("Томская область")))
    version = data_version(warehouse)
    changes = preview(
        warehouse, events(event("г. Москва"), event("Омская область"), event("Пермский край", "8"), event("Атлантида"))
    )
    assert counts(changes) == (1, 1, 1, 1)
    assert (changes.quarantined, changes.known_source, changes.same_file) == (1, True, False)
    assert data_version(warehouse) == version


def test_equal_rows_are_counted_one_by_one(warehouse: Engine) -> None:
    put(warehouse, events(event("Пермский край"), event("Пермский край")))
    assert counts(preview(warehouse, events(*[event("Пермский край")] * 3))) == (1, 0, 2, 0)
    assert counts(preview(warehouse, events(event("Пермский край")))) == (0, 0, 1, 1)


def test_the_same_file_changes_nothing(warehouse: Engine) -> None:
    rows = [
        event("Пермский край", "около 500 чел.", day="16–17 октября 2025"),
        event("без региона", "н/д", day="дата неизвестна"),
        event("Омская область", "12,5 тыс."),
    ]
    put(warehouse, events(*rows))
    changes = preview(warehouse, events(*rows))
    assert (counts(changes), changes.same_file) == ((0, 0, 3, 0), True)


def test_every_kind_of_value_is_equal_to_itself_after_the_database(warehouse: Engine) -> None:
    row = ("Пермский край", "III квартал 2025", "ответ на запрос", "Сквер", "2", "нет", "15.03.2025", "", "90,5")
    put(warehouse, activity(row), "Активность.csv")
    assert counts(preview(warehouse, activity(row), "Активность.csv")) == (0, 0, 1, 0)


def test_a_row_that_is_faulty_now_disappears_and_waits(warehouse: Engine) -> None:
    put(warehouse, events(event("Пермский край")))
    changes = preview(warehouse, events(event("Атлантида")))
    assert (counts(changes), changes.quarantined) == ((0, 0, 0, 1), 1)


def test_a_row_that_waits_and_is_mended_is_new(warehouse: Engine) -> None:
    put(warehouse, events(event("Пермский край"), event("Атлантида")))
    assert counts(preview(warehouse, events(event("Пермский край"), event("Томская область")))) == (1, 0, 1, 0)


def test_dropped_rows_are_listed_with_their_reasons(warehouse: Engine) -> None:
    total = ("Итого", "", "", "", "", "", "", "", "", "10")
    changes = preview(warehouse, as_csv(EVENTS, [event("Пермский край"), total]))
    assert changes.dropped == (Dropped(3, "total"),)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ru", {"Мероприятие": "Форум", "Регион-участник": "Пермский край", "Участники": "около 500 чел."}),
        ("en", {"Event": "Форум", "Region taking part": "Perm Krai", "Format": "forum"}),
    ],
)
def test_the_first_rows_are_shown_as_they_were_understood(
    warehouse: Engine, language: str, expected: dict[str, str]
) -> None:
    rows = [event("Атлантида"), event("пермский край", "около 500 чел.", day="16–17 октября 2025")]
    changes = preview(warehouse, events(*rows), language=language)
    first = changes.first[0]
    assert len(changes.first) == 1 and expected.items() <= first.items()
    assert "16.10.2025 – 17.10.2025" in first.values() and "Тема" not in first


def test_nothing_is_written(warehouse: Engine) -> None:
    put(warehouse, events(event("Пермский край")))
    sa.event.listen(warehouse, "before_cursor_execute", refuse_writing)
    assert preview(warehouse, events(event("Томская область"))).new == 1
    sa.event.remove(warehouse, "before_cursor_execute", refuse_writing)


def refuse_writing(_connection: object, _cursor: object, statement: str, *_: object) -> None:
    assert statement.lstrip().upper().startswith(("SELECT", "PRAGMA", "BEGIN")), statement
