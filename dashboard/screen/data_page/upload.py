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
from dashboard.screen.carry_out import INVENT, LOAD, carry_out
from dashboard.screen.data_page.beyond_cells import ask_about, ask_after, said_of
from dashboard.screen.data_page.coverage import coverage_choice
from dashboard.screen.data_page.headings import mapping_box
from dashboard.screen.data_page.turns import turn
from dashboard.screen.data_page.unfinished import unfinished_box
from dashboard.screen.exhibit_box import plain
from etl import service
from etl.datasets import DATASETS
from etl.problems import Refused
from etl.service import Answers, Coverage, Seen, Upload

MAX_FILE_MB = 100
SPREADSHEETS = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt"]


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
        unfinished_box(_)
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
            service.expect()
            return
        names = {"": _("узнать по заголовкам")} | {
            name: dataset.title.of(language) for name, dataset in DATASETS.items()
        }
        left, right = st.columns(2)
        register = left.selectbox(_("Реестр"), list(names), format_func=names.__getitem__, key="upload_register")
        source = right.text_input(_("Источник"), key="upload_source", placeholder=_("по имени файла"))
        said = dropped.name, dropped.getvalue(), register, source.strip(), cache.principal()
        show_file(Upload(*said, said_of(dropped.name)), _)


def show_file(upload: Upload, _: Words) -> None:
    """Draw how a file was understood, and the button that loads it."""
    try:
        seen = looked_at(upload, _)
    except Refused as refusal:
        likely_register, proposals = service.proposed_by(refusal)
        if proposals:
            mapping_box(likely_register, service.source_of(upload.file_name, upload.source), proposals, _)
        else:
            st.error(plain(refusal.sentence(_.language)), icon=":material/block:")
            ask_after(upload.file_name, refusal, _)
        return
    show_summary(seen, _)
    ask_about(upload.file_name, seen, _)
    if seen.proposed_mapping:
        mapping_box(seen.register, seen.source, seen.proposed_mapping, _)
    show_first_rows(seen, _)
    show_problems(seen, upload, _)
    load_button(seen, upload, covered(seen, _), _)


def covered(seen: Seen, _: Words) -> Coverage | None:
    """Draw the question of what the file covers, and return the answer; plans are not asked about."""
    if DATASETS[seen.register].plan:
        return seen.coverage
    return coverage_choice(f"upload_{seen.source}", seen.coverage, _)


def looked_at(upload: Upload, _: Words) -> Seen:
    """Return a file as it was understood and compared with the warehouse, once for each file and data version: a rerun costs nothing."""
    mark = sha256(upload.content).hexdigest()
    key = (replace(upload, content=b""), mark, cache.version(), cache.reader(), _.language)
    kept: tuple[Any, Seen | Refused] | None = st.session_state.get(session_keys.CHECKED_FILE)
    if kept is None or kept[0] != key:
        with turn(_), st.spinner(_("Читаем файл…")):
            kept = (key, seen_or_refused(upload, _.language))
        st.session_state[session_keys.CHECKED_FILE] = kept
    if isinstance(kept[1], Refused):
        raise kept[1]
    return kept[1]


def seen_or_refused(upload: Upload, language: str) -> Seen | Refused:
    """Return a file as it was understood, or what was wrong with it; what is wrong with the warehouse is raised."""
    try:
        return service.look_at(cache.engine(), upload, language)
    except Refused as refusal:
        if "file" not in refusal.details:
            raise
        return refusal


def show_summary(seen: Seen, _: Words) -> None:
    """Draw what the file is and how many rows are new, changed, gone, waiting or left out."""
    register, changes = DATASETS[seen.register].title.of(_.language), seen.changes
    title = plain(_("Реестр «{register}», источник «{source}»", register=register, source=seen.source))
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
        (_("Отброшено"), seen.all_dropped),
    )
    with st.container(horizontal=True):
        for label, count in counts:
            st.metric(label, count, width="content")
    for line in remarks(seen, _):
        st.caption(plain(line))


