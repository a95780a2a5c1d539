"""The way from a page to the passport of a region and back: where the reader came from, and the two buttons."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from dashboard import session_keys
from dashboard.model.filters import IN_ADDRESS, Filters
from dashboard.navigation import PAGE_BY_NAME
from dashboard.queries.view import View
from dashboard.queries.wording.view_words import region_name

PASSPORT = "region"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader is: the page, the filters, and the choices of the page as its address has them."""

    page: str
    filters: Filters
    choices: Mapping[str, str]


def here() -> Place:
    """Return where the reader is now."""
    choices = {name: value for name, value in st.query_params.to_dict().items() if name not in IN_ADDRESS}
    return Place(st.session_state[session_keys.PAGE], st.session_state[session_keys.FILTERS], choices)


def arrive(page: str) -> None:
    """Note which page is drawn; any but the passport ends the way back."""
    st.session_state[session_keys.PAGE] = page
    if page != PASSPORT:
        st.session_state.pop(session_keys.CAME_FROM, None)


def open_passport(code: str) -> None:
    """Open the passport of a region in the next run, and remember the way back."""
    place = here()
    st.session_state[session_keys.CAME_FROM] = place
    st.session_state[session_keys.NEXT_PLACE] = Place(PASSPORT, replace(place.filters, regions=(code,)), {})


def go_back() -> None:
    """Return to the place the reader came from, as it was, in the next run."""
    st.session_state[session_keys.NEXT_PLACE] = st.session_state[session_keys.CAME_FROM]


def next_place() -> Place | None:
    """Return the place a click leads to, once."""
    place: Place | None = st.session_state.pop(session_keys.NEXT_PLACE, None)
    return place


def passport_button(view: View) -> None:
    """Draw the button to the passport when one region is picked: for the keyboard, what a second click on it does."""
    if len(view.filters.regions) != 1 or st.session_state[session_keys.PAGE] == PASSPORT:
        return
    (code,) = view.filters.regions
    label = view.words("Паспорт: {region}", region=region_name(code, view.language))
    st.button(
        label, icon=":material/location_on:", type="tertiary", key="open_passport", on_click=open_passport, args=(code,)
    )


def breadcrumb(view: View) -> None:
    """Draw the way back from a passport to the page it was opened from; nothing when it was opened from none."""
    came_from: Place | None = st.session_state.get(session_keys.CAME_FROM)
    if came_from is None or not view.filters.regions:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="breadcrumb"):
        page = PAGE_BY_NAME[came_from.page].title.of(view.language)
        st.button(page, icon=":material/arrow_back:", type="tertiary", key="go_back", on_click=go_back)
        st.markdown(f"› {region_name(view.filters.regions[0], view.language)}", width="content")
