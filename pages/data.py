"""«Данные»: which sources there are, what waits in quarantine, how to take a load back, blank forms, the synthetic set."""

import streamlit as st

from dashboard import exhibits, intake
from dashboard.language import translator

language = st.session_state["language"]
_ = translator(language)

st.subheader(_("Данные"), anchor=False)
st.session_state.setdefault("who", "")
st.text_input(
    _("Ваше имя — для журнала"),
    key="who",
    placeholder=_("Например: Иванова, аппарат"),
    width=320,
    persist_state="session",
)

exhibits.show(intake.source_list(language), "data_sources")
left, right = st.columns((7, 4))
with left:
    exhibits.show(intake.quarantine_list(language), "data_quarantine")
    exhibits.show(intake.history_list(language), "data_history")
with right:
    intake.undo_box(language)
    intake.forms_box(language)
    intake.demo_box(language)
