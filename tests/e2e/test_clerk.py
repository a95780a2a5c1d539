"""A clerk of a region who tries everything: links, filters, exports, addresses of data and files, messages of their own making."""

import io
import json
import re
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import InvalidStatus

from etl import service
from etl.principal import Principal, Role
from tests.e2e.browsing import drawn
from tests.e2e.forged import Talk, elements, talking, words
from tests.e2e.sharing import Shared, cookie_line, provider, reader, shared_dashboard, signed_in, status
from tests.etl.registers import event, events
from tests.scope.marked import marked_registers, secrets
from tests.scope.test_pages import SECTIONS
from tests.scope.walk import texts_in

pytestmark = pytest.mark.browser
CLERK = Principal("clara", "Пермякова", Role.REGION, ("59",))
KAZAN = Principal("karim", "Казанцев", Role.REGION, ("16",))
LEADER = Principal("lena", "Ленина", Role.LEADER)
HEAD = Principal("alice", "Иванова", Role.ADMINISTRATOR)
OWN = secrets(CLERK.regions)
PLANTED = ("Секретный сводный отчёт", "Казанский пробный", "Неведомая волость")  # a deck, a source, a name that waits
# What every role may know: the directory itself, the words of the filter and what a clerk wrote in an own file.
KNOWN = ("Луганская Народная Республика", "строка другого региона")


@dataclass(frozen=True, slots=True)
class Signed:
    """Somebody signed in: the cookies of their browser."""

    cookie: str


