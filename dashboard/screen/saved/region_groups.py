"""Groups of regions people save for comparison: added, changed and deleted beside the passport."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from dashboard.exhibits.regions import peer_groups
from dashboard.language.phrases import Words
from dashboard.queries import data_state
from dashboard.queries.wording.view_words import region_name
from dashboard.screen.carry_out import SAVE, carry_out
from dashboard.screen.exhibit_box import plain
from dashboard.screen.filters.region_picker import region_options
from dashboard.screen.saved.saved_values import changes_shown, forget_seen, may_change, save_seen, share_button
from etl.service import saved_name

SORT = "group"


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
        seen = changes_shown(SORT, "groups")
        if st.button(_("Сохранить группу"), type="primary", key="group_save"):
            save(chosen, name, codes, seen, _)
        if chosen:
            share_button(SORT, chosen, "group_share", _)
        if (
            chosen
            and may_change(SORT, chosen)
            and st.button(_("Удалить группу"), type="tertiary", icon=":material/delete:", key="group_delete")
        ):
            carry_out(SAVE, partial(forget_seen, SORT, chosen, seen), _("Группа удалена"), _, f"{SORT} {chosen}")


def save(before: str, name: str, codes: list[str], seen: Mapping[str, int], _: Words) -> None:
    """Save a group under its name, in the place of the group it was before; show why it cannot be saved."""
    new_name = saved_name(name)
    others = {saved: regions for saved, regions in data_state.own_groups().items() if saved != before}
    if refusal := peer_groups.refusal(new_name, codes, others, _):
        st.error(plain(refusal))
        return
    carry_out(SAVE, lambda: put(before, new_name, codes, seen), _("Группа сохранена"), _, f"{SORT} {new_name}")


def put(before: str, name: str, codes: list[str], seen: Mapping[str, int]) -> None:
    """Write the group; under a new name it leaves the old one."""
    save_seen(SORT, name, codes, seen)
    if before and before != name:
        forget_seen(SORT, before, seen)
