"""What makes regions similar, as heavy as the reader likes: numbers beside the passport, the weights in its address."""

from collections.abc import Mapping

import streamlit as st

from dashboard import session_keys
from dashboard.exhibits.regions import similar_regions
from dashboard.language.phrases import Words
from dashboard.screen.saved.weight_numbers import weight_numbers

PEERS = "peers"
COLUMNS = 2


def with_own_weights(kinds: Mapping[str, str], _: Words) -> dict[str, str]:
    """Return the kinds of groups, and among them similar regions under the weights of the address or of this session."""
    candidates = (st.query_params.get(PEERS) or "", str(st.session_state.get(session_keys.choice(PEERS)) or ""))
    own = {kind: _("Похожие регионы, свои веса") for kind in candidates if is_weighted(kind)}
    return {**kinds, **own}


def is_weighted(kind: str) -> bool:
    """Return whether the kind is of similar regions under weights of the reader's own."""
    return kind != similar_regions.KIND and similar_regions.is_kind(kind)


def weights_box(kind: str, _: Words) -> None:
    """Draw the button that opens the weights of the features, where the group is of similar regions."""
    if not similar_regions.is_kind(kind):
        return
    weights = similar_regions.weights_of(kind)
    with st.popover(_("Чем похожи"), type="tertiary", key="similarity"):
        st.caption(_("0 — признак не учитывается; 2 — вдвое важнее, чем 1. Важно только отношение весов."))
        titles = ((one.code, one.title.of(_.language)) for one in similar_regions.FEATURES)
        weight_numbers(((session_keys.similarity(code), title, weights[code]) for code, title in titles), COLUMNS, take)


def take() -> None:
    """Compare with the regions that the numbers make similar."""
    weights = {code: float(st.session_state[session_keys.similarity(code)]) for code in similar_regions.CODES}
    st.session_state[session_keys.choice(PEERS)] = similar_regions.kind_of(weights)
