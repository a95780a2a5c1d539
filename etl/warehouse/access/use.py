"""The record of use: who did what, when, at which data version. No content of cells and no parameters of statements."""

import json
import logging
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from etl.intake.people.personal_data import masked
from etl.warehouse.database import writing_at_once, writing_in_time
from etl.warehouse.journal import now
from etl.warehouse.replica import acknowledge_here
from etl.warehouse.tables import data_version, use_record

LONGEST = 200  # characters of what a use is about
log = logging.getLogger("dashboard.use")


class What(StrEnum):
    """What a person did, or was refused."""

    LOAD = "load"
    BEGUN = "load begun"  # as long as it is under way
    UNDO = "undo"
    DECISION = "decision"
    SAVE = "save"
    EXPORT = "export"
    BACKUP = "backup"
    SIGN_IN = "sign-in"
    SIGN_OUT = "sign-out"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Use:
    """One line of the record."""

    at: str
    subject: str
    name: str
    what: str
    about: str
    version: str


def note_use(
    engine: Engine, subject: str, name: str, what: What, about: str, kept: bool = True, waits: bool = False
) -> None:
    """Write one line into the log and, when it is to be kept and somebody is known, into the warehouse.

    A warehouse that is busy or away keeps nobody from reading: then only the log has the line. A command that `waits` has
    time. What a use is about may have been typed by anybody, into an address for example: names in it are hidden.
    """
    use = Use(now(), subject, name, what.value, masked(about)[:LONGEST], _version(engine))
    log.info("%s", json.dumps(as_record(use), ensure_ascii=False))
    if kept and use.subject:
        _keep(engine, use, waits)


def latest_uses(engine: Engine, most: int = 200) -> list[Use]:
    """Return the latest lines of the record, newest first."""
    columns = [use_record.c[name] for name in Use.__slots__]
    with engine.connect() as connection:
        return [
            Use(*row) for row in connection.execute(sa.select(*columns).order_by(use_record.c.id.desc()).limit(most))
        ]


def as_record(use: Use) -> dict[str, str]:
    """Return a line as names and values."""
    return {name: getattr(use, name) for name in Use.__slots__}


def _version(engine: Engine) -> str:
    try:
        return data_version(engine)
    except DBAPIError:
        return ""


def _keep(engine: Engine, use: Use, waits: bool) -> None:
    try:
        with (writing_in_time if waits else writing_at_once)(engine) as connection:
            acknowledge_here(connection)
            connection.execute(use_record.insert().values(as_record(use)))
    except DBAPIError:
        log.warning("the warehouse is busy: the line before stands in this log only")
