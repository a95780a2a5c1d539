"""The lines of a queue of written names: one that waits, with what it may mean, and one that was explained."""

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.language.phrases import Words
from dashboard.screen.carry_out import DECIDE, carry_out
from dashboard.screen.exhibit_box import plain


def waiting_row(
    keys: tuple[str, str],
    question: str,
    options: Sequence[str],
    option_words: Callable[[str], str],
    placeholder: str,
    confirm: Callable[[str], object],
    done: str,
    _: Words,
) -> None:
    """Draw a name that waits: the question, what it may mean, the button that confirms; `keys` are of the choice and the button."""
    choice_key, button_key = keys
    left, right = st.columns((3, 1), vertical_alignment="bottom")
    chosen = left.selectbox(
        plain(question), options, index=None, format_func=option_words, placeholder=placeholder, key=choice_key
    )
    if right.button(_("Подтвердить"), disabled=chosen is None or not DECIDE.is_open, key=button_key, width="stretch"):
        carry_out(DECIDE, lambda: confirm(str(chosen)), done, _)


def explained_row(key: str, text: str, withdraw: Callable[[], object], done: str, _: Words) -> None:
    """Draw an explained name and the button that takes its meaning back."""
    left, right = st.columns((3, 1), vertical_alignment="center")
    left.text(text)
    if right.button(_("Отозвать"), key=key, width="stretch", disabled=not DECIDE.is_open):
        carry_out(DECIDE, withdraw, done, _)
