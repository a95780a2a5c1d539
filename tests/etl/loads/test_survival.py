"""What happens to a load happens to nothing else: kills, full disks, locks, rivals, hostile files; the whole way."""

import re
import resource
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.exhibits.common.row_tables import event_list
from dashboard.model.filters import Filters, Preset
from dashboard.queries.view import View, view
from dashboard.sheets.workbook import workbook as exported
from etl import service
from etl.cli.app import main
from etl.warehouse.database import create_engine
from tests.etl.registers import event, events
from tests.etl.survival_files import (
    CENTRAL,
    SHEET,
    changed,
    hollow,
    inline,
    large,
    laughing,
    padded,
    stored,
    understated,
    workbook,
)
from tests.etl.survival_processes import (
    PATIENCE,
    ROOT,
    Ended,
    answer,
    at_once,
    content,
    end,
    lock_held,
    run,
    start,
    wait_until,
    weighed,
)

ROWS = 60_000
TOO_MUCH = (10_000, "Форум", 500)  # rows that a disk of 6 MB does not hold
SMALL = events(event("Пермский край"), event("Атлантида"))
LOADED = "загружено строк: "
UNCHANGED = "без изменений: эта версия уже загружена"
MEGABYTE = 1 << 20


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def address(request: pytest.FixtureRequest) -> str:
    """Return the address of a fresh warehouse, once on SQLite and once on PostgreSQL."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a newer version of the source «Мероприятия» that takes seconds to write."""
    path = tmp_path_factory.mktemp("big") / "Мероприятия v2.csv"
    path.write_bytes(large(ROWS, width=500))
    return path


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def load(url: str, name: str, content: bytes) -> service.Loaded:
    """Load a file in this process."""
    engine = create_engine(url)
    loaded = service.load(engine, service.check(name, content), by="Иванова")
    engine.dispose()
    return loaded


def filled(url: str) -> dict[str, list[str]]:
    """Load a small register into a warehouse; return all that it then holds."""
    load(url, "Мероприятия.csv", SMALL)
    return content(url)


def goes_on(url: str) -> bool:
    """Return whether a newer version of the source loads and stands alone in its place."""
    loaded = load(url, "Мероприятия v3.csv", large(100))
    return answer(url, "SELECT load_id, count(*) FROM fact_events GROUP BY 1") == [(loaded.load_id, 100)]


def writes(url: str) -> Callable[[], bool]:
    """Return what tells whether a file is being written: SQLite takes a tenth of a second from the first byte on."""
    if url.startswith("postgresql"):
        copying = "SELECT 1 FROM pg_stat_progress_copy WHERE tuples_processed > 1000"
        return lambda: bool(answer(url, copying))
    log = Path(url.removeprefix("sqlite:///") + "-wal")
    return lambda: log.exists() and log.stat().st_size > MEGABYTE


