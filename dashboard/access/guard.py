"""The guard before every route: nobody is anonymous where the dashboard serves many, whatever address they ask for.

Pages, the WebSocket, media, uploads, static files, metrics and data addresses all pass here. Open are the sign-in itself
and what tells a machine that the server lives. `docs/decisions` says why the sessions are our own.
"""

from functools import lru_cache
from hmac import compare_digest
from time import monotonic

from anyio.to_thread import run_sync
from sqlalchemy.exc import DBAPIError
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.access import answers, entrance, messages, told, use
from dashboard.access.answers import SIGN_IN
from dashboard.access.callers import CLAIM, NOBODY_ELSE, Caller, caller
from dashboard.access.headers import with_headers
from dashboard.access.login import LOGIN, LOGOUT
from dashboard.access.settings import CALLBACK, Mode, is_loopback, settings
from etl.problems import Refused
from etl.service import Action, Principal, SignedIn, What, may

HEALTH, METRICS, FRONT_END = "/_stcore/health", "/_stcore/metrics", "/static/"
READY = "/readyz"
PROTOCOLS = "sec-websocket-protocol"
PROXY_SECRET = "x-dashboard-proxy"  # noqa: S105 — the name of a header
REMEMBERED_SECONDS = 5.0  # how long a file of Streamlit's front end may be given to who has just been looked up
REFUSED_SOCKET = {"type": "websocket.close", "code": 1008}


