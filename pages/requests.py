"""«Поручения»: what was asked of the regions, who answers when, how fully, and what still waits for an answer."""

import streamlit as st

from dashboard import session_keys
from dashboard.exhibits.associations import open_requests, stated_parts
from dashboard.exhibits.common import breakdowns, standard
from dashboard.model.metrics import METRICS
from dashboard.screen import exhibit_box, no_records, observation_list
from dashboard.screen.filters.page_choices import choose, choose_metric
from dashboard.screen.filters.region_picker import pick_region
from dashboard.screen.map_switch import show_map

view = st.session_state[session_keys.VIEW]
_ = view.words
CARDS = ("requests", "answers_in_time", "overdue", "rounds", "answer_completeness")
MAPPED = ("answers_in_time", "overdue", "requests", "answer_completeness", "rounds")
SECTIONS = {
    "picture": _("Картина"),
    "terms": _("Сроки"),
    "quality": _("Качество ответов"),
    "waiting": _("Ждут ответа"),
}

no_records.stop_without_records(view, "requests")
section = choose("section", SECTIONS, _("Раздел"))
exhibit_box.cards([standard.card(METRICS[name], view) for name in CARDS])
if section == "picture":
    chosen = choose_metric([METRICS[name] for name in MAPPED], "requests_map", view.language)
    left, right = st.columns((7, 4))
    with left:
        show_map(standard.region_map(chosen, view), "requests_map")
        exhibit_box.show(standard.trend(chosen, view), "requests_trend")
    with right:
        observation_list.news("requests", view, "requests_news")
        exhibit_box.show(breakdowns.breakdown(METRICS["requests"], "issued_by", view), "requests_issuers")
        exhibit_box.show(breakdowns.breakdown(METRICS["requests"], "topic", view), "requests_topics")
elif section == "terms":
    left, right = st.columns((7, 4))
    with left:
        exhibit_box.show(stated_parts.parts_regions("answers", view), "requests_answers_regions", on_select=pick_region)
    with right:
        exhibit_box.show(stated_parts.parts_periods("answers", view), "requests_answers")
        exhibit_box.show(breakdowns.breakdown(METRICS["answers_in_time"], "issued_by", view), "requests_in_time")
        exhibit_box.show(breakdowns.breakdown(METRICS["requests"], "state", view), "requests_states")
elif section == "quality":
    left, right = st.columns(2)
    with left:
        exhibit_box.show(
            standard.ranking(METRICS["answer_completeness"], view), "requests_completeness", on_select=pick_region
        )
        exhibit_box.show(standard.trend(METRICS["answer_completeness"], view), "requests_completeness_trend")
    with right:
        exhibit_box.show(standard.ranking(METRICS["rounds"], view), "requests_rounds", on_select=pick_region)
        exhibit_box.show(breakdowns.breakdown(METRICS["rounds"], "topic", view), "requests_rounds_topics")
else:
    left, right = st.columns((7, 4))
    with left:
        exhibit_box.show(open_requests.waiting_requests(view), "requests_waiting")
    with right:
        exhibit_box.show(standard.ranking(METRICS["overdue"], view), "requests_overdue", on_select=pick_region)
