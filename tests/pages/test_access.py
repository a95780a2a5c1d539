"""Pages where many sign in: each role finds its own, an action asks again, and nobody who has no role sees anything."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import session_keys
from dashboard.access import callers, use
from dashboard.access.callers import Caller
from dashboard.access.settings import settings
from dashboard.engine import cache
from dashboard.model.asking import pinned_principal
from dashboard.navigation import PAGES
from dashboard.screen import carry_out
from dashboard.screen.carry_out import DECIDE, GIVE_ROLES, INVENT, LOAD, SAVE, UNDO
from etl import service
from etl.principal import LOCAL, Principal, Role
from etl.problems import Refused
from etl.service import SignedIn
from tests.dashboard.access.sharing import HEAD, LEADER, sharing
from tests.dashboard.access.test_settings import OIDC
from tests.etl.registers import event, events
from tests.pages.reading import opened, texts, visit

ANALYST = Principal("anna", "Аннина", Role.ANALYST)
CLERK = Principal("bob", "Петров", Role.REGION, ("59",))
EVE = SignedIn("eve", "Евина")
PUBLIC = [
    "overview",
    "events",
    "associations",
    "requests",
    "initiatives",
    "training",
    "competitions",
    "region",
    "rating",
]
LISTED = {
    Role.LEADER: [*PUBLIC, "silent", "presentation", "method"],
    Role.ANALYST: [*PUBLIC, "silent", "presentation", "data", "method"],
    Role.REGION: [*PUBLIC, "silent", "presentation", "data", "method", "cabinet"],
    Role.ADMINISTRATOR: [page.name for page in PAGES if page.name != "cabinet"],
}
DEEDS = {
    Role.LEADER: [SAVE],
    Role.ANALYST: [SAVE],
    Role.REGION: [LOAD, UNDO, DECIDE, SAVE],
    Role.ADMINISTRATOR: [LOAD, UNDO, DECIDE, SAVE, INVENT, GIVE_ROLES],
}


class Asking:
    """Who asks for the runs of a test; None is somebody whose session is over."""

    found: Caller | None = None

    def be(self, principal: Principal | None, person: SignedIn = EVE) -> None:
        self.found = Caller(SignedIn(principal.subject, principal.name) if principal else person, principal)


@pytest.fixture
def asking(monkeypatch: pytest.MonkeyPatch) -> Iterator[Asking]:
    who = Asking()
    with sharing(monkeypatch, OIDC):
        service.load(
            cache.engine(), service.check("Свод.csv", events(event("Пермский край"), event("Прикамье наше"))), "А"
        )
        monkeypatch.setattr(callers, "caller", lambda _claim: who.found)
        yield who


def said(app: AppTest) -> str:
    return " ".join(texts(app))


@pytest.mark.parametrize("role", Role)
def test_a_role_finds_its_pages_and_no_others(role: Role) -> None:
    person = Principal("1", "Кто-то", role, ("59",))
    assert [page.name for page in PAGES if page.is_open_to(person)] == LISTED[role]


@pytest.mark.parametrize("role", Role)
def test_an_action_is_open_to_whom_its_role_allows_it(role: Role) -> None:
    deeds = [LOAD, UNDO, DECIDE, SAVE, INVENT, GIVE_ROLES]
    with pinned_principal(Principal("1", "Кто-то", role, ("59",))):
        assert [deed for deed in deeds if deed.is_open] == DEEDS[role]
        for deed in deeds:
            if deed in DEEDS[role]:
                assert callers.require(deed.needs, deed.reach).role is role
            else:
                with pytest.raises(Refused, match="не разрешено"):
                    callers.require(deed.needs, deed.reach)


def test_a_page_that_is_not_listed_is_not_reached(asking: Asking) -> None:
    asking.be(LEADER)
    for name in ("data", "access"):
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            visit(opened(), name)


def test_an_analyst_sees_what_waits_and_decides_nothing(asking: Asking) -> None:
    asking.be(ANALYST)
    app = visit(opened(), "data")
    assert "Прикамье наше" in said(app) and not app.file_uploader
    assert "Отменить загрузку" not in said(app) and "Демонстрационные данные" not in said(app)
    buttons = {button.label: button.disabled for button in app.main.button}
    assert buttons["Подтвердить"] and buttons["Записать полноту"]


def press_as_another(asking: Asking, deed: str) -> AppTest:
    """Draw a page for an administrator and press its button once they are a leader: the page is drawn for the leader."""

    def script(name: str) -> None:
        import streamlit as st

        from dashboard.access import arrive
        from dashboard.language.phrases import translator
        from dashboard.screen import carry_out

        arrive()
        st.session_state["done"] = False
        if st.button("Нажать"):
            deed = getattr(carry_out, name)
            carry_out.carry_out(deed, lambda: st.session_state.update(done=True), "Готово", translator("ru"))

    asking.be(HEAD)
    app = AppTest.from_function(script, args=(deed,)).run()
    asking.be(Principal(HEAD.subject, HEAD.name, Role.LEADER))
    return app.button[0].click().run()


@pytest.mark.parametrize("deed", ["LOAD", "UNDO", "DECIDE", "INVENT", "GIVE_ROLES"])
def test_an_action_asks_again_whatever_the_page_has_drawn(asking: Asking, deed: str) -> None:
    app = press_as_another(asking, deed)
    assert [error.value for error in app.error] == ["Вашей роли это не разрешено."]
    assert app.session_state["done"] is False
    latest = service.latest_uses(cache.engine())[0]
    assert (latest.name, latest.what, latest.about) == (
        HEAD.name,
        "refusal",
        f"{getattr(carry_out, deed).what}: not_allowed",
    )


@pytest.mark.parametrize("page", ["overview", "data", "access", "method"])
def test_nobody_without_a_role_sees_anything_but_one_sentence(asking: Asking, page: str) -> None:
    asking.be(HEAD)
    app = visit(opened(), page)
    for sentence in ("роли у вас нет: попросите доступ у администратора", "Сеанс закончился"):
        if "роли" in sentence:
            asking.be(None)
        else:
            asking.found = None
        app.run()
        assert len(app.info) == 1 and sentence in said(app)
        assert len(app.dataframe) == len(app.get("plotly_chart")) == len(app.selectbox) == 0
        assert not app.exception and "Пермский край" not in said(app)


def test_what_one_person_chose_is_forgotten_when_another_comes(asking: Asking) -> None:
    asking.be(HEAD)
    app = opened()
    app.session_state[session_keys.DECK_NAME] = "Черновик Ивановой"
    app.run()
    asking.be(LEADER)
    app.run()
    assert session_keys.DECK_NAME not in app.session_state
    assert app.session_state[session_keys.PRINCIPAL] == LEADER


def test_a_file_is_not_made_for_who_has_another_role_by_then(asking: Asking) -> None:
    with pinned_principal(LEADER):
        make = use.noted(lambda: b"file", "card.events.csv")
    assert make() == b"file"
    assert service.latest_uses(cache.engine())[0].about == "card.events.csv"
    service.give_role(cache.engine(), Principal(LEADER.subject, LEADER.name, Role.ANALYST), "А")
    with pytest.raises(Refused, match="не разрешено"):
        make()
    service.take_role(cache.engine(), LEADER.subject, "А")
    with pytest.raises(Refused, match="не разрешено"):
        make()


def test_an_administrator_gives_takes_and_puts_back_a_role(asking: Asking) -> None:
    service.start_session(cache.engine(), EVE, settings().lifetime)
    asking.be(HEAD)
    app = visit(opened(), "access")
    assert "Вошли и ждут роли: Евина" in said(app)
    app.selectbox(key="access_subject").set_value("eve").run()
    app.selectbox(key="access_role_eve").set_value(Role.REGION).run()
    app.button(key="access_give").click().run()
    assert [error.value for error in app.error] == ["Сотруднику региона нужен хотя бы один регион."]
    app.multiselect(key="access_regions_eve").set_value(["59", "66"]).run()
    app.button(key="access_give").click().run()
    given = Principal("eve", "Евина", Role.REGION, ("59", "66"))
    assert service.principal_of(cache.engine(), "eve") == given
    assert "Роль есть у 4 человек" in said(app)
    app.selectbox(key="access_taken").set_value("eve").run()
    app.button(key="access_take").click().run()
    assert service.principal_of(cache.engine(), "eve") is None
    assert {entry["by"] for entry in service.history(cache.engine(), 2)} == {HEAD.name}


def test_the_last_administrator_cannot_take_their_own_role(asking: Asking) -> None:
    asking.be(HEAD)
    app = visit(opened(), "access")
    app.selectbox(key="access_taken").set_value(HEAD.subject).run()
    app.button(key="access_take").click().run()
    assert "единственный администратор" in app.error[0].value


def test_the_journal_has_the_name_of_who_signed_in(asking: Asking) -> None:
    asking.be(HEAD)
    app = visit(opened(), "data")
    app.checkbox(key="undo_sure").check().run()
    next(button for button in app.main.button if button.label == "Отменить загрузку").click().run()
    assert not app.exception
    newest = service.history(cache.engine(), 1)[0]
    assert (newest["kind"], newest["by"]) == ("undo", HEAD.name)
    assert LOCAL.name not in said(app)
