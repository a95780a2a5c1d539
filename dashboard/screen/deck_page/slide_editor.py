"""The slides on the page «Презентация»: which there are, in which order and under which titles; what is saved."""

from functools import partial

import streamlit as st

from dashboard.decks import presentation, rebuild
from dashboard.decks.presentation import LONGEST_COMMENT, LONGEST_TITLE, READY, WHAT
from dashboard.decks.rebuild import Shown
from dashboard.engine import cache
from dashboard.language.phrases import Words
from dashboard.model.exhibit import Kind
from dashboard.queries import data_state
from dashboard.queries.view import View, periods_words, place
from dashboard.screen import add_to_deck, exhibit_box
from dashboard.screen.carry_out import carry_out
from etl import service

NAME, READY_SET, KEPT, CHOSEN, SAID = "deck_name", "deck_ready", "deck_kept", "deck_slide", "deck_said"
TITLE, COMMENT = "deck_title", "deck_comment"
BUILT = "deck_built"


def sets_bar(view: View) -> None:
    """Draw the name, saving and deleting, the saved decks and the ready sets."""
    _ = view.words
    st.session_state.setdefault(NAME, "")
    with st.container(horizontal=True, vertical_alignment="bottom", key="deck_bar"):
        name_box(_)
        kept_box(_)
        ready_box(view)


def name_box(_: Words) -> None:
    """Draw the name of the presentation, which is on its cover, and the button that saves it under that name."""
    st.session_state[NAME] = st.session_state[NAME]  # the page was left: Streamlit forgets a widget that was not drawn
    st.text_input(_("Название презентации"), key=NAME, placeholder=rebuild.usual_title(_), max_chars=120, width=320)
    if st.button(_("Сохранить"), key="deck_save", icon=":material/save:", disabled=not add_to_deck.deck().items):
        name, value, who = (
            st.session_state[NAME],
            presentation.encode(add_to_deck.deck()),
            st.session_state.get("who", ""),
        )
        carry_out(lambda: service.keep(cache.engine(), WHAT, name, value, who), _("Презентация сохранена"), _)


def kept_box(_: Words) -> None:
    """Draw the saved presentations: choosing one opens it."""
    kept = list(data_state.kept(WHAT))
    if not kept:
        return
    if st.session_state.get(KEPT) not in kept:
        st.session_state[KEPT] = None
    st.selectbox(
        _("Сохранённые"),
        kept,
        key=KEPT,
        index=None,
        placeholder=_("Выберите"),
        on_change=open_kept,
        args=(_,),
        width=220,
    )
    chosen = st.session_state[KEPT]
    if chosen and st.button(_("Удалить"), key="deck_forget", icon=":material/delete:"):
        who = st.session_state.get("who", "")
        carry_out(lambda: service.forget(cache.engine(), WHAT, chosen, who), _("Удалено"), _)


def open_kept(_: Words) -> None:
    """Make a saved presentation the one of the session; what of it is no more is said once."""
    if name := st.session_state[KEPT]:
        opened, st.session_state[SAID] = presentation.decode(data_state.kept(WHAT)[name].value, _)
        add_to_deck.take(opened)
        st.session_state[NAME] = name
        st.session_state.pop(CHOSEN, None)


def ready_box(view: View) -> None:
    """Draw the ready sets: choosing one puts its slides at the end, for the filters of the bar."""
    _ = view.words
    titles = {code: one.title.of(view.language) for code, one in READY.items()}
    st.selectbox(
        _("Добавить готовый набор"),
        list(titles),
        format_func=titles.__getitem__,
        key=READY_SET,
        index=None,
        placeholder=_("Выберите"),
        on_change=take_ready,
        args=(view,),
        width=260,
    )


def take_ready(view: View) -> None:
    """Put the slides of a ready set at the end; a presentation without a name takes the set's."""
    if code := st.session_state[READY_SET]:
        for item in READY[code].deck(st.session_state["filters"]).items:
            add_to_deck.take(add_to_deck.deck().added(item))
        st.session_state[NAME] = st.session_state[NAME] or READY[code].title.of(view.language)
        st.session_state[READY_SET] = None


def rebuilt(language: str) -> tuple[list[Shown], list[str]]:
    """Return the slides of the session's presentation and what is said of those left out, made once a change."""
    key = (add_to_deck.deck(), language, cache.version())
    if st.session_state.get(BUILT, (None,))[0] != key:
        st.session_state[BUILT] = (key, *rebuild.rebuild(add_to_deck.deck(), language))
    _key, shown, skipped = st.session_state[BUILT]
    return shown, skipped


