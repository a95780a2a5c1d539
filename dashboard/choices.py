"""Choices that belong to one page: kept in the session and, by stable codes, in the address beside the filters."""

from collections.abc import Mapping

import streamlit as st


def choose(name: str, options: Mapping[str, str], label: str) -> str:
    """Return the code the reader chose among `options` (code: words in the reader's language), the first until he does.

    `name` is the parameter of the address; the first code is left out of it.
    """
    key, first = f"choice-{name}", next(iter(options))
    follow_address(name, key, options)
    if st.session_state.get(key) not in options:
        st.session_state[key] = first
    st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    chosen = str(st.session_state[key] or first)
    write_address(name, chosen, first)
    return chosen


def pick(name: str, options: Mapping[str, str], label: str) -> str:
    """Return the code the reader chose from a list too long to stand side by side; kept and sent as by `choose`."""
    key, first = f"choice-{name}", next(iter(options))
    follow_address(name, key, options)
    if st.session_state.get(key) not in options:
        st.session_state[key] = first
    chosen = st.selectbox(
        label, list(options), format_func=options.__getitem__, key=key, persist_state="session", width=320
    )
    write_address(name, chosen, first)
    return str(chosen)


def opened(name: str) -> str:
    """Return the code of the one thing the address names, or the reader opened; empty when there is none.

    An address without the parameter closes it, so that the browser's Back leads out as it led in.
    """
    key = f"choice-{name}"
    asked = st.query_params.get(name) or ""
    if asked != (st.session_state.get(f"{key}-written") or ""):
        st.session_state[key] = asked
    code = str(st.session_state.get(key, ""))
    write_address(name, code, "")
    return code


def open_one(name: str, code: str) -> None:
    """Open the thing with that code, or close what is open with an empty one, at the next run."""
    st.session_state[f"choice-{name}"] = code


def follow_address(name: str, key: str, options: Mapping[str, str]) -> None:
    """Take the choice of an address that this page did not write itself: a link, or the browser's Back."""
    asked = st.query_params.get(name)
    if asked in options and asked != st.session_state.get(f"{key}-written"):
        st.session_state[key] = asked


def write_address(name: str, chosen: str, first: str) -> None:
    """Write the choice into the address, so that it can be sent to somebody."""
    wanted = None if chosen == first else chosen
    if st.query_params.get(name) != wanted:
        if wanted is None:
            del st.query_params[name]
        else:
            st.query_params[name] = wanted
    st.session_state[f"choice-{name}-written"] = wanted
