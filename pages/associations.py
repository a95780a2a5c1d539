"""«Ассоциации»: acts by kind, practices and what they are tied to, answers on time, agreements."""

import streamlit as st

from dashboard import answers, exhibits, lists, splits
from dashboard.maps import show_map
from dashboard.metrics import METRICS
from dashboard.sidebar import pick_region

view = st.session_state["view"]
acts = METRICS["acts"]

exhibits.cards(
    [
        answers.card(METRICS[name], view)
        for name in ("acts", "project_share", "intermunicipal_share", "answers_in_time", "agreements")
    ]
)
left, right = st.columns((7, 4))
with left:
    show_map(answers.region_map(acts, view), "associations_map")
    exhibits.show(splits.breakdown(acts, "kind", view, most=6), "associations_kinds")
with right:
    exhibits.show(answers.trend(acts, view), "associations_trend")
    exhibits.show(answers.ranking(METRICS["agreements"], view), "associations_signers", on_select=pick_region)
left, right = st.columns(2)
with left:
    exhibits.show(splits.breakdown(METRICS["practices"], "national_project", view), "associations_projects")
with right:
    exhibits.show(answers.ranking(METRICS["completeness"], view), "associations_completeness", on_select=pick_region)
exhibits.show(lists.agreement_list(view), "associations_agreements")
