"""«Доступ»: who may open the dashboard as what, what each role may do, who did what."""

import streamlit as st

from dashboard import session_keys
from dashboard.access.settings import settings
from dashboard.language.phrases import translator
from dashboard.screen import exhibit_box
from dashboard.screen.access_page import roles, tables

language = st.session_state[session_keys.LANGUAGE]
_ = translator(language)

if settings().shared:
    people, waiting = roles.people_and_waiting()
    roles.waiting_box(waiting, _)
    left, right = st.columns((7, 4))
    with left:
        exhibit_box.show(tables.people_list(people, language), "access_people")
        exhibit_box.show(tables.use_list(language), "access_use")
    with right:
        roles.give_box(people, waiting, _)
        roles.take_box(people, _)
else:
    st.markdown(
        _(
            "Дашборд открыт только с этой машины: каждый, кто за ней сидит, — администратор. Вход и роли включает ACCESS."
        )
    )
exhibit_box.show(tables.rights_list(language), "access_rights")
