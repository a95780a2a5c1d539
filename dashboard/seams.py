"""Everything that leans on what Streamlit does not promise: what each thing gains, what it looks for, what is lost without it.

Two kinds stand here: the first page, which is Streamlit's own and is changed on its way to the browser, and the list
`SEAMS` of what the style sheet and our scripts look for in the front end. `check` compares both with the installed
Streamlit once, at start. A number compares opening a page without the thing to opening it with the thing: medians of
pairs, in `docs/decisions/039-what-leans-on-streamlit.md`.
"""

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import parse_qs

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.language.phrases import translator
from dashboard.navigation import PAGES, Page

log = logging.getLogger("dashboard")

STYLE = Path(__file__).with_name("style.css")
FRONT_END = Path(st.__file__).with_name("static")
LANGUAGE, TITLE, END = '<html lang="en">', "<title>Streamlit</title>", "</body>"
BY_PATH = {page.path: page for page in PAGES}
# With these headers a request may be answered with less than the whole page, or with packed bytes.
NARROWING = ("accept-encoding", "if-none-match", "if-modified-since", "if-range", "range")
# Headers that describe the bytes of Streamlit's own file.
OF_THE_FILE = ("etag", "last-modified", "accept-ranges")


@dataclass(frozen=True, slots=True)
class Seam:
    """One thing of ours that leans on the front end of Streamlit: what it buys, and what is lost when an upgrade breaks it.

    `marks` are the words it relies on, in the files of the front end that match `files`.
    """

    name: str
    buys: str
    lost: str
    marks: tuple[str, ...]
    files: str = "static/js/*.js"


SEAMS = (
    Seam(
        "first page",
        buys="the look is there before anything is drawn (without it opening takes 1.05 times as much processor time), language and title before any script",
        lost="a page opens without its look, its language or its title",
        marks=(LANGUAGE, TITLE, END),
        files="index.html",
    ),
    Seam(
        "still bars",
        buys="the grey bars of what is to come stand still: when they move, opening takes 1.07 times as much processor time, and 1.5 to 1.9 times as long where the machine is busy",
        lost="pages open more slowly",
        marks=("stSkeleton",),
    ),
    Seam(
        "sides of the page",
        buys="the page uses its width: the theme has a word for the room above and below, none for the sides",
        lost="80 px stay empty at each side, on a phone too",
        marks=("stMainBlockContainer",),
    ),
    Seam(
        "columns",
        buys="exhibits stand one below another where two have no room: columns give way only on a phone",
        lost="charts are cut on a tablet",
        marks=("stColumn",),
    ),
    Seam(
        "choices",
        buys="a choice that is wider than the page goes on in the next line",
        lost="a part of a choice is out of sight",
        marks=("radiogroup",),
    ),
    Seam(
        "paper",
        buys="the answer alone is printed, a passport on one page",
        lost="the sidebar is printed too",
        marks=("stSidebar", "stHeader"),
    ),
    Seam(
        "colours",
        buys="light-dark() of the style sheet follows the theme of the page, not that of the system",
        lost="boxes are light on a dark page",
        marks=("colorScheme",),
    ),
    Seam(
        "pictures",
        buys="an exhibit is saved and copied as a picture by the browser, nothing is drawn on the server (screen/image.js)",
        lost="a saved picture has no chart on it",
        marks=("js-plotly-plot", "main-svg", "hoverlayer", "zoomlayer", "selectionlayer"),
        files="static/js/PlotlyChart*.js",
    ),
)


def check() -> list[str]:
    """Return a sentence for every seam that the installed Streamlit breaks, and log it."""
    sentences = [
        f"Streamlit {st.__version__} has no {', '.join(missing)}, on which «{seam.name}» leans: {seam.lost}."
        for seam in SEAMS
        if (missing := absent(seam))
    ]
    for sentence in sentences:
        log.warning("%s", sentence)
    return sentences


