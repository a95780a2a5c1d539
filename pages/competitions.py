"""«Конкурсы»: all of them in the period, then one of them: how far entries come, its campaigns, its nominations, its results."""

import streamlit as st

from dashboard import (
    answers,
    campaign_days,
    contests,
    exhibits,
    news,
    nominations,
    outcomes,
    seasons,
    splits,
    stages,
    winners,
)
from dashboard.choices import choose, pick
from dashboard.maps import show_map
from dashboard.metrics import METRICS

view = st.session_state["view"]
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
known = seasons.competitions() if section not in ("picture", "contests") else {}
if section == "contests":
    exhibits.show(outcomes.contest_table(view), "competitions_table")
    exhibits.show(splits.breakdown(entries, "campaign", view), "competitions_campaigns")
elif not known:
    exhibits.cards([answers.card(METRICS[name], view) for name in PICTURE])
    left, right = st.columns((7, 4))
    with left:
        show_map(answers.region_map(entries, view), "competitions_map")
    with right:
        news.news("competitions", view, "competitions_news")
        exhibits.show(stages.funnel(entries, view), "competitions_funnel")
else:
    found = seasons.contest(pick("contest", known, _("Конкурс")))
    exhibits.cards([contests.season_card(METRICS[name], found, view) for name in CARDS])
    if section == "funnel":
        left, right = st.columns((7, 4))
        with left:
            show_map(contests.season_map(entries, found, view), "competitions_season_map")
        with right:
            exhibits.show(stages.season_funnel(found, view), "competitions_season_funnel")
            exhibits.show(contests.season_parts("channel", found, view), "competitions_channels")
    elif section == "campaign":
        left, right = st.columns((7, 4))
        with left:
            exhibits.show(campaign_days.campaign_days(found, view), "competitions_days", height=420)
        with right:
            exhibits.show(contests.season_entries(found, view), "competitions_entries")
            exhibits.show(contests.season_parts("category", found, view), "competitions_categories")
    elif section == "nominations":
        exhibits.show(nominations.nominations(found, view), "competitions_nominations")
        exhibits.show(winners.nomination_places(found, view), "competitions_nomination_places")
    else:
        left, right = st.columns(2)
        with left:
            exhibits.show(winners.season_places(found, view), "competitions_places")
        with right:
            exhibits.show(outcomes.season_prizes(found, view), "competitions_prizes")
        exhibits.show(winners.season_winner_list(found, view), "competitions_winners")
