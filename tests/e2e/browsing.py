"""A real browser on a dashboard: open a page, wait until all of it is drawn, do what a hand does."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Locator, Page, sync_playwright

# Whatever the browser would ask its maker for by itself is switched off: what is left is ours.
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run")
DESK, LAPTOP, TABLET, PHONE = 1440, 1280, 1024, 390
REGIONS = 89
LONG = 60_000
# The script has ended, an exhibit has come as far as its source line, every chart and table that is announced is there,
# and a map has all its regions. Returns when, in milliseconds after the page was asked for.
DRAWN = f"""() => {{
  const app = document.querySelector('[data-testid="stApp"]')
  const all = (key, has) => [...document.querySelectorAll(`[class*="st-key-exhibit-"] [class*="st-key-${{key}}-"]`)].every(has)
  return app?.dataset.testScriptState === 'notRunning' &&
    document.querySelector('[class*="st-key-foot-"], .st-key-deck_bar, .st-key-exhibit-passports') && !app.querySelector('[data-testid="stSkeleton"]') &&
    all('chart', (chart) => chart.querySelector('.main-svg')) &&
    all('rows', (rows) => rows.querySelector('[data-testid="stDataFrame"]')) &&
    all('map', (map) => map.querySelectorAll('.choroplethlayer path').length >= {REGIONS}) && performance.now()
}}"""
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'


@contextmanager
def launched(chromium: str | None = None) -> Iterator[Browser]:
    """Run a headless Chromium until the block ends."""
    path = chromium or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def new_page(browser: Browser, width: int = DESK, scheme: Any = "light", height: int = 1000) -> Iterator[Page]:
    """Open an empty page of a reader who has never been here."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="ru-RU", accept_downloads=True
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def visit(page: Page, address: str) -> float:
    """Open an address; return after how many milliseconds everything on it was drawn."""
    page.goto(address, wait_until="commit")
    return drawn(page)


def drawn(page: Page) -> float:
    """Wait until everything on the page is drawn; return when that was, in milliseconds after it was asked for."""
    return float(page.wait_for_function(DRAWN, polling="raf", timeout=LONG).json_value())


def idle(page: Page) -> None:
    """Wait until the script of the page has ended, and the browser has what each of its parts is shown with."""
    page.locator(IDLE).wait_for(timeout=LONG)
    page.get_by_test_id("stSkeleton").first.wait_for(state="detached", timeout=LONG)


def query(page: Page) -> dict[str, str]:
    """Return the filters in the address of the page."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def wait_for_query(page: Page, **wanted: str | None) -> None:
    """Wait until the address says this; None stands for a parameter that must be gone."""
    found = "(name) => new URLSearchParams(location.search).get(name)"
    page.wait_for_function(
        f"(wanted) => Object.entries(wanted).every(([name, value]) => ({found})(name) === value)",
        arg=wanted,
        timeout=15_000,
    )
    drawn(page)


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a select box of the filter bar."""
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()


def click_shape(page: Page, shape: Locator) -> None:
    """Click the middle of a shape as a hand does: the pointer comes first, for plotly selects what it hovers."""
    shape.evaluate("one => one.scrollIntoView({block: 'center'})")
    box = shape.bounding_box()
    if box is None:
        raise AssertionError("the shape is not drawn")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 5, y)
    page.mouse.move(x, y)
    page.wait_for_timeout(300)
    page.mouse.click(x, y)


def saved(page: Page, exhibit: str, form: str, folder: Path) -> Path:
    """Save an exhibit as a file of a form from its drawer, and close the drawer; return the file."""
    drawer = page.locator(f".st-key-exhibit-{exhibit}").get_by_role("button", name=re.compile("Скачать|Download"))
    button = page.locator(f".st-key-exhibit-{exhibit}").get_by_role("button", name=form, exact=True)
    drawer.click()
    button.wait_for()
    idle(page)  # a click on a button that a run has just brought is lost while that run goes on
    with page.expect_download(timeout=LONG) as waiting:
        button.click()
    kept = folder / waiting.value.suggested_filename
    waiting.value.save_as(kept)
    drawer.click()
    button.wait_for(state="detached")
    return kept


def full_height(page: Page) -> int:
    """Make the window as high as the page is long, so that a picture shows all of it; return that height."""
    width = page.viewport_size["width"] if page.viewport_size else DESK
    height = 0
    for _attempt in range(3):  # a higher window can make the page longer: charts stretch
        if (found := int(page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight"))) == height:
            break
        height = found
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(500)
    return height
