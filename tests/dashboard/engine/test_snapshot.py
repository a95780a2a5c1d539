"""A snapshot holds the present rows: parts as they were loaded, and over them what people decided since."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.engine import Engine

from dashboard.engine.part_files import LOAD
from dashboard.engine.register_rows import stored_types
from dashboard.engine.snapshot import Snapshot, open_snapshot, scopes
from etl import service
from etl.datasets import DATASETS
from etl.regions import NATION, NO_REGION, QUARANTINE, REGIONS
from etl.rows.part_file import part_schema
from etl.service import COUNTED
from etl.warehouse.database import create_engine
from tests.etl.registers import event, events

ROWS = events(event("Атлантида", "7", title="Съезд"), event("Пермский край", "5", title="Форум"))


@pytest.fixture
def engine(sqlite: str) -> Iterator[Engine]:
    created = create_engine(sqlite)
    load(created, "first.csv", ROWS)
    load(created, "second.csv", events(event("Омская область", "100", title="Слёт")))
    yield created
    created.dispose()


def load(engine: Engine, name: str, content: bytes) -> None:
    service.load(engine, service.check_for(engine, name, content))


def present(engine: Engine) -> list[tuple[str, str, int, float]]:
    """Return title, scope, whether it counts and participants of the rows there are."""
    statement = "SELECT event, row_scope, quarantined, participants FROM events ORDER BY load_id, number"
    return open_snapshot(engine).rows(statement)


WAITING = ("Съезд", QUARANTINE, 1, 7.0)
OTHERS = [("Форум", "59", COUNTED, 5.0), ("Слёт", "55", COUNTED, 100.0)]


def test_a_decision_changes_its_rows_and_leaves_the_others(engine: Engine) -> None:
    assert present(engine) == [WAITING, *OTHERS]
    service.confirm_alias(engine, "Атлантида", "70", by="Иванова")
    assert present(engine) == [("Съезд", "70", COUNTED, 7.0), *OTHERS]
    service.withdraw_alias(engine, "Атлантида", by="Иванова")
    assert present(engine) == [WAITING, *OTHERS]


def test_a_row_that_is_the_same_as_another_is_set_aside(engine: Engine) -> None:
    load(engine, "again.csv", events(event("Пермский край", "6", title="Форум")))
    before = present(engine)
    [duplicate] = service.possible_duplicates(engine)
    service.decide_duplicate(engine, duplicate, True, by="Иванова")
    after = present(engine)
    assert len(after) == len(before) - 1
    service.withdraw_decision(engine, duplicate.key, by="Иванова")
    assert present(engine) == before


def test_an_open_snapshot_stays_as_it_is(engine: Engine) -> None:
    snapshot = open_snapshot(engine)
    load(engine, "third.csv", events(event("Томская область", "1", title="Сбор")))
    assert snapshot.rows("SELECT count(*) FROM events") == [(3,)]
    assert open_snapshot(engine).rows("SELECT count(*) FROM events") == [(4,)]


def test_a_register_without_a_load_has_its_columns_and_no_rows(engine: Engine) -> None:
    snapshot = open_snapshot(engine)
    for name, dataset in DATASETS.items():
        columns = {column: kind for column, kind, *_ in snapshot.rows(f'DESCRIBE "{name}"')}
        shared = {name for name, _ in dataset.whole.values} if dataset.whole else set()
        assert columns.keys() - stored_types(dataset).keys() == {"row_scope", "data_end", "today"} | shared
        assert {name: columns[name] for name in stored_types(dataset)} == stored_types(dataset)
    assert snapshot.rows("SELECT count(*) FROM competitions") == [(0,)]


def test_the_columns_are_those_of_the_parts() -> None:
    for dataset in DATASETS.values():
        of_the_parts = set(part_schema(dataset).names) - {"cells", "problems"}
        assert set(stored_types(dataset)) == of_the_parts | {LOAD}


def test_every_row_adds_to_itself_and_to_the_nation_and_a_region_to_its_district() -> None:
    by_row: dict[str, set[str]] = {}
    for row_scope, scope in scopes():
        by_row.setdefault(row_scope, set()).add(scope)
    assert by_row["59"] == {"59", "d:ПФО", NATION}
    assert by_row[NO_REGION] == {NO_REGION, NATION}
    assert by_row[QUARANTINE] == {QUARANTINE, NATION}
    assert len(by_row) == len(REGIONS) + 2


def test_many_threads_ask_one_snapshot(engine: Engine) -> None:
    snapshot = open_snapshot(engine)

    def people(number: int) -> tuple[float, ...]:
        return ask(snapshot, number)

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(people, range(200)))
    assert answers == [(112.0 + number,) for number in range(200)]


def ask(snapshot: Snapshot, number: int) -> tuple[float, ...]:
    [row] = snapshot.rows("SELECT sum(participants) + ? FROM events", [number])
    return row
