"""Choices that belong to one page: kept in the session and, by stable codes, in the address beside the filters."""

from collections.abc import Mapping

import streamlit as st


def choose(name: str, options: Mapping[str, str], label: str) -> str:
    """Return the code the reader chose among `options` (code: words in the reader's language), the first until he does.

    `name` is the parameter of the address; the first code is left out of it.
    """
    current(name, options)
    st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        key=f"choice-{name}",
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    return written(name, options)


def pick(name: str, options: Mapping[str, str], label: str) -> str:
    """Return the code the reader chose from a list too long to stand side by side; kept and sent as by `choose`."""
    current(name, options)
    st.selectbox(
        label, list(options), format_func=options.__getitem__, key=f"choice-{name}", persist_state="session", width=320
    )
    return written(name, options)


def current(name: str, options: Mapping[str, str]) -> str:
    """Return the code in force before the choice is drawn, for what stands above it."""
    key, asked = f"choice-{name}", st.query_params.get(name)
    if asked in options and asked != st.session_state.get(f"{key}-written"):
        st.session_state[key] = asked  # a link, or the browser's Back: not written by this page
    if st.session_state.get(key) not in options:
        st.session_state[key] = next(iter(options))
    return str(st.session_state[key])


def written(name: str, options: Mapping[str, str]) -> str:
    """Return the code chosen, once it stands in the address."""
    first = next(iter(options))
    chosen = str(st.session_state[f"choice-{name}"] or first)
    write_address(name, chosen, first)
    return chosen


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


def write_address(name: str, chosen: str, first: str) -> None:
    """Write the choice into the address, so that it can be sent to somebody."""
    wanted = None if chosen == first else chosen
    if st.query_params.get(name) != wanted:
        if wanted is None:
            del st.query_params[name]
        else:
            st.query_params[name] = wanted
    st.session_state[f"choice-{name}-written"] = wanted
