"""The frame around every page: language, state of the warehouse, navigation, filter bar, freshness, or one sentence when the warehouse fails."""

import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import streamlit as st
from sqlalchemy.exc import DBAPIError

from dashboard import access, seams, session_keys
from dashboard.access.callers import Caller
from dashboard.engine import bring_over, cache
from dashboard.exhibits.for_reader import narrowed_words
from dashboard.language.phrases import LANGUAGES, Words, translator
from dashboard.navigation import PAGE_BY_NAME, PAGES, Page
from dashboard.queries.view import view
from dashboard.screen import sign_out_box
from dashboard.screen.filters import passport_links
from dashboard.screen.filters.filter_bar import filter_bar
from dashboard.screen.filters.freshness import freshness
from dashboard.screen.filters.session_filters import adopt, current_filters
from dashboard.screen.filters.session_filters import language as session_language
from etl.problems import Refused
from etl.service import Principal, SchemaState, data_version, passes, schema_state, warehouse_refusal

RETRY = 10.0  # seconds after which a page looks whether the warehouse is there again
STATIC = Path(__file__).parent / "static"
log = logging.getLogger("dashboard")


def warehouse_state() -> SchemaState | Refused:
    """Return the state of the warehouse, or why it does not answer; set the data version of this run."""
    try:
        state = schema_state(cache.engine())
        if state in (SchemaState.READY, SchemaState.EMPTY):
            st.session_state[session_keys.DATA_VERSION] = data_version(cache.engine())
    except Exception as error:
        return refusal_of(error)
    return state


def who() -> Caller | Refused | None:
    """Return who asks for this run, None when nobody who is signed in does, or why that cannot be found out."""
    try:
        return access.arrive()
    except DBAPIError as error:
        return refusal_of(error)


def refusal_of(error: Exception) -> Refused:
    """Return the sentence for a warehouse that fails, with the trace in the log; raise any other error again."""
    if (refusal := warehouse_refusal(error)) is None:
        raise error
    log.error("the warehouse does not answer", exc_info=error)
    return refusal


def say_state(state: SchemaState | Refused, _: Words) -> None:
    """Say why there is nothing to see and what to do, until there is."""
    refusal = warehouse_refusal(state)
    if refusal is None:
        return
    box, icon = BOXES.get(refusal.code, (st.error, "cloud_off"))
    wait = _("Подождите минуту и повторите; если не помогло, позовите администратора.")
    advice = wait if passes(refusal) else _("Позовите администратора.")
    sentence = refusal.sentence(_.language)
    box(sentence if box is st.info else f"{sentence}  \n{advice}", icon=f":material/{icon}:")
    st.button(_("Повторить"))
    look_again(time.monotonic())


# The box and the icon of each state without data; a fault has those of a warehouse that is away.
BOXES: Mapping[str, tuple[Callable[..., object], str]] = MappingProxyType(
    {
        "outdated": (st.warning, "update"),
        "rebuild_needed": (st.warning, "settings_backup_restore"),
        "database_newer": (st.warning, "upgrade"),
        "warehouse_absent": (st.info, "database"),
        "warehouse_empty": (st.info, "inbox"),
    }
)


@st.fragment(run_every=RETRY)
def look_again(drawn: float) -> None:
    """Draw the page anew once the warehouse can be read again."""
    if time.monotonic() - drawn > RETRY / 2 and warehouse_state() is SchemaState.READY:
        st.rerun()


@st.fragment(run_every=2.0)
def say_update(_: Words) -> None:
    """Say how much of a warehouse of an older version is brought over; draw the page when it is done."""
    share = bring_over.share()
    if share is None:
        st.rerun()
    st.info(_("Хранилище обновляется, {percent} %.").format(percent=round(100 * share)), icon=":material/update:")


