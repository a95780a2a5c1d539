"""«Рейтинг»: the activity index: who leads and how sure it is, why, who differs from the country, what is not known."""

import streamlit as st

from dashboard import choices, contribution, exhibits, funnel_plot, places, rating, stability, weighing
from dashboard.maps import show_map
from dashboard.sidebar import choose_metric, pick_region

view = st.session_state["view"]
_ = view.words

SECTIONS = {
    "places": _("Места"),
    "table": _("Все места"),
    "parts": _("Вклад"),
    "stability": _("Устойчивость"),
    "differences": _("Отличия от страны"),
    "data": _("Полнота"),
}
section = choices.choose("section", SECTIONS, _("Раздел"))

if section == "differences":
    share = choose_metric(funnel_plot.SHARES, "rating_share", view.language)
    exhibits.show(funnel_plot.funnel_plot(share, view), "rating_funnel", on_select=pick_region)
    exhibits.show(funnel_plot.differing(share, view), "rating_differing")
else:
    weights, groups = weighing.weights_in_force(view), rating.groups(view)
    among = choices.choose("among", groups, _("Места среди")) if len(groups) > 1 else rating.EVERYONE
    shown = rating.standing(view, weights, among)
    st.caption(rating.caution(shown))

if section == "data" or (section != "differences" and shown.rating.ranked.empty):
    exhibits.show(contribution.known(shown), "rating_known")
    exhibits.show(contribution.unranked(shown), "rating_unranked")
elif section == "places":
    left, right = st.columns((6, 5))
    with left:
        exhibits.show(places.places(shown), "rating_places", on_select=pick_region)
    with right:
        show_map(places.index_map(shown), "rating_map")
elif section == "table":
    exhibits.show(places.place_table(shown), "rating_table", height=640)
elif section == "parts":
    exhibits.show(contribution.contributions(shown), "rating_contributions", on_select=pick_region)
    exhibits.show(contribution.contribution_table(shown), "rating_parts")
elif section == "stability":
    exhibits.show(stability.stability(shown), "rating_stability", on_select=pick_region)
