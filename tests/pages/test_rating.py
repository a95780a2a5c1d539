"""The page «Рейтинг»: every section opens, weights are changed, kept, chosen again and deleted."""

from streamlit.testing.v1 import AppTest

from dashboard import session_keys
from dashboard.exhibits.rating import weights
from dashboard.queries import data_state
from tests.pages.reading import opened, pressed, said, visit
from tests.pages.warehouses import address, copy, demo, point


def rating_page(**query: str) -> AppTest:
    app = visit(opened(**{"period": "last-year", **query}), "rating")
    assert not app.exception
    return app


def test_a_changed_weight_is_said_and_is_in_the_address() -> None:
    point(address(copy(demo())))
    app = pressed(rating_page(), "weights_open")
    before = said(app)
    app.number_input(key="weight_ev").set_value(3.0).run()
    assert not app.exception
    code = app.query_params["weights"]
    taken = weights.from_code(code if isinstance(code, str) else code[0])
    assert taken["events"] == 3 and taken["answers_in_time"] == 0, "what the default leaves out stays out"
    assert "веса: равные" in before and "веса: свои" in said(app)


def test_a_link_with_weights_shows_them() -> None:
    point(address(copy(demo())))
    app = pressed(rating_page(weights="ev0-mu0-en0-su0-pr0-co0-ag0"), "weights_open")
    assert app.number_input(key="weight_an").value == 1 and app.number_input(key="weight_ev").value == 0
    assert "Ответы в срок 100 %" in said(app)


def test_weights_are_kept_under_a_name_chosen_again_and_deleted() -> None:
    point(address(copy(demo())))
    app = pressed(rating_page(weights="ev3"), "weights_open")
    app.text_input(key="weights_name").set_value("Правление").run()
    pressed(app, "weights_keep")
    assert data_state.saved_values("weights")["Правление"].value["events"] == 3
    pressed(app, "weights_equal")
    assert "веса: равные" in said(app)
    app.selectbox(key=session_keys.WEIGHTS_SET).set_value("Правление").run()
    assert not app.exception and app.number_input(key="weight_ev").value == 3
    pressed(app, f"{session_keys.WEIGHTS_SET}_delete")
    assert "Правление" not in data_state.saved_values("weights") and "веса: свои" in said(app)


def test_weights_without_a_name_are_refused_in_words() -> None:
    point(address(copy(demo())))
    app = pressed(pressed(rating_page(weights="ev3"), "weights_open"), "weights_keep")
    assert data_state.saved_values("weights") == {} and app.error
