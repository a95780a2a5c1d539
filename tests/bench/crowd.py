"""Fifty readers at once, each a session of its own over the WebSocket, without a browser to draw for them."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from dashboard.model.filters import Preset
from etl.regions import REGIONS
from tests.bench.figures import Figure, Section
from tests.bench.files import Sizes
from tests.bench.looking import dashboard
from tests.bench.machine import memory

READERS, THINKING, TURNS, ARRIVAL = 50, 5.0, 8, 10.0
STREAM: dict[str, Any] = {"subprotocols": ["streamlit"], "max_size": None}
Door = Callable[[int], AbstractAsyncContextManager[ClientConnection]]
PAGES = ("", "events", "associations", "competitions", "region", "rating", "silent")
PERIODS = (Preset.LAST_YEAR, Preset.LAST_QUARTER, Preset.QUARTER, Preset.HALF, Preset.MONTH, Preset.ALL)
METHOD = f"""One process. {READERS} sessions, each a WebSocket of its own, ask for one page after another with {THINKING:.0f} s between, every
time with other filters; measured is the time from the question to the end of the script. The first page of each is told apart: all
arrive within {ARRIVAL:.0f} s. The bench itself runs on the same machine."""


def crowding(sizes: Sizes) -> Section:
    """Measure how long readers wait when fifty of them read at once."""
    with dashboard(sizes.small) as running:
        socket = f"ws://{urlsplit(running.address).netloc}/_stcore/stream"
        first, later = asyncio.run(crowd(lambda _number: connect(socket, **STREAM)))
        resident = sum(memory(running.pid))
    return Section(f"{READERS} readers at once, {sizes.small:,} rows", METHOD, [
        Figure("the first page, the slowest", max(first), "s", 30),
        Figure("the first page, median", median(first), "s"),
        Figure("later pages, median", median(later), "s"),
        Figure("later pages, 95 of 100 within", quantiles(later, n=20)[-1], "s", 2),
        Figure("memory of the server", resident, "MB"),
    ])  # fmt: skip


async def crowd(door: Door, readers: int = READERS, turns: int = TURNS) -> tuple[list[float], list[float]]:
    """Return how long each reader waited for the first page, and how long for the later ones; `door` opens a reader's WebSocket."""
    waits = await asyncio.gather(*(reader(door, number, readers, turns) for number in range(readers)))
    return [own[0] for own in waits], [wait for own in waits for wait in own[1:]]


async def reader(door: Door, number: int, readers: int, turns: int) -> Sequence[float]:
    """Return how long one reader waited for each page."""
    chance = random.Random(number)  # noqa: S311 (a choice of pages, no secret)
    await asyncio.sleep(ARRIVAL * number / readers)
    async with door(number) as connection:
        waits = []
        for turn in range(turns):
            waits.append(await asked(connection, chance.choice(PAGES) if turn else "", chance.choice(PERIODS), chance))
            await asyncio.sleep(THINKING * (0.5 + chance.random()))
        return waits


async def asked(connection: ClientConnection, page: str, period: Preset, chance: random.Random) -> float:
    """Return after how many seconds the script of a page has ended; RuntimeError when the page shows an error."""
    question = BackMsg()
    question.rerun_script.query_string = f"period={period}&region={chance.choice(REGIONS).code}"
    question.rerun_script.page_name = page
    began = time.perf_counter()
    await connection.send(question.SerializeToString())
    while True:
        answer = ForwardMsg.FromString(bytes(await connection.recv()))  # type: ignore[arg-type]
        if (alert := answer.delta.new_element.alert).body and alert.format == alert.ERROR:
            raise RuntimeError(alert.body)
        if answer.WhichOneof("type") == "script_finished":
            return time.perf_counter() - began
