"""«Рейтинг»: the activity index: who leads and how sure it is, why, who differs from the country, what is not known."""

import streamlit as st

from dashboard import choices, contribution, exhibits, rating, weighing
from dashboard.sidebar import pick_region

view = st.session_state["view"]
_ = view.words

SECTIONS = {"places": _("Места"), "parts": _("Вклад"), "data": _("Полнота")}
section = choices.choose("section", SECTIONS, _("Раздел"))
shown = rating.standing(view, weighing.weights_in_force(view))

if section == "places":
    left, right = st.columns((6, 5))
    with left:
        first = rating.places if len(shown.rating.ranked) else contribution.known
        exhibits.show(first(shown), "rating_places", on_select=pick_region)
    with right:
        exhibits.show(rating.index_map(shown), "rating_map", on_select=pick_region)
    exhibits.show(rating.place_table(shown), "rating_table")
elif section == "parts":
    exhibits.show(contribution.contributions(shown), "rating_contributions", on_select=pick_region)
    exhibits.show(contribution.contribution_table(shown), "rating_parts")
elif section == "data":
    exhibits.show(contribution.known(shown), "rating_known")
    exhibits.show(contribution.unranked(shown), "rating_unranked")
