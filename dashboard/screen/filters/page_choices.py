"""Choices that belong to one page: they stand in the session and, by stable codes, in the address beside the filters."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import session_keys
from dashboard.language.phrases import translator
from dashboard.model.metric import Metric
from dashboard.model.metrics import METRICS


def choose(name: str, options: Mapping[str, str], label: str) -> str:
    """Return the code the reader chose among `options` (code: words in the reader's language), the first until then.

    `name` is the parameter of the address, which leaves out the first code.
    """
    current(name, options)
    st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        key=session_keys.choice(name),
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    return written(name, options)


def pick(name: str, options: Mapping[str, str], label: str) -> str:
    """Return the code the reader chose from a list too long to stand side by side; in session and address as by `choose`."""
    current(name, options)
    st.selectbox(
        label,
        list(options),
        format_func=options.__getitem__,
        key=session_keys.choice(name),
        persist_state="session",
        width=320,
    )
    return written(name, options)


def choose_metric(metrics: Sequence[Metric], key: str, lang: str) -> Metric:
    """Return the metric the reader picks for an exhibit, the first one until then."""
    _ = translator(lang)
    chosen = st.segmented_control(
        _("Показатель"),
        [metric.name for metric in metrics],
        format_func=lambda name: METRICS[name].title.of(lang),
        default=metrics[0].name,
        required=True,
        key=f"metric_{key}",
        label_visibility="collapsed",
        persist_state="session",
    )
    return METRICS[chosen or metrics[0].name]


def current(name: str, options: Mapping[str, str]) -> str:
    """Return the code in force before the choice is drawn, for what stands above it."""
    key, in_address = session_keys.choice(name), st.query_params.get(name)
    if in_address in options and in_address != st.session_state.get(session_keys.choice_address(name)):
        st.session_state[key] = in_address  # a link, or the browser's Back: not written by this page
    if st.session_state.get(key) not in options:
        st.session_state[key] = next(iter(options))
    return str(st.session_state[key])


def written(name: str, options: Mapping[str, str]) -> str:
    """Return the code chosen; write it into the address."""
    first = next(iter(options))
    code = str(st.session_state[session_keys.choice(name)] or first)
    write_address(name, code, first)
    return code


def opened(name: str) -> str:
    """Return the code of the one thing the address names, or the reader opened; empty when there is none.

    An address without the parameter closes it, so that the browser's Back leads out as it led in.
    """
    key, in_address = session_keys.choice(name), st.query_params.get(name) or ""
    if in_address != (st.session_state.get(session_keys.choice_address(name)) or ""):
        st.session_state[key] = in_address
    code = str(st.session_state.get(key, ""))
    write_address(name, code, "")
    return code


def open_one(name: str, code: str) -> None:
    """Open the thing with that code at the next run; an empty code closes what is open."""
    st.session_state[session_keys.choice(name)] = code


def write_address(name: str, code: str, first: str) -> None:
    """Write the choice into the address, so that it can be sent to somebody."""
    value = None if code == first else code
    if st.query_params.get(name) != value:
        if value is None:
            del st.query_params[name]
        else:
            st.query_params[name] = value
    st.session_state[session_keys.choice_address(name)] = value
