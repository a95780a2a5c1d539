"""Exhibits in a real browser: offline, every region visible, clicks, files, a phone's width."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.e2e.browsing import saved
from tests.e2e.serving import ROOT, served

pytestmark = pytest.mark.browser
APP = """
import sys
sys.path.insert(0, {root!r})
import streamlit as st
from starlette.middleware import Middleware
from dashboard import seams

app = st.App("main.py", middleware=[Middleware(seams.FirstPage)])
"""
PAGE = """
import sys
from dataclasses import replace
sys.path.insert(0, {root!r})
import streamlit as st
from dashboard.screen import exhibit_box
from tests.dashboard.sample_exhibits import bar_exhibit, line_exhibit, map_exhibit, number_exhibit, stacked_exhibit

st.set_page_config(layout="wide")
st.session_state["data_version"] = "of the invented exhibits"  # the frame sets it
exhibit_box.cards([number_exhibit()] * 5)
chosen = st.session_state.get("chosen", "")
def choose(code):
    st.session_state["chosen"] = code
whole = map_exhibit(selected=(chosen,))
# A region is left out: plotly asks for the coastlines of the world when a map has a ground of other regions.
exhibit_box.show(replace(whole, frame=whole.frame[whole.frame["code"] != "02"]), "regions", on_select=choose)
exhibit_box.show(bar_exhibit(selected=(chosen,)), "bars", on_select=choose)
exhibit_box.show(line_exhibit(title="<img src=x onerror=alert(1)> *как есть* :red[да]"), "lines")
exhibit_box.show(replace(line_exhibit(title="Данных нет"), frame=line_exhibit().frame.iloc[:0]), "nothing")
exhibit_box.show(stacked_exhibit(7, as_share=True), "parts")
st.write("chosen:" + chosen)
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a page of invented exhibits with the project's theme and files; return its address."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "main.py").write_text(PAGE.format(root=str(ROOT)), encoding="utf-8")
    (folder / "app.py").write_text(APP.format(root=str(ROOT)), encoding="utf-8")
    shutil.copytree(ROOT / "dashboard" / "static", folder / "static")
    with served(folder / "log", "", folder / "app.py", "_stcore/health") as running:
        yield running.address


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


def opened(browser: Browser, address: str, width: int = 1440, scheme: Any = "light") -> Page:
    page = browser.new_page(viewport={"width": width, "height": 1000}, color_scheme=scheme, locale="ru-RU")
    page.goto(address)
    page.locator(".st-key-map-regions .choroplethlayer path").nth(88).wait_for(state="attached", timeout=60_000)
    page.locator(".st-key-exhibit-parts .main-svg").first.wait_for(timeout=60_000)
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    return page


def test_nothing_is_asked_from_elsewhere(browser: Browser, address: str, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.locator(".st-key-map-regions .choroplethlayer path").nth(88).wait_for(state="attached", timeout=60_000)
    saved(page, "regions", "PNG", tmp_path)
    local = (address, address.replace("http", "ws"), "data:", "blob:")
    assert [url for url in asked if not url.startswith(local)] == []
    assert sum("regions_mid.geojson" in url for url in asked) == 1
    page.close()


def test_every_region_can_be_seen(browser: Browser, address: str) -> None:
    page = opened(browser, address)
    box = page.locator(".st-key-map-regions .stPlotlyChart").bounding_box()
    shapes = page.locator(".st-key-map-regions .choroplethlayer path")
    points = page.locator(".st-key-map-regions .scattergeo path.point")
    sizes = shapes.evaluate_all("all => all.map(one => one.getBoundingClientRect().toJSON())")
    dots = points.evaluate_all("all => all.map(one => one.getBoundingClientRect().toJSON())")
    assert box is not None
    assert (len(sizes), len(dots)) == (89, 4)
    for size in [*sizes, *dots]:
        assert box["x"] - 1 <= size["left"] <= size["right"] <= box["x"] + box["width"] + 1
    assert all(max(size["width"], size["height"]) > 4 for size in sizes)
    assert all(dot["width"] >= 12 for dot in dots)
    page.close()


def test_a_click_on_a_region_or_a_bar_chooses_it(browser: Browser, address: str) -> None:
    page = opened(browser, address)
    shapes = page.locator(".st-key-map-regions .choroplethlayer path")
    areas = shapes.evaluate_all("all => all.map(one => one.getBBox().width * one.getBBox().height)")
    click(page, shapes.nth(areas.index(max(areas))))  # the largest is Yakutia, 14
    page.get_by_text("chosen:14").wait_for(timeout=15_000)
    click(page, page.locator(".st-key-chart-bars .barlayer .point path").nth(1))
    page.get_by_text("chosen:16").wait_for(timeout=15_000)
    page.close()


def click(page: Page, mark: Locator) -> None:
    """Click the middle of a mark as a hand does: the pointer comes first, for plotly selects what it hovers."""
    mark.evaluate("one => one.scrollIntoView({block: 'center'})")
    box = mark.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 5, y)
    page.mouse.move(x, y)
    page.wait_for_timeout(300)
    page.mouse.click(x, y)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_saved_picture_is_a_light_sheet_with_the_chart_on_it(
    browser: Browser, address: str, tmp_path: Path, scheme: str
) -> None:
    page = opened(browser, address, scheme=scheme)
    with Image.open(saved(page, "regions", "PNG", tmp_path)) as picture:
        image = picture.convert("RGB")
    assert image.size == (1920, 1080)
    assert image.getpixel((5, 5)) == (255, 255, 255)
    found = {colour for _count, colour in image.getcolors(1_000_000) or []}
    # The darkest class, the ground of a region without data, the ink of the title.
    assert {(0x15, 0x3F, 0x75), (0xF0, 0xF0, 0xEE), (0x17, 0x21, 0x2B)} <= found
    page.close()


