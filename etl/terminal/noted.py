"""The record of use as commands write it: who did what at the terminal, at which data version."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from etl.principal import serves_many
from etl.problems import Refused

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from etl.service import What

TERMINAL = "terminal"  # stands for the mark at the identity provider: here nobody signs in
AT_THE_MACHINE = "командная строка"  # who did it when nobody is named


def log_lines() -> None:
    """Write the record of use to the error stream, one line of JSON for each use."""
    lines = logging.StreamHandler()
    lines.setFormatter(logging.Formatter("%(message)s"))
    log = logging.getLogger("dashboard.use")
    log.handlers, log.level, log.propagate = [lines], logging.INFO, False


@contextmanager
def noted(engine: "Engine", what: "What", about: str, by: str) -> Iterator[None]:
    """Note what a block does when it is done, or that it was refused."""
    from etl.service import What

    try:
        yield
    except Refused as refusal:
        note(engine, What.REFUSAL, f"{what}: {refusal.code}", by)
        raise
    note(engine, what, about, by)


def note_export(engine: "Engine", about: str) -> None:
    """Note that a file was written, where many are served: whoever works alone exports for themselves."""
    from etl.service import What

    if serves_many():
        note(engine, What.EXPORT, about, "")


def note(engine: "Engine", what: "What", about: str, by: str) -> None:
    """Write one line of the record. A warehouse that is not there gets none."""
    from etl import service

    if service.schema_state(engine) in (service.SchemaState.READY, service.SchemaState.EMPTY):
        service.note_use(engine, TERMINAL, by.strip() or AT_THE_MACHINE, what, about, waits=True)
