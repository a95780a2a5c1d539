"""«Данные»: load a register, explain names, see sources and quarantine, take a load back, blank forms, the synthetic set."""

import streamlit as st

from dashboard import duplicates, exhibits, intake, reconciliation, upload
from dashboard.language import translator

language = st.session_state["language"]
_ = translator(language)

st.text_input(
    _("Ваше имя — для журнала"),
    key="who",
    placeholder=_("Например: Иванова, аппарат"),
    width=320,
    persist_state="session",
)
left, right = st.columns((7, 4))
with left:
    upload.upload_box(language)
    reconciliation.reconciliation_box(language)
    exhibits.show(intake.quarantine_list(language), "data_quarantine")
    exhibits.show(intake.history_list(language), "data_history")
with right:
    intake.forms_box(language)
    intake.undo_box(language)
    intake.demo_box(language)
duplicates.duplicates_box(language)
exhibits.show(intake.source_list(language), "data_sources")
