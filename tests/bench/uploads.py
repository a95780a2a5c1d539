"""Fifty people who send a file at once, each through a session of their own, and the readers beside them."""

import asyncio
import random
import shutil
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urljoin, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs, UploadedFileInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.bench.crowd import PAGES, PERIODS, STREAM, THINKING, asked
from tests.bench.figures import Figure, Section
from tests.bench.files import Sizes, warehouse
from tests.bench.machine import memory
from tests.e2e.serving import served
from tests.etl.survival_files import large

SENDERS, READERS, ROWS, PATIENCE = 50, 10, 5_000, 600.0
BOUNDARY = "a-line-that-stands-in-no-register"
METHOD = f"""One process. {SENDERS} sessions drop a register of {ROWS:,} rows each on the page «Данные» at once; two are understood at a time, the others
wait for their turn. Beside them {READERS} sessions that are there already read pages, with {THINKING:.0f} s
between. Measured is the time from the question to the end of the script. The
bench itself runs on the same machine."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a session was sent in one run: who it is to the server, and the place to drop a file."""

    session: str
    uploader: str


def uploading(sizes: Sizes) -> Section:
    """Measure how long readers wait while fifty files are understood."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "warehouse.db"
        shutil.copy(warehouse(sizes.small).removeprefix("sqlite:///"), copy)
        options = ["--server.enableXsrfProtection", "false"]
        with served(Path(folder) / "log", f"sqlite:///{copy}", options=options) as running:
            reading, sending = asyncio.run(crowd(running.address))
            resident = sum(memory(running.pid))
    return Section(f"{SENDERS} files at once", METHOD, [
        Figure("readers meanwhile, median", median(reading), "s"),
        Figure("readers meanwhile, 95 of 100 within", quantiles(reading, n=20)[-1], "s", 3),
        Figure("a file is understood, median", median(sending), "s"),
        Figure("the last file is understood", max(sending), "s"),
        Figure("memory of the server", resident, "MB"),
    ])  # fmt: skip


async def crowd(address: str) -> tuple[list[float], list[float]]:
    """Return how long each page of a reader took while files were understood, and how long each sender waited until their file was understood."""
    socket = f"ws://{urlsplit(address).netloc}/_stcore/stream"
    content, ready, over = large(ROWS), asyncio.Barrier(SENDERS + READERS), asyncio.Event()
    reading = asyncio.gather(*(onlooker(socket, number, ready, over) for number in range(READERS)))
    sent = await asyncio.gather(*(sender(socket, address, number, content, ready) for number in range(SENDERS)))
    over.set()
    return [wait for own in await reading for wait in own], sent


async def onlooker(socket: str, number: int, ready: asyncio.Barrier, over: asyncio.Event) -> list[float]:
    """Return how long a reader waited for each page that was asked for while files were understood."""
    chance, waits = random.Random(number), []  # noqa: S311 (a choice of pages, no secret)
    async with door(socket, number) as connection:
        await asked(connection, "", PERIODS[0], chance)
        await ready.wait()
        while not over.is_set():
            await asyncio.sleep(THINKING * (0.5 + chance.random()))
            waits.append(await asked(connection, chance.choice(PAGES), chance.choice(PERIODS), chance))
    return waits


def door(socket: str, _number: int) -> connect:
    """Return a way into the server."""
    return connect(socket, **STREAM)


async def sender(socket: str, address: str, number: int, content: bytes, ready: asyncio.Barrier) -> float:
    """Return how long it took from the drop of a file, when all have opened the page, until the page showed how it was understood."""
    name = f"Свод {number}.csv"
    async with door(socket, number) as connection:
        shown = await opened(connection)
        await ready.wait()
        began = time.perf_counter()
        place = await place_for(connection, shown.session, name)
        await asyncio.to_thread(send, urljoin(address, place.upload_url), name, content)
        question = BackMsg()
        question.rerun_script.page_name = "data"
        state = question.rerun_script.widget_states.widgets.add(id=shown.uploader)
        info = UploadedFileInfo(name=name, size=len(content), file_id=place.file_id, file_urls=place)
        state.file_uploader_state_value.uploaded_file_info.append(info)
        await connection.send(question.SerializeToString())
        assert await ended(connection, name), f"{name} was not understood"
        return time.perf_counter() - began


async def opened(connection: ClientConnection) -> Shown:
    """Open the page «Данные»."""
    question = BackMsg()
    question.rerun_script.page_name = "data"
    await connection.send(question.SerializeToString())
    session = uploader = ""
    while True:
        answer = await heard(connection)
        kind = answer.WhichOneof("type")
        if kind == "new_session":
            session = answer.new_session.initialize.session_id or session
        elif kind == "delta" and answer.delta.new_element.WhichOneof("type") == "file_uploader":
            uploader = answer.delta.new_element.file_uploader.id
        elif kind == "script_finished" and uploader:
            return Shown(session, uploader)


async def place_for(connection: ClientConnection, session: str, name: str) -> FileURLs:
    """Return where a file is to be sent."""
    question = BackMsg()
    question.file_urls_request.request_id = name
    question.file_urls_request.session_id = session
    question.file_urls_request.file_names.append(name)
    await connection.send(question.SerializeToString())
    while True:
        answer = await heard(connection)
        if answer.WhichOneof("type") == "file_urls_response":
            place: FileURLs = answer.file_urls_response.file_urls[0]
            return place


async def ended(connection: ClientConnection, name: str) -> bool:
    """Wait for the end of a run; return whether the page said something of the source."""
    said = False
    while True:
        answer = await heard(connection)
        if answer.WhichOneof("type") == "delta":
            said |= name.partition(".")[0] in answer.delta.new_element.markdown.body
        elif answer.WhichOneof("type") == "script_finished":
            return said


async def heard(connection: ClientConnection) -> ForwardMsg:
    """Return the next message of the server."""
    async with asyncio.timeout(PATIENCE):
        message = await connection.recv(decode=False)
    answer: ForwardMsg = ForwardMsg.FromString(message)
    return answer


def send(address: str, name: str, content: bytes) -> None:
    """Send a file as a browser does."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    body = head + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    request = urllib.request.Request(address, body, kind, method="PUT")
    urllib.request.urlopen(request, timeout=PATIENCE).close()
