"""What a reader sees of a page that failed."""

import streamlit as st

from dashboard.language.phrases import translator
from dashboard.screen.filters.session_filters import language
from etl.service import warehouse_refusal


def show_error(error: Exception) -> bool:
    """Show that a page failed, in the reader's language, and return that its trace is not to be shown: the log has it."""
    _ = translator(language())
    if refusal := warehouse_refusal(error):
        st.error(refusal.sentence(_.language), icon=":material/cloud_off:")
        return True
    st.error(
        _("Эта страница не открылась: внутренняя ошибка, она записана в журнал сервера. Другие страницы работают."),
        icon=":material/error:",
    )
    return True
