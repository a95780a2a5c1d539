"""Pages as a clerk of a region has them: nothing of other regions in any word or cell, and a cabinet of one's own."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access import callers
from dashboard.access.callers import Caller
from dashboard.engine import cache
from dashboard.navigation import PAGES
from etl import service
from etl.principal import Principal, Role
from etl.service import SignedIn
from tests.etl.registers import event, events
from tests.pages.reading import cells, elements, opened, texts, visit
from tests.pages.warehouses import address, copy, point
from tests.scope.marked import marked_registers, secrets

OWN = ("59",)
CLERK = Principal("clerk", "Иванова", Role.REGION, OWN)
SECTIONS = {
    "requests": ("picture", "terms", "quality", "waiting"),
    "initiatives": ("picture", "path", "list"),
    "training": ("picture", "streams"),
    "overview": ("picture", "plan"),
    "events": ("picture", "attendance", "audience", "topics", "list"),
    "associations": ("picture", "practices", "cooperation", "answers"),
    "competitions": ("picture", "contests", "funnel", "campaign", "nominations", "results"),
    "region": ("indicators", "trend", "events", "competitions", "agreements"),
    "rating": ("places", "differences", "data"),
    "silent": ("picture", "list"),
    "presentation": ("deck", "passports"),
    "cabinet": ("sent", "owed", "place"),
    "data": ("",),
    "method": ("",),
}
WALKED = [(page, section) for page, sections in SECTIONS.items() for section in sections]


@pytest.fixture(autouse=True)
def clerk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callers, "NOBODY_ELSE", Caller(SignedIn(CLERK.subject, CLERK.name), CLERK))


@pytest.fixture(scope="module", autouse=True)
def registers() -> None:
    point(address(copy(marked_registers()[0])))
    own = events(event("Пермский край", "5"), event("Пермь великая"), event("Татарстан"))
    checked = service.check_for(cache.engine(), "Пермь.csv", own, principal=CLERK)
    service.load(cache.engine(), checked, "Иванова", principal=CLERK)


def shown(page: str, **query: str) -> AppTest:
    app = opened()
    for name, value in query.items():
        app.query_params[name] = value
    visit(app, page)
    assert not app.exception, page
    return app


def words(app: AppTest) -> list[str]:
    """Return all texts and cells of a page, and what its tables of HTML hold."""
    blocks = [str(getattr(element, "proto", "")) for element in elements(app._tree) if element.type == "bidi_component"]
    every = [*texts(app), *cells(app), *blocks]
    # What a clerk wrote in their own file, and what the directory says of everybody.
    return [
        text
        for text in every
        if not any(said in text for said in ("строка другого региона", "Луганская Народная Республика"))
    ]


def test_every_page_is_walked() -> None:
    assert {page for page, _section in WALKED} == {page.name for page in PAGES if page.is_open_to(CLERK)}


@pytest.mark.parametrize(("page", "section"), WALKED)
def test_a_page_names_no_other_region_and_lists_none_of_its_rows(page: str, section: str) -> None:
    app = shown(page, period="all", **({"section": section} if section else {}))
    assert not secrets(OWN).found_in(words(app))


def test_a_foreign_region_asked_for_in_the_address_becomes_ones_own_and_the_page_says_so() -> None:
    app = opened(region="16", district="ПФО")
    said = " ".join(texts(app))
    assert "Показано только ваше: Пермский край" in said
    assert app.query_params["region"] in ("59", ["59"]) and "district" not in app.query_params


def test_a_passport_of_another_region_is_not_reached() -> None:
    app = shown("region", region="16")
    assert "Пермский край" in " ".join(texts(app)) and "Татарстан" not in " ".join(texts(app))


def test_the_cabinet_shows_what_was_sent_what_is_owed_and_the_place() -> None:
    sent = " ".join([*texts(shown("cabinet")), *cells(shown("cabinet"))])
    assert "Пермь.csv" in sent and "Пермь великая" in sent and "другого региона" in sent
    owed = " ".join(texts(shown("cabinet", section="owed", period="all")))
    assert "Запросов без ответа" in owed
    place = " ".join(texts(shown("cabinet", section="place", period="all")))
    assert "место" in place


def test_whoever_sees_all_has_no_cabinet() -> None:
    assert not [role for role in Role if role is not Role.REGION and "cabinet" in open_pages(role)]
    assert "cabinet" in open_pages(Role.REGION)


def open_pages(role: Role) -> set[str]:
    """Return the pages that are open to a role."""
    return {page.name for page in PAGES if page.is_open_to(Principal("1", "Кто-то", role, OWN))}
