"""«Презентация»: slides collected on the pages or taken from ready sets, ordered, saved, rebuilt for other filters, downloaded."""

import streamlit as st

from dashboard import session_keys
from dashboard.screen.deck_page import downloads, slide_editor
from dashboard.screen.filters import page_choices

view = st.session_state[session_keys.VIEW]
_ = view.words

section = page_choices.choose("section", {"deck": _("Слайды"), "passports": _("Паспорта регионов")}, _("Раздел"))
if section == "deck":
    slide_editor.sets_bar(view)
    slide_editor.slides_and_editor(view)
    downloads.files_box(view)
else:
    downloads.passports_box(view)
