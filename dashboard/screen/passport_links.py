"""From a page to the passport of a region and back: where the reader came from, and the two buttons that lead there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from dashboard.model.filters import IN_ADDRESS, Filters
from dashboard.navigation import PAGE_BY_NAME
from dashboard.queries.view import View, region_name

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
    return Place(st.session_state["page"], st.session_state["filters"], choices)


def arrive(page: str) -> None:
    """Note which page is drawn; on any but the passport the way back is no longer needed."""
    st.session_state["page"] = page
    if page != PASSPORT:
        st.session_state.pop("came_from", None)


def open_passport(code: str) -> None:
    """Ask for the passport of a region in the next run, and remember the way back."""
    place = here()
    st.session_state["came_from"] = place
    st.session_state["asked_place"] = Place(PASSPORT, replace(place.filters, regions=(code,)), {})


def go_back() -> None:
    """Ask for the place the reader came from, as it was."""
    st.session_state["asked_place"] = st.session_state["came_from"]


def asked_place() -> Place | None:
    """Return the place asked for, once."""
    asked: Place | None = st.session_state.pop("asked_place", None)
    return asked


def passport_button(view: View) -> None:
    """Draw the way to the passport when one region is picked: the same as a second click on it, for the keyboard."""
    if len(view.filters.regions) != 1 or st.session_state["page"] == PASSPORT:
        return
    (code,) = view.filters.regions
    label = view.words("Паспорт: {region}", region=region_name(code, view.language))
    st.button(
        label, icon=":material/location_on:", type="tertiary", key="open_passport", on_click=open_passport, args=(code,)
    )


def breadcrumb(view: View) -> None:
    """Draw the way back from a passport to the page it was opened on; nothing when it was not."""
    came_from: Place | None = st.session_state.get("came_from")
    if came_from is None or not view.filters.regions:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="breadcrumb"):
        page = PAGE_BY_NAME[came_from.page].title.of(view.language)
        st.button(page, icon=":material/arrow_back:", type="tertiary", key="go_back", on_click=go_back)
        st.markdown(f"› {region_name(view.filters.regions[0], view.language)}", width="content")
