"""«Ассоциации»: acts by kind, what practices are tied to, who works with whom, answers on time, surveys."""

import streamlit as st

from dashboard import session_keys
from dashboard.exhibits.associations import cooperation, stated_parts
from dashboard.exhibits.common import breakdowns, row_tables, standard
from dashboard.model.metrics import METRICS
from dashboard.screen import exhibit_box, observation_list
from dashboard.screen.filters.page_choices import choose
from dashboard.screen.filters.region_picker import pick_region
from dashboard.screen.map_switch import show_map

view = st.session_state[session_keys.VIEW]
_ = view.words
CARDS = {
    "picture": ("acts", "project_share", "intermunicipal_share", "answers_in_time", "agreements"),
    "practices": ("practices", "project_share", "intermunicipal_share", "concession_share", "completeness"),
    "cooperation": ("agreements", "cooperation", "intermunicipal_share", "cooperating_share", "acts"),
    "answers": ("answers_in_time", "completeness", "votes", "voting_regions", "ballots"),
}

section = choose(
    "section",
    {
        "picture": _("Картина"),
        "practices": _("Практики и нацпроекты"),
        "cooperation": _("Сотрудничество"),
        "answers": _("Ответы и опросы"),
    },
    _("Раздел"),
)
exhibit_box.cards([standard.card(METRICS[name], view) for name in CARDS[section]])
left, right = st.columns((7, 4))
if section == "picture":
    acts = METRICS["acts"]
    with left:
        show_map(standard.region_map(acts, view), "associations_map")
        exhibit_box.show(standard.trend(acts, view), "associations_trend")
    with right:
        observation_list.news("associations", view, "associations_news")
        exhibit_box.show(breakdowns.breakdown(acts, "kind", view), "associations_kinds")
elif section == "practices":
    with left:
        exhibit_box.show(
            stated_parts.parts_regions("project", view), "associations_tied_regions", on_select=pick_region
        )
        exhibit_box.show(stated_parts.parts_periods("project", view), "associations_tied")
    with right:
        exhibit_box.show(stated_parts.parts_themes(view), "associations_themes")
        exhibit_box.show(stated_parts.tied_projects(view), "associations_projects")
elif section == "cooperation":
    with left:
        exhibit_box.show(cooperation.agreement_ties(view), "associations_ties", on_select=pick_region)
    with right:
        exhibit_box.show(cooperation.cooperation_rate(view), "associations_cooperation", on_select=pick_region)
    exhibit_box.show(row_tables.agreement_list(view), "associations_agreements")
else:
    with left:
        exhibit_box.show(
            stated_parts.parts_regions("answers", view), "associations_answers_regions", on_select=pick_region
        )
        exhibit_box.show(cooperation.survey_list(view), "associations_surveys")
    with right:
        exhibit_box.show(stated_parts.parts_periods("answers", view), "associations_answers")
        exhibit_box.show(
            standard.ranking(METRICS["completeness"], view), "associations_completeness", on_select=pick_region
        )
