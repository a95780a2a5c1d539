"""What sign-in costs: a page and a change, with a session in our table and without, in pairs."""

import asyncio
import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import Browser
from websockets.asyncio.client import connect

from etl import service
from etl.principal import Principal, Role
from etl.service import Lifetime, SignedIn
from tests.bench import files
from tests.bench.crowd import PAGES, PERIODS, STREAM, asked
from tests.bench.figures import Figure, Section
from tests.bench.files import Sizes, warehouse
from tests.bench.looking import Measure, beside, dashboard, same, visits
from tests.e2e.browsing import DRAWN, LONG, launched, new_page
from tests.e2e.serving import free_port, served

COOKIE = "dashboard_session"
READER = Principal("reader", "Читатель", Role.ADMINISTRATOR)
CHANGES_A_TURN = 20
METHOD = """One warehouse twice: served to the person at the machine, and to a reader who signed in (ACCESS=oidc) and whose session is looked up in its table, at every request and every run. “Adds to
opening” is the median of the ratios of pairs of «Обзор», opened one after the other in a fresh browser. A change is a question over the WebSocket, from asking to the end of the
script; “adds to a change” is the median of the differences of pairs that ask for the same page and filters."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A dashboard that people sign in to, and the token of somebody who has."""

    address: str
    token: str


@contextmanager
def shared(rows: int) -> Iterator[Shared]:
    """Serve a copy of a warehouse to a reader who has signed in."""
    copy, port = files.FOLDER / "shared.db", free_port()
    shutil.copy(warehouse(rows).removeprefix("sqlite:///"), copy)
    engine = service.create_engine(f"sqlite:///{copy}")
    service.give_role(engine, READER, "bench")
    token = service.start_session(
        engine, SignedIn(READER.subject, READER.name), Lifetime(timedelta(hours=9), timedelta(hours=9))
    )
    engine.dispose()
    values = {
        "ACCESS": "oidc",
        "OIDC_METADATA_URL": "http://127.0.0.1:9/nobody-signs-in-anew",
        "OIDC_CLIENT_ID": "dashboard",
        "OIDC_CLIENT_SECRET": "secret",
        "PUBLIC_ORIGIN": f"http://127.0.0.1:{port}",
        "STREAMLIT_SERVER_COOKIE_SECRET": "0123456789abcdef0123456789abcdef",
    }
    log = Path(files.FOLDER / "shared.log")
    with served(log, f"sqlite:///{copy}", port=port, values=values) as running:
        yield Shared(running.address, token)
    copy.unlink()


def signing_in(sizes: Sizes) -> Section:
    """Measure what sign-in adds to opening a page and to a change."""
    with ExitStack() as running:
        local = running.enter_context(dashboard(sizes.small)).address
        closed = running.enter_context(shared(sizes.small))
        with launched() as browser:
            visit = visits(browser, local, same)
            pairs = beside(visit, {"signed in": signed_in(browser, closed)}, sizes.repeats)["signed in"]
        waits = asyncio.run(changes(local, closed, CHANGES_A_TURN * sizes.repeats))
    adds = median(1000 * (other - own) for own, other in waits)
    return Section(f"What sign-in costs, {sizes.small:,} rows", METHOD, [
        Figure("«Обзор» without sign-in", median(own for own, _ in pairs), "ms"),
        Figure("«Обзор» signed in", median(other for _, other in pairs), "ms"),
        Figure("adds to opening", 100 * (median(other / own for own, other in pairs) - 1), "%", 5),
        Figure("a change without sign-in", 1000 * median(own for own, _ in waits), "ms"),
        Figure("adds to a change", adds, "ms", 10),
    ])  # fmt: skip


def signed_in(browser: Browser, closed: Shared) -> Measure:
    """Return the measure of opening the first page as the reader who has signed in."""

    def measure(_turn: int) -> float:
        with new_page(browser) as page:
            page.context.add_cookies([{"name": COOKIE, "value": closed.token, "url": closed.address}])
            page.goto(closed.address, wait_until="commit")
            return float(page.wait_for_function(DRAWN, polling="raf", timeout=LONG).json_value())

    return measure


async def changes(local: str, closed: Shared, count: int) -> Sequence[tuple[float, float]]:
    """Return how long the same changes took without sign-in and signed in, in turn."""
    cookie = {"Cookie": f"{COOKIE}={closed.token}"}
    async with (
        connect(stream(local), **STREAM) as own,
        connect(stream(closed.address), additional_headers=cookie, **STREAM) as other,
    ):
        pairs = []
        for turn in range(count + 2):
            page, period = PAGES[turn % len(PAGES)], PERIODS[turn % len(PERIODS)]
            times = [await asked(one, page, period, random.Random(turn)) for one in (own, other)]  # noqa: S311
            pairs.append((times[0], times[1]))
    return pairs[2:]  # the first ones import and warm


def stream(address: str) -> str:
    """Return the address of the WebSocket of a dashboard."""
    return f"ws://{urlsplit(address).netloc}/_stcore/stream"
