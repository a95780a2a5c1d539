"""«Мероприятия»: how much happens, who takes part, in which form, and the list."""

import streamlit as st

from dashboard import answers, exhibits, lists, splits
from dashboard.metrics import METRICS
from dashboard.quarters import last_quarters
from dashboard.sidebar import pick_region

view = st.session_state["view"]
events, participants = METRICS["events"], METRICS["participants"]

exhibits.cards(
    [
        answers.card(METRICS[name], view)
        for name in ("events", "participants", "regions_covered", "municipalities_covered", "deputies_share")
    ]
)
left, right = st.columns((7, 4))
with left:
    exhibits.show(answers.region_map(events, view), "events_map", on_select=pick_region)
    exhibits.show(splits.breakdown(events, "mode", view), "events_modes")
with right:
    exhibits.show(answers.trend(participants, view), "events_trend")
    exhibits.show(splits.breakdown(events, "format", view, most=6), "events_formats")
left, right = st.columns(2)
with left:
    exhibits.show(splits.structure(participants, "category", view, last_quarters(view)), "events_categories")
with right:
    exhibits.show(splits.breakdown(events, "series", view), "events_series")
exhibits.show(lists.event_list(view), "events_list")
