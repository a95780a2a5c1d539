"""«Кабинет»: a region's own: what it sent, what is wrong with it, what it owes, its place among the others."""

from dataclasses import replace

import streamlit as st

from dashboard import session_keys
from dashboard.exhibits.associations import open_requests
from dashboard.exhibits.common import plan_and_fact, standard
from dashboard.exhibits.rating import places, rating, weights
from dashboard.language.formats import names
from dashboard.model.metrics import METRICS
from dashboard.queries.wording.view_words import region_name
from dashboard.screen import exhibit_box
from dashboard.screen.data_page import lists, waiting_names
from dashboard.screen.filters.page_choices import choose, choose_metric

view = st.session_state[session_keys.VIEW]
_, own = view.words, view.reader.regions
if not own:
    st.info(_("За вами не записан ни один регион: позовите администратора."))
    st.stop()

st.subheader(names([region_name(code, view.language) for code in own], view.language, len(own)), anchor=False)
own_view = replace(view, filters=replace(view.filters, regions=view.filters.regions or own))
CARDS = ("events", "participants", "acts", "entries", "answers_in_time")
exhibit_box.cards([standard.card(METRICS[name], own_view) for name in CARDS], own_view)
SECTIONS = {"sent": _("Что отправлено"), "owed": _("Что за нами"), "place": _("Наше место")}
section = choose("section", SECTIONS, _("Раздел"))

if section == "sent":
    exhibit_box.show(lists.source_list(view.language), "cabinet_sources")
    left, right = st.columns((7, 4))
    with left:
        exhibit_box.show(lists.quarantine_list(view.language), "cabinet_quarantine")
    with right:
        exhibit_box.show(waiting_names.waiting_list(view.language), "cabinet_names")
elif section == "owed":
    exhibit_box.show(open_requests.open_requests(view), "cabinet_requests")
    if planned := plan_and_fact.planned_metrics():
        exhibit_box.show(
            plan_and_fact.plan_table(choose_metric(planned, "cabinet_plan", view.language), view), "cabinet_plan"
        )
else:
    left, right = st.columns(2)
    with left:
        exhibit_box.show(places.places(rating.standing(view, weights.DEFAULT)), "cabinet_index")
    with right:
        compared = [METRICS[name] for name in ("events", "participants", "acts", "entries", "places")]
        chosen = choose_metric(compared, "cabinet_place", view.language)
        exhibit_box.show(standard.ranking(chosen, view), "cabinet_place")
