"""A file is worked on in a process of its own: it says what this process would, and its end hurts nobody."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from etl import service
from etl.principal import LOCAL
from etl.problems import Refused
from etl.uploads import keeper as child
from etl.uploads.apart import ROOT, apart, keeper
from etl.uploads.jobs import Answers, Upload
from etl.uploads.seen import SHOWN, seen
from tests.etl.registers import as_csv, event, events
from tests.etl.survival_files import large, workbook

PERSON = "Иванов Пётр Сергеевич"
PATIENCE = 20.0


def upload(content: bytes, name: str = "Свод.csv") -> Upload:
    return Upload(name, content, "", "", LOCAL)


FAULTY = events(*(event("Прикамье наше", str(number)) for number in range(3 * SHOWN)))
FILES = {
    "Свод.csv": events(event("Пермский край", "5"), event("г. Москва", "7")),
    "С ошибками.csv": FAULTY,
    "Книга.xlsx": workbook([event("Пермский край", "5")]),
    "С людьми.csv": as_csv(
        ("ФИО", "Регион", "Мероприятие", "Дата"), [(PERSON, "Пермский край", "Форум", "12.03.2025")]
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_understood_as_it_is_in_this_process(name: str, warehouse: Engine) -> None:
    content = FILES[name]
    checked = service.check_for(warehouse, name, content)
    assert service.look_at(warehouse, upload(content, name)) == seen(checked, service.preview(warehouse, checked))


def test_what_comes_back_of_a_file_is_small(warehouse: Engine) -> None:
    looked_at = service.look_at(warehouse, upload(FAULTY))
    assert (looked_at.all_problems, len(looked_at.problems)) == (3 * SHOWN, SHOWN)
    assert not looked_at.changes.dropped


def test_a_file_is_loaded_with_what_its_sender_answered(warehouse: Engine) -> None:
    content = FILES["Свод.csv"]
    assert service.take_in(warehouse, upload(content), Answers("events", "Свод", None, may_be_invented=False)) == 2
    assert [(source.source, source.loaded_by) for source in service.sources(warehouse)] == [("Свод", LOCAL.name)]
    assert service.look_at(warehouse, upload(content)).changes.same_file


def test_the_workbook_for_the_sender_comes_back(warehouse: Engine) -> None:
    assert service.answer_to_sender(warehouse, upload(FAULTY)).startswith(b"PK")


@pytest.mark.parametrize(("content", "code"), [(b"", "empty_file"), (b"%PDF-1.7\0", "other_kind")])
def test_a_refusal_comes_back(content: bytes, code: str, sqlite: str) -> None:
    with pytest.raises(Refused) as refused:
        service.look_at(service.create_engine(sqlite), upload(content))
    assert refused.value.code == code


def test_a_warehouse_that_is_away_is_one_sentence(tmp_path: Path) -> None:
    away = service.create_engine("postgresql://nobody@127.0.0.1:1/nowhere")
    with pytest.raises(Refused) as refused:
        service.look_at(away, upload(FILES["Свод.csv"]))
    assert refused.value.code == "database_refused"


@dataclass(frozen=True, slots=True)
class Fate:
    """How a process ends, and the code of what is said of it."""

    job: Callable[[Engine, Upload], None]
    code: str


def is_killed(_engine: Engine, _upload: Upload) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def aborts(_engine: Engine, _upload: Upload) -> None:
    os.abort()


def takes_all_memory(_engine: Engine, _upload: Upload) -> None:
    print(len(b"x" * (child.MAX_MEMORY + 1)))


@pytest.mark.parametrize(
    "fate", [Fate(is_killed, "broke_off"), Fate(aborts, "broke_off"), Fate(takes_all_memory, "too_large_to_read")]
)
def test_the_end_of_a_process_is_one_sentence_and_the_next_file_is_understood(fate: Fate, sqlite: str) -> None:
    engine = service.create_engine(sqlite)
    with pytest.raises(Refused) as refused:
        apart(fate.job, engine, upload(FILES["Свод.csv"]))
    assert (refused.value.code, refused.value.details["file"]) == (fate.code, "Свод.csv")
    assert service.look_at(engine, upload(FILES["Свод.csv"])).rows == 2


def says_a_cell(_engine: Engine, _upload: Upload) -> None:
    raise ValueError(PERSON)


def test_a_failure_that_nobody_expected_says_where_and_not_what(sqlite: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(RuntimeError) as failed:
        apart(says_a_cell, service.create_engine(sqlite), upload(b""))
    assert "builtins.ValueError" in caplog.text and "says_a_cell" in caplog.text
    assert PERSON not in caplog.text and PERSON not in repr(failed.value)


def own_niceness(_engine: Engine, _upload: Upload) -> int:
    return os.nice(0)


def test_readers_come_first(sqlite: str) -> None:
    assert apart(own_niceness, service.create_engine(sqlite), upload(b"")) == os.nice(0) + child.NICENESS


def test_a_keeper_that_was_killed_is_started_again(sqlite: str) -> None:
    engine, before = service.create_engine(sqlite), keeper()
    before.process.kill()
    before.process.wait()
    assert service.look_at(engine, upload(FILES["Свод.csv"])).rows == 2
    assert keeper() is not before


SERVER = """
import sys, time
from sqlalchemy.engine import Engine
from etl import service
from etl.uploads.apart import apart, keeper
from tests.etl.uploads.test_apart import sleeps, upload
print(keeper().process.pid, flush=True)
apart(sleeps, service.create_engine("sqlite://"), upload(b""))
"""


def sleeps(_engine: Engine, _upload: Upload) -> None:
    time.sleep(PATIENCE)


@contextmanager
def server() -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    """Start a process that waits for a job that takes long, and the number of its keeper."""
    with subprocess.Popen([sys.executable, "-c", SERVER], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout
        yield process, int(process.stdout.readline())
        process.kill()


def in_group(group: int) -> list[int]:
    """Return the processes of a group that still run."""
    found = subprocess.run(["pgrep", "-g", str(group), "-r", "R,S,D"], capture_output=True, check=False)
    return [int(number) for number in found.stdout.split()]


def within(seconds: float, is_so: Callable[[], bool]) -> bool:
    """Wait until something is so; return whether it came to be."""
    until = time.monotonic() + seconds
    while not is_so() and time.monotonic() < until:
        time.sleep(0.05)
    return is_so()


def test_nothing_outlives_a_server_that_was_killed() -> None:
    with server() as (process, group):
        assert within(PATIENCE, lambda: len(in_group(group)) == 2), "the keeper and the job"
        process.kill()
        assert within(5.0, lambda: not in_group(group))


def test_this_process_does_not_grow_with_a_file(sqlite: str) -> None:
    engine, content = service.create_engine(sqlite), large(20_000)
    service.look_at(engine, upload(content))
    before = resident()
    assert service.take_in(engine, upload(content), Answers("events", "Свод", None, may_be_invented=False)) == 20_000
    assert resident() - before < 2 * len(content)


def resident() -> int:
    """Return the bytes of memory that this process holds."""
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
