"""What changed, on the page: a short list of sentences; each opens the exhibit it rests on."""

import streamlit as st

from dashboard.exhibits import catalogue
from dashboard.observations.observation import Observation
from dashboard.observations.watch import observations, under
from dashboard.observations.watched_metrics import WATCHED_BY_PAGE
from dashboard.queries.view import View
from dashboard.screen.exhibit_box import plain, show

MARKS = {1: ":green[▲]", -1: ":orange[▼]", 0: ":gray[●]"}


def news(page: str, view: View, key: str) -> None:
    """Show what changed in the metrics a page watches, in a box; a sentence that is clicked opens its exhibit."""
    _, watched = view.words, WATCHED_BY_PAGE[page]
    found, title = observations(watched.metrics, view, watched.most), _("Что изменилось")
    with st.container(border=True, key=f"exhibit-{key}", gap="xsmall"):
        st.markdown(f"### {title}\n\n:gray[:small[{plain(under(watched.metrics, view))}]]")
        if not found:
            st.markdown(_("Заметных изменений нет: ни одно число с основанием от 10 не сдвинулось на 5 %."))
        for place_in_list, one in enumerate(found):
            if st.button(
                sentence(one), type="tertiary", key=f"news-{key}-{place_in_list}", help=_("Показать, откуда это видно")
            ):
                opened(one, view)


def sentence(one: Observation) -> str:
    """Return an observation as one line: its mark, its point, its numbers."""
    return f"{MARKS[one.judgement]} **{plain(one.point)}** — {plain(one.numbers)}"


def opened(one: Observation, view: View) -> None:
    """Show the exhibit a sentence rests on, over the page."""

    @st.dialog(view.words("Откуда это видно"), width="large")
    def dialog() -> None:
        st.markdown(sentence(one))
        show(catalogue.build(one.rests_on, view), "news")

    dialog()
