"""The language and the filters of a session: read from a new address, kept in the session, written back to the address."""

from dataclasses import replace

import streamlit as st

from dashboard import session_keys
from dashboard.engine import cache
from dashboard.language.phrases import LANGUAGES
from dashboard.model.filters import IN_ADDRESS, Filters, from_query
from dashboard.model.reader import narrowed
from dashboard.queries.view import default_filters
from dashboard.queries.wording.view_words import DISTRICT_BY_CODE
from etl.regions import REGION_BY_CODE


def language() -> str:
    """Return the language of this session: that of the address, Russian when it names none."""
    if (in_address := st.query_params.get("lang")) in LANGUAGES:
        st.session_state[session_keys.LANGUAGE] = in_address
    return str(st.session_state.get(session_keys.LANGUAGE, LANGUAGES[0]))


def current_filters() -> Filters:
    """Return the filters of this run, within what the reader may see: those of a new address, otherwise those of the session.

    They are written into the address; where more was asked for, the page says so once.
    """
    in_address = {name: value for name, value in st.query_params.to_dict().items() if name in IN_ADDRESS}
    if in_address.keys() - {"lang"} and in_address != st.session_state.get(session_keys.FILTERS_ADDRESS):
        adopt(from_query(in_address, REGION_BY_CODE, DISTRICT_BY_CODE))
    elif session_keys.FILTERS not in st.session_state:
        adopt(default_filters())
    elif session_keys.PRESET not in st.session_state:
        # Streamlit forgets the widgets of a bar that the last page did not have.
        adopt(st.session_state[session_keys.FILTERS])
    filters: Filters = st.session_state[session_keys.FILTERS]
    if (own := narrowed(filters, cache.reader())) != filters:
        adopt(own)
        st.session_state[session_keys.NARROWED] = True
    write_address(own)
    return own


def adopt(filters: Filters) -> None:
    """Make these the filters of the session and show them in the widgets; the contest is the choice of one page."""
    st.session_state[session_keys.FILTERS] = replace(filters, contest="")
    st.session_state[session_keys.PRESET] = filters.preset
    st.session_state[session_keys.COMPARISON] = filters.comparison
    st.session_state[session_keys.DISTRICT] = filters.district
    st.session_state[session_keys.REGIONS] = list(filters.regions)
    st.session_state[session_keys.NORMALISATION] = filters.normalisation


def write_address(filters: Filters) -> None:
    """Write the filters into the address of the page, so that it can be sent to somebody."""
    own = filters.to_query() | ({"lang": "en"} if st.session_state.get(session_keys.LANGUAGE) == "en" else {})
    others = {name: value for name, value in st.query_params.to_dict().items() if name not in IN_ADDRESS}
    if st.query_params.to_dict() != others | own:
        st.query_params.from_dict(others | own)
    st.session_state[session_keys.FILTERS_ADDRESS] = own
