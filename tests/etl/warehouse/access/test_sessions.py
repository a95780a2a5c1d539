"""Sessions: from sign-in to sign-out, ended by idleness, by age and by the person; the table holds no token."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from etl import service
from etl.principal import Principal, Role
from etl.service import Lifetime, SignedIn
from etl.warehouse.access.sessions import MOMENT
from etl.warehouse.database import writing
from etl.warehouse.tables import data_version, journal, person_session

HOUR = timedelta(hours=1)
LIFETIME = Lifetime(idle=HOUR, age=12 * HOUR)
PERSON = SignedIn("9c20", "Петров")


def passed(engine: Engine, since: str, span: timedelta) -> None:
    """Make a moment of every session lie that far in the past."""
    moment = (datetime.now(UTC) - span).strftime(MOMENT)
    with writing(engine) as connection:
        connection.execute(person_session.update().values({since: moment}))


def test_a_token_stands_for_the_person_who_signed_in_and_the_table_does_not_hold_it(warehouse: Engine) -> None:
    token = service.start_session(warehouse, PERSON, LIFETIME)
    assert service.session_of(warehouse, token, LIFETIME) == PERSON
    assert service.session_of(warehouse, token + "x", LIFETIME) is None
    assert service.session_of(warehouse, "", LIFETIME) is None
    with warehouse.connect() as connection:
        row = connection.execute(sa.select(person_session)).one()
    assert token not in repr(row) and len(token) >= 40


def test_where_there_is_no_warehouse_nobody_is_signed_in(sqlite: str) -> None:
    assert service.session_of(service.create_engine(sqlite), "token", LIFETIME) is None


def test_a_session_ends_after_an_hour_without_use_and_use_prolongs_it(warehouse: Engine) -> None:
    token = service.start_session(warehouse, PERSON, LIFETIME)
    passed(warehouse, "seen_at", timedelta(minutes=59))
    assert service.session_of(warehouse, token, LIFETIME) == PERSON
    with warehouse.connect() as connection:
        seen = connection.scalar(sa.select(person_session.c.seen_at)) or ""
    assert seen > (datetime.now(UTC) - timedelta(minutes=1)).strftime(MOMENT)
    passed(warehouse, "seen_at", timedelta(minutes=61))
    assert service.session_of(warehouse, token, LIFETIME) is None


def test_a_session_ends_by_its_age_however_much_it_is_used(warehouse: Engine) -> None:
    token = service.start_session(warehouse, PERSON, LIFETIME)
    passed(warehouse, "started_at", 12 * HOUR + timedelta(minutes=1))
    assert service.session_of(warehouse, token, LIFETIME) is None


def test_signing_out_ends_all_sessions_of_the_person_and_nobody_elses(warehouse: Engine) -> None:
    tokens = [service.start_session(warehouse, PERSON, LIFETIME) for _browser in range(2)]
    other = service.start_session(warehouse, SignedIn("7d1f", "Иванова"), LIFETIME)
    assert service.end_sessions(warehouse, "9c20") == 2
    assert [service.session_of(warehouse, token, LIFETIME) for token in tokens] == [None, None]
    assert service.session_of(warehouse, other, LIFETIME) is not None


def test_sessions_long_past_are_forgotten_at_the_next_sign_in(warehouse: Engine) -> None:
    service.start_session(warehouse, PERSON, LIFETIME)
    passed(warehouse, "started_at", 25 * HOUR)
    service.start_session(warehouse, PERSON, LIFETIME)
    with warehouse.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(person_session)) == 1


def test_who_signed_in_without_a_role_is_known_to_administrators(warehouse: Engine) -> None:
    assert service.people_waiting(warehouse) == []
    for person in (PERSON, PERSON, SignedIn("7d1f", "Иванова")):
        service.start_session(warehouse, person, LIFETIME)
    service.give_role(warehouse, Principal("7d1f", "Иванова", Role.LEADER), "терминал")
    assert service.people_waiting(warehouse) == [PERSON]


def test_sessions_are_no_part_of_the_data(warehouse: Engine) -> None:
    service.give_role(warehouse, Principal("7d1f", "Иванова", Role.LEADER), "терминал")
    before = data_version(warehouse)
    service.end_sessions(warehouse, service.start_session(warehouse, PERSON, LIFETIME))
    with warehouse.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(journal)) == 1
    assert data_version(warehouse) == before


@pytest.mark.timeout(20)
def test_a_load_that_holds_the_database_keeps_nobody_from_reading(warehouse: Engine) -> None:
    token = service.start_session(warehouse, PERSON, LIFETIME)
    passed(warehouse, "seen_at", timedelta(minutes=30))
    with writing(warehouse):
        started = datetime.now(UTC)
        assert service.session_of(warehouse, token, LIFETIME) == PERSON
        assert datetime.now(UTC) - started < timedelta(seconds=1)
