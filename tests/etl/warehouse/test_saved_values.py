"""What people keep under a name lives in the journal: replaced, forgotten, never deleted."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from etl import service
from etl.problems import Refused
from etl.warehouse.database import create_engine
from etl.warehouse.state import prepare
from etl.warehouse.tables import data_version, journal


@pytest.fixture
def warehouse(tmp_path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{tmp_path / 'kept.db'}")
    prepare(engine)
    return engine


def test_the_newest_value_of_a_name_is_kept_and_other_sorts_are_apart(warehouse: Engine) -> None:
    service.save_value(warehouse, "weights", " Наши  веса ", {"events": 2}, "Иванова")
    service.save_value(warehouse, "weights", "Наши веса", {"events": 3}, "Петров")
    service.save_value(warehouse, "group", "Соседи", ["59", "66"])
    saved = service.saved_values(warehouse, "weights")
    assert {name: (one.value, one.by) for name, one in saved.items()} == {"Наши веса": ({"events": 3}, "Петров")}
    assert list(service.saved_values(warehouse, "group")) == ["Соседи"]


def test_the_same_value_again_is_no_new_entry(warehouse: Engine) -> None:
    service.save_value(warehouse, "group", "Соседи", ["59"])
    version = data_version(warehouse)
    service.save_value(warehouse, "group", "Соседи", ["59"])
    assert data_version(warehouse) == version


def test_what_is_forgotten_stays_in_the_journal(warehouse: Engine) -> None:
    service.save_value(warehouse, "group", "Соседи", ["59"])
    service.forget_value(warehouse, "group", "Соседи")
    assert service.saved_values(warehouse, "group") == {}
    with warehouse.connect() as connection:
        entries = connection.execute(sa.select(journal.c.kind, journal.c.details)).all()
    assert [(kind, details["value"]) for kind, details in entries] == [("kept", ["59"]), ("kept", None)]


def test_nothing_is_kept_without_a_name_or_forgotten_that_is_not_there(warehouse: Engine) -> None:
    with pytest.raises(Refused, match="Назовите"):
        service.save_value(warehouse, "group", "  ", ["59"])
    service.save_value(warehouse, "group", "Соседи", ["59"])
    with pytest.raises(Refused, match="Есть: Соседи"):
        service.forget_value(warehouse, "group", "Другие")
