"""The process that serves the dashboard."""

import subprocess
import sys
from pathlib import Path

import pytest

from etl import service
from etl.warehouse.database import create_engine
from tests.e2e.serving import ROOT, environment
from tests.etl.registers import event, events
from tests.etl.warehouse.test_state_and_versions import outdate


def run(code: str, url: str) -> "subprocess.CompletedProcess[str]":
    """Return what a process of the dashboard writes that runs this code."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, env=environment(url), capture_output=True, text=True)


def test_what_an_upgrade_broke_is_said_when_the_process_starts(sqlite: str) -> None:
    ended = run(
        "from pathlib import Path; from dashboard import seams; seams.FRONT_END = Path('nowhere'); import app", sqlite
    )
    assert "has no <html lang" in ended.stderr and "«first page»" in ended.stderr, ended.stderr


def test_an_unclear_address_of_the_warehouse_is_no_end_of_the_server() -> None:
    ended = run(
        "import app; from dashboard.export.readiness import readyz; print(readyz().status_code)", "no address at all"
    )
    assert ended.stdout.split()[-1:] == ["503"], ended.stderr
    assert "the warehouse could not be brought over" in ended.stderr


def test_a_warehouse_of_an_older_version_is_brought_over_when_the_process_starts(sqlite: str) -> None:
    engine = create_engine(sqlite)
    service.load(engine, service.check("events.csv", events(event("Пермский край"))))
    outdate(engine)
    wait = "while bring_over.share() is not None: time.sleep(0.1)"
    ended = run(
        f"import time, app\nfrom dashboard.engine import bring_over\n{wait}\nfrom dashboard.export.readiness import readyz\nprint(readyz().status_code)",
        sqlite,
    )
    assert ended.stdout.split()[-1:] == ["200"], ended.stderr
    engine.dispose()


READY = "import app; from dashboard.export.readiness import readyz; answer = readyz(); print(answer.status_code, answer.body.decode())"


@pytest.mark.parametrize("table", ["quarantine", "source_file", "fact_events"])
def test_a_table_that_is_gone_is_said_before_a_page_needs_it(sqlite: str, table: str) -> None:
    engine = create_engine(sqlite)
    service.load(engine, service.check("events.csv", events(event("Пермский край"))))
    assert run(READY, sqlite).stdout.split()[0] == "200"
    with engine.begin() as connection:
        connection.exec_driver_sql(f'DROP TABLE "{table}"')
    assert run(READY, sqlite).stdout.split()[0] == "503"
    engine.dispose()


def test_parts_that_cannot_be_kept_are_no_end_of_the_server_and_no_readiness(sqlite: str, tmp_path: Path) -> None:
    engine = create_engine(sqlite)
    service.load(engine, service.check("events.csv", events(event("Пермский край"))))
    engine.dispose()
    (tmp_path / "file").touch()
    ended = run(f"import os; os.environ['PARTS_FOLDER'] = '{tmp_path}/file/parts'\n{READY}", sqlite)
    assert ended.stdout.split()[0] == "503", ended.stderr
