"""«Ассоциации»: acts by kind, what practices are tied to, who works with whom, answers on time, surveys."""

import streamlit as st

from dashboard import answers, cooperation, exhibits, lists, news, parts, splits
from dashboard.choices import choose
from dashboard.maps import show_map
from dashboard.metrics import METRICS
from dashboard.sidebar import pick_region

view = st.session_state["view"]
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
exhibits.cards([answers.card(METRICS[name], view) for name in CARDS[section]])
left, right = st.columns((7, 4))
if section == "picture":
    acts = METRICS["acts"]
    with left:
        show_map(answers.region_map(acts, view), "associations_map")
        exhibits.show(answers.trend(acts, view), "associations_trend")
    with right:
        news.news("associations", view, "associations_news")
        exhibits.show(splits.breakdown(acts, "kind", view), "associations_kinds")
elif section == "practices":
    with left:
        exhibits.show(parts.parts_regions("project", view), "associations_tied_regions", on_select=pick_region)
        exhibits.show(parts.parts_periods("project", view), "associations_tied")
    with right:
        exhibits.show(parts.parts_themes(view), "associations_themes")
        exhibits.show(parts.tied_projects(view), "associations_projects")
elif section == "cooperation":
    with left:
        exhibits.show(cooperation.agreement_ties(view), "associations_ties", on_select=pick_region)
    with right:
        exhibits.show(cooperation.cooperation_rate(view), "associations_cooperation", on_select=pick_region)
    exhibits.show(lists.agreement_list(view), "associations_agreements")
else:
    with left:
        exhibits.show(parts.parts_regions("answers", view), "associations_answers_regions", on_select=pick_region)
        exhibits.show(cooperation.survey_list(view), "associations_surveys")
    with right:
        exhibits.show(parts.parts_periods("answers", view), "associations_answers")
        exhibits.show(
            answers.ranking(METRICS["completeness"], view), "associations_completeness", on_select=pick_region
        )