def remarks(seen: Seen, _: Words) -> list[str]:
    """Return what a sender should know: rows left out, unused columns and sheets, new words, personal data."""
    lines = [
        _("Отброшено ({reason}): строки {rows}", reason=dropped_words(reason, _), rows=", ".join(map(str, rows)))
        for reason, rows in seen.dropped.items()
    ]
    lines += [remark.sentence(_.language) for remark in seen.remarks]
    if seen.ignored:
        lines.append(_("Не используются столбцы: {columns}", columns=", ".join(seen.ignored)))
    if seen.unused_sheets:
        lines.append(_("Не используются листы: {sheets}", sheets=", ".join(seen.unused_sheets)))
    lines += [
        _("Новые значения в столбце «{column}»: {words}", column=title, words=", ".join(words))
        for title, words in seen.new_words.items()
    ]
    if seen.invented:
        lines.append(_("Данные придуманы: об этом сказано в самом файле. Страницы и выгрузки скажут об этом тоже."))
    if seen.personal:
        lines.append(_("В файле есть личные данные: в хранилище и журнал попадёт копия без них."))
    return lines


def dropped_words(reason: str, _: Words) -> str:
    """Return in words why a row is not data."""
    return {
        "total": _("строка итогов"),
        "repeated_header": _("повтор заголовков"),
        "struck_out": _("строка зачёркнута"),
        "second_table": _("вторая таблица листа"),
        "numbering": _("нумерация столбцов"),
        "footnote": _("сноска"),
        "section": _("заголовок раздела"),
    }.get(reason, reason)


def show_first_rows(seen: Seen, _: Words) -> None:
    """Draw the first rows as they were understood."""
    if seen.changes.first:
        st.caption(_("Первые строки, как они поняты:"))
        frame = pd.DataFrame(list(seen.changes.first)).fillna("").map(safe)
        st.dataframe(frame.loc[:, (frame != "").any()], hide_index=True, width="stretch")


def show_problems(seen: Seen, upload: Upload, _: Words) -> None:
    """Draw the first problems and the workbook that goes back to the sender."""
    if not seen.problems:
        return
    count, shown = seen.all_problems, len(seen.problems)
    with st.expander(_.many("{number} замечание", "{number} замечаний", count), expanded=seen.quarantined == seen.rows):
        for problem in seen.problems:
            st.text(problem.sentence(_.language))
        if count > shown:
            st.caption(_("Показаны первые {shown}; в файле для отправителя — все.", shown=shown))
    st.download_button(
        _("Файл для отправителя: все ошибки отмечены"),
        use.noted(partial(service.answer_to_sender, cache.engine(), upload, _.language), f"report {seen.source}"),
        file_name=_("Что исправить — {file}.xlsx", file=seen.file_name.rpartition(".")[0] or seen.file_name),
        on_click="ignore",
        icon=":material/assignment_return:",
        key="upload_report",
    )


def load_button(seen: Seen, upload: Upload, coverage: Coverage | None, _: Words) -> None:
    """Draw the choice of what happens to faulty rows, and the button that loads."""
    policies = {False: _("Загрузить понятные строки, остальные — в карантин"), True: _("Только файл целиком")}
    whole = seen.quarantined > 0 and st.radio(
        _("Строки с ошибками"), list(policies), format_func=policies.__getitem__, key="upload_whole"
    )
    confirmed = not seen.invented or st.checkbox(_("Да, загрузить придуманные данные"), key="upload_invented")
    if st.button(
        _("Загрузить"),
        type="primary",
        icon=":material/upload:",
        disabled=seen.changes.same_file or bool(whole) or not confirmed,
        key="upload_load",
    ):
        with turn(_), st.spinner(_("Загружаем…")):
            load(seen, upload, Answers(seen.register, seen.source, coverage, confirmed), _)


def load(seen: Seen, upload: Upload, answers: Answers, _: Words) -> None:
    """Load the file; one of invented data only when the person knows, and may."""
    good = seen.rows - seen.quarantined
    done = _.many("Загружена {number} строка", "Загружено {number} строк", good)
    take_in = partial(service.take_in, cache.engine(), upload, answers)
    carry_out(INVENT if seen.invented else LOAD, take_in, done, _, f"{seen.register}/{seen.source}")