def test_a_load_killed_in_the_middle_leaves_the_old_state_whole(address: str, big: Path) -> None:
    before = filled(address)
    process = start(address, "load", big)
    wait_until(writes(address), process)
    process.kill()
    assert end(process).code == -9
    assert content(address) == before
    assert goes_on(address)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of 6 MB, made of memory; only root may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    image = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", folder], capture_output=True, text=True, check=False
    )
    if image.returncode:
        pytest.skip(
            f"no small disk can be image here ({image.stderr.strip()}); the limit of a file's size stands for it"
        )
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def limit_files() -> None:
    """Let no file of this process grow over 6 MB."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (6 * MEGABYTE, 6 * MEGABYTE))


def test_a_full_disk_is_one_sentence_and_the_old_state_stays(small_disk: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{small_disk / 'warehouse.db'}"
    before = filled(url)
    full = run(url, "load", put(tmp_path, "Мероприятия v2.csv", large(*TOO_MUCH)))
    assert (full.code, full.err) == (2, "На диске нет места. Освободите его и повторите. Ничего не изменилось.\n")
    assert content(url) == before
    assert goes_on(url)


def test_a_file_that_may_not_grow_is_one_sentence_and_the_old_state_stays(sqlite: str, tmp_path: Path) -> None:
    before = filled(sqlite)
    full = run(sqlite, "load", put(tmp_path, "Мероприятия v2.csv", large(*TOO_MUCH)), before=limit_files)
    assert (full.code, len(full.err.splitlines())) == (2, 1), full
    assert content(sqlite) == before


def test_a_warehouse_locked_by_another_process_is_one_sentence_and_nothing_changes(sqlite: str, tmp_path: Path) -> None:
    before = filled(sqlite)
    with lock_held(sqlite):
        refused = run(sqlite, "load", put(tmp_path, "Мероприятия v2.csv", large(10)))
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == "База занята другой загрузкой. Подождите и повторите: ничего не изменилось.\n"
    assert content(sqlite) == before


@pytest.mark.postgresql
def test_a_load_into_postgresql_waits_for_the_one_before_it(postgresql: str, tmp_path: Path) -> None:
    before = filled(postgresql)
    waiting = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    with lock_held(postgresql):
        process = start(postgresql, "load", put(tmp_path, "Мероприятия v2.csv", large(10)))
        wait_until(lambda: bool(answer(postgresql, waiting)), process)
        assert content(postgresql) == before
    assert end(process).code == 0
    assert answer(postgresql, "SELECT count(*) FROM fact_events") == [(10,)]


def outcome(ended: Ended) -> str:
    """Return what a load says it did; a trace or a refusal is not it."""
    assert (ended.code, ended.err) == (0, "")
    return UNCHANGED if UNCHANGED in ended.out else LOADED if LOADED in ended.out else ended.out


def test_two_loads_of_one_source_at_once_both_finish_and_one_wins(address: str, tmp_path: Path) -> None:
    rows = {"Съезд": 1500, "Форум": 2000}
    paths = [put(tmp_path, f"Мероприятия v{count}.csv", large(count, title)) for title, count in rows.items()]
    both = at_once(address, *(("load", path) for path in paths))
    assert [outcome(one) for one in both] == [LOADED, LOADED]
    [(winner, name)] = answer(address, "SELECT load_id, file_name FROM current_source")
    titles = answer(address, "SELECT substr(event, 1, 5), load_id, count(*) FROM fact_events GROUP BY 1, 2")
    assert winner == 2
    assert titles in [[(title, 2, count)] for title, count in rows.items() if f"v{count}." in str(name)]
    remade = ("journal", "derived_state", "part")  # the loser's part stays: an undo comes back to it
    mixed = content(address, *remade)
    service.rebuild(create_engine(address))
    assert content(address, *remade) == mixed, "the rows are those of the winner alone"


def test_the_same_file_twice_and_at_once_loads_once(address: str, tmp_path: Path) -> None:
    path = put(tmp_path, "Мероприятия.csv", large(1000))
    assert sorted(map(outcome, at_once(address, ("load", path), ("load", path)))) == sorted([LOADED, UNCHANGED])
    before = content(address)
    assert len(before["journal"]) == 1
    assert load(address, path.name, path.read_bytes()).status == "unchanged"
    assert content(address) == before


@dataclass(frozen=True, slots=True)
class Said:
    """What a command printed and the code it ended with."""

    code: int
    out: str
    err: str


Load = Callable[..., Said]


@pytest.fixture
def etl(sqlite: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Load:
    """Return what runs a command in this process on a fresh warehouse."""
    monkeypatch.setenv("DATABASE_URL", sqlite)
    monkeypatch.delenv("DASHBOARD_LANGUAGE", raising=False)

    def command(*arguments: object) -> Said:
        code = main([str(argument) for argument in arguments])
        return Said(code, *capsys.readouterr())

    return command


GOOD = workbook([event("Пермский край")])
WIDE = b"x" * 50_000_000
BLANK = b" " * (70 * MEGABYTE)
DAMAGED = "«{0}» повреждён или передан не целиком. Откройте его в Excel, сохраните заново и пришлите снова."
ZIP_BOMB = "«{0}» после распаковки больше 500 МБ. Разделите таблицу на несколько файлов или пришлите .csv."
ENTITIES = "«{0}» содержит объявления XML, которых в таблицах не бывает. Откройте его в Excel и сохраните заново."
WIDE_CSV = "«{0}», лист «50 мегабайт», строка 2: в ячейке больше 131072 знаков."
WIDE_XLSX = "«{0}», лист «Лист», строка 2: в ячейке больше 131072 знаков."
UNDECODABLE = "«{0}»: часть знаков не читается ни в одной русской кодировке. Сохраните файл как «CSV UTF-8»."
NO_TABLE = "«{0}»: это не таблица. Подходят файлы .xlsx, .xls, .ods и .csv."
NO_HEADINGS = "«{0}»: не найдена строка заголовков (просмотрены строки 1–3). Нужны, например: «Мероприятие», «Дата начала», «Регион-участник». Пустой бланк: python -m etl template events."
LOST_BYTES = b"\xd0\xd0 \xff".join([SMALL] * 2)

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "начало.xlsx": (lambda: GOOD[:30], DAMAGED),
    "четверть.xlsx": (lambda: GOOD[: len(GOOD) // 4], DAMAGED),
    "половина.xlsx": (lambda: GOOD[: len(GOOD) // 2], DAMAGED),
    "без каталога.xlsx": (lambda: GOOD[: GOOD.index(CENTRAL)], DAMAGED),
    "без последнего байта.xlsx": (lambda: GOOD[:-1], DAMAGED),
    "бомба.xlsx": (lambda: padded(GOOD, BLANK), ZIP_BOMB),
    "скромная бомба.xlsx": (lambda: understated(padded(GOOD, BLANK)), ZIP_BOMB),
    "миллиард ха.xlsx": (lambda: laughing(GOOD), ENTITIES),
    "50 мегабайт.csv": (lambda: SMALL.replace("Форум".encode(), WIDE, 1), WIDE_CSV),
    "50 мегабайт.xlsx": (lambda: stored(inline(GOOD, WIDE)), WIDE_XLSX),
    "потерянные байты.csv": (lambda: LOST_BYTES, UNDECODABLE),
    "дважды utf-8.csv": (lambda: SMALL.decode("latin-1").encode(), NO_HEADINGS),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_one_sentence_and_the_warehouse_stays(
    name: str, etl: Load, sqlite: str, tmp_path: Path
) -> None:
    before = filled(sqlite)
    build, sentence = HOSTILE[name]
    path = put(tmp_path, name, build())
    assert etl("load", path) == Said(2, "", sentence.format(name) + "\n")
    assert etl("check", path) == Said(2, "", sentence.format(name) + "\n")
    assert content(sqlite) == before


def test_a_good_file_among_hostile_ones_loads(etl: Load, sqlite: str, tmp_path: Path) -> None:
    paths = [put(tmp_path, "а.xlsx", GOOD[:-1]), put(tmp_path, "б.xlsx", GOOD), put(tmp_path, "в.csv", LOST_BYTES)]
    said = etl("load", *paths)
    assert (said.code, said.err) == (2, f"{DAMAGED.format('а.xlsx')}\n{UNDECODABLE.format('в.csv')}\n")
    assert answer(sqlite, "SELECT source, loaded FROM current_source") == [("б", 1)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "cp866", "koi8_r", "mac_cyrillic"])
def test_every_encoding_that_people_save_loads_the_same_rows(
    encoding: str, etl: Load, sqlite: str, tmp_path: Path
) -> None:
    path = put(tmp_path, "Мероприятия.csv", SMALL.decode("utf-8-sig").encode(encoding))
    assert etl("load", path).code == 0
    rows = "SELECT event, day, region, category, quarantined FROM fact_events ORDER BY row"
    row = ("Форум", "2025-03-12")
    assert answer(sqlite, rows) == [(*row, "59", "глава МО", 0), (*row, "", "глава МО", 1)]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_million_empty_rows_cost_neither_memory_nor_time(kind: str, sqlite: str, tmp_path: Path) -> None:
    row = ";".join(event("Пермский край")).encode()
    text = SMALL[: SMALL.index(b"\n") + 1] + row + b"\n" + b";;;;;;;;;\n" * 999_997 + row + b"\n"
    path = put(tmp_path, f"а.{kind}", hollow(GOOD) if kind == "xlsx" else text)
    since = time.monotonic()
    ended, peak = weighed(sqlite, "load", path)
    assert (ended.code, f"{LOADED}2" in ended.out, ended.err) == (0, True, "")
    assert answer(sqlite, "SELECT row FROM fact_events ORDER BY row") == [(2,), (1_000_000,)]
    assert peak < 700, "megabytes"
    assert time.monotonic() - since < PATIENCE


def test_a_name_that_leads_elsewhere_is_only_a_name(etl: Load, sqlite: str, tmp_path: Path) -> None:
    (tmp_path / "папка").mkdir()
    put(tmp_path, "Один.csv", SMALL)
    etl("load", tmp_path / "папка" / ".." / "Один.csv")
    etl("load", put(tmp_path, r"..\..\Windows\Два.csv", SMALL))
    load(sqlite, "../../../etc/Три.csv", SMALL)
    kept = answer(sqlite, "SELECT source, file_name FROM journal ORDER BY id")
    assert kept == [(name, f"{name}.csv") for name in ("Один", "Два", "Три")]
    assert answer(sqlite, "SELECT source, file_name FROM current_source ORDER BY load_id") == kept
    assert answer(sqlite, "SELECT DISTINCT sheet FROM fact_events ORDER BY load_id") == [("Один",), ("Два",), ("Три",)]
    assert {path.name for path in tmp_path.rglob("*.csv")} == {"Один.csv", r"..\..\Windows\Два.csv"}


ATTACKS = (
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://x.example","счёт")',
    "@SUM(1+1)*cmd|'/c calc'!A1",
    "+7 форум",
    "-2+3",
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "**жирно** [тут](javascript:alert(1)) ![знак](https://x.example/z.png) :red[цвет] $x$",
    "'; DROP TABLE fact_events; --",
    'Robert"); DELETE FROM journal; --',
    "%s %(name)s {0} {name} :name ?",
)
# A sign that Markdown or HTML would take for its own, where no backslash says that it is only a sign.
TAGS = re.compile(r"<(?:script|img|b>)")
SIGNS = re.compile(r"(?<!\\)(?:<(?:script|img|b>)|\*\*жирно|\]\(javascript|\[знак|:red\[цвет)")
TITLES = "SELECT event, municipality, category FROM fact_events ORDER BY row"


def attacks() -> list[tuple[str, ...]]:
    """Return a row of a register for every text, in three of its columns."""
    return [event("Пермский край", title=text, municipality=text, category=text) for text in ATTACKS]


@pytest.mark.parametrize("build", [lambda: events(*attacks()), lambda: workbook(attacks())], ids=["csv", "xlsx"])
def test_formulas_markup_and_sql_are_stored_as_text(build: Callable[[], bytes], address: str) -> None:
    load(address, "а", build())
    assert answer(address, TITLES) == [(text, text, text) for text in ATTACKS]
    before = content(address, "journal", "derived_state")
    service.rebuild(create_engine(address))
    assert content(address, "journal", "derived_state") == before


def test_a_formula_of_a_workbook_is_what_it_showed(etl: Load, sqlite: str, tmp_path: Path) -> None:
    shown = b'<c r="A2" t="str"><f>HYPERLINK(&quot;http://x.example&quot;)</f><v>=1+1</v></c>'
    with ZipFile(BytesIO(GOOD)) as book:
        sheet = book.read(SHEET)
    cell = sheet[sheet.index(b'<c r="A2"') : sheet.index(b'<c r="B2"')]
    assert etl("load", put(tmp_path, "а.xlsx", changed(GOOD, SHEET, cell, shown))).code == 0
    assert answer(sqlite, "SELECT event FROM fact_events") == [("=1+1",)]


@pytest.fixture
def shown(sqlite: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Return the address of a warehouse of attacks that the pages of this process show."""
    monkeypatch.setenv("DATABASE_URL", sqlite)
    st.cache_data.clear()
    st.cache_resource.clear()
    faulty = event("<b>Атлантида</b> ![знак](https://x.example/z.png)", title="<script>alert(1)</script>")
    load(sqlite, "Мероприятия.csv", events(*attacks(), faulty))
    yield sqlite
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.mark.parametrize("page", ["overview", "events", "region", "data"])
def test_a_page_shows_what_stood_in_the_cells_as_text(page: str, shown: str) -> None:
    app = AppTest.from_file(str(ROOT / "dashboard" / "main.py"), default_timeout=PATIENCE)
    app.query_params["period"] = "all"
    app.run()
    app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
    assert not app.exception
    kinds = (app.markdown, app.caption, app.error, app.warning, app.info)
    spoken = [str(element.value) for elements in kinds for element in elements]
    blocks = [element.proto.body for element in app.get("html")]
    assert spoken and not list(filter(SIGNS.search, spoken))
    assert blocks and not list(filter(TAGS.search, blocks))


