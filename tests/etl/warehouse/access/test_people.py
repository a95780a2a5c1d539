"""Roles are given, taken and put back in the journal: who gave what to whom is never lost, and somebody is always left in charge."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from etl import service
from etl.principal import Principal, Role
from etl.problems import Refused
from etl.warehouse.tables import data_version, journal
from tests.etl.registers import event, events

HEAD = Principal("7d1f", "Иванова", Role.ADMINISTRATOR)
CLERK = Principal("9c20", "Петров", Role.REGION, ("59", "66"))


def principals(engine: Engine) -> list[Principal]:
    return [person.principal for person in service.people(engine)]


def test_a_role_is_given_changed_taken_and_put_back(warehouse: Engine) -> None:
    assert service.principal_of(warehouse, "9c20") is None
    service.give_role(warehouse, HEAD, "терминал")
    service.give_role(warehouse, CLERK, "Иванова")
    assert principals(warehouse) == [HEAD, CLERK]
    analyst = Principal("9c20", "Петров", Role.ANALYST)
    service.give_role(warehouse, analyst, "Иванова")
    assert service.principal_of(warehouse, "9c20") == analyst
    service.take_role(warehouse, "9c20", "Иванова")
    assert service.principal_of(warehouse, "9c20") is None
    service.undo_role(warehouse, "9c20", "Иванова")
    assert service.principal_of(warehouse, "9c20") == analyst


def test_the_journal_says_who_gave_what_to_whom(warehouse: Engine) -> None:
    service.give_role(warehouse, HEAD, "терминал")
    service.give_role(warehouse, CLERK, "Иванова")
    service.take_role(warehouse, "9c20", "Сидорова")
    with warehouse.connect() as connection:
        entries = connection.execute(sa.select(journal.c.kind, journal.c.by, journal.c.details)).all()
    assert [(kind, by, details["subject"], details["given"] and details["given"]["role"]) for kind, by, details in entries] == [
        ("person", "терминал", "7d1f", "administrator"),
        ("person", "Иванова", "9c20", "region"),
        ("person", "Сидорова", "9c20", None),
    ]  # fmt: skip


def test_the_same_role_again_is_no_new_entry(warehouse: Engine) -> None:
    service.give_role(warehouse, HEAD, "терминал")
    version = data_version(warehouse)
    service.give_role(warehouse, replace(HEAD, name="  Иванова "), "терминал")
    assert data_version(warehouse) == version


def test_the_last_administrator_stays(warehouse: Engine) -> None:
    service.give_role(warehouse, CLERK, "терминал")
    service.give_role(warehouse, replace(HEAD, role=Role.LEADER), "терминал")
    service.give_role(warehouse, HEAD, "терминал")
    with pytest.raises(Refused, match="единственный администратор"):
        service.take_role(warehouse, "7d1f", "Иванова")
    with pytest.raises(Refused, match="единственный администратор"):
        service.give_role(warehouse, replace(HEAD, role=Role.LEADER), "Иванова")
    with pytest.raises(Refused, match="единственный администратор"):
        service.undo_role(warehouse, "7d1f", "Иванова")
    service.give_role(warehouse, Principal("2", "Сидорова", Role.ADMINISTRATOR), "Иванова")
    service.take_role(warehouse, "7d1f", "Сидорова")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (replace(HEAD, subject=" "), "Нужны знак"),
        (replace(HEAD, name=""), "Нужны знак"),
        (replace(CLERK, regions=()), "хотя бы один регион"),
        (replace(CLERK, regions=("59", "00")), "нет субъекта"),
    ],
)
def test_a_role_that_lacks_something_is_refused(warehouse: Engine, wrong: Principal, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        service.give_role(warehouse, wrong, "Иванова")
    with pytest.raises(Refused, match="Назовите себя"):
        service.give_role(warehouse, HEAD, " ")


def test_only_a_clerk_has_regions(warehouse: Engine) -> None:
    service.give_role(warehouse, replace(HEAD, regions=("59",)), "терминал")
    assert principals(warehouse) == [HEAD]


def test_a_role_nobody_has_is_not_taken(warehouse: Engine) -> None:
    service.give_role(warehouse, HEAD, "терминал")
    for change in (service.take_role, service.undo_role):
        with pytest.raises(Refused, match="7d1f"):
            change(warehouse, "nobody", "Иванова")


def test_people_survive_a_rebuild(warehouse: Engine) -> None:
    service.give_role(warehouse, HEAD, "терминал")
    service.rebuild(warehouse, "терминал")
    assert service.principal_of(warehouse, "7d1f") == HEAD


def test_nothing_is_written_without_a_name_where_the_dashboard_serves_many(
    warehouse: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = service.check("Свод.csv", events(event("Пермский край", "3")))
    monkeypatch.setenv("ACCESS", "oidc")
    for by in ("", "  "):
        with pytest.raises(Refused, match="Назовите себя"):
            service.load(warehouse, checked, by)
        with pytest.raises(Refused, match="Назовите себя"):
            service.save_value(warehouse, "group", "Соседи", ["59"], by)
    assert service.sources(warehouse) == []
    service.load(warehouse, checked, "Иванова")
    with pytest.raises(Refused, match="Назовите себя"):
        service.undo(warehouse, "Свод")
    assert [source.loaded_by for source in service.sources(warehouse)] == ["Иванова"]
