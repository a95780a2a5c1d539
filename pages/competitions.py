"""«Конкурсы»: one contest at a time, its picture, how far entries come, its campaigns, nominations and results; all side by side."""

from dataclasses import replace

import streamlit as st

from dashboard import session_keys
from dashboard.exhibits.common import standard
from dashboard.exhibits.competitions import (
    campaign_days,
    nominations,
    one_contest,
    prizes,
    season_sums,
    stage_funnel,
    winners,
)
from dashboard.model.metrics import METRICS
from dashboard.queries.time import seasons
from dashboard.screen import exhibit_box, observation_list
from dashboard.screen.filters.page_choices import choose, pick
from dashboard.screen.map_switch import show_map

view = st.session_state[session_keys.VIEW]
_ = view.words
entries = METRICS["entries"]
CARDS = ("entries", "federal_share", "success_share", "places", "prizes")
PICTURE = ("entries", "entering_share", "success_share", "places", "prizes")
SECTIONS = {
    "picture": _("Картина"),
    "contests": _("Все конкурсы"),
    "funnel": _("Воронка"),
    "campaign": _("Ход кампании"),
    "nominations": _("Номинации"),
    "results": _("Итоги"),
}

section = choose("section", SECTIONS, _("Раздел"))
contests = {} if section == "contests" else seasons.contests()
if contests:
    code = pick("contest", contests, _("Конкурс"))
    view = replace(view, filters=replace(view.filters, contest=code))
    st.session_state[session_keys.VIEW] = view  # what is put into the presentation is of this contest
if section == "contests":
    exhibit_box.show(prizes.contest_table(view), "competitions_table")
elif section == "picture" or not contests:
    exhibit_box.cards([standard.card(METRICS[name], view) for name in PICTURE])
    left, right = st.columns((7, 4))
    with left:
        show_map(standard.region_map(entries, view), "competitions_map")
    with right:
        observation_list.news("competitions", view, "competitions_news")
        exhibit_box.show(stage_funnel.funnel(entries, view), "competitions_funnel")
else:
    contest = season_sums.contest(code)
    exhibit_box.cards([one_contest.season_card(METRICS[name], contest, view) for name in CARDS])
    if section == "funnel":
        left, right = st.columns((7, 4))
        with left:
            show_map(one_contest.season_map(entries, contest, view), "competitions_season_map")
        with right:
            exhibit_box.show(stage_funnel.season_funnel(contest, view), "competitions_season_funnel")
            exhibit_box.show(one_contest.season_parts("channel", contest, view), "competitions_channels")
    elif section == "campaign":
        left, right = st.columns((7, 4))
        with left:
            exhibit_box.show(campaign_days.campaign_days(contest, view), "competitions_days", height=420)
        with right:
            exhibit_box.show(one_contest.season_entries(contest, view), "competitions_entries")
            exhibit_box.show(one_contest.season_parts("category", contest, view), "competitions_categories")
    elif section == "nominations":
        exhibit_box.show(nominations.nominations(contest, view), "competitions_nominations")
        exhibit_box.show(winners.nomination_places(contest, view), "competitions_nomination_places")
    else:
        left, right = st.columns(2)
        with left:
            exhibit_box.show(winners.season_places(contest, view), "competitions_places")
        with right:
            exhibit_box.show(prizes.season_prizes(contest, view), "competitions_prizes")
        exhibit_box.show(winners.season_winner_list(contest, view), "competitions_winners")
