"""Sign-in at a real provider in a real browser, on two processes: in, back to the asked address, out everywhere, and nothing for anybody else."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as Waited
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from etl import service
from etl.principal import Principal, Role
from tests.e2e.browsing import drawn, idle, query
from tests.e2e.sharing import (
    ASKED,
    Shared,
    cookie_line,
    provider,
    reader,
    shared_dashboard,
    sign_in,
    signed_in,
    status,
)
from tests.etl.warehouse.access.test_sessions import passed

pytestmark = pytest.mark.browser
ALICE = Principal("alice", "Иванова", Role.ADMINISTRATOR)
BOB = Principal("bob", "Петров", Role.ANALYST)
OVER = "Сеанс закончился"
CLOSED = (
    "",
    "events",
    "data/card.events.json",
    "data/card.events.csv",
    "media/0123456789.csv",
    "_stcore/metrics",
    "_stcore/host-config",
    "_stcore/upload_file/session/file",
    "app/static/topojson/world_110m.json",
)


@pytest.fixture(scope="module")
def shared(chromium: str, record: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    """Serve the public record from two processes to whoever has a role."""
    record_file = Path(record.removeprefix("sqlite:///"))
    with provider() as metadata, shared_dashboard(metadata, record_file, tmp_path_factory.mktemp("shared")) as running:
        yield running


@pytest.fixture(autouse=True)
def people(shared: Shared) -> None:
    """Give the roles a test begins with."""
    for person in (ALICE, BOB):
        service.give_role(shared.engine, person, "терминал")


def run_again(page: Page) -> None:
    """Do what makes Streamlit run the page."""
    page.get_by_role("link", name="Методика").click()


def test_who_signs_in_comes_back_to_the_address_with_its_filters(browser: Browser, shared: Shared) -> None:
    with reader(browser) as context:
        page = signed_in(context, shared)
        drawn(page)
        assert page.url.startswith(f"{shared.second.address}events?") and query(page)["period"] == "last-year"
        assert page.get_by_text("Петров · аналитик").is_visible()
        assert not page.get_by_role("link", name="Доступ").is_visible()
        session = next(cookie for cookie in context.cookies() if cookie.get("name") == "dashboard_session")
        assert session.get("httpOnly") and session.get("sameSite") == "Lax"


def test_a_login_begun_on_one_process_ends_on_the_other(browser: Browser, shared: Shared) -> None:
    with reader(browser) as context:
        page = context.new_page()
        sign_in(page, shared.first.address + ASKED, "bob")
        page.wait_for_url(f"{shared.second.address}events?**")
        page.get_by_role("button", name="Выйти").wait_for(timeout=60_000)
        page.goto(shared.first.address + "method")
        page.get_by_text("Петров · аналитик").wait_for(timeout=60_000)


@pytest.mark.parametrize(("moment", "span"), [("seen_at", timedelta(minutes=61)), ("started_at", timedelta(hours=13))])
def test_an_open_tab_ends_with_its_session(browser: Browser, shared: Shared, moment: str, span: timedelta) -> None:
    with reader(browser) as context:
        page = signed_in(context, shared)
        passed(shared.engine, moment, span)
        run_again(page)
        page.get_by_text(OVER).wait_for()
        idle(page)
        assert page.locator(".js-plotly-plot").count() == 0
        page.get_by_role("link", name="Войти").click()
        page.wait_for_url("**/oauth2/authorize**")
        assert status(shared.second.address, Cookie=cookie_line(context)) == 401


def test_signing_out_closes_other_tabs_and_a_stolen_cookie_is_nobodys(browser: Browser, shared: Shared) -> None:
    with reader(browser) as context, reader(browser) as thief:
        page, other = signed_in(context, shared), context.new_page()
        other.goto(shared.first.address + "method")
        other.get_by_role("button", name="Выйти").wait_for(timeout=60_000)
        stolen = context.cookies()
        thief.add_cookies(stolen)  # type: ignore[arg-type]
        taken = thief.new_page()
        taken.goto(shared.second.address + "method")
        taken.get_by_role("button", name="Выйти").wait_for(timeout=60_000)
        idle(other)
        other.get_by_role("button", name="Выйти").click()
        other.wait_for_url("**/oauth2/end_session**")
        for left, link in ((page, "Методика"), (taken, "Обзор")):
            left.get_by_role("link", name=link).click()
            left.get_by_text(OVER).wait_for()
        thief.clear_cookies()
        thief.add_cookies(stolen)  # type: ignore[arg-type]
        replayed = thief.new_page()
        assert (answer := replayed.goto(shared.second.address)) and answer.status == 401
        replayed.get_by_role("link", name="Войти").wait_for()


def test_a_role_taken_away_closes_an_open_page_and_an_open_download(
    browser: Browser, shared: Shared, tmp_path: Path
) -> None:
    with reader(browser) as context:
        page = signed_in(context, shared)
        drawn(page)
        box = page.locator(".st-key-exhibit-events_map")
        box.get_by_role("button", name="Скачать").click()
        button = box.get_by_role("button", name="CSV", exact=True)
        button.wait_for()
        idle(page)
        with page.expect_download() as before:
            button.click()
        media = before.value.url
        assert status(media, Cookie=cookie_line(context)) == 200
        service.take_role(shared.engine, "bob", "Иванова")
        with pytest.raises(Waited), page.expect_download(timeout=4_000):
            button.click()
        assert status(media, Cookie=cookie_line(context)) == 403
        run_again(page)
        page.get_by_text("роли у вас нет: попросите доступ").wait_for()
        idle(page)
        assert page.locator(".js-plotly-plot").count() == 0
        assert status(f"{shared.second.address}data/card.events.json", Cookie=cookie_line(context)) == 403


def test_nobody_gets_anything(shared: Shared) -> None:
    for server in (shared.first, shared.second):
        assert {path: status(server.address + path) for path in CLOSED} == dict.fromkeys(CLOSED, 401)
        assert {status(server.address + path) for path in ("readyz", "_stcore/health")} == {200}
        for forged in ({}, {"Cookie": "dashboard_session=forged; _streamlit_user=forged"}):
            with pytest.raises(InvalidStatus) as refused:
                connect(f"ws{server.address.removeprefix('http')}_stcore/stream", additional_headers=forged)
            assert refused.value.response.status_code == 403


def test_who_waits_is_let_in_by_an_administrator(browser: Browser, shared: Shared) -> None:
    with reader(browser) as waiting, reader(browser) as office:
        page = waiting.new_page()
        sign_in(page, shared.second.address + ASKED, "carol")
        page.get_by_text("попросите доступ у администратора").wait_for()
        assert status(f"{shared.second.address}data/card.events.json", Cookie=cookie_line(waiting)) == 403
        desk = signed_in(office, shared, "alice", "access")
        desk.get_by_text("Вошли и ждут роли").wait_for()
        choose(desk, "Кому", "carol")
        choose(desk, "Роль", "руководитель")
        desk.get_by_role("button", name="Дать роль", exact=True).click()
        desk.get_by_text("Роль есть у 3 человек").wait_for()
        page.goto(shared.second.address + ASKED)
        page.get_by_text("carol · руководитель").wait_for(timeout=60_000)
        assert not page.get_by_role("link", name="Данные").is_visible()
    uses = {(use.name, use.what) for use in service.latest_uses(shared.engine)}
    assert {("Иванова", "decision"), ("carol", "sign-in"), ("carol", "refusal")} <= uses


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a box on «Доступ» and wait for the run it makes."""
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()
    page.wait_for_timeout(300)
    idle(page)