def test_a_saved_drawing_says_title_legend_and_source(browser: Browser, address: str, tmp_path: Path) -> None:
    page = opened(browser, address)
    drawing = saved(page, "regions", "SVG", tmp_path).read_text(encoding="utf-8")
    text = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", re.sub("<style>.*?</style>", "", drawing))).replace("\u00a0", " ")
    for told in ("Заявок больше в Поволжье", "Заявки · 2025", "нет данных", "На карте 1 002", "загружено 02.10.2025"):
        assert told in text, told
    assert drawing.count("data:font/woff2") == 2
    parts = saved(page, "parts", "SVG", tmp_path).read_text(encoding="utf-8")
    assert ">прочие<" in parts
    page.close()


def test_table_definition_and_files_are_there_on_demand(browser: Browser, address: str, tmp_path: Path) -> None:
    page = opened(browser, address)
    box = page.locator(".st-key-exhibit-bars")
    assert box.locator('[data-testid="stDataFrame"]').count() == 0
    box.get_by_role("button", name="Таблица").click()
    box.locator('[data-testid="stDataFrame"]').wait_for()
    box.get_by_role("button", name="Скрыть таблицу").click()
    box.locator('[data-testid="stDataFrame"]').wait_for(state="detached")
    box.get_by_role("button", name="Как посчитано").click()
    formula = page.get_by_text("сумма столбца «Количество заявок»")
    formula.wait_for()
    box.get_by_role("button", name="Как посчитано").click()
    formula.wait_for(state="detached")
    assert saved(page, "bars", "XLSX", tmp_path).read_bytes()[:2] == b"PK"
    assert "Пермский край" in saved(page, "bars", "CSV", tmp_path).read_text(encoding="utf-8-sig")
    page.close()


def test_words_of_the_data_are_shown_as_they_are(browser: Browser, address: str) -> None:
    page = opened(browser, address)
    title = page.locator(".st-key-exhibit-lines h3")
    assert title.inner_text().strip() == "<img src=x onerror=alert(1)> *как есть* :red[да]"
    assert title.locator("img").count() == 0
    page.close()


def test_an_exhibit_without_rows_is_its_title(browser: Browser, address: str) -> None:
    page = opened(browser, address)
    box = page.locator(".st-key-exhibit-nothing")
    assert "Данных нет" in box.inner_text()
    assert box.locator(".js-plotly-plot, button:visible").count() == 0
    page.close()


@pytest.mark.parametrize(("width", "in_a_row"), [(1440, 5), (1024, 3), (390, 2)])
def test_nothing_is_wider_than_the_screen_and_cards_wrap(
    browser: Browser, address: str, width: int, in_a_row: int
) -> None:
    page = opened(browser, address, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cards = page.locator(".card").evaluate_all("all => all.map(one => Math.round(one.getBoundingClientRect().top))")
    assert cards.count(cards[0]) == in_a_row
    legend = page.locator(".st-key-map-regions .legend .traces")
    chart = page.locator(".st-key-map-regions .stPlotlyChart").bounding_box()
    last = legend.last.bounding_box()
    assert chart is not None
    assert last is not None
    assert last["y"] + last["height"] <= chart["y"] + chart["height"]
    page.close()


def test_the_page_is_set_in_the_shipped_font(browser: Browser, address: str) -> None:
    page = opened(browser, address)
    loaded = page.evaluate("[...document.fonts].filter(one => one.status === 'loaded').map(one => one.family)")
    assert "SourceSans3" in {name.strip('"') for name in loaded}
    used = page.locator(".st-key-map-regions .legendtext").first.evaluate("one => getComputedStyle(one).fontFamily")
    assert used.startswith("SourceSans3")
    page.close()
