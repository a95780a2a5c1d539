"""The guard, without a browser: which addresses are open to whom, in and out, and what every answer carries."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from starlette.websockets import WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.access.entrance import SESSION, own_place
from dashboard.access.settings import settings
from dashboard.access.told import is_bound
from dashboard.engine import cache
from etl import service
from etl.service import SignedIn
from tests.dashboard.access.sharing import CLERK, HEAD, LEADER, TOLD, client, sharing, talking, token_of
from tests.dashboard.access.sharing import SESSION as SESSION_MARK
from tests.dashboard.access.test_messages import asked, run, told
from tests.dashboard.access.test_settings import OIDC, PROXY

PEOPLE = {"accept": "text/html,application/xhtml+xml"}
CLOSED = (
    "/",
    "/events?period=2024",
    "/data/card.events.json",
    "/data/table.events.csv",
    "/media/0123.png",
    "/static/js/index.js",
    "/app/static/topojson/world_110m.json",
    "/component/x/index.html",
    "/_stcore/metrics",
    "/_stcore/host-config",
    "/_stcore/upload_file/session/file",
    "/_stcore/bidi-components/x/y.js",
    "/_stcore/agent/state",
    "/_stcore/script-health-check",
    # What looks like an open address and is none.
    "/_stcore/health/",
    "//_stcore/health",
    "/events/_stcore/health",
    "/readyz/../media/x",
    "/sign-in/x",
    "/oauth2callback/x",
)
OPEN = ("/readyz", "/_stcore/health")


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with sharing(monkeypatch, OIDC):
        yield


@pytest.fixture
def behind_proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with sharing(monkeypatch, PROXY):
        yield


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD"])
@pytest.mark.parametrize("path", CLOSED)
def test_nobody_gets_anything_before_signing_in(path: str, method: str) -> None:
    answer = client().request(method, path)
    assert answer.status_code == 401 and "nobody" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("path", OPEN)
def test_machines_see_that_the_server_lives(path: str) -> None:
    assert client().get(path).text == "nobody"


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("path", CLOSED)
def test_who_signed_in_and_has_no_role_gets_one_sentence(path: str) -> None:
    token = token_of(SignedIn("eve", "Евина"))
    answer = client(dashboard_session=token).get(path, headers=PEOPLE)
    assert answer.status_code == 403
    assert "попросите доступ" in answer.text and "Евина" in answer.text and "eve" in answer.text


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("path", [path for path in CLOSED if path != "/_stcore/metrics"])
def test_who_has_a_role_is_known_to_the_routes(path: str) -> None:
    browser = client(dashboard_session=token_of(CLERK))
    with talking(browser):
        pass
    address = "/media/x" if path == "/readyz/../media/x" else path
    assert browser.get(path).text == ("Петров" if not is_bound(path) or address in TOLD else "")


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("path", TOLD)
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
def test_a_file_is_for_the_browser_that_was_told_of_it(path: str, method: str) -> None:
    owner, stranger = (client(dashboard_session=token_of(person)) for person in (LEADER, CLERK))
    with talking(owner):
        pass
    assert owner.request(method, path).status_code == 200
    assert [
        client(dashboard_session=token_of(person)).request(method, path).status_code for person in (LEADER, CLERK)
    ] == [403, 403]
    with talking(stranger):
        pass
    assert stranger.request(method, path).status_code == 200


@pytest.mark.usefixtures("many")
def test_nobody_takes_over_a_session_of_another() -> None:
    owner, thief = (client(dashboard_session=token_of(person)) for person in (LEADER, CLERK))
    with talking(owner, "/_stcore/stream", "streamlit", "token") as (_talk, mark):
        assert mark == SESSION_MARK
    with talking(owner, "/_stcore/stream", "streamlit", "token", mark) as (_talk, again):
        assert again == mark
    with talking(thief, "/_stcore/stream", "streamlit", "token", "other") as (_talk, own):
        assert own == SESSION_MARK


@pytest.mark.usefixtures("many")
def test_metrics_are_for_administrators() -> None:
    found = {
        person.name: client(dashboard_session=token_of(person)).get("/_stcore/metrics").status_code
        for person in (HEAD, LEADER, CLERK)
    }
    assert found == {"Иванова": 200, "Ленина": 403, "Петров": 403}


@pytest.mark.usefixtures("many")
def test_a_forged_claim_is_stripped() -> None:
    token = token_of(CLERK)
    for headers in ({"x-dashboard-claim": token}, {"X-Remote-User": "alice"}, {"X-Dashboard-Claim": "alice"}):
        assert client().get("/", headers=headers).status_code == 401
    seen = client(dashboard_session=token).get("/", headers={"X-Remote-User": "alice"}).headers["x-seen"]
    assert "x-remote-user" not in seen


@pytest.mark.usefixtures("many")
def test_a_person_who_opens_a_page_is_shown_where_to_sign_in_and_comes_back() -> None:
    browser = client()
    asked_for = "/events?period=2024&lang=en"
    answer = browser.get(asked_for, headers=PEOPLE)
    assert answer.status_code == 401 and '<html lang="en">' in answer.text
    assert f"/sign-in?to={quote(asked_for, safe='')}" in answer.text
    leaving = browser.get(f"/sign-in?to={quote(asked_for, safe='')}")
    assert leaving.status_code == 302 and leaving.headers["location"].startswith("/auth/login?provider=")
    back = browser.get("/oauth2callback?sub=bob")
    assert back.status_code == 302 and back.headers["location"] == asked_for
    cookies = back.headers.get_list("set-cookie")
    (ours,) = [cookie for cookie in cookies if cookie.startswith(f"{SESSION}=")]
    assert all(part in ours for part in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age=43200"))
    assert all("; secure" in cookie.lower() for cookie in cookies)  # the public address is an encrypted one
    token = ours.partition(";")[0].partition("=")[2]
    assert client(dashboard_session=token).get("/").text == "Петров"
    assert [use.what for use in service.latest_uses(cache.engine())] == ["sign-in"]


@pytest.mark.parametrize(
    ("place", "kept"),
    [
        ("/events?a=1", True),
        ("/", True),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("https://evil.example", False),
        ("javascript:alert(1)", False),
        ("", False),
        ("/a\r\nSet-Cookie: x=1", False),
        ("/\t/evil.example", False),
    ],
)
@pytest.mark.usefixtures("many")
def test_only_an_address_of_the_dashboard_is_come_back_to(place: str, kept: bool) -> None:
    assert own_place(place) == (place if kept else "")
    browser = client()
    browser.get(f"/sign-in?to={quote(place, safe='')}")
    assert browser.get("/oauth2callback?sub=bob").headers["location"] == (place if kept else "/")
    forged = client(dashboard_return=quote(place, safe="")).get("/oauth2callback?sub=bob")
    assert forged.headers["location"] == (place if kept else "/")


@pytest.mark.usefixtures("many")
def test_signing_out_ends_every_session_and_an_old_cookie_is_nobodys() -> None:
    here, elsewhere = token_of(CLERK), token_of(CLERK)
    gone = client(dashboard_session=here).get("/auth/logout")
    assert any(cookie.startswith(f'{SESSION}="";') for cookie in gone.headers.get_list("set-cookie"))
    for token in (here, elsewhere):
        assert client(dashboard_session=token).get("/media/x").status_code == 401


@pytest.mark.usefixtures("many")
def test_a_page_of_another_site_signs_nobody_out() -> None:
    token = token_of(CLERK)
    client(dashboard_session=token).get("/auth/logout", headers={"sec-fetch-site": "cross-site"})
    assert client(dashboard_session=token).get("/").status_code == 200


@pytest.mark.usefixtures("many")
def test_a_role_taken_away_closes_the_next_request() -> None:
    token = token_of(CLERK)
    with talking(client(dashboard_session=token)):
        pass
    assert client(dashboard_session=token).get("/media/x").status_code == 200
    service.take_role(cache.engine(), CLERK.subject, "Иванова")
    assert client(dashboard_session=token).get("/media/x").status_code == 403
    assert client(dashboard_session=token).get("/data/card.events.json").status_code == 403


@pytest.mark.usefixtures("many")
def test_a_socket_opens_only_to_who_has_a_role() -> None:
    for cookies in ({}, {SESSION: "forged"}, {SESSION: token_of(SignedIn("eve", "Евина"))}):
        with pytest.raises(WebSocketDisconnect), client(**cookies).websocket_connect("/_stcore/stream"):
            pass
    with talking(client(dashboard_session=token_of(CLERK))) as (talk, _mark):
        talk.send_bytes(run(widget=True))
        assert talk.receive_bytes() == run(widget=True)


def heard_as(content: bytes) -> str:
    message = BackMsg()
    message.ParseFromString(content)
    has_widgets = message.WhichOneof("type") == "rerun_script" and message.rerun_script.HasField("widget_states")
    return f"{message.WhichOneof('type')}{' with widgets' if has_widgets else ''}"


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("change", ["role taken", "role changed", "signed out"])
def test_an_open_socket_fetches_nothing_more_once_its_person_is_another(change: str) -> None:
    with talking(client(dashboard_session=token_of(CLERK))) as (talk, _mark):
        talk.send_bytes(asked("backend_operation_request"))
        assert heard_as(talk.receive_bytes()) == "backend_operation_request"
        if change == "role taken":
            service.take_role(cache.engine(), CLERK.subject, "Иванова")
        elif change == "role changed":
            service.give_role(cache.engine(), LEADER.__class__(CLERK.subject, "Петров", LEADER.role), "Иванова")
        else:
            service.end_sessions(cache.engine(), CLERK.subject)
        for content in (asked("backend_operation_request"), asked("file_urls_request"), told("clear_cache")):
            talk.send_bytes(content)
        for answer in ("rerun_script", "rerun_script with widgets" if change == "role changed" else "rerun_script"):
            talk.send_bytes(run(widget=True, fragment="f"))  # once drawn for the new role, the page works again
            assert heard_as(talk.receive_bytes()) == answer


@pytest.mark.usefixtures("many")
def test_a_file_prepared_for_somebody_else_is_not_fetched_and_no_other_operation_begun() -> None:
    other = BackMsg()
    other.backend_operation_request.install_skills.SetInParent()
    with talking(client(dashboard_session=token_of(CLERK))) as (talk, _mark):
        for content in (asked("backend_operation_request", "f" * 32), other.SerializeToString(), told("app_heartbeat")):
            talk.send_bytes(content)
        assert heard_as(talk.receive_bytes()) == "app_heartbeat"
        talk.send_bytes(asked("backend_operation_request"))
        assert heard_as(talk.receive_bytes()) == "backend_operation_request"
    uses = [(use.name, use.what, use.about) for use in service.latest_uses(cache.engine())]
    assert uses == [("Петров", "refusal", "backend_operation_request")] * 2


def test_nobody_empties_the_caches_where_one_person_works_either() -> None:
    with talking(client(), "ws://127.0.0.1/_stcore/stream") as (talk, _mark):
        talk.send_bytes(told("clear_cache"))
        talk.send_bytes(told("app_heartbeat"))
        assert heard_as(talk.receive_bytes()) == "app_heartbeat"


@pytest.mark.parametrize("path", ["/", "/_stcore/metrics", "/media/x"])
def test_where_one_person_works_everything_is_open_to_them(path: str) -> None:
    assert client().get(path).text == "локально"


def test_without_sign_in_nothing_is_answered_over_the_network() -> None:
    network = client(server="http://192.0.2.7")
    assert network.get("/data/card.events.json").status_code == 403
    with pytest.raises(WebSocketDisconnect), network.websocket_connect("/_stcore/stream"):
        pass


@pytest.mark.parametrize("path", ["/", "/media/x", "/readyz"])
def test_every_answer_carries_the_headers(path: str, many: None) -> None:
    for answer in (client().get(path), client(dashboard_session=token_of(HEAD)).get(path)):
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"


def test_the_headers_stand_where_one_person_works_too() -> None:
    assert "frame-ancestors 'none'" in client().get("/").headers["content-security-policy"]


@pytest.mark.usefixtures("behind_proxy")
def test_the_proxys_word_is_taken_from_the_proxy_only() -> None:
    named = {"X-Remote-User": "bob"}
    proof = {"X-Dashboard-Proxy": PROXY["ACCESS_PROXY_SECRET"]}
    assert client().get("/", headers=named).status_code == 401
    assert client().get("/", headers=named | {"X-Dashboard-Proxy": "guessed"}).status_code == 401
    assert client().get("/", headers=proof).status_code == 401
    assert client().get("/", headers=proof | {"X-Remote-User": "eve"}).status_code == 403
    answer = client().get("/", headers=named | proof)
    assert answer.text == "Петров"
    assert "x-dashboard-proxy" not in answer.headers["x-seen"] and "x-remote-user" not in answer.headers["x-seen"]
    # There is no way in through a provider that is not there.
    assert client().get("/oauth2callback?sub=alice").status_code == 401


@pytest.mark.usefixtures("many")
def test_a_prefix_is_the_place_of_the_ways_in() -> None:
    browser = client("/analytics")
    answer = browser.get("/analytics/events", headers=PEOPLE)
    assert "/analytics/sign-in?to=%2Fanalytics%2Fevents" in answer.text
    browser.get("/analytics/sign-in?to=%2Fanalytics%2Fevents")
    back = browser.get("/analytics/oauth2callback?sub=bob")
    assert back.headers["location"] == "/analytics/events"
    assert any(
        f"{SESSION}=" in cookie and "Path=/analytics" in cookie for cookie in back.headers.get_list("set-cookie")
    )
    assert client("/analytics").get("/oauth2callback?sub=bob").status_code == 401
    assert client("/analytics").get("/analytics/_stcore/health").status_code == 200


@pytest.mark.usefixtures("many")
def test_a_warehouse_that_is_away_lets_nobody_in(monkeypatch: pytest.MonkeyPatch) -> None:
    token = token_of(CLERK)
    away = service.create_engine("postgresql://postgres@/absent?host=/nowhere")
    monkeypatch.setattr(cache, "engine", lambda: away)
    answer = client(dashboard_session=token).get("/", headers=PEOPLE)
    assert answer.status_code == 503 and "База данных не отвечает" in answer.text
    assert client().get("/oauth2callback?sub=bob").status_code == 503
    with pytest.raises(WebSocketDisconnect), client(dashboard_session=token).websocket_connect("/_stcore/stream"):
        pass


@pytest.mark.usefixtures("many")
def test_a_provider_that_is_away_is_one_sentence() -> None:
    answer = client().get("/auth/login?provider=x&lang=en", headers=PEOPLE)
    assert answer.status_code == 502 and "The identity provider does not answer" in answer.text
    assert "Authentication error" not in answer.text


@pytest.mark.usefixtures("many")
def test_refusals_are_on_record_for_whoever_is_known() -> None:
    client().get("/media/secret")
    client(dashboard_session=token_of(CLERK)).get("/_stcore/metrics")
    uses = [(use.name, use.what, use.about) for use in service.latest_uses(cache.engine())]
    assert uses == [("Петров", "refusal", "/_stcore/metrics")]
    assert settings().shared


@pytest.mark.usefixtures("many")
def test_what_the_page_repeats_is_text() -> None:
    token = token_of(SignedIn("<script>alert(1)</script>", "<img src=x>"))
    answer = client(dashboard_session=token).get("/?lang=en&x=%22%3E%3Cscript%3E", headers=PEOPLE)
    assert "<script" not in answer.text and "<img" not in answer.text