def slides_and_editor(view: View) -> None:
    """Draw the list of slides and beside it the chosen one, with its title, comment and place."""
    _ = view.words
    shown, skipped = rebuilt(view.language)
    for sentence in (*st.session_state.pop(SAID, ()), *skipped):
        st.warning(exhibit_box.plain(sentence), icon=":material/warning:")
    if not add_to_deck.deck().items:
        st.markdown(
            _("Слайдов пока нет. На любой странице нажмите «В презентацию» под графиком или добавьте готовый набор.")
        )
        return
    left, right = st.columns((4, 7))
    with left:
        chosen = slide_list(shown, view)
    with right:
        slide_box(chosen, {one.place: one for one in shown}.get(chosen), _)


def slide_list(shown: list[Shown], view: View) -> int:
    """Draw the slides in their order; return the place of the chosen one."""
    _, count = view.words, len(add_to_deck.deck().items)
    left_out = _("пропущен")
    titles = {one.place: one.title for one in shown}
    captions = {one.place: one.exhibits[0].subtitle for one in shown}
    if st.session_state.get(CHOSEN) not in range(count):
        st.session_state[CHOSEN] = 0
    chosen: int = st.radio(
        _.many("{number} слайд", "{number} слайдов", count),
        list(range(count)),
        format_func=lambda at: exhibit_box.plain(f"{at + 1}. {titles.get(at, left_out)}"),
        captions=[exhibit_box.plain(captions.get(at, "")) for at in range(count)],
        key=CHOSEN,
    )
    with st.container(horizontal=True):
        asked = f"{periods_words(view)} · {place(view.filters, view.language)}"
        st.button(
            _("Пересобрать по фильтрам сверху"),
            key="deck_rebuild",
            icon=":material/sync:",
            help=_("Все слайды за период и по регионам панели: {asked}", asked=asked),
            on_click=rebuild_all,
            args=(view,),
        )
        st.button(_("Очистить"), key="deck_clear", type="tertiary", on_click=clear)
    return chosen


def rebuild_all(view: View) -> None:
    """Make every slide for the filters of the bar."""
    add_to_deck.take(add_to_deck.deck().under(st.session_state["filters"]))
    st.toast(view.words("Все слайды пересобраны"))


def clear() -> None:
    """Begin a new presentation."""
    add_to_deck.take(presentation.Deck())
    st.session_state[NAME] = ""


def slide_box(at: int, shown: Shown | None, _: Words) -> None:
    """Draw one slide: its place, what the reader says of it, and its exhibits."""
    deck = add_to_deck.deck()
    item, last = deck.items[at], len(deck.items) - 1
    with st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        mover("↑", "deck_up", at, at - 1, at > 0, _("Выше"))
        mover("↓", "deck_down", at, at + 1, at < last, _("Ниже"))
        st.button(_("Убрать слайд"), key="deck_remove", icon=":material/close:", on_click=remove, args=(at,))
    st.session_state[TITLE], st.session_state[COMMENT] = item.title, item.comment
    own = partial(tell, at)
    finding = shown.title if shown else ""
    st.text_input(_("Свой заголовок"), key=TITLE, placeholder=finding, max_chars=LONGEST_TITLE, on_change=own)
    st.text_area(_("Комментарий на слайде"), key=COMMENT, max_chars=LONGEST_COMMENT, height=80, on_change=own)
    for number, exhibit in enumerate(shown.exhibits if shown else ()):
        if exhibit.kind is not Kind.NUMBER:
            exhibit_box.show(exhibit, f"deck_preview_{number}")
    if shown and (numbers := [exhibit for exhibit in shown.exhibits if exhibit.kind is Kind.NUMBER]):
        exhibit_box.cards(numbers)


def mover(sign: str, key: str, at: int, to: int, possible: bool, words: str) -> None:
    """Draw the button that moves a slide one place."""
    st.button(sign, key=key, help=words, disabled=not possible, on_click=move, args=(at, to))


def move(at: int, to: int) -> None:
    """Move a slide; it stays the chosen one."""
    add_to_deck.take(add_to_deck.deck().moved(at, to))
    st.session_state[CHOSEN] = to


def remove(at: int) -> None:
    """Take a slide out; the next one is chosen."""
    add_to_deck.take(add_to_deck.deck().without(at))
    st.session_state[CHOSEN] = max(0, min(at, len(add_to_deck.deck().items) - 1))


def tell(at: int) -> None:
    """Keep the reader's title and comment of a slide."""
    add_to_deck.take(add_to_deck.deck().told(at, st.session_state[TITLE].strip(), st.session_state[COMMENT].strip()))
