"""The page «Презентация»: slides are put in on any page, ordered, named, saved, opened, made again, refused in words."""

from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import session_keys
from dashboard.decks.presentation import READY, Deck, Item
from dashboard.engine import cache
from dashboard.model.filters import Filters, Preset
from dashboard.queries import data_state
from etl import service
from tests.pages.reading import opened, pressed, said, visit
from tests.pages.warehouses import address, copy, demo, point


@pytest.fixture(autouse=True)
def warehouse() -> None:
    point(address(copy(demo())))


def presentation(app: AppTest | None = None, **query: str) -> AppTest:
    app = visit(app or opened(**{"period": "last-year", **query}), "presentation")
    assert not app.exception
    return app


def with_slides(*names: str) -> AppTest:
    app = opened(period="last-year")
    app.session_state[session_keys.DECK] = Deck(
        tuple(Item((name,), Filters(preset=Preset.LAST_YEAR)) for name in names)
    )
    return presentation(app)


def names_in(app: AppTest) -> list[str]:
    return [item.names[0] for item in app.session_state[session_keys.DECK].items]


def test_an_empty_presentation_says_how_to_fill_it() -> None:
    app = presentation()
    assert "Слайдов пока нет" in said(app)
    assert app.button(key="deck_save").disabled


def test_an_exhibit_is_put_in_with_one_click_and_once() -> None:
    app = opened(period="last-year", region="59")
    pressed(app, "deck-overview_trend")
    assert app.button(key="deck-overview_trend").disabled
    item = app.session_state[session_keys.DECK].items[0]
    assert (item.names, item.filters.regions, item.page) == (("trend.events",), ("59",), "overview")
    assert "1 слайд" in said(presentation(app))


def test_a_row_of_numbers_is_one_slide() -> None:
    app = pressed(opened(period="last-year"), "deck-cards")
    assert app.session_state[session_keys.DECK].items[0].names[:2] == ("card.events", "card.participants")


def test_what_is_put_in_on_a_passport_is_of_its_region() -> None:
    app = visit(opened(period="last-year"), "region")
    pressed(app, "deck-region_passport")
    (item,) = app.session_state[session_keys.DECK].items
    assert item.filters.regions == (app.session_state[session_keys.PASSPORT_REGION],)


def test_exhibits_that_cannot_be_made_again_are_not_offered() -> None:
    app = visit(opened(), "data")
    assert not [button.key for button in app.button if str(button.key).startswith("deck-")]


def test_slides_are_moved_and_removed() -> None:
    app = with_slides("trend.events", "map.acts", "funnel.entries")
    app.radio(key=session_keys.SLIDE).set_value(2).run()
    pressed(app, "deck_up")
    assert names_in(app) == ["trend.events", "funnel.entries", "map.acts"]
    assert app.radio(key=session_keys.SLIDE).value == 1 and not app.button(key="deck_down").disabled
    pressed(app, "deck_remove")
    assert names_in(app) == ["trend.events", "map.acts"]


def test_a_slide_gets_a_title_and_a_comment_of_its_own() -> None:
    app = with_slides("trend.events", "map.acts")
    app.radio(key=session_keys.SLIDE).set_value(1).run()
    app.text_input(key=session_keys.SLIDE_TITLE).set_value("Акты *выросли*").run()
    app.text_area(key=session_keys.SLIDE_COMMENT).set_value("К докладу").run()
    item = app.session_state[session_keys.DECK].items[1]
    assert (item.title, item.comment) == ("Акты *выросли*", "К докладу")
    assert "2. Акты *выросли*" in said(app).replace("\\", "")
    app.radio(key=session_keys.SLIDE).set_value(0).run()
    assert (
        app.text_input(key=session_keys.SLIDE_TITLE).value == ""
        and app.text_area(key=session_keys.SLIDE_COMMENT).value == ""
    )


@pytest.mark.parametrize("code", READY)
def test_a_ready_set_is_taken_whole_with_the_filters_of_the_bar(code: str) -> None:
    app = presentation(region="59")
    app.selectbox(key=session_keys.READY_SET).set_value(code).run()
    assert not app.exception and not app.warning
    items = app.session_state[session_keys.DECK].items
    assert [item.names for item in items] == list(READY[code].slides)
    assert {item.filters.regions for item in items} == {("59",)}
    assert app.text_input(key=session_keys.DECK_NAME).value == READY[code].title.ru


def test_a_presentation_is_saved_opened_and_deleted() -> None:
    app = with_slides("trend.events", "map.acts")
    app.text_input(key=session_keys.DECK_NAME).set_value("Правление").run()
    pressed(app, "deck_save")
    pressed(app, "deck_clear")
    assert "Слайдов пока нет" in said(app)
    app.selectbox(key=session_keys.SAVED_DECK).set_value("Правление").run()
    assert names_in(app) == ["trend.events", "map.acts"]
    pressed(app, f"{session_keys.SAVED_DECK}_delete")
    assert "Правление" not in data_state.saved_values("deck")


def test_a_presentation_without_a_name_is_not_saved_and_says_so() -> None:
    app = pressed(with_slides("trend.events"), "deck_save")
    assert app.error and data_state.saved_values("deck") == {}


def test_every_slide_is_made_again_for_the_filters_of_the_bar() -> None:
    app = with_slides("trend.events", "map.acts")
    app.selectbox(key=session_keys.DISTRICT).set_value("ПФО").run()
    pressed(app, "deck_rebuild")
    items = app.session_state[session_keys.DECK].items
    assert {item.filters.district for item in items} == {"ПФО"}


def kept_deck(*given: dict[str, Any]) -> AppTest:
    service.save_value(cache.engine(), "deck", "Старая", list(given))
    app = presentation()
    return app.selectbox(key=session_keys.SAVED_DECK).set_value("Старая").run()


def test_what_a_saved_presentation_asks_for_and_is_no_more_is_said_and_left_out() -> None:
    there = {"names": ["map.acts"], "filters": {"period": "last-year"}}
    app = kept_deck(
        {"names": ["nothing.events"], "filters": {}},
        {"names": ["map.acts"], "filters": {"region": "59,777"}},
        {"names": "map"},
        there,
    )
    assert not app.exception
    warnings = [box.value.replace("\\", "") for box in app.warning]
    assert any("777" in text for text in warnings) and any("nothing.events" in text for text in warnings)
    assert any("записан неверно" in text for text in warnings)
    assert len(app.session_state[session_keys.DECK].items) == 2 and "пропущен" in said(app)


def test_files_are_offered_once_there_is_a_slide_with_data() -> None:
    def files(app: AppTest) -> set[str]:
        return {element.proto.label for element in app.get("download_button")}

    assert {"Скачать PPTX", "Скачать XLSX"} <= files(with_slides("trend.events"))
    app = opened(period="custom", **{"from": "2001-01-01", "to": "2001-02-01"})
    early = replace(app.session_state[session_keys.FILTERS])
    app.session_state[session_keys.DECK] = Deck((Item(("silence_moves",), early),))
    assert "Скачать PPTX" not in files(presentation(app))


def test_a_bad_template_is_refused_in_one_sentence() -> None:
    app = with_slides("trend.events")
    app.file_uploader(key="deck_upload").set_value(
        ("Шаблон.pptx", b"not a presentation", "application/octet-stream")
    ).run()
    assert not app.exception
    (error,) = [box.value.replace("\\", "") for box in app.error]
    assert error.startswith("Шаблон — не презентация PowerPoint")
    assert not app.success
