"""The frame around every page: language, state of the warehouse, navigation, filter bar, freshness, one sentence when all fails."""

import logging
from pathlib import Path

import streamlit as st
from sqlalchemy.exc import DBAPIError

from dashboard import drill, exhibits, queries, sidebar, updating
from dashboard.language import LANGUAGES, Words, translator
from dashboard.navigation import PAGE_BY_NAME, PAGES, Page
from dashboard.view import view
from etl.service import SchemaState, data_version, schema_state

STATIC = Path(__file__).parent / "static"
log = logging.getLogger("dashboard")


def warehouse_state() -> SchemaState | None:
    """Return the state of the warehouse, None when it is away; keep the data version of this run."""
    try:
        state = schema_state(queries.engine())
        if state in (SchemaState.READY, SchemaState.EMPTY):
            st.session_state["data_version"] = data_version(queries.engine())
    except DBAPIError:
        log.exception("the warehouse does not answer")
        return None
    return state


def say_state(state: SchemaState | None, _: Words) -> None:
    """Say why there is nothing to see, and what to do."""
    if state is None:
        st.error(
            _(
                "База данных не отвечает. Подождите минуту и обновите страницу; если не помогло, позовите администратора."
            ),
            icon=":material/cloud_off:",
        )
        st.button(_("Повторить"))
    elif state is SchemaState.OUTDATED:
        st.warning(
            _("Хранилище прежней версии. Администратору: выполните «python -m etl rebuild» — данные сохранятся."),
            icon=":material/update:",
        )
    elif state is SchemaState.RESTORED:
        st.warning(
            _("Журнал восстановлен, нужна пересборка таблиц. Администратору: выполните «python -m etl rebuild»."),
            icon=":material/settings_backup_restore:",
        )
    elif state is SchemaState.NEWER:
        st.warning(
            _("Хранилище создано более новой версией программы. Администратору: обновите программу."),
            icon=":material/upgrade:",
        )
    elif state is SchemaState.ABSENT:
        st.info(
            _("Данных ещё нет: хранилище не создано. Загрузите реестр: «python -m etl load ФАЙЛ»."),
            icon=":material/database:",
        )
    else:
        st.info(
            _("Хранилище пусто: ни один реестр не загружен. Загрузите файл: «python -m etl load ФАЙЛ»."),
            icon=":material/inbox:",
        )


@st.fragment(run_every=2.0)
def say_update(_: Words) -> None:
    """Say how much of a warehouse of an older version is brought over; draw the page when all is."""
    share = updating.share()
    if share is None:
        st.rerun()
    st.info(_("Хранилище обновляется, {percent} %.").format(percent=round(100 * share)), icon=":material/update:")


def pages(language: str) -> dict[str, list[st.Page]]:
    """Return the pages by group, with titles in the reader's language."""
    grouped: dict[str, list[st.Page]] = {}
    for page in PAGES:
        address = {"url_path": page.path} if page.path else {"default": True}
        made = st.Page(page.file, title=page.title.of(language), icon=page.icon, **address)
        grouped.setdefault(page.group.of(language), []).append(made)
    return grouped


def page_of(chosen: st.Page) -> Page:
    """Return our description of the page Streamlit chose."""
    return PAGE_BY_NAME.get(chosen.url_path, PAGES[0])


def switch_language(language: str) -> None:
    """Draw the switch between the two languages."""
    names = {"ru": "RU", "en": "EN"}
    other = next(code for code in LANGUAGES if code != language)
    if st.sidebar.button(
        f"{names[language]} → {names[other]}", icon=":material/translate:", type="tertiary", key="language_switch"
    ):
        st.session_state["language"] = other
        st.query_params["lang"] = other
        st.rerun()


def draw(chosen: st.Page, language: str) -> None:
    """Draw the filter bar where it rules, and the page."""
    drill.arrive(page_of(chosen).name)
    if page_of(chosen).filtered:
        shown = view(sidebar.current_filters(), language)
        drill.breadcrumb(shown)
        sidebar.filter_bar(language)
        st.session_state["view"] = shown
        with st.container(horizontal=True, vertical_alignment="center", key="under_filters"):
            st.caption(sidebar.freshness(shown), width="content")
            drill.passport_button(shown)
    with exhibits.charts_last():
        chosen.run()


def follow(grouped: dict[str, list[st.Page]]) -> None:
    """Go to the place the reader asked for by a click, with its filters; nothing when none was."""
    if asked := drill.asked_place():
        sidebar.adopt(asked.filters)
        found = next(page for group in grouped.values() for page in group if page_of(page).name == asked.page)
        st.switch_page(found, query_params=asked.choices)


def main() -> None:
    """Draw the frame and the page in it."""
    language = sidebar.language()
    _ = translator(language)
    st.set_page_config(page_title=_("Активность ВАРМСУ"), page_icon=str(STATIC / "icon.png"), layout="wide")
    st.logo(str(STATIC / f"logo-{language}.svg"), size="large", icon_image=str(STATIC / "icon.png"))
    st.session_state["language"] = language
    under_way = updating.share() is not None
    state = None if under_way else warehouse_state()
    grouped = pages(language)
    chosen = st.navigation(grouped, position="sidebar")
    follow(grouped)
    switch_language(language)
    if under_way:
        say_update(_)
        return
    needs_data = page_of(chosen).filtered
    if state is not SchemaState.READY and (needs_data or state is not SchemaState.EMPTY):
        say_state(state, _)
        return
    try:
        draw(chosen, language)
    except DBAPIError:
        log.exception("the warehouse went away")
        say_state(None, _)


main()
