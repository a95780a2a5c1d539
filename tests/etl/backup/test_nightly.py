"""A copy of the warehouse: made every night and twice in a minute, restored on trial, whole or not there."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from etl import service
from etl.backup import figures, nightly
from etl.backup import sqlite as sqlite_copies
from etl.problems import Refused
from etl.warehouse.database import create_engine
from tests.e2e.serving import ROOT, environment
from tests.etl.registers import activity, event, events


@pytest.fixture
def loaded(warehouse: Engine) -> Engine:
    """Return the engine of a warehouse with two registers, a row in quarantine and a decision."""
    service.load(warehouse, service.check("events.csv", events(event("Пермский край", "40"), event("Нечто"))))
    service.load(warehouse, service.check("акты.csv", activity(("Татарстан", "2025-03-01", "обучение", "Школа"))))
    service.save_value(warehouse, "weights", "Мои", {"events": 2}, "Иванова")
    return warehouse


def test_a_copy_is_made_again_and_again_and_the_newest_are_kept(loaded: Engine, tmp_path: Path) -> None:
    made = [service.back_up(loaded, tmp_path / "copies", keep=2) for _ in range(3)]
    assert len({backup.file for backup in made}) == 3
    assert made[-1].kept == (made[2].file, made[1].file)
    assert sorted((tmp_path / "copies").iterdir()) == [made[1].file, made[2].file]
    assert (made[-1].figures.entries, len(made[-1].figures.sources), made[-1].figures.counted) == (3, 2, 3)
    assert made[-1].file.stat().st_mode & 0o777 == 0o600


def test_who_writes_while_a_copy_is_made_keeps_neither_from_being_whole(
    loaded: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind, more = nightly.kind_of(loaded), service.check("more.csv", events(event("Пермский край", "7")))

    def found_and_loaded(connection: Any) -> figures.Figures:
        found = figures.figures(connection)
        if connection.engine.url == loaded.url:
            service.load(create_engine(loaded.url.render_as_string(hide_password=False)), more)
        return found

    monkeypatch.setattr(kind, "figures", found_and_loaded)
    backup = service.back_up(loaded, tmp_path, keep=1)
    assert backup.figures.entries == 3 and len(service.sources(loaded)) == 3


def test_a_copy_that_is_not_the_same_is_not_kept(
    loaded: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies, kind = tmp_path / "copies", nightly.kind_of(loaded)
    before = service.back_up(loaded, copies, keep=5)
    restored = kind.restored

    def other(engine: Engine, file: Path) -> object:
        found = restored(engine, file)
        return figures.Figures(found.state, found.newest, found.rows[1:], found.sources, found.sums)

    monkeypatch.setattr(kind, "restored", other)
    with pytest.raises(Refused, match="не совпала"):
        service.back_up(loaded, copies, keep=5)
    assert list(copies.iterdir()) == [before.file]


@pytest.mark.parametrize(
    "spoil",
    [
        "DELETE FROM quarantine",
        "DELETE FROM journal WHERE id = 3",
        "UPDATE fact_events SET participants = 41 WHERE participants = 40",
        "UPDATE current_source SET loaded = 9",
    ],
)
def test_whatever_is_missing_in_a_copy_is_found(
    sqlite: str, tmp_path: Path, spoil: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, copy = create_engine(sqlite), sqlite_copies.copy
    service.load(engine, service.check("events.csv", events(event("Пермский край", "40"), event("Нечто"))))
    service.save_value(engine, "weights", "Мои", {"events": 2}, "Иванова")
    service.save_value(engine, "weights", "Мои", {"events": 3}, "Иванова")

    def spoilt(engine: Engine, file: Path) -> figures.Figures:
        found = copy(engine, file)
        with sqlite3.connect(file) as connection:
            assert connection.execute(spoil).rowcount > 0
        connection.close()
        return found

    monkeypatch.setattr(sqlite_copies, "copy", spoilt)
    with pytest.raises(Refused, match="не совпала"):
        service.back_up(engine, tmp_path / "copies", keep=5)
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_full_disk_leaves_no_half_of_a_file_and_the_copies_before(sqlite: str, tmp_path: Path) -> None:
    engine = create_engine(sqlite)
    service.load(engine, service.check("events.csv", events(event("Пермский край", "40"))))
    before = service.back_up(engine, tmp_path / "copies", keep=1)
    engine.dispose()
    command = ["prlimit", "--fsize=50000", "--", sys.executable, "-m", "etl", "backup", str(tmp_path / "copies")]
    ended = subprocess.run(command, cwd=ROOT, env=environment(sqlite), capture_output=True, text=True, check=False)
    assert ended.returncode == 2 and len(ended.stderr.splitlines()) == 1, ended.stderr
    assert list((tmp_path / "copies").iterdir()) == [before.file]


def test_what_a_killed_backup_left_is_removed_by_the_next(loaded: Engine, tmp_path: Path) -> None:
    left = tmp_path / f"{nightly.UNFINISHED}abc"
    left.mkdir()
    (left / "copy.db").write_bytes(b"half")
    backup = service.back_up(loaded, tmp_path, keep=1)
    assert [path for path in tmp_path.iterdir() if path.name.startswith((".", "warehouse-"))] == [backup.file]


def test_a_copy_of_nothing_is_refused(warehouse: Engine, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="копировать нечего"):
        service.back_up(warehouse, tmp_path, keep=1)


def test_programs_of_postgresql_that_are_absent_are_named(
    postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = create_engine(postgresql)
    service.load(engine, service.check("events.csv", events(event("Пермский край", "40"))))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused, match="Нет программы pg_dump"):
        service.back_up(engine, tmp_path, keep=1)
    engine.dispose()


def test_a_copy_on_trial_leaves_no_database_behind(postgresql: str, tmp_path: Path) -> None:
    engine = create_engine(postgresql)
    service.load(engine, service.check("events.csv", events(event("Пермский край", "40"))))
    service.back_up(engine, tmp_path, keep=1)
    with engine.connect() as connection:
        names = connection.scalars(sa.text("SELECT datname FROM pg_database WHERE datname LIKE '%_restored'")).all()
    assert names == []
    engine.dispose()


def test_a_copy_put_in_place_is_the_warehouse_of_then(sqlite: str, tmp_path: Path) -> None:
    engine = create_engine(sqlite)
    service.load(engine, service.check("events.csv", events(event("Пермский край", "40"))))
    then, backup = service.data_version(engine), service.back_up(engine, tmp_path / "copies", keep=1)
    service.undo(engine, "events")
    later = service.data_version(engine)
    shutil.copy(backup.file, tmp_path / "new.db")
    (tmp_path / "new.db").replace(tmp_path / "warehouse.db")
    for left in ("warehouse.db-wal", "warehouse.db-shm"):
        (tmp_path / left).unlink(missing_ok=True)
    assert service.data_version(engine) == then != later
    assert [source.source for source in service.sources(engine)] == ["events"]
    service.undo(engine, "events")
    assert service.data_version(engine) not in (then, later)
    engine.dispose()
