"""«Презентация»: slides collected on the pages or taken ready, put in order, saved, made again for other filters, downloaded."""

import streamlit as st

from dashboard import choices, deck_files, presenting

view = st.session_state["view"]
_ = view.words

section = choices.choose("section", {"deck": _("Слайды"), "passports": _("Паспорта регионов")}, _("Раздел"))
if section == "deck":
    presenting.sets_bar(view)
    presenting.slides_and_editor(view)
    deck_files.files_box(view)
else:
    deck_files.passports_box(view)
