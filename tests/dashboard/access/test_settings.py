"""What the dashboard is not served with: each refusal names the setting that is missing, in both languages."""

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import timedelta

import pytest

from dashboard.access.settings import Mode, Settings, is_loopback, login_secrets, refusal, settings
from tests.pages.warehouses import ROOT

HERE = "127.0.0.1"
OIDC = {
    "ACCESS": "oidc",
    "OIDC_METADATA_URL": "https://id.example.ru/.well-known/openid-configuration",
    "OIDC_CLIENT_ID": "dashboard",
    "OIDC_CLIENT_SECRET": "secret",
    "PUBLIC_ORIGIN": "https://varmsu.example.ru",
    "STREAMLIT_SERVER_COOKIE_SECRET": "0123456789abcdef0123456789abcdef",
}
PROXY = {"ACCESS": "proxy", "ACCESS_PROXY_SECRET": "0123456789abcdef0123456789abcdef"}


@pytest.mark.parametrize(("values", "address"), [({}, HERE), ({"ACCESS": "local"}, "localhost"), (PROXY, HERE), (OIDC, "0.0.0.0"), (OIDC, "")])  # fmt: skip  # noqa: S104
def test_a_whole_configuration_is_served(values: Mapping[str, str], address: str) -> None:
    assert refusal(values, address, agent_api=False) is None


@pytest.mark.parametrize("missing", [name for name in OIDC if name != "ACCESS"])
def test_sign_in_without_one_of_its_settings_names_it(missing: str) -> None:
    for values in ({name: value for name, value in OIDC.items() if name != missing}, OIDC | {missing: ""}):
        why = refusal(values, HERE, agent_api=False)
        assert why and missing in why.ru and missing in why.en


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"ACCESS": "everybody"}, "local|oidc|proxy"),
        ({"ACCESS": "proxy"}, "ACCESS_PROXY_SECRET"),
        (PROXY | {"ACCESS_PROXY_SECRET": "short"}, "ACCESS_PROXY_SECRET"),
        (OIDC | {"STREAMLIT_SERVER_COOKIE_SECRET": "short"}, "STREAMLIT_SERVER_COOKIE_SECRET"),
        (OIDC | {"PUBLIC_ORIGIN": "http://varmsu.example.ru"}, "PUBLIC_ORIGIN"),
        (OIDC | {"OIDC_METADATA_URL": "id.example.ru"}, "OIDC_METADATA_URL"),
        (OIDC | {"ACCESS_IDLE_MINUTES": "an hour"}, "ACCESS_IDLE_MINUTES"),
        (OIDC | {"ACCESS_SESSION_HOURS": "0"}, "ACCESS_SESSION_HOURS"),
    ],
)
def test_what_cannot_be_right_is_named(values: Mapping[str, str], named: str) -> None:
    why = refusal(values, HERE, agent_api=False)
    assert why and named in why.ru and named in why.en


@pytest.mark.parametrize("values", [{}, PROXY])
@pytest.mark.parametrize("address", ["", "0.0.0.0", "::", "192.0.2.7", "varmsu.example.ru"])  # noqa: S104
def test_nothing_is_served_to_a_network_without_sign_in(values: Mapping[str, str], address: str) -> None:
    why = refusal(values, address, agent_api=False)
    assert why and "ACCESS=oidc" in why.ru


@pytest.mark.parametrize("values", [{}, OIDC, PROXY])
def test_streamlits_agent_api_is_never_on(values: Mapping[str, str]) -> None:
    why = refusal(values, HERE, agent_api=True)
    assert why and "enableAgentApi" in why.en


@pytest.mark.parametrize(("address", "here"), [(HERE, True), ("::1", True), ("localhost", True), ("10.0.0.1", False), ("", False)])  # fmt: skip
def test_what_is_this_machine(address: str, here: bool) -> None:
    assert is_loopback(address) is here


def test_a_session_lasts_an_hour_without_use_and_half_a_day_at_most() -> None:
    usual = Settings(Mode.OIDC, OIDC).lifetime
    assert (usual.idle, usual.age) == (timedelta(hours=1), timedelta(hours=12))
    short = Settings(Mode.OIDC, OIDC | {"ACCESS_IDLE_MINUTES": "0.5", "ACCESS_SESSION_HOURS": "2"}).lifetime
    assert (short.idle, short.age) == (timedelta(seconds=30), timedelta(hours=2))


@pytest.mark.parametrize(("prefix", "place"), [("", ""), ("analytics", "/analytics"), ("/a/b/", "/a/b")])
def test_the_provider_sends_people_back_to_the_public_address(
    monkeypatch: pytest.MonkeyPatch, prefix: str, place: str
) -> None:
    for name, value in OIDC.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    assert login_secrets(prefix)["auth"]["redirect_uri"] == f"https://varmsu.example.ru{place}/oauth2callback"
    monkeypatch.setenv("ACCESS", "local")
    settings.cache_clear()
    assert login_secrets(prefix) == {}
    settings.cache_clear()


@pytest.mark.parametrize(
    ("values", "options", "named"),
    [
        ({"ACCESS": "oidc"}, (), "OIDC_METADATA_URL"),
        ({}, ("--server.address", "0.0.0.0"), "ACCESS=oidc"),  # noqa: S104
        ({}, ("--server.enableAgentApi", "true"), "enableAgentApi"),
    ],
)
def test_the_server_ends_with_one_sentence_and_no_trace(
    values: Mapping[str, str], options: tuple[str, ...], named: str, sqlite: str
) -> None:
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "0", *options]
    environment = os.environ | {"DATABASE_URL": sqlite, **values}
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    said = ended.stderr.strip().splitlines()
    assert ended.returncode != 0
    assert named in said[-1] and "Не запущено" in said[-1] and "Not started" in said[-1]
    assert "Traceback" not in ended.stderr
