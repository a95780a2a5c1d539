"""«Не участвует»: the regions no register names in the period, for how long, and who fell silent or came back."""

import streamlit as st

from dashboard import exhibits, silence
from dashboard.choices import choose
from dashboard.sidebar import pick_region

view = st.session_state["view"]
_ = view.words
section = choose("section", {"picture": _("Картина"), "list": _("Список")}, _("Раздел"))
if section == "picture":
    left, right = st.columns((7, 4))
    with left:
        exhibits.show(silence.silence_map(view), "silence_map", on_select=pick_region)
    with right:
        exhibits.show(silence.by_register(view), "silence_registers")
        exhibits.show(silence.by_district(view), "silence_districts")
else:
    silent = silence.silent_list(view)
    exhibits.show(silent, "silent")
    if len(silent.frame):
        st.caption(_("Список для письма: скопируйте кнопкой справа"))
        st.code("\n".join(silent.frame["region"]), language=None, height=240)
    exhibits.show(silence.moves(view), "silence_moves")
