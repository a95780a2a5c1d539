"""Every page in a real browser: drawn, offline, in two languages, at four widths, light and dark."""

import re

import pytest
from playwright.sync_api import Browser, Page

from dashboard.figures.drawing.look import DARK
from dashboard.figures.drawing.shapes import shapes
from dashboard.navigation import PAGES as ALL
from etl.principal import LOCAL
from tests.e2e.browsing import DESK, LAPTOP, PHONE, REGIONS, TABLET, drawn, new_page, visit
from tests.e2e.conftest import Faults, Opener
from tests.e2e.serving import Served

pytestmark = pytest.mark.browser
PAGES = [page for page in ALL if page.is_open_to(LOCAL)]
ADDRESSES = ["", *(page.name for page in PAGES[1:])]
# What is wider than the window: the page itself, or the part of it that scrolls.
TOO_WIDE = """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')]
  .filter((one) => one.scrollWidth > Math.min(one.clientWidth, innerWidth)).map((one) => [one.className, one.scrollWidth])"""
# The names and numbers of a chart that reach out of it (their room is reckoned, not measured), months under a line that
# run into each other, and choices that are scrolled out of sight.
CUT = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap((chart) => {
  const room = chart.querySelector('.main-svg').getBoundingClientRect()
  const boxes = (all) => [...chart.querySelectorAll(all)].map((one) => [one.textContent, one.getBoundingClientRect()])
  const out = boxes('.ytick text, .bartext, .annotation text').filter(([, box]) => box.width)
    .filter(([, box]) => box.left < room.left - 0.5 || box.right > room.right + 0.5)
  const months = boxes('.xtick text').sort(([, one], [, other]) => one.left - other.left)
  const close = months.filter(([, box], at) => at && box.left < months[at - 1][1].right)
  return [...out, ...close].map(([text]) => text)
}).concat([...document.querySelectorAll('[role="radiogroup"]')].filter((one) => one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.textContent))"""
# The words a reader sees. Icons are words of a font, tables are drawings, and what comes from files stays as it was.
WORDS = """() => {
  const copy = document.querySelector('[data-testid="stApp"]').cloneNode(true)
  for (const one of copy.querySelectorAll('[data-testid="stIconMaterial"], style, template, option')) one.remove()
  return copy.textContent
}"""


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_page_is_drawn_in_a_language_without_a_fault_and_fits_every_screen(
    opener: Opener, dashboard: Served, language: str, name: str
) -> None:
    page = opener()
    visit(page, f"{dashboard.address}{name}?lang={language}")
    title = next(page for page in PAGES if page.name == (name or "overview")).title.of(language)
    assert page.get_by_role("link", name=re.compile(rf"(^|\s){title}$")).count() == 1
    assert page.get_by_test_id("stException").count() == 0
    for width in (DESK, LAPTOP, TABLET, PHONE):
        assert faults_at(page, width) == [], width


@pytest.mark.parametrize("name", ["", "events", "associations", "competitions", "region", "rating", "silent"])
def test_every_section_of_a_page_fits_a_phone(opener: Opener, dashboard: Served, name: str) -> None:
    page = opener()
    visit(page, f"{dashboard.address}{name}")
    sections = page.get_by_role("radiogroup", name="Раздел")
    titles = sections.get_by_role("radio").all_inner_texts()
    assert len(titles) > 1
    for title in titles[1:]:
        before = page.url
        sections.get_by_role("radio", name=title, exact=True).click()
        page.wait_for_function("before => location.href !== before", arg=before)
        drawn(page)
        assert faults_at(page, PHONE) == [], title


def test_a_page_may_ask_nothing_of_other_machines(browser: Browser, dashboard: Served) -> None:
    noted = Faults()
    with new_page(browser) as page:
        noted.watch(page)
        page.goto(dashboard.address)
        refused = page.evaluate("fetch('http://elsewhere.invalid/x').then(() => '', error => String(error))")
    assert "Failed to fetch" in refused and not [fault for fault in noted if fault.startswith("leaves")]


def test_a_page_is_framed_by_nobody(browser: Browser, dashboard: Served) -> None:
    with new_page(browser) as page:
        page.set_content(f"<iframe src='{dashboard.address}'></iframe>")
        page.wait_for_timeout(2_000)
        assert [frame.url for frame in page.frames[1:]] == ["chrome-error://chromewebdata/"]


def test_a_request_that_leaves_the_machine_is_noticed(browser: Browser) -> None:
    noted = Faults()
    with new_page(browser) as page:
        noted.watch(page)
        page.goto("about:blank")
        page.evaluate("fetch('http://elsewhere.invalid/x').catch(() => 0)")
        with page.expect_websocket(lambda socket: "elsewhere" in socket.url):
            page.evaluate("new WebSocket('ws://elsewhere.invalid/y') && 0")
    found = {fault for fault in noted if fault.startswith("leaves the machine")}
    assert found == {"leaves the machine: http://elsewhere.invalid/x", "leaves the machine: ws://elsewhere.invalid/y"}


def test_all_regions_are_on_the_map_and_the_small_ones_have_points(opener: Opener, dashboard: Served) -> None:
    page = opener()
    visit(page, dashboard.address)
    box = page.locator(".st-key-map-overview_map")
    assert box.locator(".choroplethlayer path").count() == REGIONS
    assert box.locator(".scattergeo path.point").count() == sum(shape.small for shape in shapes().values()) > 0


def test_the_language_is_switched_by_a_button_and_kept_on_other_pages(opener: Opener, dashboard: Served) -> None:
    page = opener()
    visit(page, dashboard.address)
    page.get_by_role("button", name="RU → EN").click()
    page.get_by_role("link", name="Competitions").click()
    page.locator(".st-key-exhibit-competitions_map").wait_for()
    drawn(page)
    assert "lang=en" in page.url
    page.get_by_role("button", name="EN → RU").click()
    page.get_by_role("link", name="Конкурсы").wait_for()


def test_a_russian_page_has_no_english_words(opener: Opener, dashboard: Served) -> None:
    page = opener()
    visit(page, dashboard.address)
    found = {word for word in re.findall(r"[A-Za-z]{2,}", page.evaluate(WORDS)) if word.strip("IVX")}
    # The switch, and the words of Streamlit's own that cannot be set: a link for screen readers, its menu.
    assert found <= {"RU", "EN", "Natural", "Earth", "Skip", "to", "main", "content"}


def test_a_dark_page_is_dark_and_so_are_its_charts(opener: Opener, dashboard: Served) -> None:
    page = opener(scheme="dark")
    visit(page, dashboard.address)
    assert luminance(page, '[data-testid="stApp"]', "backgroundColor") < 40
    assert luminance(page, ".st-key-exhibit-overview_trend", "backgroundColor") < 50
    assert luminance(page, ".st-key-exhibit-overview_trend .xtick text", "fill") > 120
    shades = page.locator(".st-key-map-overview_map .choroplethlayer path").evaluate_all(
        "all => [...new Set(all.map((one) => getComputedStyle(one).fill))]"
    )
    darks = {"rgb({}, {}, {})".format(*bytes.fromhex(colour[1:])) for colour in (*DARK.sequence, DARK.no_data)}
    assert set(shades) <= darks | {"rgba(0, 0, 0, 0)"}


def faults_at(page: Page, width: int) -> list[object]:
    """Return what is too wide, cut or out of sight when the window is this wide."""
    page.set_viewport_size({"width": width, "height": 1000})
    page.wait_for_timeout(400)
    drawn(page)
    return [*page.evaluate(TOO_WIDE), *page.evaluate(CUT)]


def luminance(page: Page, selector: str, style: str) -> float:
    """Return how light a colour on the page is, from 0 to 255."""
    colour = page.locator(selector).first.evaluate(f"one => getComputedStyle(one).{style}")
    red, green, blue = map(int, re.findall(r"\d+", colour)[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
