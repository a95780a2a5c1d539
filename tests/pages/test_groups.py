"""Groups of one's own on the page «Регион»: made, compared with, refused in words, deleted."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.queries import data_state
from tests.pages.reading import opened, texts, visit
from tests.pages.warehouses import address, copy, demo, point


@pytest.fixture
def passport() -> AppTest:
    point(address(copy(demo())))
    return visit(opened(period="last-year", region="59"), "region")


def saved(app: AppTest, name: str, codes: list[str]) -> AppTest:
    app.text_input(key="group_name_").set_value(name)
    app.multiselect(key="group_codes_").set_value(codes)
    app.button(key="group_save").click().run()
    assert not app.exception
    return app


def test_a_group_is_made_compared_with_and_deleted(passport: AppTest) -> None:
    app = saved(passport, "Соседи", ["66", "02", "18", "43"])
    assert data_state.own_groups() == {"Соседи": ("66", "02", "18", "43")}
    app.selectbox(key="choice-peers").set_value("own:Соседи").run()
    assert not app.exception and app.query_params["peers"] in ("own:Соседи", ["own:Соседи"])
    assert any("Соседи" in text for text in texts(app))
    app.selectbox(key="group_chosen").set_value("Соседи").run()
    app.button(key="group_delete").click().run()
    assert not app.exception and data_state.own_groups() == {}


def test_a_group_without_a_name_or_regions_is_refused_in_words(passport: AppTest) -> None:
    assert saved(passport, "", ["66", "02", "18"]).error
    assert saved(passport, "Пусто", []).error
    assert data_state.own_groups() == {}
