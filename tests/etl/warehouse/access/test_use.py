"""The record of use: a line in the log for everything, a row for whoever is known, and never a page that waits for it."""

import json
import logging

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from etl import service
from etl.principal import LOCAL, Principal, Role
from etl.service import What
from etl.warehouse.database import writing
from etl.warehouse.tables import data_version, person_session

CLERK = Principal("9c20", "Петров", Role.REGION, ("59",))


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "dashboard.use")
    return caplog


def test_a_use_is_one_line_of_json_and_a_row(warehouse: Engine, lines: pytest.LogCaptureFixture) -> None:
    service.give_role(warehouse, LOCAL, "терминал")
    service.note_use(warehouse, CLERK.subject, CLERK.name, What.EXPORT, "card.events.xlsx")
    (line,) = lines.messages
    said = json.loads(line)
    assert said.pop("at") and said == {
        "subject": "9c20",
        "name": "Петров",
        "what": "export",
        "about": "card.events.xlsx",
        "version": data_version(warehouse),
    }
    assert [use.about for use in service.latest_uses(warehouse)] == ["card.events.xlsx"]


def test_the_latest_stand_first(warehouse: Engine) -> None:
    service.give_role(warehouse, LOCAL, "терминал")
    for about in "abc":
        service.note_use(warehouse, CLERK.subject, CLERK.name, What.SAVE, about)
    assert [use.about for use in service.latest_uses(warehouse, 2)] == ["c", "b"]


def test_who_is_not_known_fills_the_log_and_not_the_warehouse(
    warehouse: Engine, lines: pytest.LogCaptureFixture
) -> None:
    service.give_role(warehouse, LOCAL, "терминал")
    service.note_use(warehouse, "", "", What.REFUSAL, "/media/x")
    service.note_use(warehouse, "9c20", "Петров", What.REFUSAL, "no role")
    assert [json.loads(line)["about"] for line in lines.messages] == ["/media/x", "no role"]
    assert [use.about for use in service.latest_uses(warehouse)] == ["no role"]


def test_a_load_that_holds_the_database_keeps_the_line_in_the_log(sqlite: str, lines: pytest.LogCaptureFixture) -> None:
    engine = service.create_engine(sqlite)
    service.give_role(engine, LOCAL, "терминал")
    with writing(engine):
        service.note_use(engine, CLERK.subject, CLERK.name, What.EXPORT, "card.events.csv")
    assert len(lines.messages) == 2 and service.latest_uses(engine) == []


def test_without_a_warehouse_there_is_a_line_all_the_same(sqlite: str, lines: pytest.LogCaptureFixture) -> None:
    service.note_use(service.create_engine(sqlite), CLERK.subject, CLERK.name, What.SIGN_IN, "")
    assert json.loads(lines.messages[0])["version"] == ""


def test_no_value_of_a_failing_statement_is_said(warehouse: Engine) -> None:
    service.give_role(warehouse, LOCAL, "терминал")
    with pytest.raises(DBAPIError) as raised, writing(warehouse) as connection:
        connection.execute(
            person_session.insert().values(token_sha256="f" * 64, subject="+7 916 123-45-67", name=sa.null())
        )
    for error in (raised.value, raised.value.orig):
        assert "916" not in f"{error} {error!r}"
