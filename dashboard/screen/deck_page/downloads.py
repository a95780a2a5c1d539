"""The files on the page «Презентация»: slides in the organisation's template, PDF, workbook, passports of many regions."""

from collections.abc import Callable
from datetime import date
from functools import partial

import streamlit as st

from dashboard.decks import passport_files, rebuild
from dashboard.engine import cache
from dashboard.language.phrases import Words
from dashboard.queries.view import View, periods_words, place
from dashboard.screen import add_to_deck, exhibit_box, page_choices
from dashboard.screen.deck_page.slide_editor import BUILT, NAME, rebuilt
from dashboard.slides import a4, look_at
from dashboard.slides.pdf import office, pdf
from etl.problems import Refused

TEMPLATE, PDF_MADE, PASSPORTS_MADE = "deck_template", "deck_pdf_made", "passports_made"


def files_box(view: View) -> None:
    """Draw the files: slides, PDF, workbook; the organisation's own template."""
    _, (shown, _skipped) = view.words, rebuilt(view.language)
    try:
        rebuild.refuse_nothing(shown)
    except Refused as refusal:
        if shown:
            st.warning(exhibit_box.plain(refusal.sentence(view.language)))
        return
    with st.container(border=True, key="exhibit-deck-files"):
        template = template_box(_)
        title = st.session_state[NAME].strip() or rebuild.usual_title(_)
        stem = rebuild.file_stem(title, date.today())
        slides = partial(rebuild.pptx, shown, title, template, base())
        with st.container(horizontal=True, vertical_alignment="center"):
            file_button(_("Скачать PPTX"), slides, f"{stem}.pptx", primary=True)
            file_button(_("Скачать XLSX"), partial(rebuild.xlsx, shown), f"{stem}.xlsx")
            pdf_button(slides, f"{stem}.pdf", _)


def base() -> str:
    """Return where the dashboard is reached: the address of this page without its own name."""
    return str(st.context.url or "").partition("?")[0].removesuffix(add_to_deck.PAGE)


def file_button(label: str, content: Callable[[], bytes] | bytes, name: str, primary: bool = False) -> None:
    """Draw a button that saves a file without running the page again; it is made when it is asked for."""
    key = f"file-{name.rpartition('.')[2]}"
    st.download_button(
        label,
        content,
        name,
        on_click="ignore",
        type="primary" if primary else "secondary",
        icon=":material/download:",
        key=key,
    )


def pdf_button(slides: Callable[[], bytes], name: str, _: Words) -> None:
    """Draw the way to a PDF: made on demand, since LibreOffice takes some seconds; said where there is none."""
    if office() is None:
        st.caption(_("PDF здесь не сделать: на сервере нет LibreOffice. Сохраните .pptx как PDF в своей программе."))
        return
    made = (st.session_state[BUILT][0], st.session_state.get(TEMPLATE), name)
    if st.button(_("Подготовить PDF"), key="deck_pdf"):
        with st.spinner(_("Готовим PDF…")):
            try:
                st.session_state[PDF_MADE] = (made, pdf(slides()))
            except Refused as refusal:
                st.error(exhibit_box.plain(refusal.sentence(_.language)))
    kept = st.session_state.get(PDF_MADE)
    if kept and kept[0] == made:
        file_button(_("Скачать PDF"), kept[1], name)


def template_box(_: Words) -> bytes | None:
    """Draw the place for the organisation's template, what was found in it and what was not; return its bytes when it can be taken."""
    with st.expander(_("Свой шаблон PowerPoint")):
        dropped = st.file_uploader(
            _("Файл .pptx или .potx: цвета, шрифты и колонтитулы возьмём из него"),
            type=["pptx", "potx"],
            key="deck_upload",
        )
        st.session_state[TEMPLATE] = dropped.getvalue() if dropped else None
        if dropped is None:
            st.caption(_("Без него слайды оформляются по шаблону дашборда."))
            return None
        try:
            look = look_at(dropped.getvalue())
        except Refused as refusal:
            st.error(exhibit_box.plain(refusal.sentence(_.language)), icon=":material/block:")
            return None
        st.success(_("Шаблон принят: {found}", found=exhibit_box.plain("; ".join(look.found(_.language)))))
        for sentence in look.missing(_.language):
            st.caption(exhibit_box.plain(sentence))
        return dropped.getvalue()


def passports_box(view: View) -> None:
    """Draw the way to the passports of all chosen regions, a file each in one archive, with progress."""
    _, codes = view.words, passport_files.every_region(view)
    asked = f"{periods_words(view)} · {place(view.filters, view.language)}"
    with st.container(border=True, key="exhibit-passports"):
        st.markdown("### " + _("Паспорта регионов одним архивом"))
        st.caption(
            _("По файлу на регион, рядом с похожими регионами и страной. {asked}", asked=exhibit_box.plain(asked))
        )
        label = _.many("Собрать {number} паспорт", "Собрать {number} паспортов", len(codes))
        papers = {"slide": _("Слайд"), "a4": _("Лист A4")}
        paper = page_choices.choose("paper", papers, _("Размер"))
        made = (codes, view, paper, cache.version())
        if st.button(label, type="primary", key="passports_make"):
            st.session_state[PASSPORTS_MADE] = (made, with_progress(codes, view, paper))
        kept = st.session_state.get(PASSPORTS_MADE)
        if kept and kept[0] == made:
            stem = rebuild.file_stem(_("Паспорта регионов"), date.today())
            file_button(_("Скачать архив"), kept[1], f"{stem}.zip")


def with_progress(codes: tuple[str, ...], view: View, paper: str) -> bytes:
    """Return the archive of passports, slides or sheets of paper; the reader sees which region it is at."""
    bar = st.progress(0.0)

    def tell(region: str, share: float) -> None:
        bar.progress(share, region)

    sheet = a4() if paper == "a4" else st.session_state.get(TEMPLATE)
    content = passport_files.archive(codes, view, sheet, tell)
    bar.empty()
    return content
