"""The slides on the page «Презентация»: which there are, their order, titles and comments; what is saved."""

from functools import partial

import streamlit as st

from dashboard import session_keys
from dashboard.decks import presentation, rebuild
from dashboard.decks.presentation import LONGEST_COMMENT, LONGEST_TITLE, READY, WHAT
from dashboard.decks.rebuild import Shown
from dashboard.engine import cache
from dashboard.language.phrases import Words
from dashboard.model.exhibit import Kind
from dashboard.queries import data_state
from dashboard.queries.view import View
from dashboard.queries.wording.view_words import periods_words, place
from dashboard.screen import add_to_deck, exhibit_box
from dashboard.screen.carry_out import SAVE, carry_out
from dashboard.screen.saved.saved_values import save_seen, saved_picker
from etl import service


def sets_bar(view: View) -> None:
    """Draw the name, the saved presentations and the ready sets."""
    _ = view.words
    st.session_state.setdefault(session_keys.DECK_NAME, "")
    with st.container(horizontal=True, vertical_alignment="bottom", key="deck_bar"):
        name_box(_)
        saved_picker(WHAT, _("Сохранённые"), session_keys.SAVED_DECK, open_saved, _, delete_icon=":material/delete:")
        ready_box(view)


def name_box(_: Words) -> None:
    """Draw the name of the presentation, which its cover shows, and the button that saves the presentation under it."""
    # Streamlit forgets a widget that the last page did not draw, unless its value is set anew.
    st.session_state[session_keys.DECK_NAME] = st.session_state[session_keys.DECK_NAME]
    name = st.text_input(
        _("Название презентации"),
        key=session_keys.DECK_NAME,
        placeholder=rebuild.usual_title(_),
        max_chars=120,
        width=320,
    )
    if st.button(_("Сохранить"), key="deck_save", icon=":material/save:", disabled=not add_to_deck.deck().items):
        value = presentation.encode(add_to_deck.deck())
        carry_out(SAVE, partial(save_deck, name, value), _("Презентация сохранена"), _, f"{WHAT} {name}")


def save_deck(name: str, value: object) -> None:
    """Save the presentation; in the place of one of that name only when it was opened here and nobody changed it since."""
    save_seen(WHAT, name, value, st.session_state.get(session_keys.DECKS_SEEN, {}))
    note_seen(service.saved_name(name))


def note_seen(name: str) -> None:
    """Note that this session has the presentation of that name as it is saved now."""
    saved = service.saved_values(cache.engine(), WHAT, cache.principal())
    st.session_state.setdefault(session_keys.DECKS_SEEN, {})[name] = saved[name].number


def open_saved(_: Words) -> None:
    """Make a saved presentation the one of the session; sentences about what it no longer holds are shown once."""
    if name := st.session_state[session_keys.SAVED_DECK]:
        opened, messages = presentation.decode(data_state.saved_values(WHAT)[name].value, _)
        add_to_deck.take(opened)
        note_seen(name)
        st.session_state[session_keys.DECK_MESSAGES] = messages
        st.session_state[session_keys.DECK_NAME] = name
        st.session_state.pop(session_keys.SLIDE, None)


def ready_box(view: View) -> None:
    """Draw the ready sets: choosing one adds its slides at the end, for the filters of the bar."""
    _ = view.words
    titles = {code: ready.title.of(view.language) for code, ready in READY.items()}
    st.selectbox(
        _("Добавить готовый набор"),
        list(titles),
        format_func=titles.__getitem__,
        key=session_keys.READY_SET,
        index=None,
        placeholder=_("Выберите"),
        on_change=take_ready,
        args=(view,),
        width=260,
    )


def take_ready(view: View) -> None:
    """Add the slides of a ready set at the end; a presentation without a name takes that of the set."""
    if code := st.session_state[session_keys.READY_SET]:
        for item in READY[code].deck(st.session_state[session_keys.FILTERS]).items:
            add_to_deck.take(add_to_deck.deck().added(item))
        st.session_state[session_keys.DECK_NAME] = st.session_state[session_keys.DECK_NAME] or READY[code].title.of(
            view.language
        )
        st.session_state[session_keys.READY_SET] = None


def rebuilt(language: str) -> tuple[list[Shown], list[str]]:
    """Return the slides of the session's presentation and sentences about those left out, built once for each change."""
    key = (add_to_deck.deck(), language, cache.version(), cache.reader())
    if st.session_state.get(session_keys.REBUILT_SLIDES, (None,))[0] != key:
        st.session_state[session_keys.REBUILT_SLIDES] = (key, *rebuild.rebuild(add_to_deck.deck(), language))
    _key, slides, skipped = st.session_state[session_keys.REBUILT_SLIDES]
    return slides, skipped


