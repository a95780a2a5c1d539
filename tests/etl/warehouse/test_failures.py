"""A warehouse that fails: each cause has its own sentence, in both languages, without a password and without a trace."""

import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
import streamlit as st
from streamlit.logger import set_log_level

from dashboard.engine import cache
from dashboard.export.app import main as export
from dashboard.screen import page_error
from etl import service
from etl.cli.app import main as etl
from etl.intake.checked import check
from etl.problems import SENTENCES, sentence
from etl.warehouse import tables
from etl.warehouse.database import create_engine
from etl.warehouse.failures import CAUSES, driver_refusal, warehouse_refusal
from tests.etl.registers import event, events

set_log_level("ERROR")  # Streamlit says at every read that nobody is looking
SECRET = "s3cret"  # noqa: S105 (a password that opens nothing)


@pytest.fixture
def closed_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def other_server() -> Iterator[int]:
    """Return a port where something answers, and not as PostgreSQL does."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        import threading

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(100)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        threading.Thread(target=answer, daemon=True).start()
        yield int(server.getsockname()[1])


def loaded(path: Path) -> str:
    """Return the address of a warehouse with one source."""
    engine = create_engine(f"sqlite:///{path}")
    service.load(engine, check("а.csv", events(event("Пермский край"))))
    engine.dispose()
    return f"sqlite:///{path}"


def said_by_both(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path
) -> set[str]:
    """Return what each command line says of a warehouse, on the error stream."""
    cache.engine.clear()
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.delenv("DASHBOARD_LANGUAGE", raising=False)
    codes = [etl(["status"]), etl(["undo", "а"]), export(["workbook", "--set", "year", "-o", str(folder / "out.xlsx")])]
    cache.engine.clear()
    lines = capsys.readouterr().err.splitlines()
    assert (codes, len(lines)) == ([2, 2, 2], 3), lines
    return set(lines)


@pytest.mark.parametrize(
    ("url", "code", "details"),
    [
        (f"no address of {SECRET}", "database_address_unclear", {}),
        (f"postgresql://u:{SECRET}@server:port/x", "database_address_unclear", {}),
        (f"sqlite://u:{SECRET}@server/x.db", "database_address_unclear", {}),
        (
            f"oracle+nothing://u:{SECRET}@x/y",
            "database_kind_unknown",
            {"kind": "oracle+nothing", "possible": "sqlite, postgresql"},
        ),
        (f"mysql://u:{SECRET}@x/y", "database_driver_absent", {"kind": "mysql", "driver": "MySQLdb"}),
        ("sqlite:////proc/absent/warehouse.db", "database_no_folder", {}),
        ("sqlite:////proc", "database_folder", {}),
        (f"postgresql://u:{SECRET}@no.such.host.invalid/x", "database_no_host", {}),
    ],
)
def test_a_wrong_address_is_said_for_what_it_is(
    url: str,
    code: str,
    details: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    assert said_by_both(url, monkeypatch, capsys, tmp_path) == {sentence(code, details)}


def test_a_closed_port_and_another_server_are_two_things(
    closed_port: int,
    other_server: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    url = f"postgresql://u:{SECRET}@127.0.0.1:{closed_port}/x"
    assert said_by_both(url, monkeypatch, capsys, tmp_path) == {sentence("database_refused", {})}
    monkeypatch.setenv("DATABASE_URL", f"postgresql://u:{SECRET}@127.0.0.1:{other_server}/x")
    assert etl(["status"]) == 2
    assert capsys.readouterr().err.strip() == sentence("database_other_server", {})


def test_a_file_that_is_none_and_a_damaged_one_are_two_things(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    garbage = tmp_path / "garbage.db"
    garbage.write_bytes(b"not a database " * 100)
    url = f"sqlite:///{garbage}"
    assert said_by_both(url, monkeypatch, capsys, tmp_path) == {sentence("database_not_sqlite", {})}
    url = loaded(tmp_path / "warehouse.db")
    with (tmp_path / "warehouse.db").open("r+b") as file:
        file.seek(100)  # the file's own mark stays, its first page does not
        file.write(b"\xff" * 16_000)
    assert said_by_both(url, monkeypatch, capsys, tmp_path) == {sentence("database_corrupt", {})}


def test_a_later_schema_is_no_trace_of_alembic(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    url = loaded(tmp_path / "warehouse.db")
    with create_engine(url).begin() as connection:
        connection.execute(tables.derived_state.update().values(signature="another"))
        connection.execute(tables.alembic_version.update().values(version_num="9999"))
    monkeypatch.setenv("DATABASE_URL", url)
    assert etl(["rebuild"]) == 2
    assert capsys.readouterr().err.strip() == sentence("database_newer", {})


@pytest.mark.postgresql
def test_an_absent_database_and_an_unknown_user_are_two_things(
    postgresql: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    address = sa.make_url(postgresql)
    absent = address.set(database="nowhere").render_as_string(hide_password=False)
    assert said_by_both(absent, monkeypatch, capsys, tmp_path) == {sentence("database_absent", {})}
    stranger = address.set(username="nobody", password=SECRET).render_as_string(hide_password=False)
    assert said_by_both(stranger, monkeypatch, capsys, tmp_path) == {sentence("database_wrong_password", {})}


@pytest.mark.postgresql
def test_a_wrong_password_is_said_and_never_shown(
    postgresql: str,
    postgresql_server: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    rules = Path(postgresql_server) / "data" / "pg_hba.conf"
    before = rules.read_text(encoding="utf-8")
    server = sa.create_engine(postgresql, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql("CREATE ROLE clerk LOGIN PASSWORD 'right'")
        rules.write_text(f"local all clerk scram-sha-256\n{before}", encoding="utf-8")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    try:
        wrong = sa.make_url(postgresql).set(username="clerk", password=SECRET).render_as_string(hide_password=False)
        assert said_by_both(wrong, monkeypatch, capsys, tmp_path) == {sentence("database_wrong_password", {})}
    finally:
        rules.write_text(before, encoding="utf-8")
        with server.connect() as connection:
            connection.exec_driver_sql("DROP ROLE clerk")
            connection.exec_driver_sql("SELECT pg_reload_conf()")
        server.dispose()


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        ('connection failed: ВАЖНО:  база данных "x" не существует', "database_absent"),
        ('ВАЖНО:  пользователь "u" не прошёл проверку подлинности (по паролю)', "database_wrong_password"),
        ('FATAL:  no pg_hba.conf entry for host "10.0.0.1"', "database_wrong_password"),
        ("FATAL:  sorry, too many clients already", "database_crowded"),
        ("FATAL:  the database system is starting up", "database_starting"),
        ("connection timeout expired", "database_timeout"),
        ("server closed the connection unexpectedly", "database_gone"),
        ("permission denied for schema public", "database_no_rights"),
        ("cannot execute INSERT in a read-only transaction", "database_read_only"),
        ('could not extend file "base/1": No space left on device', "disk_full"),
        ("disk I/O error", "database_disk_error"),
        ("database is locked", "database_locked"),
    ],
)
def test_what_a_driver_says_has_its_sentence(raised: str, code: str) -> None:
    assert driver_refusal(sqlite3.OperationalError(raised)).code == code


def test_what_nobody_foresaw_is_said_in_the_drivers_words_without_a_password() -> None:
    error = sqlite3.OperationalError(f"strange: postgresql://u:{SECRET}@server/x password={SECRET}\nand more")
    text = driver_refusal(error).sentence()
    assert text.startswith("База данных не отвечает: strange: ") and SECRET not in text and "and more" not in text


def test_every_cause_has_a_sentence_and_what_is_no_cause_stays_a_fault() -> None:
    assert {code for _, code in CAUSES} <= SENTENCES.keys()
    assert warehouse_refusal(ZeroDivisionError()) is None


def test_the_pages_error_handler_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(st, "error", lambda text, icon: said.append(text))
    monkeypatch.setattr(page_error, "language", lambda: "en")
    locked = sa.exc.OperationalError("select", {}, sqlite3.OperationalError("database is locked"))
    assert page_error.show_error(locked) and page_error.show_error(ZeroDivisionError())
    assert said[0] == sentence("database_locked", {}, "en") and said[1] not in said[:1]
