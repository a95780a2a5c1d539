"""What the page «Данные» lists and does: sources, quarantine, history, undo, blank forms, the synthetic set."""

from collections.abc import Hashable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.engine import cache
from dashboard.language.phrases import Words, translator
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape
from dashboard.queries import data_state, newest_rows
from dashboard.queries.wording.view_words import banner
from dashboard.screen.carry_out import INVENT, REMOVE_INVENTED, UNDO, carry_out, last_shown, reader
from dashboard.screen.data_page.coverage import choose_source, stated_words
from dashboard.screen.exhibit_box import plain
from etl import service
from etl.datasets import DATASETS
from etl.problems import Problem

DEMO_ROWS = 20_000


def table(
    name: str, title: str, subtitle: str, frame: pd.DataFrame, fields: tuple[Field, ...], language: str
) -> Exhibit:
    """Return a table of this page as an exhibit."""
    return Exhibit(name, Kind.TABLE, title, subtitle, frame, fields, banner=banner(language), language=language)


def source_list(language: str) -> Exhibit:
    """Return the current version of every source."""
    _ = translator(language)
    frame = pd.DataFrame([source_row(source, language) for source in data_state.named_sources()])
    fields = (
        Field("register", _("Реестр")),
        Field("source", _("Источник")),
        Field("file", _("Файл")),
        Field("loaded_at", _("Загружен, UTC")),
        Field("by", _("Кто")),
        Field("rows", _("Строк"), Shape.NUMBER),
        Field("quarantined", _("В карантине"), Shape.NUMBER),
        Field("dropped", _("Отброшено"), Shape.NUMBER),
        Field("first", _("Данные с"), Shape.DATE),
        Field("last", _("по"), Shape.DATE),
        Field("coverage", _("Полнота")),
        *((Field("invented", _("Придуманные")),) if any(frame.get("invented", ())) else ()),
    )
    title = _.many("{number} источник в хранилище", "{number} источников в хранилище", len(frame))
    if not cache.reader().sees_all:
        title = _("Ваших источников: {number}", number=len(frame))
    subtitle = _("Хранилище — это последние версии всех источников. Новая версия заменяет строки прежней.")
    return table("data.sources", title if len(frame) else _("Источников ещё нет"), subtitle, frame, fields, language)


def source_row(source: service.Source, language: str) -> dict[str, object]:
    """Return one line of the list of sources."""
    _ = translator(language)
    return {
        "register": DATASETS[source.register].title.of(language),
        "source": source.source,
        "file": source.file_name,
        "loaded_at": source.loaded_at.replace("T", " ")[:16],
        "by": source.loaded_by or "—",
        "rows": source.loaded,
        "quarantined": source.quarantined,
        "dropped": source.dropped,
        "first": source.first_date,
        "last": source.last_date,
        "coverage": stated_words(source, language),
        "invented": _("да") if source.invented else "",
    }


def quarantine_list(language: str) -> Exhibit:
    """Return the rows that wait in quarantine, each with what is wrong, in words."""
    _ = translator(language)
    waiting = sum(source.quarantined for source in data_state.named_sources())
    waiting_rows = [quarantine_row(row, language) for row in newest_rows.quarantined().to_dict("records")]
    frame = pd.DataFrame(waiting_rows, columns=["source", "place", "row", "problem"])
    fields = (
        Field("source", _("Источник")),
        Field("place", _("Лист")),
        Field("row", _("Строка"), Shape.NUMBER),
        Field("problem", _("Что исправить")),
    )
    title = (
        _.many("В карантине {number} строка", "В карантине {number} строк", waiting) if waiting else _("Карантин пуст")
    )
    subtitle = _("Строка ждёт исправления, не пропадает и считается в итогах отдельно.")
    if waiting > len(frame):
        subtitle += " " + _("Показаны первые {shown}.", shown=len(frame))
    return table("data.quarantine", title, subtitle, frame, fields, language)


def quarantine_row(row: dict[Hashable, Any], language: str) -> dict[str, object]:
    """Return one line of the quarantine."""
    problems = row["problems"]
    records = problems if isinstance(problems, list) else []
    number = row["row"] if isinstance(row["row"], int) else 0
    sentences = [
        Problem(str(row["sheet"]), number, p["heading"], p["value"], p["code"], p["details"]).sentence(language)
        for p in records
    ]
    return {"source": row["source"], "place": row["sheet"], "row": number, "problem": " ".join(sentences)}


