"""How a reader picks regions: for the selection by clicks on a map or a table, for the passport by name."""

from dataclasses import replace

import streamlit as st

from dashboard import session_keys
from dashboard.engine import cache
from dashboard.language.formats import sort_key
from dashboard.model.filters import Filters
from dashboard.queries.view import View
from dashboard.queries.wording.view_words import region_name
from dashboard.screen.filters import passport_links
from dashboard.screen.filters.session_filters import adopt
from etl.regions import REGION_BY_CODE


def region_options(lang: str) -> list[str]:
    """Return the codes of the regions that the reader may pick, in the order of their names."""
    reader = cache.reader()
    return sorted(filter(reader.sees_rows_of, REGION_BY_CODE), key=lambda code: sort_key(region_name(code, lang)))


def pick_region(code: str) -> None:
    """Add a region to the selection; open the passport of one that is in it already."""
    filters: Filters = st.session_state[session_keys.FILTERS]
    if code in filters.regions:
        passport_links.open_passport(code)
    else:
        adopt(replace(filters, regions=(*filters.regions, code)))


def take_region(code: str) -> None:
    """Make one region the whole selection."""
    adopt(replace(st.session_state[session_keys.FILTERS], regions=(code,)))


def choose_region(view: View) -> str:
    """Return the region of the passport, the first of the selection; draw the picker and the steps to its neighbours."""
    _, options = view.words, region_options(view.language)
    code = next(iter(view.filters.regions), options[0])
    st.session_state[session_keys.PASSPORT_REGION] = code
    at = options.index(code)
    with st.container(horizontal=True, vertical_alignment="bottom", key="region_bar"):
        step_button("‹", options[at - 1], view, "region_before")
        st.selectbox(
            _("Регион паспорта"),
            options,
            format_func=lambda option: region_name(option, view.language),
            key=session_keys.PASSPORT_REGION,
            on_change=lambda: take_region(st.session_state[session_keys.PASSPORT_REGION]),
            width=320,
        )
        step_button("›", options[(at + 1) % len(options)], view, "region_after")
    return code


def step_button(sign: str, code: str, view: View, key: str) -> None:
    """Draw the step to a neighbour in the list of regions."""
    st.button(sign, key=key, help=region_name(code, view.language), on_click=take_region, args=(code,))
