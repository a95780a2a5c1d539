"""What a page says when its register has no record at all: one quiet sentence, and no map or table of nothing."""

import pandas as pd
import streamlit as st

from dashboard.exhibits.common.standard import listing
from dashboard.queries.view import View
from dashboard.screen import exhibit_box
from etl.datasets import DATASETS


def stop_without_records(view: View, register: str) -> None:
    """End the page with a sentence where the data hold nothing of a register."""
    if view.at(register).reach is None:
        title = DATASETS[register].title.of(view.language)
        words = view.words("В реестре «{register}» пока нет ни одной записи", register=title)
        nothing = listing(f"data.nothing_of_{register}", words, "", pd.DataFrame(), (), view, register)
        exhibit_box.show(nothing, f"{register}_nothing")
        st.stop()
