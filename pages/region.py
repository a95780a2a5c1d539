"""«Регион»: the passport: every indicator beside the peers and the country, and what the region did."""

from dataclasses import replace

import streamlit as st

from dashboard import session_keys
from dashboard.exhibits.common import row_tables, standard
from dashboard.exhibits.competitions import season_trend
from dashboard.exhibits.for_reader import LARGE_GROUPS
from dashboard.exhibits.rating import rated_passport
from dashboard.exhibits.regions import passport, peer_groups
from dashboard.model.metrics import METRICS
from dashboard.queries import data_state
from dashboard.screen import exhibit_box, observation_list, print_button
from dashboard.screen.filters import page_choices
from dashboard.screen.filters.region_picker import choose_region, region_options
from dashboard.screen.saved import region_groups, similarity_weights

view = st.session_state[session_keys.VIEW]
_ = view.words

if not region_options(view.language):
    st.info(_("Паспорт есть у региона, а за вами не записан ни один: позовите администратора."))
    st.stop()
code = choose_region(view)
own = replace(view, filters=replace(view.filters, regions=(code,), district=""))
st.session_state[session_keys.VIEW] = own  # what is put into the presentation is of this region

st.subheader(passport.heading(code, view.language), anchor=False)
st.caption(passport.about(code, view.language))
with st.container(horizontal=True, vertical_alignment="center", key="passport_bar"):
    section = page_choices.choose(
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
    print_button.print_button(_)

if section == "indicators":
    with st.container(horizontal=True, vertical_alignment="bottom", key="peers_bar"):
        kinds = peer_groups.kinds(view.language, data_state.own_groups())
        if view.reader.sees_all:
            kinds = similarity_weights.with_own_weights(kinds, _)
        else:
            kinds = {kind: title for kind, title in kinds.items() if kind in LARGE_GROUPS}
        kind = page_choices.pick("peers", kinds, _("Сравнить с"))
        if view.reader.sees_all:
            similarity_weights.weights_box(kind, _)
            region_groups.groups_box(_)
    exhibit_box.show(rated_passport.rated_passport(own, kind), "region_passport")
elif section == "trend":
    names = ("events", "participants", "acts", "entries", "places")
    chosen = page_choices.choose_metric([METRICS[name] for name in names], "region_trend", view.language)
    left, right = st.columns((7, 4))
    with left:
        exhibit_box.show(season_trend.trend(chosen, own), "region_trend")
        exhibit_box.show(standard.ranking(chosen, replace(view, filters=own.filters)), "region_ranking")
    with right:
        observation_list.news("region", own, "region_news")
elif section == "events":
    exhibit_box.show(row_tables.event_list(own), "region_events")
elif section == "competitions":
    exhibit_box.show(row_tables.winner_list(own), "region_winners")
else:
    exhibit_box.show(row_tables.agreement_list(own), "region_agreements")
