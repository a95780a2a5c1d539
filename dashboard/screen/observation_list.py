"""What changed, on a page: a short list of sentences, each of which opens the exhibit it rests on."""

import streamlit as st

from dashboard.exhibits import catalogue
from dashboard.observations.observation import Observation
from dashboard.observations.watch import findings, quiet_words, under
from dashboard.observations.watched_metrics import WATCHED_BY_PAGE
from dashboard.queries.view import View
from dashboard.screen.exhibit_box import plain, show

MARKS = {1: ":green[▲]", -1: ":orange[▼]", 0: ":gray[●]"}


def news(page: str, view: View, key: str) -> None:
    """Show in a box what changed in the metrics a page watches; a click on a sentence opens its exhibit."""
    _, watched = view.words, WATCHED_BY_PAGE[page]
    changes, title = findings(watched.metrics, view, watched.most), _("Что изменилось")
    with st.container(border=True, key=f"exhibit-{key}", gap="xsmall"):
        st.markdown(f"### {title}\n\n:gray[:small[{plain(under(watched.metrics, view))}]]")
        if quiet := quiet_words(watched.metrics, changes, view):
            st.markdown(quiet)
        for place, change in enumerate(changes.sentences):
            if st.button(
                sentence(change), type="tertiary", key=f"news-{key}-{place}", help=_("Показать, откуда это видно")
            ):
                open_exhibit(change, view)


def sentence(change: Observation) -> str:
    """Return an observation as one line: its mark, its point, its numbers."""
    return f"{MARKS[change.judgement]} **{plain(change.point)}** — {plain(change.numbers)}"


def open_exhibit(change: Observation, view: View) -> None:
    """Show the exhibit a sentence rests on, over the page."""

    @st.dialog(view.words("Откуда это видно"), width="large")
    def dialog() -> None:
        st.markdown(sentence(change))
        show(catalogue.build(change.rests_on, view), "news")

    dialog()
