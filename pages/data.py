"""«Данные»: load a register, explain names, see sources and quarantine, undo a load, blank forms, the synthetic set."""

import streamlit as st

from dashboard import session_keys
from dashboard.language.phrases import translator
from dashboard.screen import exhibit_box
from dashboard.screen.data_page import coverage, duplicates, lists, municipality_names, region_names, upload

language = st.session_state[session_keys.LANGUAGE]
_ = translator(language)

st.text_input(
    _("Ваше имя — для журнала"),
    key=session_keys.WHO,
    placeholder=_("Например: Иванова, аппарат"),
    width=320,
    persist_state="session",
)
left, right = st.columns((7, 4))
with left:
    upload.upload_box(language)
    region_names.reconciliation_box(language)
    municipality_names.municipalities_box(language)
    exhibit_box.show(lists.quarantine_list(language), "data_quarantine")
    exhibit_box.show(lists.history_list(language), "data_history")
with right:
    lists.forms_box(language)
    coverage.coverage_box(language)
    lists.undo_box(language)
    lists.demo_box(language)
duplicates.duplicates_box(language)
exhibit_box.show(lists.source_list(language), "data_sources")
