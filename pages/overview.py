"""«Обзор»: five numbers, then the picture (map, who leads, what changed, trend), every district, or the plan and how far it is met."""

import streamlit as st

from dashboard import answers, districts, exhibits, news, targets
from dashboard.choices import choose
from dashboard.maps import show_map
from dashboard.metrics import METRICS
from dashboard.sidebar import choose_metric, pick_region

view = st.session_state["view"]
_ = view.words

exhibits.cards(
    [
        answers.card(METRICS[name], view)
        for name in ("events", "participants", "regions_covered", "entries", "project_share")
    ]
)
MAPPED = ("events", "participants", "acts", "entries", "places")
SECTIONS = {"picture": _("Картина"), "districts": _("По округам"), "plan": _("План")}
section = choose("section", SECTIONS, _("Раздел"))
if section != "plan":
    chosen = choose_metric([METRICS[name] for name in MAPPED], "overview_map", view.language)

if section == "picture":
    left, right = st.columns((7, 4))
    with left:
        show_map(answers.region_map(chosen, view), "overview_map")
        exhibits.show(answers.ranking(chosen, view), "overview_ranking", on_select=pick_region)
    with right:
        news.news("overview", view, "overview_news")
        exhibits.show(answers.trend(chosen, view), "overview_trend")
elif section == "districts":
    exhibits.show(districts.multiples(chosen, view), "overview_districts")
else:
    planned = targets.planned_metrics() or [METRICS["events"]]
    chosen = choose_metric(planned, "overview_plan", view.language)
    told = targets.plan(chosen, view)
    exhibits.show(told, "overview_plan", on_select=pick_region)
    if len(told.frame):
        exhibits.show(targets.plan_table(chosen, view), "overview_plan_table")
