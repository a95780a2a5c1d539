"""«Конкурсы»: entries, how far they come, what they win, competition by competition and season by season."""

import streamlit as st

from dashboard import answers, exhibits, lists, splits
from dashboard.maps import show_map
from dashboard.metrics import METRICS

view = st.session_state["view"]
entries = METRICS["entries"]

exhibits.cards(
    [answers.card(METRICS[name], view) for name in ("entries", "federal_share", "success_share", "places", "prizes")]
)
left, right = st.columns((7, 4))
with left:
    show_map(answers.region_map(entries, view), "competitions_map")
with right:
    exhibits.show(splits.funnel(entries, view), "competitions_funnel")
    exhibits.show(splits.breakdown(METRICS["places"], "category", view), "competitions_categories")
left, right = st.columns(2)
with left:
    exhibits.show(splits.breakdown(entries, "campaign", view), "competitions_campaigns")
with right:
    exhibits.show(splits.breakdown(entries, "nomination", view), "competitions_nominations")
exhibits.show(lists.winner_list(view), "competitions_winners")
