"""The way in and out: to the identity provider, back to the address that was asked for, and out of every browser."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from urllib.parse import parse_qs, quote, unquote

from anyio.to_thread import run_sync
from sqlalchemy.exc import DBAPIError
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import Message, Scope, Send

from dashboard.access import use
from dashboard.access.answers import said, words_of
from dashboard.access.login import login_address, person_of
from dashboard.access.settings import settings
from dashboard.engine import cache
from etl import service
from etl.problems import Refused
from etl.service import SignedIn, What, warehouse_refusal

SESSION, RETURN = "dashboard_session", "dashboard_return"
RETURN_SECONDS = 600
log = logging.getLogger("dashboard")


def token_of(scope: Scope) -> str:
    """Return the token in the cookie of a request, empty without one."""
    return HTTPConnection(scope).cookies.get(SESSION, "")


def own_place(address: str) -> str:
    """Return an address of this dashboard as it is, and "" for one that could lead elsewhere."""
    leads_away = not address.startswith("/") or address[1:2] in ("/", "\\") or any(sign < " " for sign in address)
    return "" if leads_away else address


def leave_for_provider(scope: Scope, prefix: str) -> Response:
    """Return the way to the identity provider; the address to come back to waits in a cookie."""
    target = parse_qs(scope["query_string"].decode("latin-1")).get("to", [""])[0]
    response = RedirectResponse(login_address(prefix), 302, {"cache-control": "no-store"})
    if place := own_place(target):
        cookie = quote(place, safe="")
        response.set_cookie(RETURN, cookie, RETURN_SECONDS, path=prefix or "/", httponly=True, samesite="lax")
    return response


def reaching_provider(scope: Scope, send: Send) -> Send:
    """Return a way to send Streamlit's answer on the way to the provider; a sentence when that is not reached."""
    is_away = False

    async def sending(message: Message) -> None:
        nonlocal is_away
        if message["type"] == "http.response.start" and message["status"] >= 400:
            is_away, _ = True, words_of(scope)
            sentence = _("Подождите минуту и повторите; если не помогло, позовите администратора.")
            await said(scope, 502, _("Поставщик входа не отвечает"), sentence, "")(scope, _nothing, send)
        if not is_away:
            await send(message)

    return sending


def signing_in(scope: Scope, send: Send, prefix: str) -> Send:
    """Return a way to send Streamlit's answer to who comes back from the provider: with a session of ours, to the asked address."""

    async def finish(message: Message, person: SignedIn) -> Message:
        token = await run_sync(begin, person)
        back = own_place(unquote(HTTPConnection(scope).cookies.get(RETURN, "")))
        return welcomed(message, token, back or f"{prefix}/", prefix)

    return on_start(scope, send, finish)


def on_start(scope: Scope, send: Send, finish: Callable[[Message, SignedIn], Awaitable[Message]]) -> Send:
    """Return a way to send an answer that `finish` completes when it signs somebody in; a sentence when that fails."""
    refused = False

    async def sending(message: Message) -> None:
        nonlocal refused
        if message["type"] == "http.response.start" and (person := person_in(message["headers"])):
            try:
                message = await finish(message, person)
            except (DBAPIError, Refused) as error:
                refused = True
                await unavailable(scope, error)(scope, _nothing, send)
        if not refused:
            await send(message)

    return sending


async def _nothing() -> Message:
    return {"type": "http.disconnect"}


def person_in(headers: Iterable[tuple[bytes, bytes]]) -> SignedIn | None:
    """Return the person whom an answer of Streamlit signs in."""
    cookies = [value.decode("latin-1") for name, value in headers if name.lower() == b"set-cookie"]
    return person_of(cookies, settings().values["STREAMLIT_SERVER_COOKIE_SECRET"])


def begin(person: SignedIn) -> str:
    """Start a session of a person and note that; return its token."""
    token = service.start_session(cache.engine(), person, settings().lifetime)
    use.note_of(person, What.SIGN_IN)
    return token


def welcomed(message: Message, token: str, place: str, prefix: str) -> Message:
    """Return Streamlit's answer with our cookie in it, leading to a place of the dashboard."""
    age = int(settings().lifetime.age.total_seconds())
    response = Response()
    response.set_cookie(SESSION, token, age, path=prefix or "/", httponly=True, samesite="lax")
    response.delete_cookie(RETURN, path=prefix or "/")
    headers = MutableHeaders(raw=[*message["headers"], *cookies_of(response)])
    headers["location"] = place
    return {**message, "headers": headers.raw}


def cookies_of(response: Response) -> list[tuple[bytes, bytes]]:
    """Return the cookies an answer sets."""
    return [(name, value) for name, value in response.raw_headers if name == b"set-cookie"]


def signing_out(send: Send, prefix: str) -> Send:
    """Return a way to send an answer that takes our cookie away."""
    response = Response()
    response.delete_cookie(SESSION, path=prefix or "/")

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *cookies_of(response)]}
        await send(message)

    return sending


def end(token: str) -> None:
    """End every session of the person whose token this is, in whatever browser."""
    person = service.session_of(cache.engine(), token, settings().lifetime) if token else None
    if person:
        service.end_sessions(cache.engine(), person.subject)
        use.note_of(person, What.SIGN_OUT)


def comes_from_elsewhere(scope: Scope) -> bool:
    """Return whether a page of another site makes the browser ask this."""
    return Headers(scope=scope).get("sec-fetch-site") == "cross-site"


def unavailable(scope: Scope, error: Exception) -> Response:
    """Return the sentence on a warehouse that does not answer, with the trace in the log."""
    log.error("the warehouse does not answer", exc_info=error)
    _ = words_of(scope)
    refusal = warehouse_refusal(error)
    sentence = refusal.sentence(_.language) if refusal else ""
    return said(scope, 503, _("Хранилище не отвечает"), sentence, "")