def test_the_list_of_events_says_their_titles_letter_by_letter(shown: str) -> None:
    assert set(event_list(whole()).frame["event"]) == {*ATTACKS, "<script>alert(1)</script>"}


def whole() -> View:
    """Return the view of all days and regions."""
    return view(Filters(preset=Preset.ALL), "ru")


def test_a_workbook_of_the_dashboard_runs_nothing_that_stood_in_the_cells(shown: str) -> None:
    book = openpyxl.load_workbook(BytesIO(exported([event_list(whole())])))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]
    texts = {str(cell.value) for cell in cells}
    assert texts >= {text if text[0] not in "=@+-" else f"'{text}" for text in ATTACKS}


def test_the_workbook_for_the_sender_runs_nothing_that_stood_in_the_cells(tmp_path: Path, etl: Load) -> None:
    file = events(*(event(text, title=text, people=text) for text in ATTACKS))
    report = tmp_path / "ответ.xlsx"
    assert etl("check", put(tmp_path, "а.csv", file), "--report", report).code == 1
    cells = [cell for sheet in openpyxl.load_workbook(report) for row in sheet.iter_rows() for cell in row]
    assert {str(cell.value) for cell in cells} >= set(ATTACKS)
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert not [cell.hyperlink.target for cell in cells if cell.hyperlink and cell.hyperlink.target]
