"""Readers of a dashboard behind nginx, on the machine of a test: `python -m tests.deploy.readers USER:PASSWORD SECONDS`.

Some keep a page open over a WebSocket and ask again and again; one asks addresses. Each answer is a line of JSON: when,
what, whether it was good, how long it took, and what was said instead. A connection that ends is made anew, as browsers do.
"""

import asyncio
import json
import ssl
import sys
import time
from base64 import b64encode
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

ADDRESS, HOST = "https://127.0.0.1", "dashboard.example.org"
PAGES = ("", "events", "competitions", "region")
OPEN, PAUSE, PATIENCE = 4, 0.5, 60.0
STOP = Path("/mnt/shared/stop")  # readers and loaders end once it is there
TRUSTING = ssl.create_default_context()
TRUSTING.check_hostname, TRUSTING.verify_mode = False, ssl.CERT_NONE


def goes_on(until: float) -> bool:
    """Return whether there is time left and nobody has said stop."""
    return time.time() < until and not STOP.exists()


def tell(what: str, good: bool, began: float, said: str = "") -> None:
    """Print one answer."""
    line = {"at": time.time(), "what": what, "good": good, "seconds": round(time.time() - began, 2), "said": said}
    print(json.dumps(line, ensure_ascii=False), flush=True)


def ask(path: str, headers: dict[str, str]) -> None:
    """Ask for an address once."""
    began = time.time()
    try:
        with urlopen(Request(f"{ADDRESS}{path}", headers=headers), timeout=PATIENCE, context=TRUSTING) as answer:
            tell(path, True, began, str(answer.status))
    except HTTPError as error:
        tell(path, False, began, f"{error.code} {error.read()[:200].decode(errors='replace')}")
    except OSError as error:
        tell(path, False, began, repr(error))


def place_of(headers: dict[str, str]) -> dict[str, str]:
    """Return headers with the cookie that nginx gives a new browser."""
    try:
        with urlopen(Request(f"{ADDRESS}/", headers=headers), timeout=PATIENCE, context=TRUSTING) as answer:
            given = SimpleCookie(answer.headers.get("Set-Cookie", ""))
    except OSError:
        return headers
    return headers | {"Cookie": "; ".join(f"{name}={one.value}" for name, one in given.items())}


async def read(number: int, headers: dict[str, str], until: float) -> None:
    """Keep a page open and ask for it again and again."""
    headers = await asyncio.to_thread(place_of, headers)
    while goes_on(until):
        began = time.time()
        try:
            async with connect(
                f"wss://{HOST}/_stcore/stream",
                host="127.0.0.1",
                port=443,
                ssl=TRUSTING,
                origin=f"https://{HOST}",  # type: ignore[arg-type]
                additional_headers={name: value for name, value in headers.items() if name != "Host"},
                subprotocols=["streamlit"],  # type: ignore[list-item]
                max_size=None,
            ) as connection:
                while goes_on(until):
                    began = time.time()
                    said = await asyncio.wait_for(run_of(connection, PAGES[number % len(PAGES)]), PATIENCE)
                    tell("page", not said, began, said)
                    await asyncio.sleep(PAUSE)
        except (OSError, WebSocketException, TimeoutError) as error:
            tell("connection", False, began, repr(error)[:200])
            await asyncio.sleep(PAUSE)


async def run_of(connection: ClientConnection, page: str) -> str:
    """Ask for a page; return what it says in a box of error or warning, nothing when it is all there."""
    question, said = BackMsg(), []
    question.rerun_script.query_string = "period=last-year"
    question.rerun_script.page_name = page
    await connection.send(question.SerializeToString())
    while True:
        answer = ForwardMsg.FromString(bytes(await connection.recv()))  # type: ignore[arg-type]
        alert = answer.delta.new_element.alert
        if alert.body and alert.format in (alert.ERROR, alert.WARNING):
            said.append(alert.body)
        if answer.WhichOneof("type") == "script_finished":
            return " ".join(said)


async def ask_on(headers: dict[str, str], until: float) -> None:
    """Ask for addresses again and again."""
    while goes_on(until):
        for path in ("/readyz", "/", "/data/card.events.json?period=last-year"):
            await asyncio.to_thread(ask, path, headers)
        await asyncio.sleep(PAUSE / 5)


async def all_of(person: str, seconds: float) -> None:
    """Read for so many seconds."""
    headers = {"Host": HOST, "Authorization": f"Basic {b64encode(person.encode()).decode()}"}
    until = time.time() + seconds
    await asyncio.gather(ask_on(headers, until), *(read(number, headers, until) for number in range(OPEN)))


if __name__ == "__main__":
    asyncio.run(all_of(sys.argv[1], float(sys.argv[2])))
