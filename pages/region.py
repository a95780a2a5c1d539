"""«Регион»: the passport: every indicator beside the peers and the country, and what the region did."""

from dataclasses import replace

import streamlit as st

from dashboard import answers, choices, data_state, exhibits, groups, lists, news, passport, peers, printing
from dashboard.metrics import METRICS
from dashboard.sidebar import choose_metric, choose_region

view = st.session_state["view"]
_ = view.words

code = choose_region(view)
own = replace(view, filters=replace(view.filters, regions=(code,), district=""))
st.session_state["view"] = own  # what is put into the presentation is of this region

st.subheader(passport.heading(code, view.language), anchor=False)
st.caption(passport.about(code, view.language))
with st.container(horizontal=True, vertical_alignment="center", key="passport_bar"):
    section = choices.choose(
        "section",
        {
            "indicators": _("Показатели"),
            "trend": _("Динамика"),
            "events": _("Мероприятия"),
            "competitions": _("Конкурсы"),
            "agreements": _("Соглашения"),
        },
        _("Раздел"),
    )
    printing.print_button(_)

if section == "indicators":
    with st.container(horizontal=True, vertical_alignment="bottom", key="peers_bar"):
        kind = choices.pick("peers", peers.kinds(view.language, data_state.own_groups()), _("Сравнить с"))
        groups.groups_box(_)
    exhibits.show(passport.passport(own, kind), "region_passport")
elif section == "trend":
    known = ("events", "participants", "acts", "entries", "places")
    chosen = choose_metric([METRICS[name] for name in known], "region_trend", view.language)
    left, right = st.columns((7, 4))
    with left:
        exhibits.show(answers.trend(chosen, own), "region_trend")
        exhibits.show(answers.ranking(chosen, replace(view, filters=own.filters)), "region_ranking")
    with right:
        news.news("region", own, "region_news")
elif section == "events":
    exhibits.show(lists.event_list(own), "region_events")
elif section == "competitions":
    exhibits.show(lists.winner_list(own), "region_winners")
else:
    exhibits.show(lists.agreement_list(own), "region_agreements")
