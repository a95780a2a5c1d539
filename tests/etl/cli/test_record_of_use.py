"""What is done and refused at the terminal stands in the record of use, with who did it and at which data version."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from etl import service
from etl.cli.app import main
from etl.problems import Refused
from etl.warehouse.database import create_engine
from etl.warehouse.tables import data_version
from tests.etl.registers import event, events

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def warehouse(sqlite: str, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setenv("DATABASE_URL", sqlite)
    return create_engine(sqlite)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "Свод.csv"
    path.write_bytes(events(event("Пермский край"), event("Прикамье")))
    return str(path)


def uses(warehouse: Engine) -> list[tuple[str, str, str]]:
    return [(use.name, use.what, use.about) for use in reversed(service.latest_uses(warehouse))]


def test_every_deed_is_on_record(warehouse: Engine, file: str) -> None:
    by = ("--by", "Иванова")
    deeds = {
        ("load", file, *by): ("load", "events/Свод"),
        ("covers", "Свод", "full", *by): ("decision", "Свод"),
        ("alias", "Прикамье", "59", *by): ("decision", "Прикамье: 59"),
        ("alias", "--withdraw", "Прикамье", *by): ("decision", "Прикамье"),
        ("municipality", "Култаево", "59", "--none", *by): ("decision", "59: Култаево"),
        ("undo", "Свод", *by): ("undo", "Свод"),
        ("redo", "Свод", *by): ("undo", "Свод"),
        ("rebuild", *by): ("decision", "rebuild"),
        ("people", "add", "7d1f", "--name", "А", "--role", "leader", *by): ("decision", "people add 7d1f"),
    }
    for arguments in deeds:
        assert main(list(arguments)) == 0, arguments
    assert uses(warehouse) == [("Иванова", what, about) for what, about in deeds.values()]
    assert service.latest_uses(warehouse, 1)[0].version == data_version(warehouse)


def test_a_copy_is_on_record_and_so_is_one_that_failed(
    warehouse: Engine, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["load", file]) == main(["backup", "copies"]) == 0
    monkeypatch.setattr(service, "back_up", refuses)
    assert main(["backup", "copies"]) == 2
    assert [(what, about) for _, what, about in uses(warehouse)[1:]] == [
        ("backup", "copies"),
        ("refusal", "backup: backup_differs"),
    ]


def refuses(*_: object) -> None:
    raise Refused("backup_differs")


def test_a_refusal_is_on_record_without_what_was_asked_for(warehouse: Engine, file: str, tmp_path: Path) -> None:
    wrong = tmp_path / "Иванов Иван Иванович.csv"
    wrong.write_bytes(b"a;b\r\n1;2\r\n")
    assert main(["load", file]) == 0
    assert main(["load", str(wrong)]) == 2 and main(["undo", "Иванов Иван Иванович"]) == 2
    assert uses(warehouse)[0] == ("командная строка", "load", "events/Свод")
    assert [(what, about.partition(":")[0]) for _, what, about in uses(warehouse)[1:]] == [
        ("refusal", "load"),
        ("refusal", "undo"),
    ]
    assert "Иванов" not in str(uses(warehouse))


def test_what_changes_nothing_is_not_on_record_and_makes_no_warehouse(warehouse: Engine, file: str) -> None:
    for arguments in (["check", file], ["status"], ["people"], ["undo", "Свод"]):
        main(arguments)
    assert service.schema_state(warehouse) in (service.SchemaState.ABSENT, service.SchemaState.EMPTY)
    main(["load", file])
    main(["load", file])
    assert [what for _, what, _ in uses(warehouse) if what != "refusal"] == ["load", "load"]


def test_where_many_are_served_the_line_is_on_the_error_stream_too(sqlite: str, file: str) -> None:
    command = [sys.executable, "-m", "etl", "load", file, "--by", "Иванова"]
    values = {**os.environ, "DATABASE_URL": sqlite, "ACCESS": "oidc"}
    said = subprocess.run(command, cwd=ROOT, env=values, capture_output=True, text=True)
    (line,) = [line for line in said.stderr.splitlines() if line.startswith("{")]
    assert json.loads(line)["what"] == "load" and json.loads(line)["name"] == "Иванова"
