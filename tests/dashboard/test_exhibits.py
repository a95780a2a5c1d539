"""How a page shows exhibits: the charts come after the words."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import exhibits

SAID: list[str] = []


def page() -> None:
    """Show two exhibits and a sentence, their charts last."""
    from dashboard import exhibits
    from tests.dashboard.exhibits import bar_exhibit, line_exhibit
    from tests.dashboard.test_exhibits import SAID

    with exhibits.charts_last():
        exhibits.show(bar_exhibit(), "bars")
        exhibits.show(line_exhibit(), "lines")
        SAID.append("words")
    exhibits.show(bar_exhibit(), "later")


def test_charts_come_after_the_words_each_at_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def chart(_exhibit: object, key: str, *_: object) -> None:
        SAID.append(key)
        st.text(f"chart of {key}")

    def below(_exhibit: object, key: str) -> None:
        SAID.append(f"under {key}")
        st.text(f"under {key}")

    SAID.clear()
    monkeypatch.setattr(exhibits, "chart", chart)
    monkeypatch.setattr(exhibits, "below", below)
    app = AppTest.from_function(page).run()
    assert not app.exception
    assert SAID == ["under bars", "under lines", "words", "bars", "lines", "later", "under later"]
    placed = [text.value for text in app.text]
    assert placed == [f"{what} {key}" for key in ("bars", "lines", "later") for what in ("chart of", "under")]


def broken() -> None:
    """Fail before the charts are shown."""
    from dashboard import exhibits
    from tests.dashboard.exhibits import bar_exhibit

    with exhibits.charts_last():
        exhibits.show(bar_exhibit(), "bars")
        raise ValueError


def test_a_page_that_failed_leaves_no_chart_to_the_next() -> None:
    assert AppTest.from_function(broken).run().exception
    assert exhibits.WAITING.get() is None
    assert len(AppTest.from_function(page).run().get("plotly_chart")) == 3
