"""«Рейтинг»: the activity index: who leads and how sure it is, why, who differs from the country, what is not known."""

import streamlit as st

from dashboard import session_keys
from dashboard.exhibits.common import funnel_plot
from dashboard.exhibits.rating import contribution, places, rating, stability
from dashboard.screen import exhibit_box
from dashboard.screen.filters import page_choices
from dashboard.screen.filters.region_picker import pick_region
from dashboard.screen.map_switch import show_map
from dashboard.screen.saved import index_weights

view = st.session_state[session_keys.VIEW]
_ = view.words

SECTIONS = {
    "places": _("Места"),
    "table": _("Все места"),
    "parts": _("Вклад"),
    "stability": _("Устойчивость"),
    "differences": _("Отличия от страны"),
    "data": _("Полнота"),
}
if not view.reader.sees_all:  # the other sections show the same of every region, which a clerk does not see by name
    SECTIONS = {name: SECTIONS[name] for name in ("places", "differences", "data")}
section = page_choices.choose("section", SECTIONS, _("Раздел"))

if section == "differences":
    share = page_choices.choose_metric(funnel_plot.SHARES, "rating_share", view.language)
    exhibit_box.show(funnel_plot.funnel_plot(share, view), "rating_funnel", on_select=pick_region)
    if view.reader.sees_all:
        exhibit_box.show(funnel_plot.differing(share, view), "rating_differing")
else:
    weights, groups = index_weights.weights_in_force(view), rating.groups(view)
    among = page_choices.choose("among", groups, _("Места среди")) if len(groups) > 1 else rating.EVERYONE
    standing = rating.standing(view, weights, among)
    st.caption(rating.caution(standing))

if section == "data" or (section != "differences" and standing.rating.ranked.empty):
    exhibit_box.show(contribution.weight_known(standing), "rating_known")
    if section == "data" or rating.any_known(standing):
        exhibit_box.show(contribution.unranked(standing), "rating_unranked")
elif section == "places" and not view.reader.sees_all:
    exhibit_box.show(places.places(standing), "rating_places")
elif section == "places":
    left, right = st.columns((6, 5))
    with left:
        exhibit_box.show(places.places(standing), "rating_places", on_select=pick_region)
    with right:
        show_map(places.index_map(standing), "rating_map")
elif section == "table":
    exhibit_box.show(places.place_table(standing), "rating_table", height=640)
elif section == "parts":
    exhibit_box.show(contribution.contributions(standing), "rating_contributions", on_select=pick_region)
    exhibit_box.show(contribution.contribution_table(standing), "rating_parts")
elif section == "stability":
    exhibit_box.show(stability.stability(standing), "rating_stability", on_select=pick_region)
    exhibit_box.show(stability.place_sources(standing), "rating_sources", height=480)
