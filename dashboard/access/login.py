"""Streamlit's own sign-in, as far as the guard leans on it: the address it begins at, and whom its answer names.

Its cookies give access to nothing here: they live 30 days and survive signing out. The guard takes the person from the
answer that sets them, once, and starts a session of its own.
"""

import json
from collections.abc import Iterable
from http.cookies import SimpleCookie
from typing import Any

from streamlit.auth_util import encode_provider_token, get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from etl.service import SignedIn

LOGIN, LOGOUT = "/auth/login", "/auth/logout"


def login_address(prefix: str) -> str:
    """Return where the way to the identity provider begins; the address is good for two minutes."""
    return f"{prefix}{LOGIN}?provider={encode_provider_token('default')}"


def person_of(set_cookies: Iterable[str], secret: str) -> SignedIn | None:
    """Return the person whom the answer with these cookies signs in, None when it signs in nobody."""
    cookies: SimpleCookie = SimpleCookie()
    for line in set_cookies:
        cookies.load(line)

    def one(name: str) -> bytes | None:
        return decode_signed_value(secret, name, cookies[name].value) if name in cookies else None

    content = get_cookie_with_chunks(one, USER_COOKIE_NAME)
    claims: dict[str, Any] = json.loads(content) if content else {}
    subject = str(claims.get("sub") or "")
    return SignedIn(subject, called(claims)) if subject else None


def called(claims: dict[str, Any]) -> str:
    """Return how a person is called by the provider; the mark itself when it says nothing better."""
    names = (claims.get(name) for name in ("name", "preferred_username", "email", "sub"))
    return str(next(filter(None, names)))[:200]
