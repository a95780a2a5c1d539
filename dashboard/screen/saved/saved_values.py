"""What people saved under a name for the pages: one is chosen from a list, and can be deleted there."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from dashboard.access.settings import settings
from dashboard.engine import cache
from dashboard.language.phrases import Words
from dashboard.queries import data_state
from dashboard.screen.carry_out import SAVE, carry_out, last_shown, reader
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
    name, seen = st.session_state[key], changes_shown(sort, "delete")
    if not name:
        return
    share_button(sort, name, f"{key}_share", _)
    if may_change(sort, name) and st.button(_("Удалить"), key=f"{key}_delete", icon=delete_icon):
        carry_out(SAVE, partial(forget_seen, sort, name, seen), _("Удалено"), _, f"{sort} {name}")


def share_button(sort: str, name: str, key: str, _: Words) -> None:
    """Draw the button that shows one's own value to the analysts, or hides it again; nothing where nobody else is."""
    value = data_state.saved_values(sort)[name]
    if not settings().shared or not service.is_own(value, cache.principal()):
        return
    label = _("Не показывать аналитикам") if value.shared else _("Показать аналитикам")
    share = partial(service.share_value, cache.engine(), sort, name, not value.shared, reader(), cache.principal())
    if st.button(label, key=key, icon=":material/group:"):
        carry_out(SAVE, share, _("Сделано"), _, f"{sort} {name}")


def may_change(sort: str, name: str) -> bool:
    """Return whether the person of this run may change or delete a saved value."""
    return service.may_change(data_state.saved_values(sort)[name], cache.principal())


def changes_shown(sort: str, use: str) -> Mapping[str, int]:
    """Return the number of each value of a sort, as the page showed it to this use before a click."""
    now = {name: value.number for name, value in data_state.saved_values(sort).items()}
    shown: Mapping[str, int] = last_shown(f"saved_{sort}_{use}", now)
    return shown


def save_seen(sort: str, name: str, value: Any, seen: Mapping[str, int]) -> None:
    """Save a value in the place of the one the person saw under that name, if any."""
    number = seen.get(service.saved_name(name), 0)
    service.save_value(cache.engine(), sort, name, value, reader(), cache.principal(), number)


def forget_seen(sort: str, name: str, seen: Mapping[str, int]) -> None:
    """Forget a value as the person saw it."""
    service.forget_value(cache.engine(), sort, name, reader(), cache.principal(), seen.get(name))
