"""Loads that were begun on a page and of which nobody saw the end: the server was killed meanwhile.

Each is a line of the record of use as long as it is under way, and says which process does it. The journal says whether it
was taken: that and the load are one transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from os import getpid
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError

from etl.principal import Principal
from etl.warehouse.access.use import What
from etl.warehouse.database import writing_in_time
from etl.warehouse.journal import now
from etl.warehouse.replica import acknowledge_here
from etl.warehouse.tables import data_version, journal, use_record

LONGEST = timedelta(minutes=15)  # that a load takes: see MAX_SECONDS of the keeper
TOLD = timedelta(days=7)  # how long somebody may want to hear of it
MACHINE, PROCESSES = Path("/proc/sys/kernel/random/boot_id"), Path("/proc")
ENDED = ("Z", "X")  # states of a process that only its number is left of


@dataclass(frozen=True, slots=True)
class Begun:
    """A load of which the end was not seen: when it was begun, of what, and whether it still goes on."""

    number: int
    at: str
    register: str
    source: str
    goes_on: bool


@contextmanager
def noted(engine: Engine, by: Principal, register: str, source: str) -> Iterator[None]:
    """Note that a load is under way as long as a block runs; a warehouse that cannot be written now will say so to the load."""
    number = None
    with suppress(DBAPIError), _writing(engine) as connection:
        line = {"at": now(), "subject": by.subject, "name": by.name, "what": What.BEGUN.value}
        about = f"{register}/{source} {own_process()}"
        added = use_record.insert().values(**line, about=about, version=data_version(engine))
        number = connection.scalar(added.returning(use_record.c.id))
    try:
        yield
    finally:
        if number is not None:
            with suppress(DBAPIError):
                forget(engine, by, number)


def forget(engine: Engine, by: Principal, number: int) -> None:
    """Forget a load of this person that was begun: it ended, or they know what became of it."""
    own = sa.and_(use_record.c.id == number, use_record.c.subject == by.subject, use_record.c.what == What.BEGUN.value)
    with _writing(engine) as connection:
        connection.execute(use_record.delete().where(own))


def unfinished(engine: Engine, by: Principal) -> list[Begun]:
    """Return the loads that a person began lately, whose end they did not see and which took nothing, the newest first."""
    columns, since = use_record.c, (datetime.now(UTC) - TOLD).isoformat()
    lines = sa.select(columns.id, columns.at, columns.about).where(
        columns.what == What.BEGUN.value, columns.subject == by.subject, columns.at >= since[:19]
    )
    with engine.connect() as connection:
        loads = [begun(*line) for line in connection.execute(lines.order_by(columns.id.desc()))]
        return [load for load in loads if not was_taken(connection, load, by)]


def begun(number: int, at: str, about: str) -> Begun:
    """Return the load that a line of the record of use says was begun."""
    what, _, process = about.rpartition(" ")
    register, _, source = what.partition("/")
    age = datetime.now(UTC) - datetime.fromisoformat(at).replace(tzinfo=UTC)
    return Begun(number, at, register, source, age < LONGEST and may_run(process))


def was_taken(connection: Connection, load: Begun, by: Principal) -> bool:
    """Return whether the journal has a load of the same source by the same person since."""
    columns = journal.c
    same = (columns.kind == "load", columns.register == load.register, columns.source == load.source)
    later = sa.select(sa.exists().where(*same, columns.by == by.name, columns.at >= load.at))
    return bool(connection.scalar(later))


def own_process() -> str:
    """Return the mark of this process, which no other one has on any machine."""
    return mark_of(getpid())


def mark_of(number: int) -> str:
    """Return the mark of a process of this machine: since which start the machine runs, its number, when it was started."""
    return f"{machine()}.p{number:x}.s{started(number):x}"


def machine() -> str:
    """Return a mark of this machine since it was started, empty where the system has none."""
    with suppress(OSError):
        return MACHINE.read_text().strip()[:8]
    return ""


def started(number: int) -> int:
    """Return when a process was started that has not ended, 0 when there is none or the system does not say."""
    with suppress(OSError, IndexError, ValueError):
        state, *fields = (PROCESSES / str(number) / "stat").read_text().rpartition(")")[2].split()
        return 0 if state in ENDED else int(fields[18])
    return 0


def may_run(process: str) -> bool:
    """Return whether the process of a mark may still run: that of another machine may, one of this machine is looked for."""
    there, _, number_and_start = process.partition(".p")
    number = number_and_start.partition(".s")[0]
    return not there or there != machine() or mark_of(int(number, 16)) == process


@contextmanager
def _writing(engine: Engine) -> Iterator[Connection]:
    with writing_in_time(engine) as connection:
        acknowledge_here(connection)
        yield connection