@pytest.fixture(scope="module")
def shared(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    """Serve registers in which every text says whose row it is, with what other people loaded and saved."""
    folder = tmp_path_factory.mktemp("clerk")
    with provider() as metadata, shared_dashboard(metadata, marked_registers()[0], folder) as running:
        engine = running.engine
        for person in (CLERK, KAZAN, LEADER, HEAD):
            service.give_role(engine, person, "терминал")
        for person, name, region in ((KAZAN, PLANTED[1], "Татарстан"), (CLERK, "Пермский свой", "Пермский край")):
            rows = events(event(region, "7"), event(PLANTED[2] if person is KAZAN else "Пермь великая"))
            checked = service.check_for(engine, f"{name}.csv", rows, principal=person)
            service.load(engine, checked, person.name, principal=person)
        for sort, value in (("deck", [{"names": ["card.events"], "filters": {}}]), ("group", ["16", "77"])):
            service.save_value(engine, sort, PLANTED[0], value, LEADER.name, LEADER)
        yield running


@pytest.fixture(scope="module")
def clerk(shared: Shared, browser: Browser) -> Signed:
    return cookies_of(shared, browser, CLERK)


@pytest.fixture(scope="module")
def leader(shared: Shared, browser: Browser) -> Signed:
    return cookies_of(shared, browser, LEADER)


def cookies_of(shared: Shared, browser: Browser, person: Principal) -> Signed:
    """Sign somebody in at the provider and return the cookies."""
    with reader(browser) as context:
        signed_in(context, shared, person.subject)
        return Signed(cookie_line(context))


def leaks(texts: list[str]) -> list[str]:
    """Return what of other people stands in these texts."""
    said = [text for text in texts if not any(known in text for known in KNOWN)]
    return [*OWN.found_in(said), *(word for word in PLANTED if any(word in text for text in said))]


def got(address: str, cookie: str) -> bytes:
    """Return the bytes of an answer, those of a refusal too."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers={"Cookie": cookie}), timeout=60) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        return error.read()


def texts_of_file(content: bytes) -> list[str]:
    """Return the texts of a downloaded file."""
    if content.startswith(b"PK"):
        return list(texts_in(content))
    return [content.decode("utf-8-sig", "ignore")]


def test_pages_links_and_exports_in_a_browser_tell_nothing_of_others(browser: Browser, shared: Shared) -> None:
    with reader(browser) as context:
        page = signed_in(context, shared, CLERK.subject, "events?period=all&region=16,77&district=ПФО")
        drawn(page)
        assert not leaks([page.inner_text("body"), page.content()])
        assert "region=59" in page.url
        box = page.locator(".st-key-exhibit-events_map")
        box.get_by_role("button", name="Скачать").click()
        for kind in ("CSV", "XLSX", "PPTX"):
            button = box.get_by_role("button", name=kind, exact=True)
            button.wait_for()
            with page.expect_download() as download:
                button.click()
            assert not leaks(texts_of_file(Path(download.value.path()).read_bytes())), kind
        for address in ("region?region=16", "rating?peers=own:x&region=16", "access", "data", "presentation"):
            page.goto(shared.second.address + address)
            page.get_by_role("button", name="Выйти").wait_for(timeout=60_000)
            page.wait_for_timeout(1500)
            assert not leaks([page.inner_text("body")]), address
        assert not page.get_by_role("link", name="Доступ").is_visible()


def test_every_page_and_section_asked_over_a_socket_of_their_own_tells_nothing_of_others(
    shared: Shared, clerk: Signed
) -> None:
    queries = ("period=all", "period=all&region=16", "period=all&district=ПФО&region=77&peers=own:" + quote(PLANTED[0]))
    with talking(shared.first.address, clerk.cookie) as talk:
        for name, sections in SECTIONS.items():
            for section in sections:
                for query in queries:
                    told = talk.run("" if name == "overview" else name, f"{query}&section={section}")
                    assert elements(told) and not leaks(words(told)), (name, section, query)


def test_the_page_of_roles_is_drawn_for_no_clerk_and_none_of_its_buttons_works(
    shared: Shared, browser: Browser, clerk: Signed
) -> None:
    head = cookies_of(shared, browser, HEAD)
    with talking(shared.first.address, head.cookie) as office:
        told = office.run("access")
        ids = list(elements(told))
        hashes = {page.url_pathname: page.page_script_hash for message in told for page in message.navigation.app_pages}
    assert hashes["access"] and any("access_give" in one or "access_take" in one for one in ids)
    before = service.people(shared.engine)
    with talking(shared.first.address, clerk.cookie) as talk:
        assert HEAD.subject not in str(words(talk.run("access")))
        for one in ids:
            pressed = [WidgetState(id=one, trigger_value=True), WidgetState(id=one, string_value=CLERK.subject)]
            for state in pressed:
                message = BackMsg()
                message.rerun_script.page_script_hash = hashes["access"]
                message.rerun_script.widget_states.widgets.append(state)
                talk.say(message)
                assert LEADER.subject not in words(talk.heard())
    assert service.people(shared.engine) == before


PICKED = json.dumps({"selection": {"points": [{"location": "16", "customdata": ["16"]}]}})


def hostile(element: Any) -> list[WidgetState]:
    """Return states of a widget that its page would never send; of its own kind, since others only break its session."""
    kind, several = element.DESCRIPTOR.name, WidgetState(id=element.id)
    if kind in ("MultiSelect", "ButtonGroup"):
        several.string_array_value.data.extend(["16", "77", "Татарстан"])
        return [several]
    if kind == "FileUploader":
        file = several.file_uploader_state_value.uploaded_file_info.add(file_id="0", name="Чужой.csv", size=9)
        file.file_urls.upload_url = "/_stcore/upload_file/other/0"
        return [several]
    if kind in ("Button", "DownloadButton"):
        return [WidgetState(id=element.id, trigger_value=True)]
    if kind == "PlotlyChart":
        return [WidgetState(id=element.id, string_value=PICKED)]
    if kind == "Checkbox":
        return [WidgetState(id=element.id, bool_value=True)]
    texts = {"Selectbox": ("16", PLANTED[0], f"events/{PLANTED[1]}"), "TextInput": ("16",)}.get(kind, ())
    return [WidgetState(id=element.id, string_value=text) for text in texts]


def kind_of(element: Any) -> str:
    """Return what a widget is: of the buttons that stand under every exhibit one of a sort is enough."""
    return f"{element.DESCRIPTOR.name} {re.sub('-.*|_[0-9].*', '', element.id.split('-', 2)[2])}"


def test_no_state_of_a_widget_tells_anything_of_others_or_changes_what_is_theirs(shared: Shared, clerk: Signed) -> None:
    engine = shared.engine
    before = (service.sources(engine, KAZAN), service.saved_values(engine, "deck"), service.people(engine))
    asked: set[str] = set()
    for page in ("", "events", "region", "rating", "silent", "presentation", "data", "cabinet"):
        with talking(shared.second.address, clerk.cookie) as talk:
            drawn_widgets = elements(talk.run(page, "period=all"))
            assert drawn_widgets, page
            for one, element in drawn_widgets.items():
                if (kind := kind_of(element)) in (*asked, "Button sign_out"):
                    continue
                asked.add(kind)
                for state in hostile(element):
                    told = words(talk.run(page, "period=all", [state]))
                    assert told and not leaks(told), (page, one, state)
    assert len(asked) > 25
    assert before == (service.sources(engine, KAZAN), service.saved_values(engine, "deck"), service.people(engine))


def test_addresses_of_data_tell_nothing_of_others(shared: Shared, clerk: Signed) -> None:
    for exhibit in ("events", "winners", "map.events", "passport.similar", "passport.own:Другая", "silent", "ties", "multiples.events",
                    "places.equal.all", "index_map.equal.peers", "observations", "structure.organisation.events", "unknown", "data.history"):  # fmt: skip
        for query in ("period=all", "period=all&region=16", "period=all&district=ПФО", "period=all&only=16"):
            for ending in ("json", "csv"):
                address = f"{shared.first.address}data/{quote(exhibit)}.{ending}?{quote(query, safe='=&')}"
                assert not leaks([got(address, clerk.cookie).decode("utf-8-sig", "replace")]), address


def test_a_leader_is_shown_no_page_that_is_not_theirs(shared: Shared, leader: Signed) -> None:
    with talking(shared.first.address, leader.cookie) as talk:
        for name in ("data", "access", "cabinet"):
            told = words(talk.run(name, "period=all"))
            assert told and not any(
                word in text for word in (HEAD.subject, PLANTED[2], "Пермь великая") for text in told
            )
    for exhibit in ("data.quarantine", "access.people", "data.history"):
        assert status(f"{shared.first.address}data/{exhibit}.json", Cookie=leader.cookie) == 404


def offered(talk: Talk) -> list[str]:
    """Open the files of every exhibit of the page of events; return the marks of those that are offered."""
    drawers = [one for one in elements(talk.run("events", "period=all")) if "-files-" in one]
    pressed = [WidgetState(id=one, trigger_value=True) for one in drawers]
    told = talk.run("events", "period=all", pressed)
    return [element.deferred_file_id for element in elements(told).values() if hasattr(element, "deferred_file_id")]


def test_files_of_another_person_are_not_fetched_and_own_ones_tell_nothing(
    shared: Shared, clerk: Signed, leader: Signed
) -> None:
    address = shared.first.address
    with talking(address, leader.cookie) as theirs, talking(address, clerk.cookie) as own:
        foreign, mine = offered(theirs), offered(own)
        assert foreign and mine
        made = theirs.fetch(foreign[0])
        assert made and status(address.rstrip("/") + made, Cookie=leader.cookie) == 200
        assert status(address.rstrip("/") + made, Cookie=clerk.cookie) == 403
        assert own.fetch(foreign[0]) == ""
        for mark in mine:
            file = own.fetch(mark)
            assert file and not leaks(texts_of_file(got(address.rstrip("/") + file, clerk.cookie)))
        assert theirs.session and own.session
        for method in ("PUT", "DELETE"):
            request = urllib.request.Request(
                f"{address}_stcore/upload_file/{theirs.session}/file", method=method, headers={"Cookie": clerk.cookie}
            )
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(request, timeout=20)
            assert refused.value.code == 403
    with talking(address, clerk.cookie, "PLACEHOLDER_AUTH_TOKEN", theirs.session) as thief:
        thief.run("presentation", "period=all")
        assert thief.session and thief.session != theirs.session


def test_a_socket_of_another_site_is_not_opened_and_nobody_without_a_session_gets_one(
    shared: Shared, clerk: Signed
) -> None:
    for cookie, origin in ((clerk.cookie, "https://evil.example"), ("dashboard_session=forged", "")):
        with pytest.raises(InvalidStatus), talking(shared.first.address, cookie, origin=origin) as talk:
            talk.run("")


def test_what_leaves_for_machines_says_nothing(shared: Shared, clerk: Signed) -> None:
    assert status(f"{shared.first.address}_stcore/metrics", Cookie=clerk.cookie) == 403
    ready = got(f"{shared.first.address}readyz", "").decode()
    assert set(json.loads(ready)) == {"state", "version"}
    for log in (shared.first.log, shared.second.log):
        lines = log.read_text()
        assert not any(word in lines for word in PLANTED[2:]) and "~16~" not in lines


def test_the_archive_of_texts_can_be_read() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.xml", "<t>Татарстан</t>")
    assert leaks(texts_of_file(content.getvalue())) == ["Татарстан"]
