"""What browser tests share: a served dashboard on the public record, and a browser that notes what goes wrong."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, WebSocket

from tests.e2e.browsing import DESK, launched, new_page
from tests.e2e.serving import Served, load_record, served

Opener = Callable[..., Page]
OWN = "http://127.0.0.1"
# On an inner page Streamlit first looks for its own service under that page, and then where it is.
LOOKS_AROUND = ("/_stcore/health", "/_stcore/host-config")


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a warehouse that holds the public record."""
    address = f"sqlite:///{tmp_path_factory.mktemp('record') / 'warehouse.db'}"
    load_record(address)
    return address


@pytest.fixture(scope="session")
def dashboard(chromium: str, record: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the dashboard on the public record."""
    with served(tmp_path_factory.mktemp("served") / "log", record) as running:
        yield running


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Return a browser; one a module, since playwright bears only one at a time."""
    with launched(chromium) as started:
        yield started


class Faults(list[str]):
    """What went wrong on the pages of a test: errors of scripts, failed requests, requests that leave the machine."""

    def watch(self, page: Page) -> None:
        """Note the faults of a page from now on."""
        page.on("console", self.console)
        page.on("pageerror", lambda error: self.append(f"error: {error}"))
        page.on("request", self.request)
        page.on("response", self.response)
        page.on("websocket", self.websocket)

    def console(self, message: ConsoleMessage) -> None:
        """Note an error; a failed request is noted with its address by `response`."""
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.append(f"console: {message.text}")

    def request(self, request: Request) -> None:
        """Note a request that leaves the machine."""
        if not request.url.startswith((f"{OWN}:", "data:", "blob:")):
            self.append(f"leaves the machine: {request.url}")

    def response(self, response: Response) -> None:
        """Note a request that failed."""
        if response.status >= 400 and not response.url.endswith(LOOKS_AROUND):
            self.append(f"{response.status}: {response.url}")

    def websocket(self, socket: WebSocket) -> None:
        """Note a connection that leaves the machine."""
        if not socket.url.startswith("ws://127.0.0.1:"):
            self.append(f"leaves the machine: {socket.url}")


@pytest.fixture
def faults() -> Iterator[Faults]:
    """Return what went wrong so far; anything left in it at the end fails the test."""
    noted = Faults()
    yield noted
    assert noted == []


@pytest.fixture
def opener(browser: Browser, faults: Faults) -> Iterator[Opener]:
    """Return a function that opens an empty page of a new reader, watched and closed at the end."""
    with ExitStack() as opened:

        def opening(width: int = DESK, scheme: Any = "light") -> Page:
            page = opened.enter_context(new_page(browser, width, scheme))
            faults.watch(page)
            return page

        yield opening


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Return the file a server of this test writes to."""
    return tmp_path / "log"
