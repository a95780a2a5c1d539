"""Invented data are what the file says of itself, whatever it is called: loading them asks, and the load remembers it."""

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from etl import service
from etl.cli.app import main
from etl.demo import write_demo
from etl.intake.checked import check
from etl.intake.invented import MARK
from etl.problems import sentence
from etl.warehouse.database import create_engine
from etl.warehouse.tables import alembic_version, derived_state, journal
from tests.etl.registers import event, events

REAL = events(event("Пермский край"))


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an invented register under a name that says nothing."""
    path = write_demo(100, 1, tmp_path_factory.mktemp("demo"))[0]
    return path.rename(path.with_name("Участие за год.xlsx"))


def known(engine: Engine) -> dict[str, bool]:
    """Return of each source whether it is known to be invented."""
    return {source.source: source.invented for source in service.sources(engine)}


def test_every_invented_file_says_so_in_either_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.demo.files.MOST_ROWS_IN_EXCEL", 60)
    paths = write_demo(300, 1, tmp_path)
    assert {path.suffix for path in paths} == {".csv", ".xlsx"}
    assert all(check("а.xlsx", path.read_bytes()).invented for path in paths)


@pytest.mark.parametrize("words", [MARK.ru.upper(), f"* {MARK.en}.", MARK.ru.replace(" ", "\u00a0 ")])
def test_anybody_may_mark_a_file(words: str) -> None:
    assert check("а.csv", REAL + f"{words};;;\r\n".encode()).invented
    assert not check("а.csv", REAL + "Сведения ассоциаций;;;\r\n".encode()).invented


def test_the_name_says_nothing(warehouse: Engine, invented: Path) -> None:
    service.load(warehouse, check("demo_events.csv", REAL))
    service.load(warehouse, check(invented.name, invented.read_bytes()))
    expected = {"demo events": False, "Участие за год": True}
    assert known(warehouse) == expected
    service.rebuild(warehouse)
    assert known(warehouse) == expected


def test_loading_asks(
    sqlite: str, invented: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite)
    monkeypatch.delenv("DASHBOARD_LANGUAGE", raising=False)
    assert main(["load", str(invented)]) == 2
    assert capsys.readouterr().err.strip() == sentence("invented_unasked", {"file": invented.name})
    assert service.schema_state(create_engine(sqlite)) is service.SchemaState.ABSENT, "nothing was loaded"
    assert main(["load", "--invented", str(invented)]) == 0
    assert "данные придуманы" in capsys.readouterr().out
    assert known(create_engine(sqlite)) == {"Участие за год": True}


def test_what_is_removed_is_what_was_invented(warehouse: Engine, invented: Path) -> None:
    service.load(warehouse, check("Участие за год.csv", REAL))
    service.load(warehouse, check(invented.name, invented.read_bytes()))
    service.load(warehouse, check("demo.csv", REAL))
    assert service.remove_invented(warehouse) == 1
    assert known(warehouse) == {"Участие за год": False, "demo": False}


def earlier(engine: Engine) -> None:
    """Make a warehouse one of the version that told invented data by the name of the source."""
    with engine.begin() as connection:
        for load in connection.execute(journal.select()).all():
            details = {name: value for name, value in load.details.items() if name != "invented"}
            connection.execute(journal.update().where(journal.c.id == load.id).values(details=details))
        connection.execute(alembic_version.update().values(version_num="0002"))
        connection.execute(derived_state.update().values(signature="earlier"))


def test_a_warehouse_that_told_by_the_name_is_brought_over(warehouse: Engine) -> None:
    for name in ("demo_events.csv", "Мероприятия.csv"):
        service.load(warehouse, check(name, REAL))
    earlier(warehouse)
    assert service.bring_over(warehouse)
    assert known(warehouse) == {"demo events": True, "Мероприятия": False}
    assert service.load(warehouse, check("demo_events.csv", REAL)).status == "loaded"
    assert known(warehouse)["demo events"] is False, "a real file of that name is real once it is loaded again"
