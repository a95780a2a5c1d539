"""The log as JSON: one line an entry whoever writes it, and no cell in it."""

import json
import logging
import sys
from collections.abc import Iterator

import pytest
from sqlalchemy.exc import DataError, OperationalError

from dashboard import json_log
from etl.problems import Refused
from tests.test_app import run

CELL = "Иванова Мария"
ENTRIES = """
import logging, os, threading, warnings
os.environ["LOG_FORMAT"] = "json"
import app
from streamlit.logger import get_logger
get_logger("streamlit.made_later").warning("two\\nlines")
logging.getLogger("of.a.library").warning("with %s", "arguments")
warnings.warn("careful")
thread = threading.Thread(target=lambda: int("Иванова Мария"))
thread.start()
thread.join()
raise ValueError("Иванова Мария")
"""


@pytest.fixture
def formats() -> Iterator[None]:
    """Put back how handlers write after a test, and what meets failures."""
    kept, hook = logging.Handler.format, sys.excepthook
    yield
    logging.Handler.format = kept  # type: ignore[method-assign]
    sys.excepthook = hook
    logging.captureWarnings(False)


def entry_of(error: BaseException) -> dict[str, object]:
    """Return the entry of a failure."""
    try:
        raise error
    except BaseException:
        record = logging.LogRecord("dashboard", logging.ERROR, "here.py", 1, "it failed", (), sys.exc_info())
    found: dict[str, object] = json.loads(json_log.line(record))
    return found


def test_everything_a_process_writes_is_a_line_of_json(sqlite: str) -> None:
    ended = run(ENTRIES, sqlite)
    entries = [json.loads(line) for line in ended.stderr.splitlines()]
    assert {"time", "level", "logger", "message"} <= set.intersection(*(set(entry) for entry in entries))
    said = {entry["logger"]: entry["message"] for entry in entries}
    assert said["streamlit.made_later"] == "two\nlines" and said["of.a.library"] == "with arguments"
    assert "careful" in said["py.warnings"]
    assert [entry["error"] for entry in entries if entry["level"] == "CRITICAL"] == ["builtins.ValueError"] * 2
    assert CELL not in ended.stderr


def test_a_failure_says_where_it_happened_and_no_cell() -> None:
    entry = entry_of(ValueError(CELL))
    assert entry["error"] == "builtins.ValueError" and CELL not in json.dumps(entry, ensure_ascii=False)
    assert str(entry["trace"][0]).endswith("entry_of")  # type: ignore[index]
    assert CELL not in json.dumps(entry_of(DataError("INSERT", None, Exception(CELL))), ensure_ascii=False)


def test_a_database_that_is_away_is_said_in_its_words_and_a_refusal_by_its_code() -> None:
    away = entry_of(OperationalError("SELECT 1", None, Exception("connection refused\nsecond line")))
    assert away["error"] == "sqlalchemy.exc.OperationalError: connection refused"
    assert entry_of(Refused("damaged", file=CELL))["error"] == "etl.problems.Refused: damaged"


def test_the_record_of_use_is_an_entry_with_its_fields() -> None:
    record = logging.LogRecord(json_log.USE, logging.INFO, "", 1, '{"what": "load", "name": "Петров"}', (), None)
    entry = json.loads(json_log.line(record))
    assert (entry["message"], entry["use"]["name"]) == ("load", "Петров")
    record.msg = "the warehouse is busy"
    assert json.loads(json_log.line(record))["message"] == "the warehouse is busy"


def test_a_log_for_people_stays_as_it_is(formats: None) -> None:
    before = logging.Handler.format
    json_log.begin({})
    assert logging.Handler.format is before
    json_log.begin({"LOG_FORMAT": "json"})
    assert logging.Handler.format is not before
