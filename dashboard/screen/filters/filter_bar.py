"""The filter bar: period, comparison, district, regions, normalisation."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

import streamlit as st

from dashboard import session_keys
from dashboard.engine import cache
from dashboard.language.phrases import Words, translator
from dashboard.model.filters import EARLIEST, LAST_DAY, Comparison, Filters, Normalisation, Preset
from dashboard.queries.wording.view_words import DISTRICT_BY_CODE, district_name, region_name
from dashboard.screen.filters.region_picker import region_options

Option = TypeVar("Option", bound=str)


def filter_bar(lang: str) -> None:
    """Draw the filter bar: period, comparison, district, regions, normalisation."""
    _ = translator(lang)
    districts = {"": _("Все округа")} | {code: district_name(code, lang) for code in DISTRICT_BY_CODE}
    normalisations = {
        Normalisation.ABSOLUTE: _("Всего"),
        Normalisation.PER_MUNICIPALITIES: _("на 100 МО"),
        Normalisation.PER_POPULATION: _("на 100 тыс."),
    }
    with st.container(horizontal=True, vertical_alignment="bottom", key="filter_bar"):
        picker(_("Период"), preset_names(_), session_keys.PRESET, 150)
        if st.session_state[session_keys.FILTERS].preset is Preset.CUSTOM:
            custom_days(_)
        picker(_("Сравнение"), comparison_names(_), session_keys.COMPARISON, 190)
        reader = cache.reader()
        if reader.sees_all:  # a district is a few regions together, and a clerk sees no other
            picker(_("Округ"), districts, session_keys.DISTRICT, 150)
        st.multiselect(
            _("Регион"),
            region_options(lang),
            format_func=lambda code: region_name(code, lang),
            key=session_keys.REGIONS,
            on_change=take_widgets,
            placeholder=_("Все регионы") if reader.sees_all else _("Вся страна"),
            width=220,
        )
        st.segmented_control(
            _("Показать"),
            list(normalisations),
            format_func=normalisations.__getitem__,
            key=session_keys.NORMALISATION,
            on_change=take_widgets,
            required=True,
            width="content",
        )


def picker(label: str, names: Mapping[Option, str], key: str, width: int) -> None:
    """Draw the choice of one option, by its name."""
    st.selectbox(
        label, list(names), format_func=lambda option: names[option], key=key, on_change=take_widgets, width=width
    )


def preset_names(_: Words) -> Mapping[Preset, str]:
    """Return the names of the presets in the reader's language, in their order."""
    return {
        Preset.YEAR_TO_DATE: _("С начала года"),
        Preset.MONTH: _("Этот месяц"),
        Preset.LAST_MONTH: _("Прошлый месяц"),
        Preset.QUARTER: _("Этот квартал"),
        Preset.LAST_QUARTER: _("Прошлый квартал"),
        Preset.HALF: _("Это полугодие"),
        Preset.LAST_HALF: _("Прошлое полугодие"),
        Preset.YEAR: _("Этот год"),
        Preset.LAST_YEAR: _("Прошлый год"),
        Preset.ALL: _("Всё время"),
        Preset.CUSTOM: _("Свои даты"),
    }


def comparison_names(_: Words) -> Mapping[Comparison, str]:
    """Return the names of the comparisons in the reader's language, in their order."""
    return {
        Comparison.SAME_LAST_YEAR: _("С прошлым годом"),
        Comparison.PREVIOUS: _("С предыдущим периодом"),
        Comparison.NONE: _("Без сравнения"),
    }


def custom_days(_: Words) -> None:
    """Draw the two days of a custom period."""
    filters: Filters = st.session_state[session_keys.FILTERS]
    st.date_input(
        _("Дни"),
        value=(filters.since, filters.until),
        min_value=EARLIEST,
        max_value=LAST_DAY,
        key=session_keys.DAYS,
        on_change=take_days,
        format="DD.MM.YYYY",
        width=220,
    )


def take_widgets() -> None:
    """Take the filters from the widgets."""
    state, before = st.session_state, st.session_state[session_keys.FILTERS]
    filters = replace(
        before,
        preset=state[session_keys.PRESET],
        comparison=state[session_keys.COMPARISON],
        district=state.get(session_keys.DISTRICT, ""),
        regions=tuple(state[session_keys.REGIONS]),
        normalisation=state.get(session_keys.NORMALISATION) or Normalisation.ABSOLUTE,
    )
    if filters.preset is Preset.CUSTOM and before.preset is not Preset.CUSTOM:
        period = state[session_keys.VIEW].period
        until = min(period.until, date.today())
        filters = replace(filters, since=min(max(period.since, date(2017, 1, 1)), until), until=until)
    st.session_state[session_keys.FILTERS] = filters


def take_days() -> None:
    """Take the custom period from the two days; while only one is chosen nothing changes."""
    chosen = st.session_state[session_keys.DAYS]
    if len(chosen) == 2:
        st.session_state[session_keys.FILTERS] = replace(
            st.session_state[session_keys.FILTERS], since=chosen[0], until=chosen[1]
        )
