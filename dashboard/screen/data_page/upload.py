"""A file on its way into the warehouse: dropped, checked, shown, then loaded or sent back."""

from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import session_keys
from dashboard.access import use
from dashboard.engine import cache
from dashboard.figures.table import safe
from dashboard.language.phrases import Words, translator
from dashboard.screen.carry_out import INVENT, LOAD, carry_out, reader
from dashboard.screen.data_page.coverage import coverage_choice
from dashboard.screen.data_page.headings import mapping_box
from dashboard.screen.data_page.turns import turn
from dashboard.screen.exhibit_box import plain
from etl import service
from etl.datasets import DATASETS
from etl.problems import Refused
from etl.service import Checked, Preview

SHOWN_PROBLEMS, MAX_FILE_MB = 20, 100
SPREADSHEETS = ["xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt"]


def upload_box(language: str) -> None:
    """Draw the place to drop a file, and how the file was understood."""
    _ = translator(language)
    with st.container(border=True, key="exhibit-upload"):
        st.markdown("### " + _("Загрузить реестр"))
        st.caption(
            _(
                "Перетащите файл .xlsx, .xls, .ods или .csv. Сначала вы увидите, что в нём понято; до кнопки «Загрузить» ничего не меняется."
            )
        )
        dropped = st.file_uploader(
            _("Файл реестра"), type=SPREADSHEETS, key="upload_file", label_visibility="collapsed"
        )
        with st.container(
            key="upload_too_large"
        ):  # the style sheet shows it beside a file that the browser did not send
            st.markdown(
                ":red["
                + _("Файл больше {limit} МБ не принимается. Разделите его на несколько.", limit=MAX_FILE_MB)
                + "]"
            )
        if dropped is None:
            return
        names = {"": _("узнать по заголовкам")} | {
            name: dataset.title.of(language) for name, dataset in DATASETS.items()
        }
        left, right = st.columns(2)
        register = left.selectbox(_("Реестр"), list(names), format_func=names.__getitem__, key="upload_register")
        source = right.text_input(_("Источник"), key="upload_source", placeholder=_("по имени файла"))
        show_file(dropped.name, dropped.getvalue(), register, source.strip(), _)


def show_file(name: str, content: bytes, register: str, source: str, _: Words) -> None:
    """Draw how a file was understood, and the button that loads it."""
    try:
        checked, changes = checked_file(name, content, register, source, _.language)
    except Refused as refusal:
        likely_register, proposals = service.proposed_by(refusal)
        if proposals:
            mapping_box(likely_register, service.source_of(name, source), proposals, _)
        else:
            st.error(plain(refusal.sentence(_.language)), icon=":material/block:")
        return
    show_summary(checked, changes, _)
    if checked.proposed_mapping:
        mapping_box(checked.dataset.name, checked.source, checked.proposed_mapping, _)
    show_first_rows(changes, _)
    show_problems(checked, content, _)
    load_button(covered(checked, _), changes, _)


def covered(checked: Checked, _: Words) -> Checked:
    """Draw the question of what the file covers, and return the file with the answer; plans are not asked about."""
    if checked.dataset.plan:
        return checked
    return replace(checked, coverage=coverage_choice(f"upload_{checked.source}", checked.coverage, _))


def checked_file(name: str, content: bytes, register: str, source: str, language: str) -> tuple[Checked, Preview]:
    """Return a file checked and compared with the warehouse, once for each file and data version: a rerun costs nothing."""
    key = (name, sha256(content).hexdigest(), register, source, cache.version(), cache.reader(), language)
    session_file: tuple[Any, Checked, Preview] | None = st.session_state.get(session_keys.CHECKED_FILE)
    if session_file is None or session_file[0] != key:
        _ = translator(language)
        with turn(_), st.spinner(_("Читаем файл…")):
            checked = service.check_for(cache.engine(), name, content, register, source, principal=cache.principal())
            session_file = (key, checked, service.preview(cache.engine(), checked, language))
        st.session_state[session_keys.CHECKED_FILE] = session_file
    _key, checked, changes = session_file
    return checked, changes


def show_summary(checked: Checked, changes: Preview, _: Words) -> None:
    """Draw what the file is and how many rows are new, changed, gone, waiting or left out."""
    words = _(
        "Реестр «{register}», источник «{source}»", register=checked.dataset.title.of(_.language), source=checked.source
    )
    title = plain(words)
    if changes.same_file:
        st.info(_("{title}: этот файл уже загружен, изменений нет.", title=title), icon=":material/done_all:")
    else:
        st.markdown(f"**{title}** — " + (_("новая версия") if changes.known_source else _("новый источник")))
    counts = (
        (_("Новых"), changes.new),
        (_("Изменённых"), changes.changed),
        (_("Без изменений"), changes.unchanged),
        (_("Исчезнет"), changes.disappearing),
        (_("В карантин"), changes.quarantined),
        (_("Отброшено"), len(changes.dropped)),
    )
    with st.container(horizontal=True):
        for label, count in counts:
            st.metric(label, count, width="content")
    for line in remarks(checked, changes, _):
        st.caption(plain(line))