def pages(language: str, principal: Principal | None) -> dict[str, list[st.Page]]:
    """Return the pages that are open to a person by group, with titles in the reader's language; all of them to nobody."""
    grouped: dict[str, list[st.Page]] = {}
    for page in sorted(PAGES, key=lambda page: not page.for_clerks):
        if principal and not page.is_open_to(principal):
            continue
        address = {"url_path": page.path} if page.path else {"default": True}
        listed = st.Page(page.file, title=page.title.of(language), icon=page.icon, **address)
        grouped.setdefault(page.group.of(language), []).append(listed)
    return grouped


def page_of(chosen: st.Page) -> Page:
    """Return the declaration of the page Streamlit chose."""
    return PAGE_BY_NAME.get(chosen.url_path, PAGES[0])


def switch_language(language: str) -> None:
    """Draw the switch between the two languages; once both were used, set the language in the browser too."""
    names = {"ru": "RU", "en": "EN"}
    other = next(code for code in LANGUAGES if code != language)
    languages = st.session_state.setdefault(session_keys.LANGUAGES_SHOWN, set())
    languages.add(language)
    if st.button(
        f"{names[language]} → {names[other]}", icon=":material/translate:", type="tertiary", key="language_switch"
    ):
        st.session_state[session_keys.LANGUAGE] = other
        st.query_params["lang"] = other
        st.rerun()
    if len(languages) > 1:
        seams.say_language(language)


def draw(chosen: st.Page, language: str) -> None:
    """Draw the page, under the filter bar when it has one."""
    passport_links.arrive(page_of(chosen).name)
    if page_of(chosen).filtered:
        own = tuple(filter(None, (page_of(chosen).register,)))
        page_view = view(current_filters(), language, *own)
        passport_links.breadcrumb(page_view)
        filter_bar(language)
        st.session_state[session_keys.VIEW] = page_view
        with st.container(horizontal=True, vertical_alignment="center", key="under_filters"):
            # a caption is faded, and the mark of invented data with it
            st.markdown(f":small[{freshness(page_view)}]", width="content")
            passport_links.passport_button(page_view)
        if st.session_state.pop(session_keys.NARROWED, False):
            st.caption(narrowed_words(page_view))
    chosen.run()


def follow(grouped: dict[str, list[st.Page]]) -> None:
    """Go to the place a click leads to, with its filters; nothing without such a click."""
    if place := passport_links.next_place():
        adopt(place.filters)
        listed = (page for group in grouped.values() for page in group if page_of(page).name == place.page)
        if page := next(listed, None):
            st.switch_page(page, query_params=place.choices)


def main() -> None:
    """Draw the frame and the page in it."""
    language = session_language()
    _ = translator(language)
    icon = str(STATIC / "icon.png")
    # Before the navigation: a page without an icon gets that of its link, from a server of Google.
    st.set_page_config(page_icon=icon, layout="wide")
    st.logo(str(STATIC / f"logo-{language}.svg"), size="large", icon_image=icon)
    visitor = who()
    principal = visitor.principal if isinstance(visitor, Caller) else None
    grouped = pages(language, principal)
    # To nobody the address says which page it is, and no page is drawn.
    # With more than a dozen pages Streamlit would hide the last ones behind «View more», which it says in English only.
    chosen = st.navigation(grouped, position="sidebar" if principal else "hidden", expanded=True)
    st.set_page_config(page_title=page_of(chosen).heading(language))
    st.session_state[session_keys.LANGUAGE] = language
    if isinstance(visitor, Refused):
        say_state(visitor, _)
        return
    if principal is None:
        sign_out_box.say_closed(visitor, _)
        return
    state = warehouse_state()
    follow(grouped)
    with st.sidebar:
        switch_language(language)
        sign_out_box.sign_out_box(principal, _)
    if bring_over.share() is not None:
        say_update(_)
        return
    needs_data = page_of(chosen).filtered
    if state is not SchemaState.READY and (needs_data or state is not SchemaState.EMPTY):
        say_state(state, _)
        return
    try:
        with cache.settled():
            draw(chosen, language)
    except (DBAPIError, Refused) as error:
        say_state(refusal_of(error), _)


main()
