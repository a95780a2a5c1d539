"""«Мероприятия»: how much happens, who comes and who never does, who takes part, of what it is, and each event by itself."""

from functools import partial

import streamlit as st

from dashboard import answers, attendance, audience, event, exhibits, lists, news, splits
from dashboard.choices import choose, open_one, opened
from dashboard.maps import show_map
from dashboard.metrics import METRICS
from dashboard.quarters import last_quarters
from dashboard.sidebar import pick_region

view = st.session_state["view"]
_ = view.words
events, participants = METRICS["events"], METRICS["participants"]
show_event = partial(open_one, "event")

if code := opened("event"):
    st.button(
        _("Все мероприятия"),
        icon=":material/arrow_back:",
        type="tertiary",
        key="event_back",
        on_click=show_event,
        args=("",),
    )
    left, right = st.columns((5, 6))
    with left:
        exhibits.show(event.facts(view, code), "event_facts", height=520)
    with right:
        show_map(event.event_map(view, code), "event_map")
    exhibits.show(event.participants(view, code), "event_regions")
    left, right = st.columns((5, 6))
    with left:
        exhibits.show(event.categories(view, code), "event_categories")
    with right:
        exhibits.show(event.series(view, code), "event_series", on_select=show_event)
    st.stop()

exhibits.cards(
    [
        answers.card(METRICS[name], view)
        for name in ("events", "participants", "regions_covered", "municipalities_covered", "deputies_share")
    ]
)
SECTIONS = {
    "picture": _("Картина"),
    "attendance": _("Явка"),
    "audience": _("Состав"),
    "topics": _("Темы и форматы"),
    "list": _("Список"),
}
section = choose("section", SECTIONS, _("Раздел"))
if section == "picture":
    left, right = st.columns((7, 4))
    with left:
        show_map(answers.region_map(events, view), "events_map")
    with right:
        news.news("events", view, "events_news")
        exhibits.show(answers.trend(participants, view), "events_trend")
elif section == "attendance":
    exhibits.show(attendance.matrix(view), "events_matrix", on_select=pick_region)
    left, right = st.columns((4, 7))
    with left:
        exhibits.show(attendance.attendance_times(view), "events_times")
    with right:
        show_map(answers.region_map(METRICS["returning_share"], view), "events_returning")
    exhibits.show(attendance.coverage(view), "events_coverage", on_select=show_event)
elif section == "audience":
    left, right = st.columns(2)
    with left:
        exhibits.show(splits.structure(participants, "category", view, last_quarters(view)), "events_structure")
        exhibits.show(splits.breakdown(participants, "category", view), "events_categories")
    with right:
        exhibits.show(audience.deputies(view), "events_deputies")
        exhibits.show(audience.organisations(view), "events_organisations")
elif section == "topics":
    left, right = st.columns(2)
    with left:
        exhibits.show(splits.breakdown(events, "format", view), "events_all_formats")
        exhibits.show(splits.breakdown(events, "mode", view), "events_modes")
    with right:
        exhibits.show(splits.breakdown(events, "series", view), "events_series")
        exhibits.show(splits.breakdown(events, "topic", view), "events_topics")
else:
    found = lists.event_list(view)
    exhibits.show(found, "events_list", on_select=show_event, height=640)