def remarks(checked: Checked, changes: Preview, _: Words) -> list[str]:
    """Return what a sender should know: rows left out, unused columns and sheets, new words, personal data."""
    reasons: dict[str, list[str]] = {}
    for row in changes.dropped:
        reasons.setdefault(dropped_words(row.reason, _), []).append(str(row.row))
    lines = [
        _("Отброшено ({reason}): строки {rows}", reason=reason, rows=", ".join(rows[:20]))
        for reason, rows in reasons.items()
    ]
    if checked.ignored:
        lines.append(_("Не используются столбцы: {columns}", columns=", ".join(checked.ignored)))
    if checked.unused_sheets:
        lines.append(_("Не используются листы: {sheets}", sheets=", ".join(checked.unused_sheets)))
    lines += [
        _("Новые значения в столбце «{column}»: {words}", column=title, words=", ".join(words[:20]))
        for title, words in checked.proposals().items()
    ]
    if checked.invented:
        lines.append(_("Данные придуманы: об этом сказано в самом файле. Страницы и выгрузки скажут об этом тоже."))
    if checked.personal:
        lines.append(_("В файле есть личные данные: в хранилище и журнал попадёт копия без них."))
    return lines


def dropped_words(reason: str, _: Words) -> str:
    """Return in words why a row is not data."""
    return {
        "total": _("строка итогов"),
        "repeated_header": _("повтор заголовков"),
        "second_table": _("вторая таблица листа"),
        "numbering": _("нумерация столбцов"),
        "footnote": _("сноска"),
        "section": _("заголовок раздела"),
    }.get(reason, reason)


def show_first_rows(changes: Preview, _: Words) -> None:
    """Draw the first rows as they were understood."""
    if changes.first:
        st.caption(_("Первые строки, как они поняты:"))
        frame = pd.DataFrame(list(changes.first)).fillna("").map(safe)
        st.dataframe(frame.loc[:, (frame != "").any()], hide_index=True, width="stretch")


def show_problems(checked: Checked, content: bytes, _: Words) -> None:
    """Draw the first problems and the workbook that goes back to the sender."""
    if not checked.problems:
        return
    count = len(checked.problems)
    with st.expander(
        _.many("{number} замечание", "{number} замечаний", count), expanded=checked.quarantined == checked.rows
    ):
        for problem in checked.problems[:SHOWN_PROBLEMS]:
            st.text(problem.sentence(_.language))
        if count > SHOWN_PROBLEMS:
            st.caption(_("Показаны первые {shown}; в файле для отправителя — все.", shown=SHOWN_PROBLEMS))
    st.download_button(
        _("Файл для отправителя: все ошибки отмечены"),
        use.noted(partial(service.sender_report, checked, content, _.language), f"report {checked.source}"),
        file_name=_("Что исправить — {file}.xlsx", file=checked.file_name.rpartition(".")[0] or checked.file_name),
        on_click="ignore",
        icon=":material/assignment_return:",
        key="upload_report",
    )


def load_button(checked: Checked, changes: Preview, _: Words) -> None:
    """Draw the choice of what happens to faulty rows, and the button that loads."""
    policies = {False: _("Загрузить понятные строки, остальные — в карантин"), True: _("Только файл целиком")}
    whole = checked.quarantined > 0 and st.radio(
        _("Строки с ошибками"), list(policies), format_func=policies.__getitem__, key="upload_whole"
    )
    confirmed = not checked.invented or st.checkbox(_("Да, загрузить придуманные данные"), key="upload_invented")
    if st.button(
        _("Загрузить"),
        type="primary",
        icon=":material/upload:",
        disabled=changes.same_file or bool(whole) or not confirmed,
        key="upload_load",
    ):
        with turn(_), st.spinner(_("Загружаем…")):
            load(checked, confirmed, _)


def load(checked: Checked, confirmed: bool, _: Words) -> None:
    """Load the file; one of invented data only when the person knows, and may."""

    def loaded() -> None:
        service.ask_about_invented(checked, confirmed)
        service.load(cache.engine(), checked, reader(), principal=cache.principal())

    good = checked.rows - checked.quarantined
    done = _.many("Загружена {number} строка", "Загружено {number} строк", good)
    carry_out(INVENT if checked.invented else LOAD, loaded, done, _, f"{checked.dataset.name}/{checked.source}")
