"""What opens under an exhibit on a click: its table, how its numbers are computed, its files. One at a time.

Buttons, not popovers: the closed popovers of «Обзор» took about a tenth of the processor time of opening it.
"""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

import streamlit as st

from dashboard import session_keys
from dashboard.access import use
from dashboard.figures import DRAW
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit, Kind
from dashboard.screen import browser_picture
from dashboard.sheets.workbook import csv_bytes, file_name, workbook

TABLE, HOW, FILES = "table", "how", "files"
# These are tables themselves.
WRITTEN = (Kind.TABLE, Kind.MATRIX, Kind.INDICATORS)


def drawer_labels(exhibit: Exhibit) -> Mapping[str, str]:
    """Return the drawers an exhibit has, with the labels of their buttons."""
    _ = translator(exhibit.language)
    labels = {}
    if exhibit.kind not in WRITTEN:
        labels[TABLE] = _("Таблица")
    if exhibit.metric is not None or exhibit.notes:
        labels[HOW] = _("Как посчитано")
    return labels | {FILES: _("Скачать")}


def opened(exhibit: Exhibit, key: str) -> str:
    """Return the drawer that is open, empty when none is; draw the buttons."""
    _, state = translator(exhibit.language), session_keys.drawer(key)
    open_now = str(st.session_state.get(state, ""))
    for drawer, label in drawer_labels(exhibit).items():
        is_open = drawer == open_now
        st.button(
            _("Скрыть таблицу") if is_open and drawer == TABLE else label,
            type="tertiary",
            key=f"{drawer}-{key}",
            on_click=st.session_state.update,
            args=({state: "" if is_open else drawer},),
        )
    return open_now


def downloads(exhibit: Exhibit, key: str, picture: Mapping[str, Any]) -> None:
    """Offer the exhibit as files, each written on a click; `picture` is what its script needs."""
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key=f"saved-{key}"):
        if exhibit.kind in DRAW:
            pictures()(data=picture, key=f"picture-{key}")
        offer("PPTX", partial(slide, exhibit), file_name(exhibit, "pptx"), f"pptx-{key}")
        offer("XLSX", partial(workbook, [exhibit]), file_name(exhibit, "xlsx"), f"xlsx-{key}")
        offer("CSV", partial(csv_bytes, exhibit), file_name(exhibit, "csv"), f"csv-{key}")


def slide(exhibit: Exhibit) -> bytes:
    """Return the exhibit as a slide; the modules that write slides are imported on the first click."""
    from dashboard.slides import Slide, deck

    return deck([Slide((exhibit,))])


def offer(label: str, content: Callable[[], bytes], name: str, key: str) -> None:
    """Draw a button that saves a file without running the page again."""
    st.download_button(label, use.noted(content, name), name, key=key, on_click="ignore")


@cache
def pictures() -> Any:
    """Return the component that makes pictures, registered once."""
    return st.components.v2.component(
        "exhibit_picture", html=browser_picture.HTML, css=browser_picture.CSS, js=browser_picture.script()
    )
