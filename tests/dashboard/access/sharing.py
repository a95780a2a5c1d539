"""A dashboard that serves many, in the process of a test: its settings, its warehouse, people in it, a guard before routes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from dashboard.access.guard import Guard
from dashboard.access.settings import settings
from dashboard.engine import cache
from etl import service
from etl.principal import Principal, Role
from etl.service import SignedIn
from tests.dashboard.access.test_settings import OIDC
from tests.pages.warehouses import address, copy, empty, point

HEAD = Principal("alice", "Иванова", Role.ADMINISTRATOR)
LEADER = Principal("lena", "Ленина", Role.LEADER)
CLERK = Principal("bob", "Петров", Role.REGION, ("59",))
SECRET = OIDC["STREAMLIT_SERVER_COOKIE_SECRET"]


@contextmanager
def sharing(monkeypatch: pytest.MonkeyPatch, values: Mapping[str, str]) -> Iterator[None]:
    """Serve many inside the block, with a warehouse in which three people have a role."""
    point(address(copy(empty())))
    for person in (HEAD, LEADER, CLERK):
        service.give_role(cache.engine(), person, "терминал")
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    try:
        yield
    finally:
        for name in values:
            monkeypatch.delenv(name)
        settings.cache_clear()


def token_of(principal: Principal | SignedIn) -> str:
    """Sign a person in and return the token of the session."""
    return service.start_session(cache.engine(), SignedIn(principal.subject, principal.name), settings().lifetime)


async def echo(request: Request) -> Response:
    """Answer what a route behind the guard knows."""
    principal = getattr(request.state, "principal", None)
    headers = {"x-seen": ",".join(sorted(request.headers))}
    return PlainTextResponse(principal.name if principal else "nobody", headers=headers)


async def callback(request: Request) -> Response:
    """Answer as Streamlit does to who comes back from the provider."""
    response = RedirectResponse("/", 302)
    claims = {"sub": request.query_params["sub"], "name": "Пётр", "is_logged_in": True, "note": "x" * 6000}

    def sign(name: str, value: str) -> bytes:
        return create_signed_value(SECRET, name, value)

    def set_one(name: str, value: str) -> None:
        response.set_cookie(name, sign(name, value).decode(), httponly=True)

    set_cookie_with_chunks(set_one, sign, "_streamlit_user", claims, cookie_attr_size=60)
    return response


async def provider_away(_request: Request) -> Response:
    """Answer as Streamlit does when it does not reach the provider."""
    return PlainTextResponse("Authentication error", 400)


OFFERED = "0123456789abcdef0123456789abcdef"  # the mark of a prepared file
TOLD = ("/media/0123.png", "/media/x", "/_stcore/upload_file/session/file")
SESSION = "0f0f0f0f-own"


def telling(*addresses: str) -> bytes:
    """Return a message of Streamlit with these addresses in it."""
    message = ForwardMsg()
    for one in addresses:
        message.navigation.app_pages.add(page_name=one, url_pathname="next")
    button = ForwardMsg()
    button.delta.new_element.download_button.deferred_file_id = OFFERED
    return bytes(message.SerializeToString() + button.SerializeToString())


async def socket(websocket: WebSocket) -> None:
    """Tell the mark of the session and addresses of files, then send back every message that came through."""
    offered = websocket.headers.get("sec-websocket-protocol", "").split(", ")
    await websocket.accept("streamlit" if offered[0] else None)
    begun = ForwardMsg()
    begun.new_session.initialize.session_id = offered[2] if len(offered) > 2 else SESSION
    try:
        await websocket.send_bytes(begun.SerializeToString())
        await websocket.send_bytes(telling(*TOLD))
        while True:
            await websocket.send_bytes(await websocket.receive_bytes())
    except WebSocketDisconnect:
        return


@contextmanager
def talking(browser: TestClient, address: str = "/_stcore/stream", *protocols: str) -> Iterator[tuple[Any, str]]:
    """Open a WebSocket and hear what is told first; yield it with the mark of the Streamlit session."""
    with browser.websocket_connect(address, list(protocols) or None) as talk:
        begun = ForwardMsg.FromString(talk.receive_bytes())
        talk.receive_bytes()
        yield talk, begun.new_session.initialize.session_id


def client(prefix: str = "", server: str = "https://127.0.0.1", **cookies: str) -> TestClient:
    """Return a browser with these cookies, of a guarded application that has every route."""
    routes = [
        Route(f"{prefix}/oauth2callback", callback),
        Route(f"{prefix}/auth/login", provider_away),
        WebSocketRoute(f"{prefix}/_stcore/stream", socket),
        Route("/{rest:path}", echo, methods=["GET", "POST", "PUT", "DELETE", "OPTIONS"]),
    ]
    return TestClient(Guard(Starlette(routes=routes), prefix), base_url=server, cookies=cookies, follow_redirects=False)
