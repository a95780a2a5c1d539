"""«Мероприятия»: how much happens, who comes and who never does, who takes part, of what it is, and each event by itself."""

import streamlit as st

from dashboard import session_keys
from dashboard.exhibits.common import breakdowns, row_tables, standard
from dashboard.exhibits.events import attendance, audience
from dashboard.model.metrics import METRICS
from dashboard.queries.time.last_quarters import last_quarters
from dashboard.screen import event_page, exhibit_box, observation_list
from dashboard.screen.event_page import show_event
from dashboard.screen.filters.page_choices import choose, opened
from dashboard.screen.filters.region_picker import pick_region
from dashboard.screen.map_switch import show_map

view = st.session_state[session_keys.VIEW]
_ = view.words
events, participants = METRICS["events"], METRICS["participants"]

SECTIONS = {
    "picture": _("Картина"),
    "attendance": _("Явка"),
    "audience": _("Состав"),
    "topics": _("Темы и форматы"),
    "list": _("Список"),
}

if code := opened("event"):
    event_page.show(code, view)
else:
    exhibit_box.cards(
        [
            standard.card(METRICS[name], view)
            for name in ("events", "participants", "regions_covered", "municipalities_covered", "deputies_share")
        ]
    )
    section = choose("section", SECTIONS, _("Раздел"))
    if section == "picture":
        left, right = st.columns((7, 4))
        with left:
            show_map(standard.region_map(events, view), "events_map")
        with right:
            observation_list.news("events", view, "events_news")
            exhibit_box.show(standard.trend(participants, view), "events_trend")
    elif section == "attendance":
        exhibit_box.show(attendance.matrix(view), "events_matrix", on_select=pick_region)
        left, right = st.columns((4, 7))
        with left:
            exhibit_box.show(attendance.attendance_times(view), "events_times")
        with right:
            show_map(standard.region_map(METRICS["returning_share"], view), "events_returning")
        exhibit_box.show(attendance.coverage(view), "events_coverage", on_select=show_event)
    elif section == "audience":
        left, right = st.columns(2)
        with left:
            exhibit_box.show(
                breakdowns.structure(participants, "category", view, last_quarters(view)), "events_structure"
            )
            exhibit_box.show(breakdowns.breakdown(participants, "category", view), "events_categories")
        with right:
            exhibit_box.show(audience.deputies(view), "events_deputies")
            exhibit_box.show(audience.organisations(view), "events_organisations")
    elif section == "topics":
        left, right = st.columns(2)
        with left:
            exhibit_box.show(breakdowns.breakdown(events, "format", view), "events_all_formats")
            exhibit_box.show(breakdowns.breakdown(events, "mode", view), "events_modes")
        with right:
            exhibit_box.show(breakdowns.breakdown(events, "series", view), "events_series")
            exhibit_box.show(breakdowns.breakdown(events, "topic", view), "events_topics")
    else:
        exhibit_box.show(row_tables.event_list(view), "events_list", on_select=show_event, height=640)
