"""What opens under an exhibit when it is asked for: its table, how its numbers are made, its files. One at a time.

Buttons, not popovers: the closed popovers of «Обзор» took about a tenth of the processor time of opening it.
"""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

import streamlit as st

from dashboard.figures import DRAW
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit, Kind
from dashboard.screen import browser_picture
from dashboard.sheets.workbook import csv_bytes, file_name, workbook

TABLE, HOW, FILES = "table", "how", "files"
# These are tables themselves.
WRITTEN = (Kind.TABLE, Kind.MATRIX, Kind.INDICATORS)


def offered(exhibit: Exhibit) -> Mapping[str, str]:
    """Return the drawers an exhibit has, with the words of their buttons."""
    _ = translator(exhibit.language)
    told = {}
    if exhibit.kind not in WRITTEN:
        told[TABLE] = _("Таблица")
    if exhibit.metric is not None or exhibit.notes:
        told[HOW] = _("Как посчитано")
    return told | {FILES: _("Скачать")}


def opened(exhibit: Exhibit, key: str) -> str:
    """Draw the buttons of the drawers; return which one is open, nothing when none is."""
    _, state = translator(exhibit.language), f"drawer-{key}"
    open_now = str(st.session_state.get(state, ""))
    for drawer, label in offered(exhibit).items():
        is_open = drawer == open_now
        st.button(
            _("Скрыть таблицу") if is_open and drawer == TABLE else label,
            type="tertiary",
            key=f"{drawer}-{key}",
            on_click=st.session_state.update,
            args=({state: "" if is_open else drawer},),
        )
    return open_now


def downloads(exhibit: Exhibit, key: str, told: Mapping[str, Any]) -> None:
    """Offer the exhibit as files, each made when it is asked for; `told` is what the picture holds beside the chart."""
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key=f"saved-{key}"):
        if exhibit.kind in DRAW:
            pictures()(data=told, key=f"picture-{key}")
        offer("PPTX", partial(slide, exhibit), file_name(exhibit, "pptx"), f"pptx-{key}")
        offer("XLSX", partial(workbook, [exhibit]), file_name(exhibit, "xlsx"), f"xlsx-{key}")
        offer("CSV", partial(csv_bytes, exhibit), file_name(exhibit, "csv"), f"csv-{key}")


def slide(exhibit: Exhibit) -> bytes:
    """Return the exhibit as a slide; what writes it is read when it is asked for."""
    from dashboard.slides import Slide, deck

    return deck([Slide((exhibit,))])


def offer(label: str, content: Callable[[], bytes], name: str, key: str) -> None:
    """Show one button that saves a file without running the page again."""
    st.download_button(label, content, name, key=key, on_click="ignore")


@cache
def pictures() -> Any:
    """Return the component that makes pictures, registered once."""
    return st.components.v2.component(
        "exhibit_picture", html=browser_picture.HTML, css=browser_picture.CSS, js=browser_picture.script()
    )
