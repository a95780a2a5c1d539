"""Somebody signs in at the provider behind nginx, in a browser: `python -m tests.deploy.sign_in SUBJECT CHROMIUM`.

Prints a line of JSON: where they came back to, what cookies they have, and whether they are still signed in once `STOP` is
there and the page was loaded anew.
"""

import json
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.e2e.browsing import QUIET, idle

ASKED = "https://dashboard.example.org/events?period=last-year"
SIGNED_IN, GO_ON = Path("/mnt/shared/signed-in"), Path("/mnt/shared/go-on")
PATIENCE = 60


def sign_in(subject: str, chromium: str) -> None:
    """Sign in, wait until a process was stopped, and look again."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        context = browser.new_context(ignore_https_errors=True, locale="ru-RU")
        page = context.new_page()
        page.goto(ASKED)
        page.get_by_role("link", name="Войти").click()
        page.locator("input[name=sub]").fill(subject)
        page.get_by_role("button", name="Authorize").click()
        page.get_by_role("button", name="Выйти").wait_for(timeout=60_000)
        idle(page)
        cookies = [{"name": one["name"], "secure": one["secure"], "value": one["value"]} for one in context.cookies()]
        found = {"address": page.url, "cookies": cookies}
        SIGNED_IN.touch()
        until = time.monotonic() + PATIENCE
        while not GO_ON.exists() and time.monotonic() < until:
            time.sleep(0.1)
        page.goto(ASKED)
        page.get_by_role("button", name="Выйти").wait_for(timeout=60_000)
        print(json.dumps(found | {"still": True}), flush=True)
        browser.close()


if __name__ == "__main__":
    sign_in(sys.argv[1], sys.argv[2])
