"""Every page that is open to a clerk, opened in a browser behind nginx: `python -m tests.deploy.walk USER:PASSWORD`.

Prints a line of JSON a page: its name, how many exhibits it has, and what it says in boxes of errors.
"""

import json
import sys

from playwright.sync_api import sync_playwright

from dashboard.navigation import PAGES
from etl.principal import Principal, Role
from tests.e2e.browsing import QUIET, idle

CLERK = Principal("petrov", "Петров", Role.REGION, ("59",))
EXHIBITS, ERRORS = '[class*="st-key-exhibit-"]', '[data-testid="stAlertContentError"]'


def walk(person: str, chromium: str) -> None:
    """Open every page and tell what is there."""
    name, _, password = person.partition(":")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        context = browser.new_context(
            ignore_https_errors=True, http_credentials={"username": name, "password": password}, locale="ru-RU"
        )
        page = context.new_page()
        for one in (one for one in PAGES if one.is_open_to(CLERK)):
            page.goto(f"https://dashboard.example.org/{one.path}?period=all")
            page.get_by_text(CLERK.name).first.wait_for(timeout=60_000)
            idle(page)
            said = page.locator(ERRORS).all_inner_texts()
            found = {"page": one.name, "exhibits": page.locator(EXHIBITS).count(), "errors": said}
            print(json.dumps(found | {"text": page.inner_text("body")}, ensure_ascii=False), flush=True)
        browser.close()


if __name__ == "__main__":
    walk(sys.argv[1], sys.argv[2])
