"""Somebody who works with a warehouse without a pause and says each step; run as a process, which a test kills at any moment.

Every entry of the journal is by the number of its step, so that it is known which steps were done.
"""

import random
import sys
from collections.abc import Callable
from contextlib import suppress
from itertools import count

from sqlalchemy.engine import Engine

from etl import service
from etl.datasets.coverage import Coverage, How
from etl.problems import Refused
from etl.warehouse.database import create_engine
from tests.etl.registers import event, events
from tests.etl.survival_files import large

SOURCE, REGISTER, UNKNOWN = "Мероприятия", "events", "Атлантида"


def load(engine: Engine, by: str) -> None:
    content = large(1500, title=f"Форум {by}", width=60)
    content += events(event(UNKNOWN)).partition(b"\n")[2]
    service.load(engine, service.check_for(engine, f"{SOURCE}.csv", content), by)


def undo(engine: Engine, by: str) -> None:
    service.undo(engine, SOURCE, REGISTER, by)


def redo(engine: Engine, by: str) -> None:
    service.redo(engine, SOURCE, REGISTER, by)


def explain(engine: Engine, by: str) -> None:
    service.confirm_alias(engine, UNKNOWN, random.choice(("59", "66", "70")), by=by)  # noqa: S311 (no secret)


def take_back(engine: Engine, by: str) -> None:
    service.withdraw_alias(engine, UNKNOWN, by)


def save(engine: Engine, by: str) -> None:
    service.save_value(engine, "deck", "Отчёт", by, by)


def say(engine: Engine, by: str) -> None:
    service.state_coverage(engine, REGISTER, SOURCE, Coverage(random.choice(list(How))), by)  # noqa: S311


def rebuild(engine: Engine, by: str) -> None:
    service.rebuild(engine, by)


STEPS = (load, load, load, undo, redo, explain, take_back, save, say, rebuild)


def main(url: str, first: int) -> None:
    """Work from step `first` on, for ever."""
    engine = create_engine(url)
    for number in count(first):
        step = random.choice(STEPS)  # noqa: S311
        print("begun", number, step.__name__, flush=True)
        print("done" if is_done(engine, step, str(number)) else "needless", number, flush=True)


def is_done(engine: Engine, step: Callable[[Engine, str], None], by: str) -> bool:
    """Do a step; return whether it wrote anything: one that is refused, or says what is said already, does not."""
    before = service.data_version(engine)
    with suppress(Refused):
        step(engine, by)
    return service.data_version(engine) != before


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
