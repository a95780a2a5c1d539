"""What changed, on the page: a short list of sentences; each opens the exhibit it rests on."""

from collections.abc import Sequence

import streamlit as st

from dashboard import catalogue
from dashboard.exhibits import plain, show
from dashboard.metrics import METRICS
from dashboard.observation import Observation
from dashboard.observations import observations
from dashboard.view import View, periods_words, place

MARKS = {1: ":green[▲]", -1: ":orange[▼]", 0: ":gray[●]"}


def news(metrics: Sequence[str], view: View, key: str, most: int = 5) -> None:
    """Show what changed in these metrics, in a box; a sentence that is clicked opens its exhibit."""
    _ = view.words
    found, title = observations(metrics, view, most), _("Что изменилось")
    with st.container(border=True, key=f"exhibit-{key}", gap="xsmall"):
        st.markdown(f"### {title}\n\n:gray[:small[{plain(under(metrics, view))}]]")
        if not found:
            st.markdown(_("Заметных изменений нет: ни одно число с основанием от 10 не сдвинулось на 5 %."))
        for place_in_list, one in enumerate(found):
            if st.button(
                sentence(one), type="tertiary", key=f"news-{key}-{place_in_list}", help=_("Показать, откуда это видно")
            ):
                opened(one, view)


def under(metrics: Sequence[str], view: View) -> str:
    """Return the periods and the place the sentences are about."""
    view = view.at(*dict.fromkeys(METRICS[name].register for name in metrics))
    return f"{periods_words(view)} · {place(view.filters, view.language)}"


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
