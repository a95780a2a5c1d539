"""A load whose end nobody saw is told to whoever began it: while it runs that it does, then that it broke off, never of one that was taken."""

import os
import signal
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from etl import service
from etl.principal import LOCAL, Principal, Role
from etl.problems import Refused
from etl.uploads import begun
from etl.uploads.apart import apart
from etl.uploads.jobs import Answers, Upload, take
from etl.warehouse.state import prepare
from etl.warehouse.tables import use_record
from tests.etl.registers import event, events
from tests.etl.uploads.test_apart import within

CONTENT = events(event("Пермский край", "5"))
UPLOAD = Upload("Свод.csv", CONTENT, "", "", LOCAL)
ANSWERS = Answers("events", "Свод", None, may_be_invented=False)


@pytest.fixture
def engine(warehouse: Engine) -> Engine:
    prepare(warehouse)
    return warehouse


def dies(engine: Engine, upload: Upload) -> None:
    with begun.noted(engine, upload.by, "events", "Свод"):
        os.kill(os.getpid(), signal.SIGKILL)


def killed_in_a_load(engine: Engine) -> None:
    with pytest.raises(Refused):
        apart(dies, engine, UPLOAD)
    # Its end is heard of while the system still clears it away.
    assert within(5.0, lambda: not any(load.goes_on for load in service.unfinished(engine, LOCAL)))


def test_a_load_that_was_killed_broke_off_until_the_person_knows_it(engine: Engine) -> None:
    killed_in_a_load(engine)
    [load] = service.unfinished(engine, LOCAL)
    assert (load.register, load.source, load.goes_on) == ("events", "Свод", False)
    other = Principal("petrov", "Петров", Role.ADMINISTRATOR)
    assert service.unfinished(engine, other) == []
    service.forget(engine, other, load.number)
    assert service.unfinished(engine, LOCAL) == [load]
    service.forget(engine, LOCAL, load.number)
    assert service.unfinished(engine, LOCAL) == []


def test_a_load_that_was_taken_is_not_told_even_when_its_line_stayed(engine: Engine) -> None:
    killed_in_a_load(engine)
    assert service.take_in(engine, UPLOAD, ANSWERS) == 1
    assert service.unfinished(engine, LOCAL) == []


def test_a_load_that_goes_on_is_said_to(engine: Engine) -> None:
    with begun.noted(engine, LOCAL, "events", "Свод"):
        assert [load.goes_on for load in service.unfinished(engine, LOCAL)] == [True]
    assert service.unfinished(engine, LOCAL) == []


def test_nothing_stays_of_a_load_that_ended_or_was_refused(engine: Engine) -> None:
    take(engine, UPLOAD, ANSWERS)
    with pytest.raises(Refused):
        take(engine, Upload("Свод.csv", b"", "", "", LOCAL), ANSWERS)
    with engine.connect() as connection:
        assert connection.execute(sa.select(use_record)).all() == []


def test_a_process_of_another_machine_may_run_as_long_as_a_load_may_take() -> None:
    about, long_ago = "events/Свод за год elsewhere.p1.s1", datetime.now(UTC) - begun.LONGEST
    now, before = (moment.strftime("%Y-%m-%dT%H:%M:%S") for moment in (datetime.now(UTC), long_ago))
    there = begun.begun(1, now, about)
    assert (there.register, there.source, there.goes_on) == ("events", "Свод за год", True)
    assert not begun.begun(1, before, about).goes_on


def test_a_number_that_another_process_has_now_is_no_process_of_then() -> None:
    own = begun.own_process()
    assert begun.may_run(own)
    assert not begun.may_run(f"{own}0")


def test_what_is_older_than_a_week_is_not_told(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    killed_in_a_load(engine)
    monkeypatch.setattr(begun, "TOLD", timedelta(seconds=-2))
    assert service.unfinished(engine, LOCAL) == []
