"""How the dashboard is served: to the person at this machine, or to many who sign in. All of it comes from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from etl.service import Lifetime
from etl.words import Text

IDLE_MINUTES, AGE_HOURS = "60", "12"
SECRET_LENGTH = 32
CALLBACK = "/oauth2callback"


class Mode(StrEnum):
    """Who may open the dashboard."""

    LOCAL = "local"  # the person at this machine, who is its administrator
    OIDC = "oidc"  # who signs in at the identity provider and has a role
    PROXY = "proxy"  # whom a proxy on this machine names and who has a role


# What each way of serving many cannot do without.
NEEDED: Mapping[Mode, tuple[str, ...]] = {
    Mode.LOCAL: (),
    Mode.OIDC: (
        "OIDC_METADATA_URL",
        "OIDC_CLIENT_ID",
        "OIDC_CLIENT_SECRET",
        "PUBLIC_ORIGIN",
        "STREAMLIT_SERVER_COOKIE_SECRET",
    ),
    Mode.PROXY: ("ACCESS_PROXY_SECRET",),
}
SECRETS = ("STREAMLIT_SERVER_COOKIE_SECRET", "ACCESS_PROXY_SECRET")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says; `values` are the variables as they are written there."""

    mode: Mode
    values: Mapping[str, str]

    @property
    def shared(self) -> bool:
        """Return whether the dashboard serves many."""
        return self.mode is not Mode.LOCAL

    @property
    def lifetime(self) -> Lifetime:
        """Return how long a session lasts without use, and at most."""
        idle = float(self.values.get("ACCESS_IDLE_MINUTES") or IDLE_MINUTES)
        age = float(self.values.get("ACCESS_SESSION_HOURS") or AGE_HOURS)
        return Lifetime(timedelta(minutes=idle), timedelta(hours=age))

    @property
    def origin(self) -> str:
        """Return the address people know the dashboard by, without a path."""
        return self.values.get("PUBLIC_ORIGIN", "").rstrip("/")

    @property
    def proxy_header(self) -> str:
        """Return the header in which the proxy names a person."""
        return (self.values.get("ACCESS_PROXY_HEADER") or "X-Remote-User").lower()


@cache
def settings() -> Settings:
    """Return the settings of this process."""
    return Settings(Mode(os.environ.get("ACCESS") or Mode.LOCAL), os.environ)


def refusal(values: Mapping[str, str], address: str, agent_api: bool) -> Text | None:
    """Return why the dashboard must not be served like this, None when it may: `address` is the one it listens on."""
    if agent_api:
        return _said(
            "server.enableAgentApi=false", "agent API Streamlit отвечает всем", "Streamlit's agent API answers anyone"
        )
    try:
        mode = Mode(values.get("ACCESS") or Mode.LOCAL)
    except ValueError:
        return _said(f"ACCESS={'|'.join(Mode)}", "такого способа входа нет", "there is no such way to sign in")
    if mode is not Mode.OIDC and not is_loopback(address):
        return _said(
            "ACCESS=oidc",
            "по сети без входа не показываем: нужен вход или --server.address 127.0.0.1",
            "nothing is served to a network without sign-in: set it up, or --server.address 127.0.0.1",
        )
    return next(filter(None, (wrong(values, name) for name in (*NEEDED[mode], *LENGTHS))), None)


LENGTHS = ("ACCESS_IDLE_MINUTES", "ACCESS_SESSION_HOURS")


def wrong(values: Mapping[str, str], name: str) -> Text | None:
    """Return what is wrong with one setting, None when nothing is."""
    value = values.get(name, "")
    if name in LENGTHS:
        return (
            None
            if not value or _is_positive(value)
            else _said(name, "нужно число больше нуля", "a number above zero is needed")
        )
    if not value:
        return _said(name, "не задано", "it is not set")
    if name in SECRETS and len(value) < SECRET_LENGTH:
        return _said(name, f"нужно не меньше {SECRET_LENGTH} знаков", f"at least {SECRET_LENGTH} characters are needed")
    if name in ("PUBLIC_ORIGIN", "OIDC_METADATA_URL") and not is_safe(value):
        return _said(name, "нужен адрес https://", "an address with https:// is needed")
    return None


def is_safe(address: str) -> bool:
    """Return whether an address is encrypted, or does not leave this machine."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
    )


def is_loopback(address: str) -> bool:
    """Return whether an address is reached from this machine only."""
    if address == "localhost" or address.startswith("unix://"):
        return True
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def login_secrets(prefix: str) -> dict[str, Any]:
    """Return what Streamlit's sign-in needs, nothing where nobody signs in through it."""
    if settings().mode is not Mode.OIDC:
        return {}
    values = settings().values
    place = f"/{prefix.strip('/')}" if prefix.strip("/") else ""
    auth = {
        "redirect_uri": f"{settings().origin}{place}{CALLBACK}",
        "cookie_secret": values["STREAMLIT_SERVER_COOKIE_SECRET"],
        "client_id": values["OIDC_CLIENT_ID"],
        "client_secret": values["OIDC_CLIENT_SECRET"],
        "server_metadata_url": values["OIDC_METADATA_URL"],
    }
    return {"auth": auth}


def _is_positive(value: str) -> bool:
    try:
        return 0 < float(value) < float("inf")
    except ValueError:
        return False


def _said(name: str, ru: str, en: str) -> Text:
    return Text(f"Не запущено: {name} — {ru}.", f"Not started: {name}: {en}.")
