"""What leans on Streamlit: its first page changed on its way, and a sentence for whatever an upgrade takes away."""

import asyncio
import gzip
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import seams
from dashboard.navigation import PAGES, Page
from etl.words import Text

STREAMLIT = (seams.FRONT_END / "index.html").read_text(encoding="utf-8")
STYLE = seams.STYLE.read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an application answered: status, headers, and the messages of its body."""

    status: int
    headers: Mapping[str, str]
    parts: tuple[bytes, ...]

    @property
    def body(self) -> bytes:
        return b"".join(self.parts)


def answer_of(application: ASGIApp, address: str, method: str = "GET", extension: str = "", **headers: str) -> Answer:
    """Ask an application for an address, with a server that has an extension."""
    path, _, query = address.partition("?")
    sent: list[Message] = []
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        "extensions": {extension: {}} if extension else {},
    }

    async def receive() -> Message:
        await asyncio.Event().wait()  # a reader who stays until the answer is there
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    async def talk() -> None:
        await application(scope, receive, send)

    asyncio.run(talk())
    start, *parts = sent
    answered = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], answered, tuple(part["body"] for part in parts))


def streamlit(prefix: str = "") -> ASGIApp:
    """Return Streamlit's own application for its files, with our first page before it."""
    from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_handler

    handler = create_streamlit_static_handler(str(seams.FRONT_END), prefix)
    routes = [Mount(f"/{prefix}".rstrip("/") or "/", app=handler)]
    return seams.FirstPage(Starlette(routes=routes, middleware=[Middleware(GZipMiddleware)]))