def slides_and_editor(view: View) -> None:
    """Draw the list of slides and beside it the chosen one, with its title, comment and place."""
    _ = view.words
    slides, skipped = rebuilt(view.language)
    for sentence in (*st.session_state.pop(session_keys.DECK_MESSAGES, ()), *skipped):
        st.warning(exhibit_box.plain(sentence), icon=":material/warning:")
    if not add_to_deck.deck().items:
        st.markdown(
            _("Слайдов пока нет. На любой странице нажмите «В презентацию» под графиком или добавьте готовый набор.")
        )
        return
    left, right = st.columns((4, 7))
    with left:
        chosen = slide_list(slides, view)
    with right:
        slide_box(chosen, {slide.place: slide for slide in slides}.get(chosen), _)


def slide_list(slides: list[Shown], view: View) -> int:
    """Return the place of the chosen slide; draw the slides in their order."""
    _, count = view.words, len(add_to_deck.deck().items)
    left_out = _("пропущен")
    titles = {slide.place: slide.title for slide in slides}
    captions = {slide.place: slide.exhibits[0].subtitle for slide in slides}
    if st.session_state.get(session_keys.SLIDE) not in range(count):
        st.session_state[session_keys.SLIDE] = 0
    chosen: int = st.radio(
        _.many("{number} слайд", "{number} слайдов", count),
        list(range(count)),
        format_func=lambda at: exhibit_box.plain(f"{at + 1}. {titles.get(at, left_out)}"),
        captions=[exhibit_box.plain(captions.get(at, "")) for at in range(count)],
        key=session_keys.SLIDE,
    )
    with st.container(horizontal=True):
        filters = f"{periods_words(view)} · {place(view.filters, view.language)}"
        st.button(
            _("Пересобрать по фильтрам сверху"),
            key="deck_rebuild",
            icon=":material/sync:",
            help=_("Все слайды за период и по регионам панели: {filters}", filters=filters),
            on_click=rebuild_all,
            args=(view,),
        )
        st.button(_("Очистить"), key="deck_clear", type="tertiary", on_click=clear)
    return chosen


def rebuild_all(view: View) -> None:
    """Rebuild every slide for the filters of the bar."""
    add_to_deck.take(add_to_deck.deck().under(st.session_state[session_keys.FILTERS]))
    st.toast(view.words("Все слайды пересобраны"))


def clear() -> None:
    """Begin a new presentation."""
    add_to_deck.take(presentation.Deck())
    st.session_state[session_keys.DECK_NAME] = ""


def slide_box(at: int, slide: Shown | None, _: Words) -> None:
    """Draw one slide: its place, the reader's title and comment, and its exhibits."""
    deck = add_to_deck.deck()
    item, last = deck.items[at], len(deck.items) - 1
    with st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        mover("↑", "deck_up", at, at - 1, at > 0, _("Выше"))
        mover("↓", "deck_down", at, at + 1, at < last, _("Ниже"))
        st.button(_("Убрать слайд"), key="deck_remove", icon=":material/close:", on_click=remove, args=(at,))
    st.session_state[session_keys.SLIDE_TITLE], st.session_state[session_keys.SLIDE_COMMENT] = item.title, item.comment
    take = partial(take_words, at)
    finding = slide.title if slide else ""
    st.text_input(
        _("Свой заголовок"), key=session_keys.SLIDE_TITLE, placeholder=finding, max_chars=LONGEST_TITLE, on_change=take
    )
    st.text_area(
        _("Комментарий на слайде"), key=session_keys.SLIDE_COMMENT, max_chars=LONGEST_COMMENT, height=80, on_change=take
    )
    for number, exhibit in enumerate(slide.exhibits if slide else ()):
        if exhibit.kind is not Kind.NUMBER:
            exhibit_box.show(exhibit, f"deck_preview_{number}")
    if slide and (numbers := [exhibit for exhibit in slide.exhibits if exhibit.kind is Kind.NUMBER]):
        exhibit_box.cards(numbers)


def mover(sign: str, key: str, at: int, to: int, possible: bool, words: str) -> None:
    """Draw the button that moves a slide one place."""
    st.button(sign, key=key, help=words, disabled=not possible, on_click=move, args=(at, to))


def move(at: int, to: int) -> None:
    """Move a slide, which stays chosen."""
    add_to_deck.take(add_to_deck.deck().moved(at, to))
    st.session_state[session_keys.SLIDE] = to


def remove(at: int) -> None:
    """Remove a slide; the next one is chosen."""
    add_to_deck.take(add_to_deck.deck().without(at))
    st.session_state[session_keys.SLIDE] = max(0, min(at, len(add_to_deck.deck().items) - 1))


def take_words(at: int) -> None:
    """Take the reader's title and comment of a slide into the presentation."""
    add_to_deck.take(
        add_to_deck.deck().retitled(
            at, st.session_state[session_keys.SLIDE_TITLE].strip(), st.session_state[session_keys.SLIDE_COMMENT].strip()
        )
    )
