"""From a page to the passport of a region and back, without a browser: what a second click asks for and what returns."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import session_keys
from dashboard.model.filters import Filters
from tests.pages.reading import elements, opened, texts, visit
from tests.pages.warehouses import address, copy, demo, point


@pytest.fixture(autouse=True, scope="module")
def invented() -> None:
    point(address(copy(demo())))


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def keys(app: AppTest) -> set[str]:
    return {key for element in elements(app._tree) if (key := getattr(element, "key", None))}


def filters(app: AppTest) -> Filters:
    chosen: Filters = app.session_state[session_keys.FILTERS]
    return chosen


def test_one_picked_region_has_a_way_to_its_passport_and_back_to_the_same_filters() -> None:
    app = visit(opened(period="last-year", region="59", show="per-100-mo", district="ПФО"), "events")
    before = filters(app)
    press(app, "open_passport")
    assert app.session_state[session_keys.PAGE] == "region"
    assert filters(app).regions == ("59",)
    assert app.button(key="go_back").label == "Мероприятия"
    assert "› Пермский край" in " ".join(texts(app))
    press(app, "go_back")
    assert (app.session_state[session_keys.PAGE], filters(app)) == ("events", before)
    assert "go_back" not in keys(app)


def test_the_way_back_brings_the_choices_of_the_page_too() -> None:
    app = visit(opened(period="last-year", region="59"), "rating")
    app.segmented_control(key="choice-section").set_value("stability").run()
    press(press(app, "open_passport"), "go_back")
    assert app.segmented_control(key="choice-section").value == "stability"


def test_no_region_or_several_have_no_passport_button() -> None:
    assert "open_passport" not in keys(opened(period="last-year"))
    assert "open_passport" not in keys(opened(period="last-year", region="59,16"))


def test_a_passport_opened_from_the_menu_has_no_way_back() -> None:
    app = visit(opened(period="last-year", region="59"), "region")
    assert not {"go_back", "open_passport"} & keys(app)


def test_a_passport_left_by_the_menu_forgets_the_way_back() -> None:
    app = press(opened(period="last-year", region="59"), "open_passport")
    assert "go_back" in keys(app)
    assert "go_back" not in keys(visit(visit(app, "events"), "region"))


def test_the_form_of_the_map_is_chosen_once_for_all_pages_and_kept_in_the_address() -> None:
    app = opened(period="last-year")
    app.segmented_control(key="choice-map").set_value("tiles").run()
    assert app.query_params["map"] in ("tiles", ["tiles"])
    assert not app.exception
    assert app.segmented_control(key="choice-map").value == "tiles"
    assert visit(app, "competitions").segmented_control(key="choice-map").value == "tiles"