class Guard:
    """An application that answers only those who may ask; `prefix` is the place of the dashboard on its host."""

    def __init__(self, application: ASGIApp, prefix: str = "") -> None:
        self.application = application
        self.prefix = f"/{prefix.strip('/')}" if prefix.strip("/") else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or talk over a WebSocket."""
        if scope["type"] == "websocket":
            await self.talk(claimed(scope), receive, send)
        elif scope["type"] == "http":
            answering = with_headers(send, is_encrypted(scope))
            try:
                await self.answer(claimed(scope), receive, answering)
            except (DBAPIError, Refused) as error:
                await entrance.unavailable(scope, error)(scope, receive, answering)
        else:
            await self.application(scope, receive, send)

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request of whoever may ask it; the others are told why not."""
        path = self.own_path(scope)
        if comes_over_network(scope):
            await answers.only_here(scope)(scope, receive, send)
        elif scope["path"] == READY or path == HEALTH:
            await self.application(scope, receive, send)
        elif settings().mode is Mode.OIDC and path in WAYS:
            await self.pass_the_door(path, scope, receive, send)
        elif (visitor := await self.visitor(scope, path)) is None:
            await self.refuse(None, scope, receive, send)
        elif visitor.principal is None or not opens(visitor.principal, path) or not was_told_to(scope, path):
            await self.refuse(visitor, scope, receive, send)
        else:
            await self.application(with_principal(scope, visitor.principal), receive, send)

    def own_path(self, scope: Scope) -> str:
        """Return the path of a request after the place of the dashboard, empty when it is elsewhere."""
        path = str(scope["path"])
        return path[len(self.prefix) :] if path.startswith(f"{self.prefix}/") else ""

    async def visitor(self, scope: Scope, path: str) -> Caller | None:
        """Return who asks; for a file of the front end, who did so a moment ago."""
        claim = claim_of(scope)
        if not settings().shared:
            return NOBODY_ELSE
        if path.startswith(FRONT_END):
            return await run_sync(_recently, claim, int(monotonic() / REMEMBERED_SECONDS))
        return await run_sync(caller, claim)

    async def refuse(self, visitor: Caller | None, scope: Scope, receive: Receive, send: Send) -> None:
        """Tell somebody why they get nothing, and note that."""
        await run_sync(use.note_of, person_behind(visitor), What.REFUSAL, scope["path"][:200])
        response = answers.nobody(scope, self.prefix)
        if visitor:
            response = answers.not_for_you(scope, visitor, self.prefix)
        await response(scope, receive, send)

    async def pass_the_door(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Let somebody in through the identity provider, or out."""
        if path == SIGN_IN:
            await entrance.leave_for_provider(scope, self.prefix)(scope, receive, send)
        elif path == CALLBACK:
            await self.application(scope, receive, entrance.signing_in(scope, send, self.prefix))
        elif path == LOGOUT and entrance.comes_from_elsewhere(scope):
            await self.refuse(None, scope, receive, send)
        elif path == LOGOUT:
            await run_sync(entrance.end, entrance.token_of(scope))
            await self.application(scope, receive, entrance.signing_out(send, self.prefix))
        else:
            await self.application(scope, receive, entrance.reaching_provider(scope, send))

    async def talk(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Connect somebody with a role to Streamlit; what they say afterwards is looked at again and again."""
        visitor = None if comes_over_network(scope) else await self.connecting(scope)
        if visitor is None or visitor.principal is None:
            await run_sync(use.note_of, person_behind(visitor), What.REFUSAL, scope["path"][:200])
            await receive()
            await send(REFUSED_SOCKET)
            return
        conversation = Conversation(receive, claim_of(scope), visitor.principal, send)
        own = with_own_session(with_principal(scope, visitor.principal))
        await self.application(own, conversation.heard, conversation.say)

    async def connecting(self, scope: Scope) -> Caller | None:
        """Return who opens a WebSocket, nobody while the warehouse does not answer."""
        try:
            return await run_sync(caller, claim_of(scope))
        except (DBAPIError, Refused):
            return None


WAYS = (SIGN_IN, CALLBACK, LOGIN, LOGOUT)


class Conversation:
    """What somebody says over a WebSocket: looked at message by message, for roles change while a page is open.

    What they are told is remembered, so that nobody else gets the files it names.
    """

    def __init__(self, receive: Receive, claim: str, drawn_for: Principal, send: Send) -> None:
        self.receive, self.claim, self.send = receive, claim, send
        self.has_session = False
        self.drawn_for = drawn_for  # who the page in the browser was drawn for

    async def heard(self) -> Message:
        """Return the next message that reaches Streamlit."""
        while True:
            message = await self.receive()
            content = message.get("bytes")
            if message["type"] != "websocket.receive" or content is None:
                return message
            kind = messages.kind_of(content)
            passed = messages.passed_on(content, await self.is_as_drawn(kind))
            if passed is None:
                continue
            if kind != messages.FETCH or self.was_offered(messages.file_asked(content)):
                return {**message, "bytes": passed}
            await run_sync(use.note_of, SignedIn(self.drawn_for.subject, self.drawn_for.name), What.REFUSAL, kind)

    def was_offered(self, mark: str) -> bool:
        """Return whether a prepared file was offered to this browser: Streamlit makes it for whoever knows its mark."""
        return bool(mark) and (not settings().shared or told.was_told(self.claim, mark))

    async def say(self, message: Message) -> None:
        """Send a message of Streamlit to the browser."""
        content = message.get("bytes")
        if content and settings().shared:
            self.has_session = self.has_session or told.note_session(self.claim, content)
            told.note_told(self.claim, content)
        await self.send(message)

    async def is_as_drawn(self, kind: str) -> bool:
        """Return whether who asks is who the page was drawn for; a run draws it for whoever they are now."""
        if not settings().shared or kind not in (messages.RUN, *messages.PREPARED):
            return True
        principal = await run_sync(principal_behind, self.claim)
        as_drawn = principal == self.drawn_for
        if principal and kind == messages.RUN:
            self.drawn_for = principal
        return as_drawn


def principal_behind(claim: str) -> Principal | None:
    """Return the person with a role behind a claim, None while the warehouse does not say who it is."""
    try:
        visitor = caller(claim)
    except (DBAPIError, Refused):
        return None
    return visitor.principal if visitor else None


def comes_over_network(scope: Scope) -> bool:
    """Return whether a request reached an address of the network although nobody signs in, whichever server runs this."""
    host = (scope.get("server") or ("localhost", 0))[0]
    return not settings().shared and not is_loopback(host)


def claimed(scope: Scope) -> Scope:
    """Return a request with our own claim of who sent it, and without what others say of that."""
    headers = MutableHeaders(raw=list(scope["headers"]))
    is_proxy = settings().mode is Mode.PROXY and has_secret(headers)
    named = headers.get(settings().proxy_header, "") if is_proxy else ""
    claim = entrance.token_of(scope) if settings().mode is Mode.OIDC else named
    for name in (CLAIM, PROXY_SECRET, settings().proxy_header):
        del headers[name]
    if claim:
        headers[CLAIM] = claim
    return {**scope, "headers": headers.raw}


def has_secret(headers: MutableHeaders) -> bool:
    """Return whether a request came through the proxy of this machine: it alone knows the secret."""
    given = headers.get(PROXY_SECRET, "").encode("latin-1")
    return compare_digest(given, settings().values["ACCESS_PROXY_SECRET"].encode())


def claim_of(scope: Scope) -> str:
    """Return the claim of who sent a request."""
    return MutableHeaders(raw=list(scope["headers"])).get(CLAIM, "")


def person_behind(visitor: Caller | None) -> SignedIn | None:
    """Return the person somebody is at the identity provider, None for nobody."""
    return visitor.person if visitor else None


def opens(principal: Principal, path: str) -> bool:
    """Return whether a path is open to a person with a role."""
    return path != METRICS or may(principal, Action.USE)


def was_told_to(scope: Scope, path: str) -> bool:
    """Return whether who asks was told this path; others than files and uploads are told to nobody in particular."""
    return not settings().shared or not told.is_bound(path) or told.was_told(claim_of(scope), path)


def with_own_session(scope: Scope) -> Scope:
    """Return the opening of a WebSocket without the mark of a session of somebody else, which it would take over."""
    headers = MutableHeaders(raw=list(scope["headers"]))
    offered = headers.get(PROTOCOLS, "")
    if not settings().shared or not offered:
        return scope
    kept = told.without_foreign_session(claim_of(scope), offered)
    headers[PROTOCOLS] = kept
    return {**scope, "headers": headers.raw, "subprotocols": kept.split(", ")}


def with_principal(scope: Scope, principal: Principal) -> Scope:
    """Return a request that says to our routes who sent it."""
    return {**scope, "state": {**scope.get("state", {}), "principal": principal}}


def is_encrypted(scope: Scope) -> bool:
    """Return whether the browser talks to us over TLS, with or without a proxy between."""
    return scope.get("scheme") == "https" or settings().origin.startswith("https:")


@lru_cache(maxsize=1024)
def _recently(claim: str, _moment: int) -> Caller | None:
    return caller(claim)
