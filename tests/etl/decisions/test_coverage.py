"""What a source covers: said with a load, kept with the source, changed by a person, and taken back with its load."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.engine import Engine

from etl import service
from etl.datasets.coverage import Coverage, How
from etl.problems import Refused
from tests.etl.registers import event, events

YEAR = Coverage(How.FULL, date(2025, 1, 1), date(2025, 12, 31), ("59",))
SELECTIVE = Coverage(How.SELECTIVE)


def put(engine: Engine, people: str, coverage: Coverage | None = None) -> service.Loaded:
    checked = service.check_for(engine, "Пермь.csv", events(event("Пермский край", people)))
    return service.load(engine, replace(checked, coverage=coverage), by="Иванова")


def said(engine: Engine) -> list[Coverage]:
    return list(service.coverages(engine).values())


def test_what_a_load_covers_is_kept_and_rebuilt(warehouse: Engine) -> None:
    put(warehouse, "10", YEAR)
    assert said(warehouse) == [YEAR]
    service.rebuild(warehouse)
    assert said(warehouse) == [YEAR]


def test_nothing_is_said_of_a_source_until_somebody_says_it(warehouse: Engine) -> None:
    put(warehouse, "10")
    assert said(warehouse) == []
    service.state_coverage(warehouse, "events", "Пермь", SELECTIVE, by="Иванова")
    assert said(warehouse) == [SELECTIVE]
    service.state_coverage(warehouse, "events", "Пермь", None, by="Иванова")
    assert said(warehouse) == []


def test_a_new_version_keeps_what_was_said_unless_it_says_something_else(warehouse: Engine) -> None:
    put(warehouse, "10", YEAR)
    put(warehouse, "11")
    assert said(warehouse) == [YEAR]
    put(warehouse, "12", SELECTIVE)
    assert said(warehouse) == [SELECTIVE]
    service.undo(warehouse, "Пермь")
    assert said(warehouse) == [YEAR]


def test_the_same_file_said_to_cover_something_else_is_written_down(warehouse: Engine) -> None:
    put(warehouse, "10", YEAR)
    before = service.data_version(warehouse)
    assert put(warehouse, "10", SELECTIVE).status == "unchanged"
    assert said(warehouse) == [SELECTIVE]
    assert service.data_version(warehouse) != before


def test_a_source_that_is_not_there_and_a_nameless_person_are_refused(warehouse: Engine) -> None:
    put(warehouse, "10")
    with pytest.raises(Refused, match="Пермь"):
        service.state_coverage(warehouse, "events", "Томск", YEAR, by="Иванова")
    with pytest.raises(Refused):
        service.state_coverage(warehouse, "events", "Пермь", YEAR, by=" ")
