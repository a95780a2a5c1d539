"""«Данные»: load a register, explain names, see sources and quarantine, undo a load, blank forms, the synthetic set."""

import streamlit as st

from dashboard import session_keys
from dashboard.access.settings import settings
from dashboard.language.phrases import translator
from dashboard.screen import exhibit_box
from dashboard.screen.carry_out import INVENT, LOAD, UNDO, reader
from dashboard.screen.data_page import coverage, duplicates, lists, municipality_names, region_names, upload

language = st.session_state[session_keys.LANGUAGE]
_ = translator(language)

if settings().shared:
    st.caption(_("В журнал записывается имя: {name}", name=exhibit_box.plain(reader())))
left, right = st.columns((7, 4))
with left:
    if LOAD.is_open:
        upload.upload_box(language)
    region_names.reconciliation_box(language)
    municipality_names.municipalities_box(language)
    exhibit_box.show(lists.quarantine_list(language), "data_quarantine")
    exhibit_box.show(lists.history_list(language), "data_history")
with right:
    lists.forms_box(language)
    coverage.coverage_box(language)
    if UNDO.is_open:
        lists.undo_box(language)
    if INVENT.is_open:
        lists.invented_box(language)
duplicates.duplicates_box(language)
exhibit_box.show(lists.source_list(language), "data_sources")
