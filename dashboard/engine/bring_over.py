"""A warehouse of an older version, brought over by a thread of the application when it starts."""

import logging
import time
from dataclasses import dataclass
from threading import Thread

from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from etl import service

PATIENCE = 0.5  # seconds in which nearly every start learns that there is nothing to do
PAUSE = 5.0  # seconds until another process, which has the database, is asked again
log = logging.getLogger("dashboard")


@dataclass
class Progress:
    """How far this process is: the share that is done, None when nothing is under way."""

    share: float | None = None


PROGRESS = Progress()


def start(engine: Engine) -> None:
    """Bring the warehouse over in a thread when it is of an older version; most starts are over at once."""
    PROGRESS.share = 0.0
    thread = Thread(target=bring_over, args=(engine,), daemon=True, name="bring over")
    thread.start()
    thread.join(PATIENCE)


def share() -> float | None:
    """Return the share of the warehouse that is brought over, None when nothing is under way."""
    return PROGRESS.share


def bring_over(engine: Engine) -> None:
    """Bring the warehouse over, waiting for whoever writes into it; a failure is logged, and the pages say the state."""
    try:
        while not attempted(engine):
            time.sleep(PAUSE)
    except Exception:
        log.exception("the warehouse could not be brought over")
    finally:
        PROGRESS.share = None


def attempted(engine: Engine) -> bool:
    """Return whether the warehouse is no longer of an older version, or is out of reach; False while another writes."""
    try:
        if service.bring_over(engine, note):
            log.warning("the warehouse was of an older version and was brought over")
    except DBAPIError as error:
        if "locked" not in str(error.orig):
            raise
        return False
    return True


def note(_step: str, done: float) -> None:
    """Note the share that is done."""
    PROGRESS.share = done
