"""What a page does with the warehouse: the page is drawn anew, or says in a sentence why nothing changed."""

from collections.abc import Callable

import streamlit as st

from dashboard import session_keys
from dashboard.language.phrases import Words
from dashboard.screen.exhibit_box import plain
from etl.problems import Refused


def carry_out(action: Callable[[], object], done: str, _: Words) -> None:
    """Do something with the warehouse and draw the page anew; a refusal is shown as one sentence."""
    try:
        action()
    except Refused as refusal:
        st.error(plain(refusal.sentence(_.language)))
        return
    st.toast(done)
    st.rerun()


def reader() -> str:
    """Return the name the reader leaves in the journal, empty when there is none."""
    return str(st.session_state.get(session_keys.WHO, ""))
