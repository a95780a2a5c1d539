"""The presentation of this session: every page adds exhibits to it with one click."""

from collections.abc import Sequence

import streamlit as st

from dashboard import session_keys
from dashboard.decks.presentation import MOST_SLIDES, Deck, Item
from dashboard.exhibits.catalogue import BUILDERS
from dashboard.language.phrases import Words, translator
from dashboard.model.filters import Filters
from dashboard.queries.view import View

PAGE = "presentation"


def deck() -> Deck:
    """Return the presentation collected so far."""
    collected: Deck = st.session_state.get(session_keys.DECK) or Deck()
    return collected


def take(changed: Deck) -> None:
    """Make this the presentation of the session."""
    st.session_state[session_keys.DECK] = changed


def add(names: Sequence[str]) -> None:
    """Add a slide with these exhibits, for the filters of the page, at the end."""
    take(deck().added(Item(tuple(names), page_filters(), page=st.session_state[session_keys.PAGE])))


def page_filters() -> Filters:
    """Return the filters of the page."""
    view: View = st.session_state[session_keys.VIEW]
    return view.filters


def add_button(names: Sequence[str], language: str, key: str) -> None:
    """Draw the button that adds exhibits to the presentation; nothing on its own page, or when one cannot be built again."""
    if st.session_state.get(session_keys.PAGE) in (None, PAGE) or any(
        name.split(".")[0] not in BUILDERS for name in names
    ):
        return
    st.button(
        label(names, translator(language)),
        icon=":material/check:" if is_there(names) else ":material/add:",
        type="tertiary",
        key=f"deck-{key}",
        on_click=add,
        args=(names,),
        disabled=is_there(names) or is_full(),
    )


def label(names: Sequence[str], _: Words) -> str:
    """Return the label of the button, which answers the click too: a toast in a fragment would take the page's styles away."""
    if is_there(names):
        return _("В презентации: {count}", count=len(deck().items))
    return _("В презентации больше нет места") if is_full() else _("В презентацию")


def is_there(names: Sequence[str]) -> bool:
    """Return whether the presentation holds these exhibits for the filters of the page."""
    return deck().holds(names, page_filters())


def is_full() -> bool:
    """Return whether no slide can be added."""
    return len(deck().items) >= MOST_SLIDES
