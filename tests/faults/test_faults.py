"""Every fault at every door: where something is refused one sentence says what is wrong, and all goes on when the fault is gone."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from etl import service
from etl.problems import sentence
from etl.warehouse.database import create_engine
from tests.conftest import postgresql_url
from tests.etl.survival_files import large
from tests.faults import files, servers
from tests.faults.doors import Answer, doors
from tests.faults.files import Place, small_disk
from tests.faults.servers import DATABASE, Server, server_of_our_own
from tests.pages.warehouses import address, point

PATIENCE = 10.0  # seconds in which everybody who is refused knows it
RECOVERED = ("page", "readyz", "load")
READING = ("page", "page «Данные»", "readyz", "status", "data", "deck")


@dataclass(frozen=True, slots=True)
class Expected:
    """The code of the sentence at each door that refuses; the other doors answer."""

    codes: Mapping[str, str] = field(default_factory=dict)

    def at(self, door: str) -> str:
        return self.codes.get(door, "")


def everywhere(code: str, **but: str) -> Expected:
    """Return the expectation of a fault that every door refuses with one sentence."""
    return Expected(dict.fromkeys((*READING, "check", "load"), code) | but)


def reading(code: str, **others: str) -> Expected:
    """Return the expectation of a fault in which files are still checked."""
    return Expected(dict.fromkeys(READING, code) | others)


def writing(code: str) -> Expected:
    """Return the expectation of a fault that keeps nobody from reading."""
    return Expected({"load": code})


def anew(code: str) -> Expected:
    """Return the expectation of a file that is gone: who held it says so, a new process finds no warehouse and makes one."""
    pages = dict.fromkeys(("page", "page «Данные»", "readyz"), code)
    return Expected(pages | dict.fromkeys(("data", "deck"), "warehouse_absent"))


CORRUPT = "database_corrupt"
FILE_FAULTS: Mapping[str, tuple[files.Fault, Expected]] = {
    "disk full": (files.disk_full, writing("disk_full")),
    "disk full from the start": (files.disk_full_from_the_start, writing("disk_full")),
    "read-only medium": (files.read_only, writing("database_read_only")),
    "first page": (files.spoilt(lambda _file: [1]), everywhere(CORRUPT)),
    "journal": (files.spoilt_table("journal"), everywhere(CORRUPT)),
    "revision": (files.spoilt_table("alembic_version"), reading(CORRUPT, load=CORRUPT)),
    "state": (files.spoilt_table("derived_state"), reading(CORRUPT, load=CORRUPT)),
    "sources": (files.spoilt_table("current_source"), reading(CORRUPT, load=CORRUPT)),
    "quarantine": (files.spoilt_table("quarantine"), Expected({"page «Данные»": CORRUPT, "readyz": CORRUPT})),
    "kept files": (files.spoilt_table("source_file"), Expected({"readyz": CORRUPT, "load": CORRUPT})),
    "rows": (
        files.spoilt_table("fact_events"),
        Expected({"page «Данные»": CORRUPT, "readyz": CORRUPT, "load": CORRUPT}),
    ),
    "half a file": (files.cut, everywhere(CORRUPT)),
    "empty file": (files.emptied, anew("database_file_gone")),
    "deleted": (files.replaced(lambda _file: None), anew("database_file_gone")),
    "no database": (
        files.replaced(lambda file: file.write_bytes(b"nothing " * 4000)),
        everywhere("database_not_sqlite"),
    ),
    "folder": (files.replaced(lambda file: file.mkdir()), everywhere("database_folder")),
    "newer schema": (files.changed(files.NEWER), reading("database_newer", load="database_newer")),
    "older schema": (files.changed(files.OLDER), reading("outdated")),
    "journal alone": (files.changed(*files.JOURNAL_ONLY), reading("rebuild_needed", load="rebuild_needed")),
    "another writer": (files.locked, writing("database_locked")),
}
SERVER_FAULTS: Mapping[str, tuple[servers.Fault, Expected]] = {
    "disk full": (servers.disk_full, writing("disk_full")),
    "read-only": (servers.read_only, writing("database_read_only")),
    "stopped": (servers.stopped, everywhere("database_refused")),
    "killed": (servers.killed, everywhere("database_refused")),
    "silent": (servers.stunned, everywhere("database_timeout")),
    "renamed": (servers.renamed, everywhere("database_absent")),
    "closed": (servers.closed, everywhere("database_closed")),
    "newer schema": (servers.newer, reading("database_newer", load="database_newer")),
    "older schema": (servers.older, reading("outdated")),
    "journal alone": (servers.journal_alone, reading("rebuild_needed", load="rebuild_needed")),
    "incomplete": (servers.incomplete, reading("database_incomplete", load="database_incomplete")),
    "disconnected": (servers.disconnected, Expected()),
}
NUMBERS = iter(range(1000, 9999))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the file of a warehouse with one source."""
    path = tmp_path_factory.mktemp("filled") / "warehouse.db"
    fill(address(path))
    return path.read_bytes()


