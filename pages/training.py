"""«Обучение и кадры»: who applied, was admitted, finished, defended a project and was appointed, in counts."""

import streamlit as st

from dashboard import session_keys
from dashboard.exhibits.common import breakdowns, standard
from dashboard.exhibits.training import path
from dashboard.model.metrics import METRICS
from dashboard.screen import exhibit_box, no_records
from dashboard.screen.filters.page_choices import choose, choose_metric
from dashboard.screen.filters.region_picker import pick_region
from dashboard.screen.map_switch import show_map

view = st.session_state[session_keys.VIEW]
_ = view.words
CARDS = {
    "picture": ("applicants", "admitted", "graduates", "projects_defended", "appointed"),
    "streams": ("admitted", "graduates", "finish_share", "appointed", "appointed_share"),
}
SECTIONS = {"picture": _("Картина"), "streams": _("Потоки и доли")}

no_records.stop_without_records(view, "training")
section = choose("section", SECTIONS, _("Раздел"))
exhibit_box.cards([standard.card(METRICS[name], view) for name in CARDS[section]])
if section == "picture":
    chosen = choose_metric([METRICS[name] for name in CARDS["picture"]], "training_map", view.language)
    left, right = st.columns((7, 4))
    with left:
        show_map(standard.region_map(chosen, view), "training_map")
        exhibit_box.show(standard.ranking(chosen, view), "training_ranking", on_select=pick_region)
    with right:
        exhibit_box.show(path.training_path(view), "training_path")
        exhibit_box.show(breakdowns.breakdown(METRICS["graduates"], "programme", view), "training_programmes")
        exhibit_box.show(breakdowns.breakdown(METRICS["graduates"], "category", view), "training_categories")
else:
    left, right = st.columns((7, 4))
    with left:
        exhibit_box.show(path.stream_table(view), "training_streams")
        exhibit_box.show(standard.trend(METRICS["admitted"], view), "training_trend")
    with right:
        exhibit_box.show(breakdowns.breakdown(METRICS["finish_share"], "programme", view), "training_finish")
        exhibit_box.show(breakdowns.breakdown(METRICS["appointed_share"], "programme", view), "training_appointed")
