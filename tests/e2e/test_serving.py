"""The served dashboard when things stand otherwise: the warehouse is away, the address has a prefix."""

import json
import shutil
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from dashboard.navigation import PAGES as ALL
from dashboard.navigation import Page
from etl.principal import LOCAL
from tests.e2e.browsing import REGIONS, idle, visit
from tests.e2e.conftest import Opener
from tests.e2e.serving import Served, served

PAGES = [page for page in ALL if page.is_open_to(LOCAL)]
pytestmark = pytest.mark.browser
LANGUAGE = "document.documentElement.lang"
STYLED = '[class*="st-key-exhibit-"]'
NOWHERE = "postgresql://nobody@127.0.0.1:9/nothing"


def test_a_warehouse_that_is_away_is_said_in_a_sentence(opener: Opener, chromium: str, log: Path) -> None:
    with served(log, NOWHERE) as running:
        page = opener()
        page.goto(f"{running.address}events")
        page.get_by_text("База данных не отвечает").wait_for(timeout=60_000)
        idle(page)
        assert page.get_by_role("button", name="Повторить").is_visible()
        assert page.get_by_role("link", name="Методика").is_visible()
        assert "Traceback" not in page.inner_text("body")
        assert readiness(running) == (503, "database_refused")


def readiness(running: Served) -> tuple[int, str]:
    """Return what /readyz answers: its status and the state."""
    try:
        with urllib.request.urlopen(f"{running.address}readyz") as answer:
            return answer.status, json.loads(answer.read())["state"]
    except urllib.error.HTTPError as refused:
        return refused.code, json.loads(refused.read())["state"]


def test_an_open_page_says_that_the_file_is_gone_and_goes_on_by_itself_when_it_is_back(
    opener: Opener, record: str, log: Path, tmp_path: Path
) -> None:
    file, away = tmp_path / "warehouse.db", tmp_path / "away.db"
    shutil.copy(record.removeprefix("sqlite:///"), file)
    with served(log, f"sqlite:///{file}") as running:
        page = opener()
        visit(page, f"{running.address}events?period=last-year")
        file.rename(away)
        page.get_by_role("link", name="Обзор").click()
        page.get_by_text("Файла хранилища нет на месте").wait_for(timeout=60_000)
        assert readiness(running) == (503, "database_file_gone") and not file.exists()
        away.rename(file)
        page.locator(".st-key-exhibit-overview_map").wait_for(timeout=60_000)
        assert readiness(running) == (200, "ready")


def test_a_served_warehouse_says_that_it_is_ready(dashboard: Served) -> None:
    with urllib.request.urlopen(f"{dashboard.address}readyz") as answer:
        state = json.loads(answer.read())
    assert state["state"] == "ready" and state["version"].split("-")[1] == "4"


def test_everything_works_under_a_prefix(opener: Opener, record: str, log: Path) -> None:
    with served(log, record, ready="analytics/_stcore/health", options=["--server.baseUrlPath", "analytics"]) as run:
        page = opener()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        visit(page, f"{run.address}analytics/events?period=last-year")
        assert page.locator(".st-key-map-events_map .choroplethlayer path").count() == REGIONS
        local = [address for address in asked if address.startswith("http")]
        assert [address for address in local if not address.startswith(f"{run.address}analytics/")] == []
        assert STYLED in page.request.get(f"{run.address}analytics/events").text()
        page.get_by_role("link", name="Обзор").click()
        page.locator(".st-key-exhibit-overview_map").wait_for()


@pytest.mark.parametrize("shown", PAGES, ids=lambda page: page.name)
def test_the_shapes_of_a_map_are_fetched_once_where_there_is_a_map(
    dashboard: Served, opener: Opener, shown: Page
) -> None:
    page = opener()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.rpartition("/")[2]))
    visit(page, f"{dashboard.address}{shown.path}?period=last-year")
    assert fetched.count("regions_mid.geojson") == bool(page.locator(".choroplethlayer").count())


@pytest.mark.parametrize("opened", PAGES, ids=lambda page: page.name)
def test_a_page_comes_with_its_style_sheet_its_language_and_its_title(dashboard: Served, opened: Page) -> None:
    with urllib.request.urlopen(f"{dashboard.address}{opened.path}?lang=en") as answer:
        text = answer.read().decode()
        assert STYLED in text and '<html lang="en">' in text
        assert f"<title>{opened.title.en} — VARMSU activity</title>" in text
        assert answer.headers["cache-control"] == "no-cache"


def test_title_and_language_follow_the_reader(dashboard: Served, opener: Opener) -> None:
    page = opener()
    visit(page, f"{dashboard.address}events")
    assert (page.title(), page.evaluate(LANGUAGE)) == ("Мероприятия — Активность ВАРМСУ", "ru")
    page.get_by_role("link", name="Методика").click()
    page.wait_for_function("document.title === 'Методика — Активность ВАРМСУ'")
    page.get_by_role("button", name="RU → EN").click()
    page.wait_for_function(f"document.title === 'Method — VARMSU activity' && {LANGUAGE} === 'en'")
    page.get_by_role("button", name="EN → RU").click()
    page.wait_for_function(f"document.title === 'Методика — Активность ВАРМСУ' && {LANGUAGE} === 'ru'")


@pytest.mark.parametrize("address", ["nothing", "app/events", "static/events"])
def test_what_is_no_page_of_ours_is_answered_by_streamlit(dashboard: Served, address: str) -> None:
    with urllib.request.urlopen(f"{dashboard.address}{address}") as answer:
        assert STYLED not in answer.read().decode()
