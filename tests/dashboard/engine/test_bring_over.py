"""A warehouse of an older version is brought over when the application starts; whoever cannot says so in the log."""

import logging
import sqlite3
from collections.abc import Iterator

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from dashboard.engine import bring_over
from etl import service
from etl.problems import Refused
from etl.rows.write import Progress
from etl.service import SchemaState
from etl.warehouse.database import create_engine
from tests.etl.registers import event, events
from tests.etl.warehouse.test_state_and_versions import outdate


@pytest.fixture
def engine(sqlite: str) -> Iterator[Engine]:
    created = create_engine(sqlite)
    service.load(created, service.check("events.csv", events(event("Пермский край"))))
    yield created
    created.dispose()


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bring_over, "PATIENCE", 20.0)
    monkeypatch.setattr(bring_over, "PAUSE", 0.0)


def test_an_older_warehouse_is_brought_over(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    outdate(engine)
    bring_over.start(lambda: engine)
    assert service.schema_state(engine) is SchemaState.READY
    assert bring_over.share() is None
    assert said(caplog) == ["the warehouse was of an older version and was brought over"]


def test_a_warehouse_of_this_version_is_left_as_it_is(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    version = service.data_version(engine)
    bring_over.start(lambda: engine)
    assert (service.data_version(engine), bring_over.share(), said(caplog)) == (version, None, [])


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what the dashboard itself logged."""
    return [record.getMessage() for record in caplog.records if record.name.startswith("dashboard")]


def test_the_share_is_known_while_it_goes_on(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    shares = []

    def half(_engine: Engine, progress: Progress) -> bool:
        shares.append(bring_over.share())
        progress("events", 0.5)
        shares.append(bring_over.share())
        return True

    monkeypatch.setattr(service, "bring_over", half)
    bring_over.start(lambda: engine)
    assert (shares, bring_over.share()) == ([0.0, 0.5], None)


def test_while_another_process_writes_it_is_tried_again(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    attempts = []

    def locked_once(_engine: Engine, _progress: Progress) -> bool:
        attempts.append(bring_over.share())
        if len(attempts) == 1:
            raise OperationalError("", {}, sqlite3.OperationalError("database is locked"))
        return True

    monkeypatch.setattr(service, "bring_over", locked_once)
    bring_over.start(lambda: engine)
    assert (len(attempts), bring_over.share()) == (2, None)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (Refused("database_address_unclear"), "the warehouse could not be brought over: "),
        (
            OperationalError("", {}, sqlite3.OperationalError("disk I/O error")),
            "the warehouse could not be brought over",
        ),
    ],
    ids=["a wrong address", "a failure"],
)
def test_a_failure_is_logged_and_ends_nothing(error: Exception, words: str, caplog: pytest.LogCaptureFixture) -> None:
    def warehouse() -> Engine:
        raise error

    bring_over.start(warehouse)
    assert bring_over.share() is None
    [record] = caplog.records
    assert record.levelno == logging.ERROR and record.getMessage().startswith(words)
