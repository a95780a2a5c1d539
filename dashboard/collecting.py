"""The presentation of this session: exhibits are put into it on every page, with one click."""

from collections.abc import Sequence

import streamlit as st

from dashboard.catalogue import BUILDERS
from dashboard.decks import MOST_SLIDES, Deck, Item
from dashboard.filters import Filters
from dashboard.language import Words, translator
from dashboard.view import View

STATE, PAGE = "deck", "presentation"


def deck() -> Deck:
    """Return the presentation collected so far."""
    collected: Deck = st.session_state.get(STATE) or Deck()
    return collected


def take(changed: Deck) -> None:
    """Make this the presentation of the session."""
    st.session_state[STATE] = changed


def add(names: Sequence[str], _: Words) -> None:
    """Put a slide with these exhibits, for the filters they are shown with, at the end; say how many slides there are."""
    if len(deck().items) >= MOST_SLIDES:
        st.toast(_("В презентации уже {most} слайдов: больше не помещается.", most=MOST_SLIDES))
        return
    take(deck().added(Item(tuple(names), shown_filters(), page=st.session_state["page"])))
    count = len(deck().items)
    st.toast(_.many("Добавлено: в презентации {number} слайд", "Добавлено: в презентации {number} слайдов", count))


def shown_filters() -> Filters:
    """Return the filters of what the page shows."""
    shown: View = st.session_state["view"]
    return shown.filters


def add_button(names: Sequence[str], language: str, key: str) -> None:
    """Draw the button that puts exhibits into the presentation; nothing on its own page, and for those without a builder."""
    if st.session_state.get("page") in (None, PAGE) or any(name.split(".")[0] not in BUILDERS for name in names):
        return
    _ = translator(language)
    there = deck().holds(names, shown_filters())
    label = _("В презентации") if there else _("В презентацию")
    icon = ":material/check:" if there else ":material/add:"
    st.button(label, icon=icon, type="tertiary", key=f"deck-{key}", on_click=add, args=(names, _), disabled=there)
