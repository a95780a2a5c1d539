"""What a browser gets first: Streamlit's empty page, with what lets it draw ours sooner and only once.

The style sheet is in it: one that comes with the words finds charts already drawn in boxes of another width. The shapes of
the map would be asked for last of all, when the map already waits for them.
"""

from pathlib import Path

import streamlit as st
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.figures.map import SHAPES_URL
from dashboard.navigation import PAGES, Page

STYLE = Path(__file__).with_name("style.css")
EMPTY_PAGE = Path(st.__file__).parent / "static" / "index.html"
# The address is relative to the page, so it holds under a prefix too.
LINK = f"<./{SHAPES_URL}>; rel=preload; as=fetch; crossorigin"
BY_PATH = {page.path: page for page in PAGES}


class Opening:
    """An application that itself answers a browser which opens a page of the dashboard."""

    def __init__(self, application: ASGIApp) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the beginning of a page where one is asked for; all else is the application's to answer."""
        page = page_asked(scope)
        await (beginning(page) if page else self.application)(scope, receive, send)


def page_asked(scope: Scope) -> Page | None:
    """Return the page whose address a browser opens, None when it asks for anything else."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return None
    before, _, path = str(scope["path"]).rpartition("/")
    prefix = str(st.get_option("server.baseUrlPath"))
    return BY_PATH.get(path) if before.strip("/") == prefix.strip("/") else None


def beginning(page: Page) -> HTMLResponse:
    """Return the empty page with our style sheet last, where it rules over Streamlit's own rules.

    ValueError when Streamlit's page has no body to add to.
    """
    before, end, after = EMPTY_PAGE.read_text(encoding="utf-8").rpartition("</body>")
    if not end:
        raise ValueError(f"{EMPTY_PAGE}: no </body>")
    style = f"<style>{STYLE.read_text(encoding='utf-8')}</style>"
    hint = {"link": LINK} if page.mapped else {}
    return HTMLResponse(before + style + end + after, headers={"cache-control": "no-cache"} | hint)
