"""What people saved under a name for the pages: one is chosen from a list, and can be deleted there."""

from collections.abc import Callable

import streamlit as st

from dashboard.engine import cache
from dashboard.language.phrases import Words
from dashboard.queries import data_state
from dashboard.screen.carry_out import SAVE, carry_out, reader
from etl import service


def saved_picker(
    sort: str, label: str, key: str, take: Callable[[Words], None], _: Words, delete_icon: str | None = None
) -> None:
    """Draw the list of the values saved of a sort, and a button that deletes the chosen one; nothing when there are none."""
    names = list(data_state.saved_values(sort))
    if not names:
        return
    if st.session_state.get(key) not in names:
        st.session_state[key] = None
    st.selectbox(label, names, key=key, index=None, placeholder=_("Выберите"), on_change=take, args=(_,), width=220)
    name = st.session_state[key]
    if name and st.button(_("Удалить"), key=f"{key}_delete", icon=delete_icon):
        carry_out(
            SAVE, lambda: service.forget_value(cache.engine(), sort, name, reader()), _("Удалено"), _, f"{sort} {name}"
        )