def fill(url: str) -> None:
    engine = create_engine(url)
    service.load(engine, service.check("Мероприятия.csv", large(3000)), by="Иванова")
    engine.dispose()


@pytest.fixture
def place(tmp_path: Path, filled: bytes, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """Return a place with a warehouse that the dashboard of this process reads."""
    with small_disk(tmp_path / "disk") as made:
        file = tmp_path / "disk" / "warehouse.db"
        file.write_bytes(filled)
        read_from(address(file), tmp_path, monkeypatch)
        yield Place(file, made)
        point("sqlite://")


@pytest.fixture(scope="module")
def own_server() -> Iterator[Server]:
    """Return a server with a warehouse of one source."""
    with server_of_our_own() as server:
        fill(postgresql_url(str(server.folder), DATABASE))
        yield server


@pytest.fixture
def server(own_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Return a server whose warehouse the dashboard of this process reads."""
    read_from(postgresql_url(str(own_server.folder), DATABASE), tmp_path, monkeypatch)
    yield own_server
    point("sqlite://")


def read_from(url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("PARTS_FOLDER", str(folder / "parts"))
    monkeypatch.delenv("DASHBOARD_LANGUAGE", raising=False)
    point(url)


@pytest.mark.parametrize("name", FILE_FAULTS)
def test_a_fault_of_a_file_is_one_sentence_at_every_door(name: str, place: Place, tmp_path: Path) -> None:
    fault, expected = FILE_FAULTS[name]
    every_door_says(fault, place, expected, tmp_path)


@pytest.mark.postgresql
@pytest.mark.parametrize("name", SERVER_FAULTS)
def test_a_fault_of_a_server_is_one_sentence_at_every_door(name: str, server: Server, tmp_path: Path) -> None:
    fault, expected = SERVER_FAULTS[name]
    every_door_says(fault, server, expected, tmp_path)


def every_door_says(
    fault: Callable[[Any], AbstractContextManager[None]], where: Place | Server, expected: Expected, folder: Path
) -> None:
    """Ask every door in a fault, and some after it."""
    file = folder / "Новое.csv"
    file.write_bytes(large(next(NUMBERS), title="Слёт", width=100))
    every = doors(folder, file)
    assert every["page"]().given
    with fault(where):
        found = {name: in_time(name, ask) for name, ask in every.items()}
    wanted = {name: sentence(code, {}) if (code := expected.at(name)) else "" for name in every}
    assert {name: first_line(answer) for name, answer in found.items()} == wanted
    after = {name: every[name]() for name in RECOVERED}
    assert {name: answer.given for name, answer in after.items()} == dict.fromkeys(after, True), after


def first_line(answer: Answer) -> str:
    """Return the sentence on the warehouse; a page has its advice on the next line."""
    return "" if answer.given else answer.said.splitlines()[0].strip()


def in_time(name: str, ask: Callable[[], Answer]) -> Answer:
    """Return the answer of a door; a refusal may not be waited for."""
    began = time.monotonic()
    answer = ask()
    assert answer.given or time.monotonic() - began < PATIENCE, name
    return answer
