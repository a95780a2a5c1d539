"""«Не участвует»: the regions no register names in the period, for how long, and who fell silent or came back."""

import streamlit as st

from dashboard import session_keys
from dashboard.exhibits.regions import silence, unusual_silence
from dashboard.screen import exhibit_box
from dashboard.screen.filters.page_choices import choose
from dashboard.screen.filters.region_picker import pick_region

view = st.session_state[session_keys.VIEW]
_ = view.words
section = choose("section", {"picture": _("Картина"), "list": _("Список")}, _("Раздел"))
if section == "picture":
    left, right = st.columns((7, 4))
    with left:
        exhibit_box.show(silence.silence_map(view), "silence_map", on_select=pick_region)
    with right:
        exhibit_box.show(silence.by_register(view), "silence_registers")
        if view.reader.sees_all:
            exhibit_box.show(silence.by_district(view), "silence_districts")
else:
    exhibit_box.show(unusual_silence.unusual_silence(view), "unusual_silence")
    if names := unusual_silence.to_write_to(view):
        st.caption(_("Список для письма: скопируйте кнопкой справа"))
        st.code("\n".join(names), language=None, height=240)
    exhibit_box.show(silence.silent_list(view), "silent")
    exhibit_box.show(silence.moves(view), "silence_moves")
