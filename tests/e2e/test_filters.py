"""Filters in a real browser: a click on the map, links, Back and reload, dates, the keyboard, what travels."""

import pytest
from playwright.sync_api import Page, WebSocket, expect

from tests.e2e.browsing import choose, click_shape, drawn, idle, query, visit, wait_for_query
from tests.e2e.conftest import Opener
from tests.e2e.serving import Served

pytestmark = pytest.mark.browser
MAP = ".st-key-map-overview_map"


def shape(page: Page, code: str) -> int:
    """Return the place of a region among the shapes of the map."""
    found = page.locator(f"{MAP} .js-plotly-plot").evaluate(
        "(chart, code) => chart.data.filter((t) => t.type === 'choropleth').flatMap((t) => t.locations).indexOf(code)",
        code,
    )
    return int(found)


def test_a_click_filters_a_second_one_opens_the_passport_and_the_way_back_brings_the_filters(
    opener: Opener, dashboard: Served
) -> None:
    page = opener()
    visit(page, f"{dashboard.address}?period=last-year&compare=previous&show=total")
    click_shape(page, page.locator(f"{MAP} .choroplethlayer path").nth(shape(page, "24")))
    wait_for_query(page, region="24")
    expect(page.locator(".st-key-filter_regions").get_by_text("Красноярский край")).to_be_visible()
    before = query(page)
    click_shape(page, page.locator(f"{MAP} .choroplethlayer path").nth(shape(page, "24")))
    page.locator(".st-key-exhibit-region_passport").wait_for()
    expect(page.locator(".st-key-breadcrumb")).to_contain_text("› Красноярский край")
    page.get_by_role("button", name="Обзор").click()
    page.locator(".st-key-exhibit-overview_map").wait_for()
    drawn(page)
    assert query(page) == before


def test_the_keyboard_opens_a_passport_and_comes_back(opener: Opener, dashboard: Served) -> None:
    page = opener()
    visit(page, f"{dashboard.address}events?period=last-year&compare=previous&show=total&region=59")
    before = query(page)
    page.get_by_role("button", name="Паспорт: Пермский край").focus()
    page.keyboard.press("Enter")
    page.locator(".st-key-exhibit-region_passport").wait_for()
    idle(page)
    page.get_by_role("button", name="Мероприятия").focus()
    page.keyboard.press("Enter")
    page.locator(".st-key-exhibit-events_map").wait_for()
    drawn(page)
    assert query(page) == before


def test_a_link_to_an_inner_page_brings_its_filters_and_they_survive_navigation_back_and_reload(
    opener: Opener, dashboard: Served
) -> None:
    wanted = {"period": "last-half", "compare": "previous", "show": "per-100-mo", "district": "ПФО", "region": "59,16"}
    address = "&".join(f"{name}={value}" for name, value in wanted.items())
    page = opener()
    visit(page, f"{dashboard.address}events?{address}")
    assert query(page) == wanted
    assert page.get_by_role("combobox", name="Период").input_value() == "Прошлое полугодие"
    expect(page.locator(".st-key-filter_regions").get_by_text("Пермский край")).to_be_visible()
    page.get_by_role("link", name="Ассоциации").click()
    page.locator(".st-key-exhibit-associations_map").wait_for()
    drawn(page)
    assert query(page) == wanted
    back_to(page, "/events")
    assert query(page) == wanted
    page.reload()
    drawn(page)
    assert ("/events" in page.url, query(page)) == (True, wanted)
    assert page.get_by_role("combobox", name="Период").input_value() == "Прошлое полугодие"


def back_to(page: Page, path: str) -> None:
    """Press Back until the page is there: the address is written twice on the way to a page, so twice at most."""
    for _press in range(2):
        page.go_back()
        page.wait_for_timeout(500)
        if path in page.url:
            break
    page.locator(".st-key-exhibit-events_map").wait_for()
    drawn(page)


def test_unknown_codes_of_a_link_are_dropped(opener: Opener, dashboard: Served) -> None:
    page = opener()
    visit(page, f"{dashboard.address}?period=never&region=59,999&district=xx&from=31")
    wait_for_query(page, period="ytd", region="59", district=None)


def test_days_of_ones_own_are_chosen_and_kept_in_the_address(opener: Opener, dashboard: Served) -> None:
    page = opener()
    visit(page, f"{dashboard.address}?period=last-year")
    choose(page, "Период", "Свои даты")
    wait_for_query(page, period="custom", **{"from": "2025-01-01", "to": "2025-12-31"})
    page.get_by_role("spinbutton", name="day, Дни start date").focus()
    page.keyboard.type("04032025")
    page.keyboard.press("Tab")
    page.keyboard.type("20062025")
    for _step in range(2):  # over the button of the calendar, out of the field
        page.keyboard.press("Tab")
    wait_for_query(page, **{"from": "2025-03-04", "to": "2025-06-20"})


def test_the_shapes_of_the_regions_travel_once_and_never_in_a_message(opener: Opener, dashboard: Served) -> None:
    page, asked, frames = opener(), [], []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: frames.append(frame if isinstance(frame, bytes) else frame.encode()))

    page.on("websocket", listen)
    page.on("request", lambda request: asked.append(request.url))
    visit(page, f"{dashboard.address}?period=last-year")
    for option, code in (("Этот год", "year"), ("Прошлое полугодие", "last-half"), ("Всё время", "all")):
        choose(page, "Период", option)
        wait_for_query(page, period=code)
    page.get_by_role("link", name="Мероприятия").click()
    page.locator(".st-key-exhibit-events_map").wait_for()
    drawn(page)
    assert sum("geojson" in address for address in asked) == 1
    assert len(frames) > 20
    assert not any(b"Polygon" in frame for frame in frames)


def test_the_keyboard_reaches_filters_and_actions_and_works_them(opener: Opener, dashboard: Served) -> None:
    page = opener()
    visit(page, dashboard.address)
    reached = tabbed(page, 40)
    wanted = ["Период", "Сравнение", "Округ", "Регион", "Всего", "Таблица", "Как посчитано", "Скачать"]
    assert [name for name in wanted if name not in reached] == []
    page.get_by_role("combobox", name="Регион").focus()
    page.keyboard.type("Пермский")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    wait_for_query(page, region="59")
    page.keyboard.press("Escape")
    box = page.locator(".st-key-exhibit-overview_trend")
    box.get_by_role("button", name="Таблица").focus()
    page.keyboard.press("Enter")
    box.get_by_test_id("stDataFrame").wait_for()
    idle(page)


def tabbed(page: Page, presses: int) -> list[str]:
    """Return the names of what the Tab key comes by, without the words of icons."""
    name = """() => {
      const copy = document.activeElement.cloneNode(true)
      for (const icon of copy.querySelectorAll('[data-testid="stIconMaterial"]')) icon.remove()
      return (document.activeElement.getAttribute('aria-label') || copy.textContent).trim()
    }"""
    found = []
    for _press in range(presses):
        page.keyboard.press("Tab")
        found.append(str(page.evaluate(name)))
    return found
