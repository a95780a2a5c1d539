"""The presentation of this session: exhibits are put into it on every page, with one click."""

from collections.abc import Sequence

import streamlit as st

from dashboard.decks.presentation import MOST_SLIDES, Deck, Item
from dashboard.exhibits.catalogue import BUILDERS
from dashboard.language.phrases import Words, translator
from dashboard.model.filters import Filters
from dashboard.queries.view import View

STATE, PAGE = "deck", "presentation"


def deck() -> Deck:
    """Return the presentation collected so far."""
    collected: Deck = st.session_state.get(STATE) or Deck()
    return collected


def take(changed: Deck) -> None:
    """Make this the presentation of the session."""
    st.session_state[STATE] = changed


def add(names: Sequence[str]) -> None:
    """Put a slide with these exhibits, for the filters they are shown with, at the end."""
    take(deck().added(Item(tuple(names), shown_filters(), page=st.session_state["page"])))


def shown_filters() -> Filters:
    """Return the filters of what the page shows."""
    shown: View = st.session_state["view"]
    return shown.filters


def add_button(names: Sequence[str], language: str, key: str) -> None:
    """Draw the button that puts exhibits into the presentation; nothing on its own page, and for those without a builder."""
    if st.session_state.get("page") in (None, PAGE) or any(name.split(".")[0] not in BUILDERS for name in names):
        return
    st.button(
        words_of(names, translator(language)),
        icon=":material/check:" if is_there(names) else ":material/add:",
        type="tertiary",
        key=f"deck-{key}",
        on_click=add,
        args=(names,),
        disabled=is_there(names) or is_full(),
    )


def words_of(names: Sequence[str], _: Words) -> str:
    """Return what stands on the button; it answers the click itself, since a toast in a fragment would take the page's styles away."""
    if is_there(names):
        return _("В презентации: {count}", count=len(deck().items))
    return _("В презентации больше нет места") if is_full() else _("В презентацию")


def is_there(names: Sequence[str]) -> bool:
    """Return whether these exhibits are in the presentation for the filters of the page."""
    return deck().holds(names, shown_filters())


def is_full() -> bool:
    """Return whether no slide can be added."""
    return len(deck().items) >= MOST_SLIDES