def absent(seam: Seam) -> tuple[str, ...]:
    """Return the marks of a seam that are in none of its files."""
    missing = set(seam.marks)
    # The entry of the front end holds most marks; it is called index, which sorts after the names of the parts.
    for path in sorted(FRONT_END.glob(seam.files), reverse=True):
        missing -= marks_in(path.read_text(encoding="utf-8"), missing)
        if not missing:
            break
    return tuple(mark for mark in seam.marks if mark in missing)


def marks_in(text: str, marks: Iterable[str]) -> set[str]:
    """Return the marks that stand in a text, not only as the beginning of a longer word."""
    return {mark for mark in marks if re.search(rf"{re.escape(mark)}(?!\w)", text)}


class FirstPage:
    """An application whose pages, as a browser opens them, are Streamlit's own with our style sheet, language and title."""

    def __init__(self, application: ASGIApp) -> None:
        self.application = application
        self.pages = GZipMiddleware(self.changed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as Streamlit does; a page of ours is changed on its way."""
        await (self.pages if page_of_request(scope) else self.application)(scope, receive, send)

    async def changed(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a page of ours; what is no whole page of HTML passes as it is."""
        start: Message = {}
        body = bytearray()

        async def pass_on(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and is_whole_page(message):
                start = message
            elif not start:
                await send(message)
            else:
                body.extend(message.get("body", b""))
                if not message.get("more_body"):
                    await answer(scope, start, bytes(body), send)

        await self.application(whole(scope), receive, pass_on)


def page_of_request(scope: Scope) -> Page | None:
    """Return the page a request opens, None when it asks for anything else."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return None
    before, _, path = str(scope["path"]).rpartition("/")
    prefix = str(st.get_option("server.baseUrlPath"))
    return BY_PATH.get(path) if before.strip("/") == prefix.strip("/") else None


def whole(scope: Scope) -> Scope:
    """Return the request for the whole page, its bytes as they are: a page is changed only when all of it is there."""
    headers = [(name, value) for name, value in scope["headers"] if name.decode("latin-1") not in NARROWING]
    return {**scope, "method": "GET", "headers": headers, "extensions": {}}


def is_whole_page(start: Message) -> bool:
    """Return whether a response that starts like this is a whole page of HTML."""
    headers = Headers(raw=start["headers"])
    is_html = headers.get("content-type", "").startswith("text/html")
    return start["status"] == 200 and is_html and "content-encoding" not in headers


async def answer(scope: Scope, start: Message, body: bytes, send: Send) -> None:
    """Send Streamlit's answer with the page in it changed; to HEAD without the page."""
    page = page_of_request(scope) or PAGES[0]
    content = changed_page(body.decode(), page, address_language(scope)).encode()
    headers = MutableHeaders(raw=list(start["headers"]))
    for name in OF_THE_FILE:
        del headers[name]
    headers["content-length"] = str(len(content))
    await send({**start, "headers": headers.raw})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else content})


def address_language(scope: Scope) -> str:
    """Return the language of the address, as `dashboard.main` will: Russian when it names none."""
    return translator(parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[-1]).language


def changed_page(html: str, page: Page, language: str) -> str:
    """Return Streamlit's page in the reader's language, under the title of the page asked for, in our look.

    The style sheet stands last, where it rules over the rules that Streamlit adds to the head.
    """
    style = f"<style>{STYLE.read_text(encoding='utf-8')}</style>"
    html = html.replace(LANGUAGE, f'<html lang="{language}">', 1)
    html = html.replace(TITLE, f"<title>{escape(page.heading(language))}</title>", 1)
    return f"{style}{END}".join(html.rsplit(END, 1))


def say_language(language: str) -> None:
    """Set the language of an open page in the browser: Streamlit has no call for it."""
    st.html(f'<script>document.documentElement.lang = "{language}"</script>', unsafe_allow_javascript=True)
