"""The files on the page «Презентация»: slides in the organisation's template, PDF, workbook, passports of many regions."""

from collections.abc import Callable
from datetime import date
from functools import partial

import streamlit as st

from dashboard import session_keys
from dashboard.access import use
from dashboard.decks import passport_files, rebuild
from dashboard.engine import cache
from dashboard.language.phrases import Words
from dashboard.queries.view import View
from dashboard.queries.wording.view_words import periods_words, place
from dashboard.screen import add_to_deck, exhibit_box
from dashboard.screen.deck_page.slide_editor import rebuilt
from dashboard.screen.filters import page_choices
from dashboard.slides import a4, look_at
from dashboard.slides.pdf import is_there, pdf
from etl.problems import Refused


def files_box(view: View) -> None:
    """Draw the files: slides, PDF, workbook; the organisation's own template."""
    _, (slides, _skipped) = view.words, rebuilt(view.language)
    try:
        slides, left_out = rebuild.without_empty(slides)
    except Refused as refusal:
        if slides:
            st.warning(exhibit_box.plain(refusal.sentence(view.language)))
        return
    with st.container(border=True, key="exhibit-deck-files"):
        template = template_box(_)
        title = st.session_state[session_keys.DECK_NAME].strip() or rebuild.usual_title(_)
        stem = rebuild.file_stem(title, date.today())
        pptx = partial(rebuild.pptx, slides, title, template, base())
        with st.container(horizontal=True, vertical_alignment="center"):
            file_button(_("Скачать PPTX"), pptx, f"{stem}.pptx", primary=True)
            file_button(_("Скачать XLSX"), partial(rebuild.xlsx, slides), f"{stem}.xlsx")
            pdf_button(pptx, f"{stem}.pdf", _)
        for sentence in left_out:
            st.caption(exhibit_box.plain(sentence))


def base() -> str:
    """Return the address of the dashboard: that of this page without the page's own name."""
    return str(st.context.url or "").partition("?")[0].removesuffix(add_to_deck.PAGE)


def file_button(label: str, content: Callable[[], bytes] | bytes, name: str, primary: bool = False) -> None:
    """Draw a button that saves a file without running the page again; the file is written on the click."""
    key = f"file-{name.rpartition('.')[2]}"
    st.download_button(
        label,
        use.noted(content if callable(content) else lambda: content, name),
        name,
        on_click="ignore",
        type="primary" if primary else "secondary",
        icon=":material/download:",
        key=key,
    )


def pdf_button(pptx: Callable[[], bytes], name: str, _: Words) -> None:
    """Draw the way to a PDF, converted on a click, since LibreOffice takes some seconds; say so where there is none."""
    if not is_there():
        st.caption(_("PDF здесь не сделать: на сервере нет LibreOffice. Сохраните .pptx как PDF в своей программе."))
        return
    origin = (st.session_state[session_keys.REBUILT_SLIDES][0], st.session_state.get(session_keys.TEMPLATE), name)
    if st.button(_("Подготовить PDF"), key="deck_pdf"):
        with st.spinner(_("Готовим PDF…")):
            try:
                st.session_state[session_keys.PDF] = (origin, pdf(pptx()))
            except Refused as refusal:
                st.error(exhibit_box.plain(refusal.sentence(_.language)))
    offer_file(session_keys.PDF, origin, _("Скачать PDF"), name)


def offer_file(key: str, origin: object, label: str, name: str) -> None:
    """Draw the button that saves a file this session has; nothing when it comes from other slides or filters."""
    file_origin, content = st.session_state.get(key) or (None, b"")
    if file_origin == origin:
        file_button(label, content, name)


def template_box(_: Words) -> bytes | None:
    """Return the organisation's template when it can be taken; draw the place for it, and what was recognised in it."""
    with st.expander(_("Свой шаблон PowerPoint")):
        dropped = st.file_uploader(
            _("Файл .pptx или .potx: цвета, шрифты и колонтитулы возьмём из него"),
            type=["pptx", "potx"],
            key="deck_upload",
        )
        st.session_state[session_keys.TEMPLATE] = dropped.getvalue() if dropped else None
        if dropped is None:
            st.caption(_("Без него слайды оформляются по шаблону дашборда."))
            return None
        try:
            look = look_at(dropped.getvalue())
        except Refused as refusal:
            st.error(exhibit_box.plain(refusal.sentence(_.language)), icon=":material/block:")
            return None
        st.success(_("Шаблон принят: {parts}", parts=exhibit_box.plain("; ".join(look.part_names(_.language)))))
        for sentence in look.missing(_.language):
            st.caption(exhibit_box.plain(sentence))
        return dropped.getvalue()


def passports_box(view: View) -> None:
    """Draw the way to the passports of all chosen regions: one archive with a file for each."""
    _, codes = view.words, passport_files.every_region(view)
    filters = f"{periods_words(view)} · {place(view.filters, view.language)}"
    with st.container(border=True, key="exhibit-passports"):
        st.markdown("### " + _("Паспорта регионов одним архивом"))
        st.caption(
            _(
                "По файлу на регион, рядом с похожими регионами и страной. {filters}",
                filters=exhibit_box.plain(filters),
            )
        )
        label = _.many("Собрать {number} паспорт", "Собрать {number} паспортов", len(codes))
        papers = {"slide": _("Слайд"), "a4": _("Лист A4")}
        paper = page_choices.choose("paper", papers, _("Размер"))
        origin = (codes, view, paper, cache.version())
        if st.button(label, type="primary", key="passports_make"):
            st.session_state[session_keys.PASSPORTS] = (origin, passports_archive(codes, view, paper))
        stem = rebuild.file_stem(_("Паспорта регионов"), date.today())
        offer_file(session_keys.PASSPORTS, origin, _("Скачать архив"), f"{stem}.zip")


def passports_archive(codes: tuple[str, ...], view: View, paper: str) -> bytes:
    """Return the archive of passports, as slides or sheets of paper; draw which region it is at."""
    bar = st.progress(0.0)

    sheet = a4() if paper == "a4" else st.session_state.get(session_keys.TEMPLATE)

    def draw_progress(region: str, share: float) -> None:
        bar.progress(share, region)

    content = passport_files.archive(codes, view, sheet, draw_progress)
    bar.empty()
    return content
