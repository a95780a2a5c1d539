"""The page of one event: what is known of it, who came, who took part, and the other events of its series."""

from functools import partial

import streamlit as st

from dashboard.exhibits.events import one_event
from dashboard.queries.view import View
from dashboard.screen import exhibit_box
from dashboard.screen.filters.page_choices import open_one
from dashboard.screen.map_switch import show_map

show_event = partial(open_one, "event")


def show(code: str, view: View) -> None:
    """Show the event with that number, and the way back to all events."""
    st.button(
        view.words("Все мероприятия"),
        icon=":material/arrow_back:",
        type="tertiary",
        key="event_back",
        on_click=show_event,
        args=("",),
    )
    left, right = st.columns((5, 6))
    with left:
        exhibit_box.show(one_event.facts(view, code), "event_facts", height=520)
    with right:
        show_map(one_event.event_map(view, code), "event_map")
    exhibit_box.show(one_event.participants(view, code), "event_regions")
    left, right = st.columns((5, 6))
    with left:
        exhibit_box.show(one_event.categories(view, code), "event_categories")
    with right:
        exhibit_box.show(one_event.series(view, code), "event_series", on_select=show_event)