def answering(response: Response) -> ASGIApp:
    """Return an application that answers everything with one response, with our first page before it."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await response(scope, receive, send)

    return seams.FirstPage(application)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_of_ours_is_streamlits_with_language_title_and_look(page: Page, language: str) -> None:
    answer = answer_of(streamlit(), f"/{page.path}?lang={language}")
    text = answer.body.decode()
    title, dashboard = page.title.of(language), {"ru": "Активность ВАРМСУ", "en": "VARMSU activity"}[language]
    assert f'<html lang="{language}">' in text and f"<title>{title} — {dashboard}</title>" in text
    assert text.index("</head>") < text.index(STYLE) < text.index("</body>")
    left = text.replace(f"<style>{STYLE}</style>", "").replace(f"<title>{title} — {dashboard}</title>", seams.TITLE)
    assert left.replace(f'<html lang="{language}">', seams.LANGUAGE) == STREAMLIT
    assert answer.headers["content-length"] == str(len(answer.body))
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("query", ["", "?lang=", "?lang=de", "?lang=%D0", "?period=all"])
def test_an_address_that_asks_for_no_language_of_ours_is_answered_in_russian(query: str) -> None:
    assert b'<html lang="ru">' in answer_of(streamlit(), f"/events{query}").body


def test_the_bytes_of_a_changed_page_are_not_taken_for_those_of_the_file() -> None:
    first, plain = answer_of(streamlit(), "/"), answer_of(streamlit(), "/nothing")
    assert {"etag", "last-modified"} <= plain.headers.keys()
    assert not {"etag", "last-modified", "accept-ranges"} & first.headers.keys()
    again = answer_of(streamlit(), "/", if_none_match=plain.headers["etag"], range="bytes=0-9")
    assert (again.status, again.body) == (200, first.body)


def test_a_server_that_sends_files_by_their_path_gets_the_changed_page() -> None:
    assert STYLE.encode() in answer_of(streamlit(), "/events", extension="http.response.pathsend").body


def test_head_says_the_length_of_the_changed_page_and_sends_none_of_it() -> None:
    whole, head = answer_of(streamlit(), "/events"), answer_of(streamlit(), "/events", "HEAD")
    assert head.headers["content-length"] == str(len(whole.body))
    assert (head.status, head.body) == (200, b"")


def test_a_reader_who_takes_gzip_gets_the_changed_page_packed_once() -> None:
    whole, packed = answer_of(streamlit(), "/events"), answer_of(streamlit(), "/events", accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["content-length"] == str(len(packed.body))
    assert gzip.decompress(packed.body) == whole.body


def test_what_is_sent_to_a_page_is_refused_as_streamlit_refuses_it() -> None:
    assert answer_of(streamlit(), "/events", "POST").status == 405


def test_a_title_is_no_markup() -> None:
    page = replace(PAGES[1], title=Text("Ввод & <вывод>", "In & <out>"))
    assert "<title>In &amp; &lt;out&gt; — VARMSU" in seams.changed_page(STREAMLIT, page, "en")


@pytest.mark.parametrize("address", ["/nothing", "/app/events", "/static/events", "/index.html", "/manifest.json"])
def test_what_is_no_page_of_ours_passes_as_it_is(address: str) -> None:
    assert STYLE.encode() not in answer_of(streamlit(), address).body


def test_a_prefix_is_the_place_of_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "get_option", lambda _name: "/city/analytics/")
    application = streamlit("city/analytics")
    for address, changed in (("/city/analytics/", True), ("/city/analytics/events", True), ("/city/events", False)):
        assert (STYLE.encode() in answer_of(application, address).body) == changed, address


@pytest.mark.parametrize(
    "response",
    [
        Response(STREAMLIT, 404, media_type="text/html"),
        PlainTextResponse(STREAMLIT),
        HTMLResponse(gzip.compress(STREAMLIT.encode()), headers={"content-encoding": "gzip"}),
        Response(status_code=307, headers={"location": "/elsewhere"}),
    ],
)
def test_an_answer_that_is_no_whole_page_passes_as_it_is(response: Response) -> None:
    answer = answer_of(answering(response), "/events")
    assert (answer.status, answer.body) == (response.status_code, response.body)


def test_what_is_no_page_is_streamed_and_a_page_in_parts_is_changed_as_one() -> None:
    streamed = answer_of(answering(StreamingResponse(iter([b"a", b"b"]), media_type="text/csv")), "/events")
    assert [part for part in streamed.parts if part] == [b"a", b"b"]
    parts = [STREAMLIT[:200].encode(), STREAMLIT[200:].encode()]
    assert (
        STYLE.encode() in answer_of(answering(StreamingResponse(iter(parts), media_type="text/html")), "/events").body
    )


def test_no_seam_is_broken_by_the_streamlit_that_is_pinned(caplog: pytest.LogCaptureFixture) -> None:
    assert seams.check() == []
    assert caplog.messages == []


@pytest.mark.parametrize("broken", seams.SEAMS, ids=lambda seam: seam.name)
def test_a_seam_that_an_upgrade_breaks_is_one_sentence_in_the_log(
    broken: seams.Seam, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lost = broken.marks[-1]
    text = "\n".join(mark for seam in seams.SEAMS for mark in seam.marks if mark != lost)
    for name in ("index.html", "static/js/index.x.js", "static/js/PlotlyChart.x.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(seams, "FRONT_END", tmp_path)
    with caplog.at_level(logging.WARNING):
        (sentence,) = seams.check()
    assert caplog.messages == [sentence]
    assert lost in sentence and broken.name in sentence and broken.lost in sentence


def test_a_mark_is_not_the_beginning_of_a_longer_word() -> None:
    assert seams.marks_in("`stHeaderLogo`, `stSidebar`", {"stHeader", "stSidebar"}) == {"stSidebar"}


def test_the_style_sheet_leans_on_nothing_that_is_not_listed() -> None:
    listed = {mark for seam in seams.SEAMS for mark in seam.marks}
    used = set(re.findall(r'data-testid="?(\w+)|\.(st[A-Z]\w+)|role="(\w+)|\.(js-plotly\S+)', STYLE))
    assert {name for names in used for name in names if name} <= listed
    assert "!important" not in STYLE
