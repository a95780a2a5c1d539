"""The weights of the index on its page: said in a line, changed on demand, kept under a name, sent in the address."""

import streamlit as st

from dashboard.engine import cache
from dashboard.exhibits.rating import weights
from dashboard.exhibits.rating.index import COMPONENTS, Weights
from dashboard.language.phrases import Words
from dashboard.model.metrics import METRICS
from dashboard.queries import data_state
from dashboard.queries.view import View
from dashboard.screen.carry_out import carry_out
from dashboard.screen.exhibit_box import plain
from etl import service

ADDRESS, STATE, OPENED = "weights", "rating_weights", "rating_weighing"
WHAT = "weights"
COLUMNS = 4


def weights_in_force(view: View) -> Weights:
    """Return the weights the reader has chosen, equal ones until he does; draw the line that says them, and the editor."""
    _ = view.words
    follow_address()
    with st.container(horizontal=True, vertical_alignment="center", key="weights_line", gap="small"):
        st.markdown(f":small[{_('Веса индекса')}: **{plain(weights.words(in_force(), _))}**]", width="content")
        opened = bool(st.session_state.get(OPENED, False))
        label = _("Скрыть веса") if opened else _("Изменить веса")
        st.button(
            label, type="tertiary", key="weights_open", on_click=st.session_state.update, args=({OPENED: not opened},)
        )
    if opened:
        editor(_)
    for sentence in st.session_state.pop("weights_refused", ()):
        st.caption(plain(sentence))
    write_address()
    return in_force()


def in_force() -> dict[str, float]:
    """Return the weights of this session."""
    chosen: dict[str, float] = st.session_state.get(STATE) or weights.equal()
    return chosen


def follow_address() -> None:
    """Take the weights of an address that this page did not write itself: a link, or the browser's Back."""
    asked = st.query_params.get(ADDRESS)
    if asked is not None and asked != st.session_state.get("weights_written"):
        st.session_state[STATE] = weights.from_code(asked)


def write_address() -> None:
    """Write the weights into the address, so that a link shows the same places."""
    code = weights.code_of(in_force())
    if code == weights.EQUAL:
        st.query_params.pop(ADDRESS, None)
    elif st.query_params.get(ADDRESS) != code:
        st.query_params[ADDRESS] = code
    st.session_state["weights_written"] = code


def editor(_: Words) -> None:
    """Draw a number a component, and what is kept."""
    with st.container(border=True, key="weights_editor"):
        st.caption(_("0 — составляющая не учитывается; 2 — вдвое важнее, чем 1. Важно только отношение весов."))
        columns = st.columns(COLUMNS)
        for place, component in enumerate(COMPONENTS):
            key = f"weight_{component.code}"
            st.session_state[key] = in_force()[component.metric]
            columns[place % COLUMNS].number_input(
                METRICS[component.metric].title.of(_.language),
                min_value=0.0,
                max_value=weights.HEAVIEST,
                step=0.5,
                format="%g",
                key=key,
                on_change=take_numbers,
                args=(_,),
            )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            kept_sets(_)
            keeping(_)


def take_numbers(_: Words) -> None:
    """Make the weights what the numbers say."""
    take({component.metric: st.session_state[f"weight_{component.code}"] for component in COMPONENTS}, _)


def take(given: dict[str, object], _: Words) -> None:
    """Make these the weights of the session; what cannot be taken of them is said once."""
    st.session_state[STATE], st.session_state["weights_refused"] = weights.checked(given, _)


def kept_sets(_: Words) -> None:
    """Draw the equal weights and the sets somebody kept; choosing one makes it the weights in force."""
    kept = data_state.kept(WHAT)
    st.button(_("Равные веса"), key="weights_equal", on_click=take, args=(weights.equal(), _))
    if not kept:
        return
    if st.session_state.get("weights_set") not in kept:
        st.session_state["weights_set"] = None
    st.selectbox(
        _("Сохранённые веса"),
        list(kept),
        key="weights_set",
        placeholder=_("Выберите"),
        index=None,
        on_change=take_kept,
        args=(_,),
        width=220,
    )
    chosen = st.session_state["weights_set"]
    if chosen and st.button(_("Удалить"), key="weights_forget"):
        who = st.session_state.get("who", "")
        carry_out(lambda: service.forget(cache.engine(), WHAT, chosen, who), _("Удалено"), _)


def take_kept(_: Words) -> None:
    """Make a kept set the weights in force."""
    chosen = st.session_state["weights_set"]
    if chosen:
        take(dict(data_state.kept(WHAT)[chosen].value), _)


def keeping(_: Words) -> None:
    """Draw the name under which the weights in force can be kept."""
    name = st.text_input(
        _("Сохранить под именем"), key="weights_name", placeholder=_("Например: Правление 2026"), width=240
    )
    if st.button(_("Сохранить"), key="weights_keep"):
        who, given = st.session_state.get("who", ""), in_force()
        carry_out(lambda: service.keep(cache.engine(), WHAT, name, given, who), _("Веса сохранены"), _)
