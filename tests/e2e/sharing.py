"""A dashboard that many sign in to, at a real provider: two processes with one warehouse, and what a reader does there."""

import os
import shutil
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy.engine import Engine

from etl import service
from tests.e2e.browsing import idle
from tests.e2e.serving import Served, free_port, served

ASKED = "events?period=last-year"


@dataclass(frozen=True, slots=True)
class Shared:
    """A dashboard that many sign in to: two processes with one warehouse; people come back to the second."""

    first: Served
    second: Served
    engine: Engine


@contextmanager
def provider() -> Iterator[str]:
    """Run an identity provider; return the address of what it says of itself."""
    before = os.environ.get("AUTHLIB_INSECURE_TRANSPORT")
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # it is spoken to on this machine only
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oidc_provider_mock import run_server_in_thread
    with run_server_in_thread() as server:
        yield f"http://127.0.0.1:{server.server_port}/.well-known/openid-configuration"
    os.environ.pop("AUTHLIB_INSECURE_TRANSPORT")
    if before is not None:
        os.environ["AUTHLIB_INSECURE_TRANSPORT"] = before


@contextmanager
def shared_dashboard(metadata: str, warehouse: Path, folder: Path) -> Iterator[Shared]:
    """Serve a copy of a warehouse from two processes to whoever has a role; people come back to the second."""
    shutil.copy(warehouse, folder / "warehouse.db")
    database, port = f"sqlite:///{folder / 'warehouse.db'}", free_port()
    values = {
        "ACCESS": "oidc",
        "OIDC_METADATA_URL": metadata,
        "OIDC_CLIENT_ID": "dashboard",
        "OIDC_CLIENT_SECRET": "secret",
        "PUBLIC_ORIGIN": f"http://127.0.0.1:{port}",
        "STREAMLIT_SERVER_COOKIE_SECRET": "0123456789abcdef0123456789abcdef",
    }
    with ExitStack() as running:
        first = running.enter_context(served(folder / "first.log", database, values=values))
        second = running.enter_context(served(folder / "second.log", database, port=port, values=values))
        engine = service.create_engine(database)
        yield Shared(first, second, engine)
        engine.dispose()


@contextmanager
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """Open a browser without cookies, which loads nothing from other machines."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="ru-RU", accept_downloads=True)
    context.route("https://**", lambda route: route.abort())
    try:
        yield context
    finally:
        context.close()


def sign_in(page: Page, address: str, subject: str) -> None:
    """Open an address, go to the provider, say who one is there, and come back."""
    page.goto(address)
    page.get_by_role("link", name="Войти").click()
    page.locator("input[name=sub]").fill(subject)
    page.get_by_role("button", name="Authorize").click()


def signed_in(context: BrowserContext, shared: Shared, subject: str = "bob", path: str = ASKED) -> Page:
    """Return a page of somebody who signed in, drawn."""
    page = context.new_page()
    sign_in(page, shared.second.address + path, subject)
    page.get_by_role("button", name="Выйти").wait_for(timeout=60_000)
    idle(page)
    return page


def status(address: str, **headers: str) -> int:
    """Return the status of an answer to somebody without a browser."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return int(error.code)


def cookie_line(context: BrowserContext) -> str:
    """Return the cookies of a browser as a request carries them."""
    return "; ".join(f"{cookie.get('name')}={cookie.get('value')}" for cookie in context.cookies())
