"""The weights of the index on its page: shown in a line, edited on demand, saved under a name, written into the address."""

from functools import partial

import streamlit as st

from dashboard import session_keys
from dashboard.exhibits.rating import rating, weights
from dashboard.exhibits.rating.index import COMPONENTS, Weights
from dashboard.language.phrases import Words
from dashboard.model.metrics import METRICS
from dashboard.queries import data_state
from dashboard.queries.view import View
from dashboard.screen.carry_out import SAVE, carry_out
from dashboard.screen.exhibit_box import plain
from dashboard.screen.saved.saved_values import changes_shown, save_seen, saved_picker
from dashboard.screen.saved.weight_numbers import weight_numbers

ADDRESS = "weights"
SORT = "weights"
COLUMNS = 4


def weights_in_force(view: View) -> Weights:
    """Return the weights the reader has chosen, none until then; draw the line that names them, and the editor."""
    _ = view.words
    follow_address()
    shown = in_force() or rating.default_of(view)
    with st.container(horizontal=True, vertical_alignment="center", key="weights_line", gap="small"):
        st.markdown(f":small[{_('Веса индекса')}: **{plain(weights.words(shown, _))}**]", width="content")
        is_open = bool(st.session_state.get(session_keys.WEIGHTS_EDITED, False))
        label = _("Скрыть веса") if is_open else _("Изменить веса")
        toggled = {session_keys.WEIGHTS_EDITED: not is_open}
        st.button(label, type="tertiary", key="weights_open", on_click=st.session_state.update, args=(toggled,))
    if is_open:
        editor(shown, _)
    for sentence in st.session_state.pop(session_keys.WEIGHTS_REFUSALS, ()):
        st.caption(plain(sentence))
    write_address()
    return in_force()


def in_force() -> Weights:
    """Return the weights of this session; none while nobody has chosen any."""
    chosen: Weights = st.session_state.get(session_keys.WEIGHTS) or weights.DEFAULT
    return chosen


def follow_address() -> None:
    """Take the weights of an address that this page did not write itself: a link, or the browser's Back."""
    code = st.query_params.get(ADDRESS)
    if code is not None and code != st.session_state.get(session_keys.WEIGHTS_ADDRESS):
        st.session_state[session_keys.WEIGHTS] = weights.from_code(code)


def write_address() -> None:
    """Write the weights into the address, so that a link shows the same places."""
    code = weights.code_of(in_force())
    if code == weights.EQUAL:
        st.query_params.pop(ADDRESS, None)
    elif st.query_params.get(ADDRESS) != code:
        st.query_params[ADDRESS] = code
    st.session_state[session_keys.WEIGHTS_ADDRESS] = code


def editor(shown: Weights, _: Words) -> None:
    """Draw a number for each component, the saved sets, and the name to save these weights under."""
    with st.container(border=True, key="weights_editor"):
        st.caption(_("0 — составляющая не учитывается; 2 — вдвое важнее, чем 1. Важно только отношение весов."))
        titles = ((one, METRICS[one.metric].title.of(_.language)) for one in COMPONENTS)
        weighed = ((session_keys.weight(one.code), title, shown[one.metric]) for one, title in titles)
        weight_numbers(weighed, COLUMNS, take_numbers, (_,))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            saved_sets(_)
            save_box(shown, _)


def take_numbers(_: Words) -> None:
    """Take the weights from the numbers."""
    take({component.metric: st.session_state[session_keys.weight(component.code)] for component in COMPONENTS}, _)


def take(chosen: dict[str, object], _: Words) -> None:
    """Make these the weights of the session; sentences about those that cannot be taken are shown once."""
    st.session_state[session_keys.WEIGHTS], st.session_state[session_keys.WEIGHTS_REFUSALS] = weights.checked(chosen, _)


def take_default() -> None:
    """Give up the weights chosen."""
    st.session_state[session_keys.WEIGHTS] = weights.DEFAULT


def saved_sets(_: Words) -> None:
    """Draw the equal weights and the saved sets; choosing one makes it the weights in force."""
    st.button(_("Равные веса"), key="weights_equal", on_click=take_default)
    saved_picker(SORT, _("Сохранённые веса"), session_keys.WEIGHTS_SET, take_saved, _)


def take_saved(_: Words) -> None:
    """Make the chosen set the weights in force."""
    if name := st.session_state[session_keys.WEIGHTS_SET]:
        take(dict(data_state.saved_values(SORT)[name].value), _)


def save_box(shown: Weights, _: Words) -> None:
    """Draw the name under which the weights in force can be saved."""
    name = st.text_input(
        _("Сохранить под именем"), key="weights_name", placeholder=_("Например: Правление 2026"), width=240
    )
    seen = changes_shown(SORT, "save")
    if st.button(_("Сохранить"), key="weights_keep"):
        carry_out(SAVE, partial(save_seen, SORT, name, dict(shown), seen), _("Веса сохранены"), _, f"{SORT} {name}")
