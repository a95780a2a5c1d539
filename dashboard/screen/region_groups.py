"""Groups of regions people save to compare with: made, changed and deleted beside the passport."""

import streamlit as st

from dashboard.engine import cache
from dashboard.exhibits.regions import peer_groups
from dashboard.language.phrases import Words
from dashboard.queries import data_state
from dashboard.queries.view import region_name
from dashboard.screen.carry_out import carry_out
from dashboard.screen.exhibit_box import plain
from dashboard.screen.filter_bar import region_options
from etl import service

WHAT = "group"


def groups_box(_: Words) -> None:
    """Draw the button that opens the editor of one's own groups."""
    with st.popover(_("Свои группы"), type="tertiary", key="groups"):
        own = data_state.own_groups()
        new = _("Новая группа")
        chosen = st.selectbox(_("Группа"), ["", *own], format_func=lambda name: name or new, key="group_chosen")
        name = st.text_input(_("Название группы"), value=chosen, key=f"group_name_{chosen}", max_chars=80)
        codes = st.multiselect(
            _("Регионы группы"),
            region_options(_.language),
            default=list(own.get(chosen, ())),
            format_func=lambda code: region_name(code, _.language),
            placeholder=_("Выберите регионы"),
            key=f"group_codes_{chosen}",
        )
        if st.button(_("Сохранить группу"), type="primary", key="group_save"):
            save(chosen, name, codes, _)
        if chosen and st.button(_("Удалить группу"), type="tertiary", icon=":material/delete:", key="group_delete"):
            carry_out(lambda: service.forget(cache.engine(), WHAT, chosen), _("Группа удалена"), _)


def save(before: str, name: str, codes: list[str], _: Words) -> None:
    """Save a group under its name, in the place of the one it was before; say in a sentence why it cannot be."""
    words = " ".join(name.split())
    taken = {other: codes for other, codes in data_state.own_groups().items() if other != before}
    if refused := peer_groups.refusal(words, codes, taken, _):
        st.error(plain(refused))
        return
    carry_out(lambda: put(before, words, codes), _("Группа сохранена"), _)


def put(before: str, name: str, codes: list[str]) -> None:
    """Keep the group; one that changes its name leaves the old one."""
    service.keep(cache.engine(), WHAT, name, codes)
    if before and before != name:
        service.forget(cache.engine(), WHAT, before)
