"""A warehouse of an older version is brought over by a thread of the application when it starts."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread

from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from etl import service
from etl.problems import Refused

PATIENCE = 0.5  # seconds in which nearly every start finds out that there is nothing to do
PAUSE = 5.0  # seconds before the next attempt while another process writes
log = logging.getLogger("dashboard")


@dataclass
class Progress:
    """How much of the warehouse this process has brought over, 0 to 1; None when nothing is under way."""

    share: float | None = None


PROGRESS = Progress()


def start(warehouse: Callable[[], Engine]) -> None:
    """Bring the warehouse over in a thread when it is of an older version; return at once in most cases."""
    PROGRESS.share = 0.0
    thread = Thread(target=bring_over, args=(warehouse,), daemon=True, name="bring over")
    thread.start()
    thread.join(PATIENCE)


def share() -> float | None:
    """Return the share of the warehouse that is brought over, None when nothing is under way."""
    return PROGRESS.share


def bring_over(warehouse: Callable[[], Engine]) -> None:
    """Bring the warehouse over once no other process writes; a failure is logged, and the pages say its state."""
    try:
        while not is_done(warehouse()):
            time.sleep(PAUSE)
    except Refused as refusal:
        log.error("the warehouse could not be brought over: %s", refusal.sentence("en"))
    except Exception:
        log.exception("the warehouse could not be brought over")
    finally:
        PROGRESS.share = None


def is_done(engine: Engine) -> bool:
    """Return whether the warehouse is not, or is no longer, of an older version; False while another process writes."""
    try:
        if service.bring_over(engine, note_progress):
            log.warning("the warehouse was of an older version and was brought over")
    except DBAPIError as error:
        if "locked" not in str(error.orig):
            raise
        return False
    return True


def note_progress(_step: str, done: float) -> None:
    """Note the share that is done."""
    PROGRESS.share = done
