"""Who is signed in: a row from sign-in to sign-out, looked up at every run of a page and every download.

The cookie holds a random token; the table holds its digest, so a copy of the warehouse signs nobody in. These rows are
no part of the journal and of no data version, and their writing does not wait for loads on PostgreSQL.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError

from etl.warehouse.database import writing_at_once, writing_in_time
from etl.warehouse.journal import now, present_state
from etl.warehouse.replica import acknowledge_here
from etl.warehouse.state import SchemaState, absent_is_empty, ready, schema_state
from etl.warehouse.tables import person_session

MOMENT = "%Y-%m-%dT%H:%M:%S"


@dataclass(frozen=True, slots=True)
class Lifetime:
    """How long a session lasts: without use, and at most."""

    idle: timedelta
    age: timedelta


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person at the identity provider: their mark there and their name."""

    subject: str
    name: str


def start_session(engine: Engine, person: SignedIn, lifetime: Lifetime) -> str:
    """Write down that a person signed in, and return the token that says so; sessions long past are forgotten."""
    ready(engine)
    token, moment = token_urlsafe(32), now()
    row = {"token_sha256": digest(token), "subject": person.subject, "name": person.name}
    with _writing(engine) as connection:
        connection.execute(person_session.delete().where(person_session.c.started_at < _before(2 * lifetime.age)))
        connection.execute(person_session.insert().values(**row, started_at=moment, seen_at=moment))
    return token


def session_of(engine: Engine, token: str, lifetime: Lifetime) -> SignedIn | None:
    """Return who a token stands for, None when its session is over, or was never there; note that it is in use."""
    row = None
    with absent_is_empty(engine), engine.connect() as connection:
        row = connection.execute(_open(digest(token), lifetime)).one_or_none()
    if row is None:
        return None
    if row.seen_at < _before(min(lifetime.idle / 10, timedelta(minutes=1))):
        _note_seen(engine, digest(token))
    return SignedIn(row.subject, row.name)


def end_sessions(engine: Engine, subject: str) -> int:
    """End every session of a person, in whatever browser; return how many there were."""
    mine = sa.and_(person_session.c.subject == subject, person_session.c.ended_at.is_(None))
    with _writing(engine) as connection:
        return connection.execute(person_session.update().where(mine).values(ended_at=now())).rowcount


def people_waiting(engine: Engine) -> list[SignedIn]:
    """Return those who signed in and have no role, the latest first."""
    if schema_state(engine) not in (SchemaState.READY, SchemaState.EMPTY):
        return []
    latest = sa.func.max(person_session.c.started_at)
    chosen = sa.select(person_session.c.subject, sa.func.max(person_session.c.name)).group_by(person_session.c.subject)
    with engine.connect() as connection:
        rows = connection.execute(chosen.order_by(latest.desc())).all()
    with_role = present_state(engine).people
    return [SignedIn(*row) for row in rows if row[0] not in with_role]


def digest(token: str) -> str:
    """Return what the table holds in the place of a token."""
    return sha256(token.encode()).hexdigest()


def _open(mark: str, lifetime: Lifetime) -> sa.Select[tuple[str, str, str]]:
    columns = person_session.c
    return sa.select(columns.subject, columns.name, columns.seen_at).where(
        columns.token_sha256 == mark,
        columns.ended_at.is_(None),
        columns.seen_at >= _before(lifetime.idle),
        columns.started_at >= _before(lifetime.age),
    )


def _before(span: timedelta) -> str:
    return (datetime.now(UTC) - span).strftime(MOMENT)


def _note_seen(engine: Engine, mark: str) -> None:
    """Note that a session is in use; when a load holds the database, the next run will."""
    touched = person_session.update().where(person_session.c.token_sha256 == mark)
    try:
        with writing_at_once(engine) as connection:
            acknowledge_here(connection)
            connection.execute(touched.values(seen_at=now()))
    except DBAPIError:
        return


@contextmanager
def _writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction of its own that waits for no load on PostgreSQL."""
    with writing_in_time(engine) as connection:
        acknowledge_here(connection)
        yield connection
