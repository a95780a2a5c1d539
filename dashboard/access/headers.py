"""What stands in the head of every answer, so that a browser loads nothing of others and is framed by nobody."""

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

# Streamlit's front end writes styles and starts scripts of components inside the page; nothing comes from elsewhere.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}


def with_headers(send: Send, secure: bool) -> Send:
    """Return a way to answer that adds the headers, and keeps cookies off unencrypted ways when `secure`."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": headed(message.get("headers", ()), secure)}
        await send(message)

    return sending


def headed(raw: Sequence[tuple[bytes, bytes]], secure: bool) -> list[tuple[bytes, bytes]]:
    """Return the headers of an answer with ours."""
    headers = MutableHeaders(raw=[(name, secured(name, value) if secure else value) for name, value in raw])
    headers.update(HEADERS)
    return headers.raw


def secured(name: bytes, value: bytes) -> bytes:
    """Return a header; a cookie is marked as one for encrypted ways only."""
    is_open_cookie = name.lower() == b"set-cookie" and b"; secure" not in value.lower()
    return value + b"; Secure" if is_open_cookie else value
