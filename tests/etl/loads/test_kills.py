"""A process that writes is killed at any moment: what was done is there, what was not left nothing, and the next one goes on.

KILLS=100 says how often; without it a few times.
"""

import os
import random
import subprocess
import sys
import time

import pytest
from sqlalchemy.engine import Engine

from etl import service
from etl.warehouse.database import create_engine
from tests.etl.survival_processes import ROOT, answer, surroundings
from tests.etl.warehouse_content import assert_parts_and_rows_agree, whole

KILLS = int(os.environ.get("KILLS", "4"))
LONGEST = 2.5  # seconds from the first step to the kill
AT_MOST = 5.0  # seconds in which the next one writes: the lock is free


def worked_until_killed(url: str, first: int, seconds: float) -> list[list[str]]:
    """Let somebody work from a step on, kill them after so many seconds, and return what they said."""
    command = [sys.executable, "-m", "tests.etl.busy_person", url, str(first)]
    process = subprocess.Popen(command, cwd=ROOT, env=surroundings(url), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    begun = process.stdout.readline()
    time.sleep(seconds)
    process.kill()
    said = begun + process.communicate()[0]
    assert process.returncode == -9, said
    return [line.split() for line in said.splitlines()]


def numbers(said: list[list[str]], word: str) -> set[int]:
    """Return the steps of which somebody said this."""
    return {int(line[1]) for line in said if line[0] == word}


def steps_kept(url: str) -> set[int]:
    """Return the steps that stand in the journal."""
    return {int(str(by)) for (by,) in answer(url, 'SELECT "by" FROM journal') if str(by).isdecimal()}


def assert_whole(engine: Engine) -> None:
    """Fail unless the tables say what the journal says, and what its kept files give again."""
    assert service.schema_state(engine) in (service.SchemaState.READY, service.SchemaState.EMPTY)
    assert_parts_and_rows_agree(engine)
    before = whole(engine)
    service.rebuild(engine, "проверка")
    assert whole(engine) == before


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_no_write_is_lost_and_none_is_left_half_done(kind: str, request: pytest.FixtureRequest) -> None:
    url = str(request.getfixturevalue(kind))
    engine, chance = create_engine(url), random.Random(7)  # noqa: S311 (moments, no secret)
    service.save_value(engine, "deck", "Начало", 0, "0")
    done, begun = {0}, {0}
    for _ in range(KILLS):
        said = worked_until_killed(url, max(begun) + 1, chance.random() * LONGEST)
        done |= numbers(said, "done")
        begun |= numbers(said, "begun")
        before = time.monotonic()
        service.save_value(engine, "deck", "Начало", before, "0")
        assert time.monotonic() - before < AT_MOST, "the lock is not free"
        kept = steps_kept(url)
        assert done <= kept, f"lost: {done - kept}"
        assert kept <= begun, "somebody else wrote"
        assert_whole(engine)
    if kind == "sqlite":
        assert answer(url, "pragma integrity_check") == [("ok",)]
    print(f"{KILLS} kills, {len(done)} steps done, {len(begun - done)} interrupted, refused or needless")
    engine.dispose()
