"""«Обзор»: five numbers, then the picture (map, who leads, what changed, trend), every district, or the plan and how far it is met."""

import streamlit as st

from dashboard import session_keys
from dashboard.exhibits.common import by_district, plan_and_fact, standard
from dashboard.exhibits.competitions import season_trend
from dashboard.model.metrics import METRICS
from dashboard.screen import exhibit_box, observation_list
from dashboard.screen.filters.page_choices import choose, choose_metric
from dashboard.screen.filters.region_picker import pick_region
from dashboard.screen.map_switch import show_map

view = st.session_state[session_keys.VIEW]
_ = view.words

exhibit_box.cards(
    [
        standard.card(METRICS[name], view)
        for name in ("events", "participants", "regions_covered", "entries", "project_share")
    ]
)
MAPPED = ("events", "participants", "acts", "entries", "places")
SECTIONS = {"picture": _("Картина"), "districts": _("По округам"), "plan": _("План")}
if not view.reader.sees_all:
    del SECTIONS["districts"]
section = choose("section", SECTIONS, _("Раздел"))
if section != "plan":
    chosen = choose_metric([METRICS[name] for name in MAPPED], "overview_map", view.language)

if section == "picture":
    left, right = st.columns((7, 4))
    with left:
        show_map(standard.region_map(chosen, view), "overview_map")
        if view.reader.sees_all:  # a clerk has the same strip in place of both
            exhibit_box.show(standard.ranking(chosen, view), "overview_ranking", on_select=pick_region)
    with right:
        observation_list.news("overview", view, "overview_news")
        exhibit_box.show(season_trend.trend(chosen, view), "overview_trend")
elif section == "districts":
    exhibit_box.show(by_district.multiples(chosen, view), "overview_districts")
else:
    planned = plan_and_fact.planned_metrics() or [METRICS["events"]]
    chosen = choose_metric(planned, "overview_plan", view.language)
    plan = plan_and_fact.plan(chosen, view)
    exhibit_box.show(plan, "overview_plan", on_select=pick_region)
    if len(plan.frame):
        exhibit_box.show(plan_and_fact.plan_table(chosen, view), "overview_plan_table")
