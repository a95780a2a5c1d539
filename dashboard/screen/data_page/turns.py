"""Files are understood and loaded two at a time: many at once would keep everybody who only reads waiting."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

import streamlit as st

from dashboard.language.phrases import Words

AT_ONCE = 2


@st.cache_resource(show_spinner=False)
def places() -> BoundedSemaphore:
    """Return the places of this process in which a file may be worked on."""
    return BoundedSemaphore(AT_ONCE)


@contextmanager
def turn(_: Words) -> Iterator[None]:
    """Hold a place while a file is worked on; while none is free, say that the file waits."""
    if not places().acquire(blocking=False):
        with st.spinner(_("Сейчас загружают другие: файл ждёт своей очереди…")):
            places().acquire()
    try:
        yield
    finally:
        places().release()
