"""«Регион»: every indicator of one region beside the country, its trend, its events, agreements and prizes."""

from dataclasses import replace

import streamlit as st

from dashboard import answers, exhibits, lists, passport
from dashboard.metrics import METRICS
from dashboard.sidebar import choose_metric, region_options, take_region
from dashboard.view import region_name

view = st.session_state["view"]
_ = view.words

WHOLE_TABLE = 36 * (len(METRICS) + 1)

options = region_options(view.language)
code = next(iter(view.filters.regions), options[0])
st.session_state["passport_region"] = code
st.selectbox(
    _("Регион паспорта"),
    options,
    format_func=lambda option: region_name(option, view.language),
    key="passport_region",
    on_change=lambda: take_region(st.session_state["passport_region"]),
    width=320,
)
own = replace(view, filters=replace(view.filters, regions=(code,), district=""))

st.subheader(region_name(code, view.language), anchor=False)
exhibits.cards([answers.card(METRICS[name], own) for name in ("events", "participants", "acts", "entries", "places")])
left, right = st.columns((7, 4))
with left:
    exhibits.show(passport.passport(list(METRICS.values()), own), "region_passport", height=WHOLE_TABLE)
with right:
    chosen = choose_metric([METRICS[name] for name in ("events", "acts", "entries")], "region_trend", view.language)
    exhibits.show(answers.trend(chosen, own), "region_trend")
    exhibits.show(
        answers.ranking(chosen, replace(view, filters=replace(view.filters, regions=(code,)))), "region_ranking"
    )
exhibits.show(lists.event_list(own), "region_events")
exhibits.show(lists.agreement_list(own), "region_agreements")
exhibits.show(lists.winner_list(own), "region_winners")
