"""Every drill of every page leads where it says: whatever hands a click on to `exhibit_box.show` is found and followed.

The walk asks the pages themselves what can be clicked, so a drill added tomorrow is followed too.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import session_keys
from dashboard.exhibits.events import one_event
from dashboard.figures import TABLES
from dashboard.model.exhibit import Exhibit, Kind
from dashboard.model.filters import Filters, Preset
from dashboard.navigation import PAGES
from dashboard.queries import newest_rows
from dashboard.queries.view import view
from dashboard.screen import exhibit_box
from etl.principal import LOCAL
from etl.regions import REGION_BY_CODE
from tests.pages.reading import opened, texts, visit
from tests.pages.test_sections import sections
from tests.pages.warehouses import address, copy, demo, point, record

WALKED = [
    (page.name, code)
    for page in PAGES
    if page.filtered and page.is_open_to(LOCAL)
    for code in sections(page.name) or [""]
]
NO_SUCH_EVENT = "Такого мероприятия в реестре нет"
# What a region is picked by, and an event opened by, on these pages at least.
HAVE_DRILLS = {"overview", "events", "associations", "competitions", "rating", "silent"}


class Drills:
    """What the page drawn last shows, and what of it can be clicked; `code` is what the next click hands on."""

    def __init__(self) -> None:
        self.shown: dict[str, Exhibit] = {}
        self.clickable: dict[str, list[str]] = {}
        self.code = ""

    def watch(self, show: Callable[..., None]) -> Callable[..., None]:
        """Return `show` with a button added to every exhibit that can be clicked, which stands for the click."""

        def watched(exhibit: Exhibit, key: str, **settings: Any) -> None:
            show(exhibit, key, **settings)
            self.shown[key] = exhibit
            if on_select := settings.get("on_select"):
                self.clickable[key] = codes(exhibit)
                st.button(key, key=f"drill-{key}", on_click=lambda: on_select(self.code))

        return watched

    def run(self, app: AppTest) -> AppTest:
        """Return the page drawn anew, with nothing noted of the last one."""
        self.shown, self.clickable = {}, {}
        return app.run()

    def follow(self, app: AppTest, key: str, code: str) -> AppTest:
        """Return the page after a click on that code of an exhibit."""
        self.code = code
        app.button(key=f"drill-{key}").click()
        return self.run(app)


def codes(exhibit: Exhibit) -> list[str]:
    """Return what the marks or rows of an exhibit hand on when they are clicked."""
    column = "key" if "key" in exhibit.frame else "code"
    return list(dict.fromkeys(str(code) for code in exhibit.tabled[column] if code)) if column in exhibit.frame else []


def charts(drills: Drills) -> int:
    """Return how many of the exhibits of a page are drawn as a chart."""
    return sum(len(one.frame) > 0 and one.kind not in (*TABLES, Kind.TABLE) for one in drills.shown.values())


@pytest.fixture(scope="module", params=["record", "demo"])
def data(request: pytest.FixtureRequest) -> str:
    name = str(request.param)
    point(address(copy({"record": record, "demo": demo}[name]())))
    return name


@pytest.fixture
def drills(data: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Drills]:
    noted = Drills()
    monkeypatch.setattr(exhibit_box, "show", noted.watch(exhibit_box.show))
    yield noted


def page_of(drills: Drills, page: str, section: str) -> AppTest:
    """Return a section of a page, drawn for the whole record."""
    app = opened(period="all")
    if section:
        app.query_params["section"] = section
    drills.shown, drills.clickable = {}, {}
    return visit(app, page)


def test_the_pages_with_drills_are_found(drills: Drills) -> None:
    found = {page for page, section in WALKED if page_of(drills, page, section) and drills.clickable}
    assert found >= HAVE_DRILLS


@pytest.mark.parametrize(("page", "section"), WALKED)
def test_every_drill_of_a_section_leads_to_what_was_clicked(drills: Drills, page: str, section: str) -> None:
    app = page_of(drills, page, section)
    for key, keys in list(drills.clickable.items()):
        for code in dict.fromkeys((*keys[:1], *sorted(keys, key=len)[-1:])):
            follow_one(drills, app, key, code)
            app = page_of(drills, page, section)


def follow_one(drills: Drills, app: AppTest, key: str, code: str) -> None:
    """Check that a click picks the region or opens the event it stands for, and draws all its charts."""
    drills.follow(app, key, code)
    assert not app.exception
    assert len(app.get("plotly_chart")) == charts(drills)
    filters: Filters = app.session_state[session_keys.FILTERS]
    if code in REGION_BY_CODE:
        assert code in filters.regions, (key, code)
    else:
        assert app.query_params["event"] in (code, [code])
        assert NO_SUCH_EVENT not in list(texts(app))


def test_every_event_opens_at_its_address_with_its_name_its_map_and_its_chart(drills: Drills) -> None:
    everything = view(Filters(preset=Preset.ALL), "ru")
    listed = newest_rows.events(everything.period, (), 100_000)
    app = page_of(drills, "events", "list")
    for code, title in zip(listed["key"].astype(str), listed["event"], strict=True):
        app.query_params["event"] = code
        drills.run(app)
        assert not app.exception, code
        assert drills.shown["event_facts"].title == title
        assert len(drills.shown["event_map"].frame) == len(REGION_BY_CODE)
        assert len(app.get("plotly_chart")) == charts(drills) >= 1
        has_categories = bool(len(one_event.categories(everything, code).frame))
        assert charts(drills) == 1 + has_categories
