"""Every page on every state of the warehouse, in both languages: no fault, the right sentence, no foreign word."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from dashboard.engine import bring_over, cache
from dashboard.language.phrases import LANGUAGES, phrases, translator
from dashboard.navigation import PAGES, Page
from dashboard.queries import data_state
from etl.principal import LOCAL
from etl.problems import sentence
from etl.warehouse.database import create_engine
from etl.warehouse.state import REFUSALS
from etl.warehouse.tables import DERIVED, FACTS, alembic_version, derived_state, quarantine
from tests.pages.reading import CYRILLIC, LATIN, cells, latin_words, opened, russian_words, texts, visit
from tests.pages.warehouses import ROOT, address, copy, demo, empty, new_file, point, record

OPEN = [page for page in PAGES if page.is_open_to(LOCAL)]
pages = pytest.mark.parametrize("page", OPEN, ids=[page.name for page in OPEN])


def outdated() -> Path:
    """Return a warehouse with the public record whose derived tables have an older shape."""
    path = copy(record())
    with create_engine(address(path)).begin() as connection:
        connection.execute(derived_state.update().values(signature="older"))
    return path


def restored() -> Path:
    """Return a warehouse whose journal was put back from a copy, and the derived tables were not."""
    path = copy(record())
    with create_engine(address(path)).begin() as connection:
        DERIVED.drop_all(connection)
    return path


def newer() -> Path:
    """Return a warehouse of a newer version of the program."""
    path = copy(record())
    with create_engine(address(path)).begin() as connection:
        connection.execute(alembic_version.update().values(version_num="9999"))
    return path


WITHOUT_DATA: dict[str, tuple[Callable[[], str], str, str]] = {
    "absent": (lambda: address(new_file()), "info", "warehouse_absent"),
    "empty": (lambda: address(copy(empty())), "info", "warehouse_empty"),
    "outdated": (lambda: address(outdated()), "warning", "outdated"),
    "restored": (lambda: address(restored()), "warning", "rebuild_needed"),
    "newer": (lambda: address(newer()), "warning", "database_newer"),
    "away": (lambda: "postgresql://postgres@/absent?host=/nowhere", "error", "database_refused"),
    "unclear": (lambda: "no address at all", "error", "database_address_unclear"),
}
WAIT = "Подождите минуту и повторите; если не помогло, позовите администратора."
CALL = "Позовите администратора."
# These work before the first register is loaded.
OPEN_WHEN_EMPTY = {page.name for page in OPEN if not page.filtered}
Opened = tuple[AppTest, str, str]


def boxes(app: AppTest) -> list[tuple[str, str]]:
    """Return what a page says in boxes: of what kind, and the words."""
    return [(kind, box.value) for kind in ("info", "warning", "error") for box in getattr(app, kind)]


@pytest.fixture(scope="module", params=[(state, lang) for state in WITHOUT_DATA for lang in LANGUAGES], ids="-".join)
def without_data(request: pytest.FixtureRequest) -> Opened:
    state, language = request.param
    point(WITHOUT_DATA[state][0]())
    return opened(language), state, language


@pages
def test_a_warehouse_without_data_is_one_sentence_that_says_why(without_data: Opened, page: Page) -> None:
    app, state, language = without_data
    visit(app, page.name)
    _, kind, code = WITHOUT_DATA[state]
    assert not app.exception
    if state == "empty" and page.name in OPEN_WHEN_EMPTY:
        assert boxes(app) == [] and len(list(texts(app))) > 20
        return
    why, advice = sentence(code, {}, language), translator(language)(WAIT if state == "away" else CALL)
    if kind != "info":
        why = f"{why}  \n{advice}"
    assert boxes(app) == [(kind, why)]
    assert len(app.dataframe) == len(app.get("plotly_chart")) == 0
    assert not latin_words(app) - OURS if language == "ru" else not russian_words(app) - {"ФАЙЛ"}


def test_while_a_warehouse_is_brought_over_pages_say_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    point(address(outdated()))
    monkeypatch.setattr(bring_over.PROGRESS, "share", 0.42)
    assert boxes(opened("ru")) == [("info", "Хранилище обновляется, 42 %.")]


def test_each_state_without_data_has_its_sentence_and_says_what_to_do() -> None:
    said = {sentence(code, {}) for _, _, code in WITHOUT_DATA.values()}
    assert {code for _, _, code in WITHOUT_DATA.values()} > set(REFUSALS.values()) and len(said) == len(WITHOUT_DATA)
    assert all("python -m etl" in sentence(code, {}) or "бновите" in sentence(code, {}) for code in REFUSALS.values())


# What stands on a Russian page in Latin letters: names of formats, of the sources of borders and methods, of the other
# language, commands.
OURS = set(
    LATIN.findall(
        "PPTX PDF pptx potx PowerPoint LibreOffice XLSX CSV xlsx xls ods csv Excel UTC RU EN CIPFA ONS Natural Earth python etl load rebuild "
        "DATABASE URL ACCESS SQLite sqlite PostgreSQL postgresql warehouse db"
    )
)
ABSENT = {"None", "nan", "NaN", "NaT", "<NA>", "null", "undefined", "inf", "[]", "{}"}


@pytest.fixture(scope="module", params=[(d, lang) for d in ("record", "demo") for lang in LANGUAGES], ids="-".join)
def with_data(request: pytest.FixtureRequest) -> Opened:
    data, language = request.param
    point(address(copy({"record": record, "demo": demo}[data]())))
    return opened(language), data, language


def words_of_the_data() -> set[str]:
    """Return the words that came with the registers: names of series, contests, sources."""
    sentences = [source.source for source in data_state.sources()]
    with cache.engine().connect() as connection:
        for table in FACTS.values():
            for column in table.columns:
                if isinstance(column.type, sa.Text):
                    sentences += [text for text in connection.scalars(sa.select(column).distinct()) if text]
        sentences += map(str, connection.scalars(sa.select(quarantine.c.cells)))
    sentences.append((ROOT / "data/reference/municipalities.csv").read_text(encoding="utf-8"))
    return {word for text in sentences for word in (*CYRILLIC.findall(text), *LATIN.findall(text))}


@pages
def test_a_page_with_data_opens_without_a_fault(with_data: Opened, page: Page) -> None:
    app, data, _ = with_data
    visit(app, page.name)
    assert not app.exception
    assert boxes(app) == []
    sources = [text for text in texts(app) if translator(with_data[2])("Источник") in text]
    shows_exhibits = page.filtered and page.name != "presentation"  # nothing is collected yet
    assert len(sources) >= (1 if shows_exhibits else 0), "every exhibit ends with its source"
    assert not ABSENT & cells(app)
    assert not [text for text in texts(app) if set(text.split()) & ABSENT]
    strip = next((line.value for line in app.markdown if line.value.startswith(":small[") and "**" in line.value), "")
    assert bool(strip) == page.filtered
    banner = translator(with_data[2])("Демонстрационные данные")
    assert (banner in strip) == (data == "demo" and page.filtered)


@pages
def test_a_page_speaks_one_language(with_data: Opened, page: Page) -> None:
    app, _, language = with_data
    visit(app, page.name)
    foreign = latin_words(app) - OURS if language == "ru" else russian_words(app)
    assert foreign - words_of_the_data() - {"ЛМП"} == set()


def test_the_words_of_a_chart_and_a_card_are_read_by_these_tests() -> None:
    point(address(copy(record())))
    app = opened("ru")
    said = " ".join(texts(app))
    for part in (
        "Охват регионов",
        "из 89",
        "Источник",
        "границы схематичны",
        "С начала года",
        "Пермский край",
    ):
        assert part in said, part
    assert "None" not in said


def test_no_phrase_is_hidden_where_the_catalogue_does_not_look() -> None:
    """Babel reads no call inside an f-string of Python 3.11."""
    gathered = {part for phrase, _ in phrases() for part in ([phrase] if isinstance(phrase, str) else phrase)}
    for folder in ("dashboard", "pages"):
        for path in (ROOT / folder).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "_":
                    said = {part.value for part in call.args[:1] if isinstance(part, ast.Constant)}
                    assert said <= gathered, f"{path.name}:{call.lineno}"
