"""Parts become files of this machine: fetched once, fetched anew when cut, dropped when nobody opened them for long."""

import os
from collections.abc import Iterator
from pathlib import Path
from time import time

import pytest
from sqlalchemy.engine import Engine

from dashboard.engine import part_files
from dashboard.engine.snapshot import open_snapshot
from dashboard.engine.whole_file import UNFINISHED
from etl import service
from etl.warehouse.database import create_engine
from tests.etl.registers import activity, event, events

LONG_AGO = time() - part_files.UNUSED_SECONDS - 60


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "parts"
    monkeypatch.setenv("PARTS_FOLDER", str(path))
    return path


@pytest.fixture
def engine(sqlite: str) -> Iterator[Engine]:
    created = create_engine(sqlite)
    load(created, "events.csv", events(event("Пермский край", "5"), event("Томская область", "7")))
    load(created, "activity.csv", activity(("Пермский край", "12.03.2025", "соглашение", "А", "1", "", "", "", "")))
    yield created
    created.dispose()


def load(engine: Engine, name: str, content: bytes) -> None:
    service.load(engine, service.check_for(engine, name, content))


def people(engine: Engine) -> float:
    """Return the participants of all events."""
    [(total,)] = open_snapshot(engine).rows("SELECT sum(participants) FROM events")
    return float(total)


def fetched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the loads whose parts are fetched from now on."""
    loads: list[int] = []
    content = service.readable_part

    def noted(engine: Engine, load_id: int) -> bytes:
        loads.append(load_id)
        return content(engine, load_id)

    monkeypatch.setattr(service, "readable_part", noted)
    return loads


def file_of(folder: Path, part: service.Part) -> Path:
    return folder / f"load_id={part.load_id}" / f"{part.mark}.parquet"


def contents(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*.*") if file.is_file()}


def test_the_same_rows_of_two_sources_are_two_files(engine: Engine, folder: Path) -> None:
    for source in ("А", "Б"):
        content = events(event("Омская область", "100"))
        service.load(engine, service.check_for(engine, "more.csv", content, source=source))
    assert len({part.mark for part in service.contents(engine).parts}) == 3
    counts = "SELECT load_id, count(*), sum(participants) FROM events GROUP BY 1 ORDER BY 1"
    assert open_snapshot(engine).rows(counts) == [(1, 2, 12.0), (3, 1, 100.0), (4, 1, 100.0)]


def test_each_part_is_fetched_once_and_stays_as_it_is(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads = fetched(monkeypatch)
    assert people(engine) == 12
    assert loads == [1, 2]
    files = contents(folder)
    assert set(files) == {file_of(folder, part) for part in service.contents(engine).parts}
    assert people(engine) == 12
    assert (loads, contents(folder)) == ([1, 2], files)
    load(engine, "more.csv", events(event("Омская область", "100")))
    assert people(engine) == 112
    assert loads == [1, 2, 3]


@pytest.mark.parametrize("content", [b"", b"PAR1"], ids=["empty", "its beginning only"])
def test_a_file_that_was_cut_is_fetched_anew(
    engine: Engine, folder: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    people(engine)
    for part in service.contents(engine).parts:
        if part.register == "events":
            file_of(folder, part).write_bytes(content)
    loads = fetched(monkeypatch)
    assert (people(engine), loads) == (12, [1])


def test_files_nobody_opened_for_long_go_once_another_part_comes(engine: Engine, folder: Path) -> None:
    people(engine)
    own = set(contents(folder))
    names = ("other.parquet", f"{UNFINISHED}abc", "notes.txt", "recent.parquet")
    unused, unfinished, foreign, recent = (folder / name for name in names)
    for file in (unused, unfinished, foreign, recent):
        file.write_bytes(b"content")
    for file in (*own, unused, unfinished, foreign):
        os.utime(file, (LONG_AGO, LONG_AGO))
    people(engine)
    assert unused.exists(), "nothing was fetched"
    assert all(file.stat().st_mtime > LONG_AGO + 60 for file in own), "opened files are in use"
    load(engine, "more.csv", events(event("Омская область", "100")))
    people(engine)
    assert not unused.exists() and not unfinished.exists()
    assert {*own, foreign, recent} < set(contents(folder))


def test_a_file_that_another_process_removed_is_no_failure(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir()
    file = folder / "unused.parquet"
    file.write_bytes(b"content")
    os.utime(file, (LONG_AGO, LONG_AGO))
    stat = Path.stat

    def stat_of_a_removed_file(path: Path, **options: bool) -> os.stat_result:
        if path == file:
            path.unlink(missing_ok=True)
        return stat(path, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", stat_of_a_removed_file)
        part_files.drop_unused(folder)
    assert list(folder.iterdir()) == []


def test_without_the_variable_the_folder_is_one_of_this_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARTS_FOLDER", "")
    assert part_files.parts_folder() == Path(__file__).resolve().parents[3] / "var" / "parts"
