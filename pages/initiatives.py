"""«Инициативы»: what the regions propose, who and where, and what becomes of it."""

import streamlit as st

from dashboard import session_keys
from dashboard.exhibits.common import breakdowns, standard
from dashboard.exhibits.initiatives import path
from dashboard.model.metrics import METRICS
from dashboard.screen import exhibit_box, no_records, observation_list
from dashboard.screen.filters.page_choices import choose
from dashboard.screen.filters.region_picker import pick_region
from dashboard.screen.map_switch import show_map

view = st.session_state[session_keys.VIEW]
_ = view.words
initiatives = METRICS["initiatives"]
CARDS = ("initiatives", "proposing_regions", "initiatives_sent", "initiatives_taken", "taken_share")
SECTIONS = {"picture": _("Картина"), "path": _("От подачи до решения"), "list": _("Список")}

no_records.stop_without_records(view, "initiatives")
section = choose("section", SECTIONS, _("Раздел"))
exhibit_box.cards([standard.card(METRICS[name], view) for name in CARDS])
if section == "picture":
    left, right = st.columns((7, 4))
    with left:
        show_map(standard.region_map(initiatives, view), "initiatives_map")
        exhibit_box.show(standard.trend(initiatives, view), "initiatives_trend")
    with right:
        observation_list.news("initiatives", view, "initiatives_news")
        exhibit_box.show(breakdowns.breakdown(initiatives, "audience", view), "initiatives_audience")
        exhibit_box.show(breakdowns.breakdown(initiatives, "topic", view), "initiatives_topics")
elif section == "path":
    left, right = st.columns((7, 4))
    with left:
        exhibit_box.show(path.initiative_path(view), "initiatives_path")
        exhibit_box.show(
            standard.ranking(METRICS["initiatives_taken"], view), "initiatives_taken", on_select=pick_region
        )
    with right:
        exhibit_box.show(breakdowns.breakdown(initiatives, "kind", view), "initiatives_kinds")
        exhibit_box.show(breakdowns.breakdown(METRICS["taken_share"], "audience", view), "initiatives_taken_by")
        exhibit_box.show(breakdowns.breakdown(initiatives, "forum", view), "initiatives_forums")
else:
    exhibit_box.show(path.initiative_list(view), "initiatives_list")