def history_list(language: str) -> Exhibit:
    """Return what was done with the warehouse, newest first."""
    _ = translator(language)
    kinds = {
        "load": _("загрузка"),
        "undo": _("отмена загрузки"),
        "redo": _("возврат загрузки"),
        "rebuild": _("пересборка"),
        "alias": _("название региона объяснено"),
        "alias_withdrawn": _("объяснение названия отозвано"),
        "municipality": _("название муниципалитета объяснено или отозвано"),
        "mapping": _("столбцы объяснены"),
        "decision": _("решение о дубле"),
        "kept": _("сохранено для страниц"),
        "coverage": _("полнота источника указана"),
        "person": _("роль человека изменена"),
    }
    rows = [
        {
            "id": entry["id"],
            "at": entry["at"].replace("T", " ")[:16],
            "kind": kinds.get(entry["kind"], entry["kind"]),
            "by": entry["by"] or "—",
            "source": entry["source"],
            "file": entry["file_name"],
        }
        for entry in service.history(cache.engine(), principal=cache.principal())
    ]
    fields = (
        Field("id", "№", Shape.NUMBER),
        Field("at", _("Когда, UTC")),
        Field("kind", _("Что")),
        Field("by", _("Кто")),
        Field("source", _("Источник")),
        Field("file", _("Файл")),
    )
    frame = pd.DataFrame(rows, columns=["id", "at", "kind", "by", "source", "file"])
    return table(
        "data.history", _("Журнал"), _("Записи только добавляются: отмена — тоже запись."), frame, fields, language
    )


def undo_box(language: str) -> None:
    """Draw the choice of a source and the button that undoes its last load; below it, what was undone last."""
    _ = translator(language)
    sources = data_state.named_sources()
    if not sources:
        redo_box(_)
        return
    with st.container(border=True, key="exhibit-undo"):
        st.markdown("### " + _("Отменить загрузку"))
        st.caption(
            _(
                "Вернётся прежняя версия источника; если её не было, источник уйдёт со страниц. Файл останется в журнале."
            )
        )
        source = choose_source(sources, "undo_source", _)
        load = last_shown(f"load_{source.register}_{source.source}", source.load_id)
        st.caption(
            _(
                "Отменится загрузка № {load}: «{file}», {by}, {at}",
                load=source.load_id,
                file=plain(source.file_name),
                by=plain(source.loaded_by or "—"),
                at=source.loaded_at.replace("T", " "),
            )
        )
        sure = st.checkbox(_("Да, отменить последнюю загрузку этого источника"), key="undo_sure")
        if st.button(_("Отменить загрузку"), disabled=not sure, icon=":material/undo:"):
            undo = partial(
                service.undo, cache.engine(), source.source, source.register, reader(), cache.principal(), load
            )
            carry_out(UNDO, undo, _("Загрузка отменена"), _, f"{source.register}/{source.source}")
        redo_box(_)


def redo_box(_: Words) -> None:
    """Draw the button that puts back the load that was undone last; nothing when there is none."""
    loads = data_state.undone_loads()
    if not loads or not UNDO.is_open:
        return
    load = loads[0]
    seen = last_shown("undone", load.id)
    words = _("Вернуть загрузку № {load}: «{file}»", load=load.id, file=plain(load.file_name))
    if st.button(words, icon=":material/redo:", key="redo"):
        redo = partial(service.redo, cache.engine(), load.source, load.register, reader(), cache.principal(), seen)
        carry_out(UNDO, redo, _("Загрузка снова действует"), _, f"{load.register}/{load.source}")


def forms_box(language: str) -> None:
    """Draw the downloads of the blank forms."""
    _ = translator(language)
    with st.container(border=True, key="exhibit-forms"):
        st.markdown("### " + _("Бланки реестров"))
        st.caption(_("Excel с выпадающими списками, примером и пояснением каждого столбца."))
        for dataset in DATASETS.values():
            title = dataset.title.of(language)
            st.download_button(
                title,
                partial(service.form, dataset.name, language),
                file_name=f"{title}.xlsx",
                on_click="ignore",
                icon=":material/download:",
                type="tertiary",
                key=f"form_{dataset.name}",
            )


def invented_box(language: str) -> None:
    """Draw the button that loads the invented set, or the one that removes it."""
    _ = translator(language)
    invented = any(source.invented for source in data_state.sources())
    with st.container(border=True, key="exhibit-demo"):
        st.markdown("### " + _("Демонстрационные данные"))
        st.caption(
            _(
                "Выдуманные реестры, чтобы посмотреть на страницы. Пока они загружены, это написано на каждой странице и в каждой выгрузке."
            )
        )
        if invented and st.button(_("Убрать демонстрационные данные"), icon=":material/delete:"):
            carry_out(
                REMOVE_INVENTED,
                lambda: service.remove_invented(cache.engine(), reader()),
                _("Демонстрационные данные убраны"),
                _,
            )
        if not invented and st.button(_("Загрузить демонстрационные данные"), icon=":material/science:"):
            with st.spinner(_("Загружаем…")):
                carry_out(
                    INVENT,
                    lambda: service.load_invented(cache.engine(), DEMO_ROWS, reader()),
                    _("Демонстрационные данные загружены"),
                    _,
                )
