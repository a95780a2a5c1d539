"""The command line: what each command does, says and returns, and how every fault ends in one sentence."""

import csv
import io
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from etl import service
from etl.cli.app import COMMANDS as LINE
from etl.cli.app import main
from etl.datasets import DATASETS
from etl.intake.checked import check
from etl.loads import current
from etl.problems import sentence
from etl.read import read_sheets
from etl.rows.bulk import driver_cursor
from etl.warehouse import database
from etl.warehouse import sqlite as sqlite_files
from etl.warehouse.database import create_engine
from etl.warehouse.state import schema_state
from etl.warehouse.tables import DERIVED, alembic_version, data_version, derived_state, use_record
from tests.etl.registers import activity, as_csv, event, events

ROOT = Path(__file__).resolve().parents[3]
COMMANDS = (
    "load",
    "check",
    "status",
    "undo",
    "redo",
    "rebuild",
    "backup",
    "alias",
    "municipality",
    "duplicates",
    "covers",
    "people",
    "template",
    "values",
    "demo",
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GOOD, FAULTY = events(event("Пермский край")), events(event("Пермский край"), event("Атлантида"))


@dataclass(frozen=True, slots=True)
class Said:
    """What a command printed and the code it ended with."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def etl(sqlite: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs a command in this process, in a fresh folder, on a warehouse that is not there yet."""
    monkeypatch.setenv("DATABASE_URL", sqlite)
    monkeypatch.delenv("DASHBOARD_LANGUAGE", raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, language: str = "", url: str = "") -> Said:
        if language:
            monkeypatch.setenv("DASHBOARD_LANGUAGE", language)
        if url:
            monkeypatch.setenv("DATABASE_URL", url)
        return Said(main([str(argument) for argument in arguments]), *capsys.readouterr())

    return run


@pytest.fixture(scope="module")
def once_loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a warehouse file with one source, made once to be copied."""
    path = tmp_path_factory.mktemp("once") / "warehouse.db"
    engine = create_engine(f"sqlite:///{path}")
    service.load(engine, check("а.csv", GOOD))
    engine.dispose()
    return path


@pytest.fixture
def loaded(sqlite: str, once_loaded: Path) -> str:
    """Return the address of a warehouse with the source «а»: one good row."""
    shutil.copy(once_loaded, sqlite.removeprefix("sqlite:///"))
    return sqlite


@pytest.fixture
def terminal(sqlite: str) -> Run:
    """Return what runs `python -m etl` as a person does: a process of its own, started in the project's folder."""

    def run(*arguments: object) -> Said:
        surroundings = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "DATABASE_URL": sqlite}
        command = [sys.executable, "-m", "etl", *map(str, arguments)]
        done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, check=False)
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def everything(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables but the record of use, where refusals stand too."""
    engine = create_engine(url)
    tables = sa.MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        rows = {
            name: [tuple(row) for row in connection.execute(sa.select(table))]
            for name, table in tables.tables.items()
            if name != use_record.name
        }
    engine.dispose()
    return rows


def test_a_clerk_goes_the_whole_way_in_a_terminal(terminal: Run, tmp_path: Path) -> None:
    path = put(tmp_path, "Мероприятия 12.03.2025.csv", FAULTY)
    checked = terminal("check", path)
    assert checked.code == 1
    assert "реестр «Участие в мероприятиях», источник «Мероприятия», строк 2, в карантин 1, отброшено 0" in checked.out
    loaded = terminal("load", path, "--by", "Иванова")
    assert (loaded.code, "загружено строк: 1 (загрузка № 1)" in loaded.out) == (0, True)
    listed = terminal("status").out
    assert "Мероприятия" in listed and "Иванова" in listed and "2025-03-12" in listed
    undone = terminal("undo", "Мероприятия")
    assert (undone.code, undone.out) == (0, "Источник «Мероприятия» убран: прежней версии не было.\n")
    rebuilt = terminal("rebuild")
    assert (rebuilt.code, rebuilt.out) == (0, "Пересобрано источников: 0\n")
    assert terminal("status").out == sentence("warehouse_empty", {}) + "\n"


def test_many_bad_files_in_a_terminal_are_a_sentence_each_and_no_trace(terminal: Run, tmp_path: Path) -> None:
    files = [put(tmp_path, name, content) for name, content in (("а.xlsx", b"PK\x03\x04"), ("б.csv", b""))]
    said = terminal("check", *files, tmp_path / "нет.csv", tmp_path, put(tmp_path, "в.csv", FAULTY))
    assert said.code == 2
    assert len(said.err.splitlines()) == 4
    assert "Traceback" not in said.err + said.out
    assert "«Атлантида»" in said.out


def test_a_column_explained_in_a_terminal_is_plain_csv(terminal: Run, tmp_path: Path) -> None:
    path = put(tmp_path, "а.csv", 'Регион;Дата\r\n"Пермский\r\nкрай";1\r\n;2\r\n'.encode())
    said = terminal("values", path, "--column", "Регион", "--kind", "region")
    assert said.code == 0
    assert said.out == (
        'raw,status,code,name,candidates\r\n"Пермский\r\nкрай",matched,59,Пермский край,\r\n,empty,,,\r\n'
    )


def test_a_reader_that_stops_listening_is_no_fault(tmp_path: Path) -> None:
    path = put(tmp_path, "а.csv", ("Регион\n" + "Пермский край\n" * 50_000).encode())
    line = f'"{sys.executable}" -m etl values "{path}" --column Регион --kind region | head -n 1'
    done = subprocess.run(["sh", "-c", line], cwd=ROOT, capture_output=True, check=False)
    assert (done.stdout, done.stderr) == (b"raw,status,code,name,candidates\r\n", b"")


def test_every_command_leads_to_a_function() -> None:
    assert tuple(LINE.places) == COMMANDS
    assert all(callable(resolve_name(place.function)) for place in LINE.places.values())


def test_help_names_every_command(terminal: Run) -> None:
    said = terminal("--help")
    assert said.code == 0
    assert all(f"\n  {command} " in said.out for command in COMMANDS)


def test_the_language_of_the_terminal_is_russian_unless_english_is_asked_for(etl: Run) -> None:
    assert etl("status").out == sentence("warehouse_absent", {}) + "\n"
    assert etl("status", language="de").out == sentence("warehouse_absent", {}) + "\n"
    assert etl("status", language="en").out == sentence("warehouse_absent", {}, "en") + "\n"


def test_english_sentences_hold_no_russian_word_of_ours(etl: Run, tmp_path: Path) -> None:
    path = put(tmp_path, "events.csv", FAULTY)
    said = etl("load", path, language="en").out + etl("load", path).out + etl("check", path).out
    lines = [line for line in said.splitlines() if "Атлантида" not in line]
    assert lines and not [line for line in lines if any("а" <= letter <= "я" for letter in line.lower())]
    assert "events.csv, sheet “events”. Row 3, “Регион-участник”: “Атлантида” is not a region." in said


def test_a_file_without_a_fault_is_checked_with_zero(etl: Run, tmp_path: Path, sqlite: str) -> None:
    assert etl("check", put(tmp_path, "а.csv", GOOD)).code == 0
    assert not Path(sqlite.removeprefix("sqlite:///")).exists(), "a check writes nothing"


def test_a_check_says_what_is_new_ignored_personal_and_dropped(etl: Run, tmp_path: Path) -> None:
    rows = [("1", "Форум", "12.03.2025", "Пермский край", "слёт", "Иванов И. И."), ("", "Итого", "", "", "", "")]
    headings = ("№ строки", "Мероприятие", "Дата начала", "Регион", "Формат", "ФИО участника")
    said = etl("check", put(tmp_path, "а.csv", as_csv(headings, rows)))
    assert "строк 1, в карантин 0, отброшено 1" in said.out
    assert "не используются столбцы: № строки, ФИО участника" in said.out
    assert "в файле есть личные данные: в журнале хранится копия без них" in said.out
    assert "новые значения «Формат»: слёт" in said.out
    assert "Иванов" not in said.out


def test_every_fault_of_a_cell_names_file_sheet_row_column_value_and_what_is_possible(etl: Run, tmp_path: Path) -> None:
    rows = [event("Пермский край"), event("Атлантида"), event("Пермский край", "5-6", day="32.03.2025"), event("")]
    said = etl("check", put(tmp_path, "Список.csv", events(*rows)))
    assert said.code == 1
    assert [line.strip() for line in said.out.splitlines()[1:]] == [
        "Список.csv, лист «Список». Строка 3, «Регион-участник»: «Атлантида» — нет такого региона. "
        "Можно любой субъект Федерации или «без региона».",
        "Список.csv, лист «Список». Строка 4, «Дата начала»: «32.03.2025» — такого дня нет в календаре.",
        "Список.csv, лист «Список». Строка 4, «Участники»: «5-6» — это интервал. Оставьте одно число.",
        "Список.csv, лист «Список». Строка 5, «Регион-участник»: обязательная ячейка пуста.",
    ]


def test_a_load_shows_the_first_problems_and_how_many_more_there_are(etl: Run, tmp_path: Path) -> None:
    said = etl("load", put(tmp_path, "а.csv", events(*[event("Атлантида")] * 25)))
    assert said.code == 0
    assert said.out.count("Атлантида") == 20
    assert said.out.endswith("  и ещё 5\n")


def test_the_same_file_twice_is_unchanged_and_a_newer_one_says_its_number(etl: Run, tmp_path: Path) -> None:
    path = put(tmp_path, "а.csv", GOOD)
    assert "загрузка № 1" in etl("load", path).out
    assert "без изменений: эта версия уже загружена" in etl("load", path).out
    put(tmp_path, "а.csv", FAULTY)
    assert "загрузка № 2" in etl("load", path).out
    assert etl("undo", "а", "--by", "Петров").out.startswith("Вернулась версия «а.csv» от 20")


def test_new_only_skips_a_source_that_was_ever_loaded(etl: Run, tmp_path: Path, loaded: str) -> None:
    path = put(tmp_path, "а.csv", GOOD)
    etl("undo", "а")
    before = everything(loaded)
    said = etl("load", "--new-only", path)
    assert (said.code, said.out) == (0, "")
    assert everything(loaded) == before
    assert "загружено строк: 1" in etl("load", "--new-only", put(tmp_path, "б.csv", GOOD)).out


def test_whole_loads_nothing_of_a_faulty_file(etl: Run, tmp_path: Path, loaded: str) -> None:
    before = everything(loaded)
    said = etl("load", "--whole", put(tmp_path, "б.csv", FAULTY))
    assert said.code == 2
    assert "«б.csv»: строк с ошибками — 1, поэтому не загружено ничего." in said.err
    assert everything(loaded) == before


def test_one_refused_file_does_not_stop_the_others(etl: Run, tmp_path: Path) -> None:
    said = etl("load", put(tmp_path, "а.csv", b""), put(tmp_path, "б.csv", GOOD))
    assert said.code == 2
    assert "«а.csv»: в файле нет ни одной строки." in said.err
    assert "загружено строк: 1" in said.out


def test_a_named_source_and_register_are_taken(etl: Run, tmp_path: Path) -> None:
    etl("load", put(tmp_path, "а.csv", GOOD), "--source", "Пермь", "--register", "events")
    assert "Пермь" in etl("status").out


def test_names_that_look_like_markup_are_shown_as_they_are(etl: Run, tmp_path: Path) -> None:
    said = etl(
        "load", put(tmp_path, "[red]свод.csv", GOOD), "--source", "[red]а [/b]", "--by", "[/]Иванова", "--keep-progress"
    )
    assert "[red]свод.csv" in said.out and "[red]свод.csv" in said.err
    listed = etl("status").out
    assert "[red]а [/b]" in listed and "[/]Иванова" in listed
    assert etl("rebuild").code == 0
    assert "[red]а [/b]" in etl("undo", "[red]а [/b]").out


def test_a_long_name_is_whole_in_the_list_of_sources(etl: Run, tmp_path: Path) -> None:
    name = "Сводный реестр участия муниципальных образований в мероприятиях"
    etl("load", put(tmp_path, f"{name}.csv", GOOD))
    assert name in etl("status").out


REFUSALS: dict[str, tuple[str, bytes | None, tuple[str, ...], tuple[str, ...]]] = {
    "not a spreadsheet": (
        "а.pdf",
        b"%PDF-1.7\n1 0 obj",
        (),
        ("«а.pdf»", "документ PDF", ".xlsx, .xlsb, .xls, .ods и .csv"),
    ),
    "empty file": ("а.csv", b"", (), ("«а.csv»", "ни одной строки")),
    "no header": ("а.csv", b"x;y\n1;2\n", (), ("не найдена строка заголовков", "«Мероприятие»", "template events")),
    "no rows": ("а.csv", events(), (), ("«а.csv»", "под заголовками нет ни одной строки")),
    "unknown register": (
        "а.csv",
        as_csv(("Регион", "Нацпроект"), [("Пермский край", "Кадры")]),
        (),
        ("непонятно, какой это реестр", "«Активность ассоциаций»", "«Дата»", "events, activity, competitions"),
    ),
    "missing column": (
        "Май.csv",
        as_csv(("Мероприятие", "Регион"), [("Форум", "Пермский край")]),
        ("--register", "events"),
        (
            "«Май.csv», лист «Май»",
            "«Участие в мероприятиях»",
            "столбцов: «Дата начала»",
            "Есть: «Мероприятие», «Регион»",
        ),
    ),
    "password": ("а.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), (), ("защищён паролем", "Снимите пароль")),
    "damaged": ("а.xlsx", b"PK\x03\x04 and no more", (), ("«а.xlsx» повреждён",)),
    "absent": ("нет.csv", None, (), ("Нет файла «", "нет.csv»")),
    "folder": (".", None, (), ("это папка, а нужен файл",)),
    "no such register": (
        "а.csv",
        GOOD,
        ("--register", "люди"),
        ("Нет реестра «люди»", "events, activity, competitions, targets"),
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
@pytest.mark.parametrize("command", ["load", "check"])
def test_a_bad_file_is_one_sentence_and_changes_nothing(
    case: str, command: str, etl: Run, tmp_path: Path, loaded: str
) -> None:
    name, content, options, expected = REFUSALS[case]
    before = everything(loaded)
    path = tmp_path / name if content is None else put(tmp_path, name, content)
    said = etl(command, path, *options)
    lines = said.err.splitlines()
    assert (said.code, len(lines)) == (2, 1), said
    assert all(part in lines[0] for part in expected), lines[0]
    assert everything(loaded) == before


def test_a_file_nobody_may_read_is_one_sentence(etl: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = put(tmp_path, "а.csv", GOOD)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert etl("check", path).err == f"Файл «{path}» не читается: нет прав.\n"


AWAY = {
    "postgresql://postgres@/absent?host=/nowhere": "База данных не отвечает: по адресу из DATABASE_URL сервера нет.",
    "no address at all": "DATABASE_URL непонятен.",
    "oracle+nothing://x/y": "DATABASE_URL называет базу «oracle+nothing», такой здесь не знают.",
    "sqlite:////proc/absent/warehouse.db": "Папки для файла хранилища нет, и создать её нельзя.",
}


@pytest.mark.parametrize("url", AWAY)
@pytest.mark.parametrize("command", [("status",), ("load", "а.csv"), ("undo", "а"), ("rebuild",)])
def test_a_database_that_is_away_is_one_sentence(url: str, command: tuple[str, ...], etl: Run, tmp_path: Path) -> None:
    put(tmp_path, "а.csv", GOOD)
    said = etl(*command, url=url)
    lines = said.err.splitlines()
    assert (said.code, len(lines)) == (2, 1), said
    assert lines[0].startswith(AWAY[url])


def test_a_file_that_is_no_database_is_one_sentence(etl: Run, tmp_path: Path) -> None:
    put(tmp_path, "warehouse.db", b"not a database " * 100)
    said = etl("status")
    assert (said.code, said.err.splitlines()) == (2, [sentence("database_not_sqlite", {})])


def test_a_locked_database_is_one_sentence_and_nothing_changes(etl: Run, tmp_path: Path, loaded: str) -> None:
    before = everything(loaded)
    with database.writing(create_engine(loaded)):
        said = etl("load", put(tmp_path, "б.csv", GOOD))
    assert said.code == 2
    assert said.err.endswith("База занята другой загрузкой. Подождите и повторите: ничего не изменилось.\n")
    assert everything(loaded) == before


def test_a_full_disk_is_one_sentence_and_nothing_changes(
    etl: Run, tmp_path: Path, loaded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(loaded)
    monkeypatch.setattr(sqlite_files, "PRAGMAS", (*sqlite_files.PRAGMAS, "max_page_count=60"))
    many = [event("Пермский край", title=f"Форум {number} " + "о" * 500) for number in range(2000)]
    said = etl("load", put(tmp_path, "б.csv", events(*many)))
    assert said.code == 2
    assert said.err.endswith(sentence("disk_full", {}) + "\n")
    monkeypatch.undo()
    assert everything(loaded) == before


def outdate(url: str) -> None:
    with create_engine(url).begin() as connection:
        connection.execute(derived_state.update().values(signature="older"))


def test_a_warehouse_of_an_older_version_is_brought_over_by_a_load(etl: Run, tmp_path: Path, loaded: str) -> None:
    path = put(tmp_path, "а.csv", GOOD)
    outdate(loaded)
    sentence = "Хранилище прежней версии. Выполните: python -m etl rebuild.\n"
    status = etl("status")
    assert (status.code, status.out, status.err) == (2, "", sentence)
    undo = etl("undo", "а")
    assert (undo.code, undo.err) == (2, sentence)
    load = etl("load", "--new-only", path)
    assert (load.code, load.err) == (0, "Хранилище обновлено до этой версии программы.\n")
    assert "а" in etl("status").out


@pytest.mark.parametrize("command", [("undo", "а"), ("load",), ("alias", "Атлантида", "59", "--by", "Иванова")])
def test_a_restored_journal_asks_for_a_rebuild_and_gets_it(
    etl: Run, tmp_path: Path, loaded: str, command: tuple[str, ...]
) -> None:
    path = put(tmp_path, "б.csv", GOOD)
    engine = create_engine(loaded)
    with engine.begin() as connection:
        DERIVED.drop_all(connection)
    engine.dispose()
    assert "нужен rebuild. Выполните: python -m etl rebuild." in etl("status").err
    refused = etl(*command, *((path,) if command == ("load",) else ()))
    assert refused.code == 2 and "нужен rebuild. Выполните: python -m etl rebuild." in refused.err
    assert etl("rebuild").out == "Пересобрано источников: 1\n"
    assert "а" in etl("status").out and etl("load", path).code == 0


@pytest.mark.parametrize("command", [("undo", "а"), ("load",), ("rebuild",)])
def test_a_warehouse_of_a_newer_version_is_left_as_it_is(
    etl: Run, tmp_path: Path, loaded: str, command: tuple[str, ...]
) -> None:
    path = put(tmp_path, "б.csv", GOOD)
    with create_engine(loaded).begin() as connection:
        connection.execute(alembic_version.update().values(version_num="9999"))
    before = everything(loaded)
    assert etl("status").err.startswith("Хранилище записано более новой версией приложения.")
    refused = etl(*command, *((path,) if command == ("load",) else ()))
    assert refused.code == 2 and "Хранилище записано более новой версией приложения." in refused.err
    assert everything(loaded) == before


def test_an_interrupted_command_says_so(etl: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(current, "carry_out", interrupt)
    said = etl("load", put(tmp_path, "а.csv", GOOD))
    assert said.code == 130
    assert said.err.endswith("Прервано.\n")


def test_a_driver_that_fails_under_many_rows_is_one_sentence_too(
    etl: Run, tmp_path: Path, loaded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(connection: Connection, *_: object) -> None:
        with driver_cursor(connection):
            raise sqlite3.OperationalError("No space left on device")

    before = everything(loaded)
    monkeypatch.setattr(current, "carry_out", fail)
    said = etl("load", put(tmp_path, "б.csv", GOOD))
    assert (said.code, said.err) == (2, sentence("disk_full", {}) + "\n")
    assert everything(loaded) == before


def test_a_load_waits_for_no_library_that_it_does_not_need(tmp_path: Path) -> None:
    later = ("openpyxl", "xlsxwriter", "psycopg", "pydantic", "python_calamine")
    code = f"import sys; from etl.cli.app import main; main(['load', sys.argv[1]]); print(sys.modules.keys() & {later})"
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'warehouse.db'}"}
    command = [sys.executable, "-c", code, str(put(tmp_path, "а.csv", GOOD))]
    done = subprocess.run(command, cwd=database.ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"


def test_undo_of_an_unknown_source_names_those_there_are(etl: Run, loaded: str) -> None:
    version = data_version(create_engine(loaded))
    said = etl("undo", "б")
    assert (said.code, said.err) == (2, "У источника «б» нет загрузки, которую можно отменить. Есть: а.\n")
    assert data_version(create_engine(loaded)) == version


@pytest.mark.usefixtures("loaded")
def test_undo_asks_for_the_register_when_two_have_a_source_of_that_name(etl: Run, tmp_path: Path) -> None:
    act = ("Пермский край", "2025", "практика в доклад", "Сквер", "", "", "", "", "")
    etl("load", put(tmp_path, "а.csv", activity(act)))
    said = etl("undo", "а")
    assert said.code == 2
    assert "а (--register activity), а (--register events)" in said.err
    assert etl("undo", "а", "--register", "events").code == 0
    assert "activity" in etl("status").out and "events" not in etl("status").out


def test_rebuild_says_how_many_sources_it_derived(etl: Run, tmp_path: Path, sqlite: str) -> None:
    etl("load", put(tmp_path, "а.csv", FAULTY), put(tmp_path, "б.csv", GOOD))
    before = everything(sqlite)
    assert etl("rebuild").out == "Пересобрано источников: 2\n"
    assert everything(sqlite)["current_source"] == before["current_source"]
    assert len(everything(sqlite)["fact_events"]) == 3


@pytest.mark.parametrize("register", DATASETS)
def test_a_template_is_written_where_asked_or_under_its_title(register: str, etl: Run, tmp_path: Path) -> None:
    said = etl("template", register, "--out", tmp_path / "форма.xlsx")
    assert (said.code, said.out) == (0, f"{tmp_path / 'форма.xlsx'}\n")
    assert len(read_sheets("форма.xlsx", (tmp_path / "форма.xlsx").read_bytes())) == (
        4 if DATASETS[register].plan else 5
    )
    named = Path(etl("template", register).out.strip())
    assert named.exists() and named.suffix == ".xlsx"


def test_a_template_of_an_unknown_register_or_in_no_folder_is_refused(etl: Run, tmp_path: Path) -> None:
    assert etl("template", "люди").err == f"Нет реестра «люди». Есть: {', '.join(DATASETS)}.\n"
    said = etl("template", "events", "--out", tmp_path / "нет" / "а.xlsx")
    assert (said.code, "нет такой папки" in said.err) == (2, True)


def explained(said: Said) -> list[list[str]]:
    return list(csv.reader(io.StringIO(said.out, newline="")))


@pytest.mark.parametrize(
    ("kind", "values", "rows"),
    [
        (
            "region",
            ["Пермский край", "Атлантида", "", "Омская и Томская области", "г. Пермь"],
            [
                ["raw", "status", "code", "name", "candidates"],
                ["Пермский край", "matched", "59", "Пермский край", ""],
                ["Атлантида", "unknown", "", "", ""],
                ["", "empty", "", "", ""],
            ],
        ),
        (
            "date",
            ["16–17 октября 2025", "март 2025", "32.03.2025", "", "дата неизвестна"],
            [
                ["raw", "status", "start", "end", "precision"],
                ["16–17 октября 2025", "ok", "2025-10-16", "2025-10-17", "range"],
                ["март 2025", "ok", "2025-03-01", "2025-03-31", "month"],
                ["32.03.2025", "refused", "", "", ""],
                ["", "empty", "", "", ""],
                ["дата неизвестна", "unknown", "", "", "unknown"],
            ],
        ),
        (
            "count",
            ["около 500 чел.", "7,5 тысячи", "-", "5-6", "1 200 подключений"],
            [
                ["raw", "status", "value", "qualifier", "unit"],
                ["около 500 чел.", "ok", "500", "около", "чел."],
                ["7,5 тысячи", "ok", "7500", "точно", ""],
                ["-", "empty", "", "", ""],
                ["5-6", "refused", "", "", ""],
                ["1 200 подключений", "ok", "1200", "точно", "подключения"],
            ],
        ),
        (
            "flag",
            ["да", "нет", "", "может быть"],
            [["raw", "status", "value"], ["да", "ok", "1"], ["нет", "ok", "0"], ["", "empty", ""]],
        ),
    ],
)
def test_a_column_is_explained_value_by_value(
    kind: str, values: list[str], rows: list[list[str]], etl: Run, tmp_path: Path
) -> None:
    path = put(tmp_path, "а.csv", as_csv(("№", "Значение"), [(str(n), v) for n, v in enumerate(values)]))
    explanation = explained(etl("values", path, "--column", "Значение", "--kind", kind))
    assert explanation[: len(rows)] == rows
    assert [row[0] for row in explanation[1:]] == values
    assert {len(row) for row in explanation} == {len(rows[0])}


ODD = ["", "Москва", "", "два\r\nслова", 'с "кавычками"', "а; б", "в, г", "д\tе", "ж|з", " край ", "Москва", "", ""]


def test_values_of_municipalities_are_understood_within_their_region(etl: Run, tmp_path: Path) -> None:
    lines = [("Пермь", "59"), ("г. Майкоп", "1"), ("Пермский", "Прикамье"), ("Пермский", "Пермский край"), ("", "59")]
    path = put(tmp_path, "а.csv", as_csv(("МО", "Субъект"), lines))
    rows = explained(etl("values", path, "--column", "МО", "--region-column", "Субъект", "--kind", "municipality"))
    assert rows == [
        ["raw", "status", "unit", "name", "candidates"],
        ["Пермь", "matched", "59-044", "городской округ Пермский", ""],
        ["г. Майкоп", "matched", "01-008", "городской округ город Майкоп", ""],
        ["Пермский", "ambiguous", "", "", "59-017;59-044"],
        ["Пермский", "ambiguous", "", "", "59-017;59-044"],
        ["", "empty", "", "", ""],
    ]


def test_values_of_municipalities_need_the_column_of_the_region(etl: Run, tmp_path: Path) -> None:
    path = put(tmp_path, "а.csv", as_csv(("МО", "Субъект"), [("Пермь", "59")]))
    said = etl("values", path, "--column", "МО", "--kind", "municipality")
    assert (said.code, "--region-column" in said.err) == (2, True)
    said = etl("values", path, "--column", "МО", "--region-column", "Регион", "--kind", "municipality")
    assert (said.code, "«Регион»" in said.err) == (2, True)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("columns", [1, 3])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_as_many_values_come_out_as_went_in_and_in_order(
    delimiter: str, columns: int, encoding: str, etl: Run, tmp_path: Path
) -> None:
    headings = ["№", "Где", "Что"][:columns] if columns > 1 else ["Где"]
    place = headings.index("Где")
    rows = [[value if place == spot else "" for spot in range(columns)] for value in ODD]
    path = put(tmp_path, "а.csv", as_csv(headings, rows, encoding, delimiter))
    explanation = explained(etl("values", path, "--column", "Где", "--kind", "region"))
    assert [row[0] for row in explanation[1:]] == ODD


def test_a_column_of_a_workbook_is_explained_too(etl: Run, tmp_path: Path) -> None:
    etl("template", "activity", "--out", tmp_path / "а.xlsx")
    said = etl("values", tmp_path / "а.xlsx", "--column", "Регион", "--kind", "region")
    assert explained(said) == [["raw", "status", "code", "name", "candidates"]]


def test_a_column_that_is_not_there_is_refused_with_those_that_are(etl: Run, tmp_path: Path) -> None:
    said = etl("values", put(tmp_path, "а.csv", b"a;b\n1;2\n"), "--column", "c", "--kind", "flag")
    assert (said.code, said.err) == (2, "«а.csv»: нет столбца «c». Есть: «a», «b».\n")


def test_invented_registers_are_written_and_load(etl: Run, tmp_path: Path, sqlite: str) -> None:
    said = etl("demo", "--rows", 300, "--seed", 7, "--out", tmp_path / "demo", "--until", "2024-06-30")
    paths = [Path(line) for line in said.out.splitlines()]
    assert said.code == 0 and {path.stem.rpartition("_")[2] for path in paths} == DATASETS.keys()
    assert etl("load", "--invented", *paths).code == 0
    sources = service.sources(create_engine(sqlite))
    assert {source.invented for source in sources} == {True}
    assert max(source.last_date.year for source in sources if source.last_date) == 2024


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--rows", "-3", "нужно целое число от 0, а не «-3»"),
        ("--seed", "x", "нужно целое число от 0, а не «x»"),
        ("--until", "31.12.2025", "нужен день вида 2025-12-31, а не «31.12.2025»"),
    ],
)
def test_invented_registers_want_numbers_and_a_day(option: str, value: str, sentence: str, etl: Run) -> None:
    said = etl("demo", "--out", "demo", option, value)
    assert (said.code, sentence in said.err) == (2, True)
    assert not Path("demo").exists()


def test_the_warehouse_of_a_folder_that_is_not_there_is_made(etl: Run, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'folder' / 'warehouse.db'}"
    assert etl("load", put(tmp_path, "а.csv", GOOD), url=url).code == 0
    assert schema_state(create_engine(url)) == "ready"


def test_the_public_record_is_recognised_without_a_word(etl: Run) -> None:
    for path in sorted((ROOT / "data" / "record").iterdir()):
        assert check(path.name, path.read_bytes()).quarantined == 0


def test_a_load_begins_to_read_before_it_imports_what_only_sums_and_the_warehouse_need() -> None:
    later = {"numpy", "pandas", "pydantic", "rich", "sqlalchemy"}
    said = subprocess.run(
        [sys.executable, "-c", f"import sys, etl.cli.app, etl.cli.files; print(sorted({later} & sys.modules.keys()))"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "[]"


def test_a_load_leaves_one_file_that_can_be_copied(tmp_path: Path) -> None:
    files = [tmp_path / "Съезды.csv", tmp_path / "Форумы.csv"]
    for file in files:
        file.write_bytes(GOOD)
    warehouse = tmp_path / "warehouse.db"
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{warehouse}"}
    command = [sys.executable, "-m", "etl", "load", *map(str, files)]
    subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert sorted(path.name for path in tmp_path.glob("warehouse*")) == ["warehouse.db"]
