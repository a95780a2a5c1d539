"""The widgets of the frame: language, filter bar, freshness strip. They write the filters and the address, nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard.language.formats import day, days_words, sort_key
from dashboard.language.phrases import LANGUAGES, Words, translator
from dashboard.model.filters import (
    EARLIEST,
    IN_ADDRESS,
    LAST_DAY,
    Comparison,
    Filters,
    Normalisation,
    Preset,
    from_query,
)
from dashboard.model.metric import Metric
from dashboard.model.metrics import METRICS
from dashboard.queries import data_state, register_sums
from dashboard.queries.view import (
    DISTRICT_BY_CODE,
    View,
    banner,
    common_start,
    default_filters,
    district_name,
    of_each,
    period_words,
    reach_words,
    region_name,
)
from dashboard.screen import passport_links
from etl.datasets import REPORTING
from etl.regions import REGION_BY_CODE, regions_at
from etl.service import warehouse_refusal


def language() -> str:
    """Return the language of this session: the address says it, Russian otherwise."""
    if (asked := st.query_params.get("lang")) in LANGUAGES:
        st.session_state["language"] = asked
    return str(st.session_state.get("language", LANGUAGES[0]))


def current_filters() -> Filters:
    """Return the filters of this run: a new address wins, otherwise those of the session, and the address follows them."""
    asked = {name: value for name, value in st.query_params.to_dict().items() if name in IN_ADDRESS}
    if asked.keys() - {"lang"} and asked != st.session_state.get("address"):
        adopt(from_query(asked, REGION_BY_CODE, DISTRICT_BY_CODE))
    elif "filters" not in st.session_state:
        adopt(default_filters())
    elif "filter_preset" not in st.session_state:
        # Streamlit forgets the widgets of a bar that the last page did not have
        adopt(st.session_state["filters"])
    filters: Filters = st.session_state["filters"]
    write_address(filters)
    return filters


def adopt(filters: Filters) -> None:
    """Make these the filters of the session and show them in the widgets."""
    st.session_state["filters"] = filters
    st.session_state["filter_preset"] = filters.preset
    st.session_state["filter_comparison"] = filters.comparison
    st.session_state["filter_district"] = filters.district
    st.session_state["filter_regions"] = list(filters.regions)
    st.session_state["filter_normalisation"] = filters.normalisation


def write_address(filters: Filters) -> None:
    """Write the filters into the address of the page, so that it can be sent to somebody."""
    wanted = filters.to_query() | ({"lang": "en"} if st.session_state.get("language") == "en" else {})
    others = {name: value for name, value in st.query_params.to_dict().items() if name not in IN_ADDRESS}
    if st.query_params.to_dict() != others | wanted:
        st.query_params.from_dict(others | wanted)
    st.session_state["address"] = wanted


def take_widgets() -> None:
    """Make the filters what the widgets say."""
    state, before = st.session_state, st.session_state["filters"]
    filters = replace(
        before,
        preset=state["filter_preset"],
        comparison=state["filter_comparison"],
        district=state["filter_district"],
        regions=tuple(state["filter_regions"]),
        normalisation=state.get("filter_normalisation") or Normalisation.ABSOLUTE,
    )
    if filters.preset is Preset.CUSTOM and before.preset is not Preset.CUSTOM:
        period = state["view"].period
        until = min(period.until, date.today())
        filters = replace(filters, since=min(max(period.since, date(2017, 1, 1)), until), until=until)
    st.session_state["filters"] = filters


def take_days() -> None:
    """Make the custom period what the two days say; a half-made choice changes nothing."""
    chosen = st.session_state["filter_days"]
    if len(chosen) == 2:
        st.session_state["filters"] = replace(st.session_state["filters"], since=chosen[0], until=chosen[1])


def pick_region(code: str) -> None:
    """Take a region into the selection; one that is already in it opens its passport."""
    filters: Filters = st.session_state["filters"]
    if code in filters.regions:
        passport_links.open_passport(code)
    else:
        adopt(replace(filters, regions=(*filters.regions, code)))


def take_region(code: str) -> None:
    """Make one region the whole selection."""
    adopt(replace(st.session_state["filters"], regions=(code,)))


def choose_region(view: View) -> str:
    """Return the one region a passport is of: the first of the selection; draw the picker and the steps to its neighbours."""
    _, options = view.words, region_options(view.language)
    code = next(iter(view.filters.regions), options[0])
    st.session_state["passport_region"] = code
    at = options.index(code)
    with st.container(horizontal=True, vertical_alignment="bottom", key="region_bar"):
        step_button("‹", options[at - 1], view, "region_before")
        st.selectbox(
            _("Регион паспорта"),
            options,
            format_func=lambda option: region_name(option, view.language),
            key="passport_region",
            on_change=lambda: take_region(st.session_state["passport_region"]),
            width=320,
        )
        step_button("›", options[(at + 1) % len(options)], view, "region_after")
    return code


def step_button(sign: str, code: str, view: View, key: str) -> None:
    """Draw the step to a neighbour in the list of regions."""
    st.button(sign, key=key, help=region_name(code, view.language), on_click=take_region, args=(code,))


def preset_words(_: Words) -> Callable[[Preset], str]:
    """Return the name of a preset in the reader's language."""
    names = {
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
    return names.__getitem__


def filter_bar(lang: str) -> None:
    """Draw the filter bar: period, comparison, district, regions, normalisation."""
    _ = translator(lang)
    comparisons = {
        Comparison.SAME_LAST_YEAR: _("С прошлым годом"),
        Comparison.PREVIOUS: _("С предыдущим периодом"),
        Comparison.NONE: _("Без сравнения"),
    }
    shown = {
        Normalisation.ABSOLUTE: _("Всего"),
        Normalisation.PER_MUNICIPALITIES: _("на 100 МО"),
        Normalisation.PER_POPULATION: _("на 100 тыс."),
    }
    districts = {"": _("Все округа")} | {code: district_name(code, lang) for code in DISTRICT_BY_CODE}
    with st.container(horizontal=True, vertical_alignment="bottom", key="filter_bar"):
        st.selectbox(
            _("Период"),
            list(Preset),
            format_func=preset_words(_),
            key="filter_preset",
            on_change=take_widgets,
            width=150,
        )
        if st.session_state["filters"].preset is Preset.CUSTOM:
            custom_days(_)
        st.selectbox(
            _("Сравнение"),
            list(Comparison),
            format_func=comparisons.__getitem__,
            key="filter_comparison",
            on_change=take_widgets,
            width=190,
        )
        st.selectbox(
            _("Округ"),
            list(districts),
            format_func=districts.__getitem__,
            key="filter_district",
            on_change=take_widgets,
            width=150,
        )
        st.multiselect(
            _("Регион"),
            region_options(lang),
            format_func=lambda code: region_name(code, lang),
            key="filter_regions",
            on_change=take_widgets,
            placeholder=_("Все регионы"),
            width=220,
        )
        st.segmented_control(
            _("Показать"),
            list(Normalisation),
            format_func=shown.__getitem__,
            key="filter_normalisation",
            on_change=take_widgets,
            required=True,
            width="content",
        )


def region_options(lang: str) -> list[str]:
    """Return the codes of the regions, in the order of their names."""
    return sorted(REGION_BY_CODE, key=lambda code: sort_key(region_name(code, lang)))


def custom_days(_: Words) -> None:
    """Draw the two days of a custom period."""
    filters: Filters = st.session_state["filters"]
    st.date_input(
        _("Дни"),
        value=(filters.since, filters.until),
        min_value=EARLIEST,
        max_value=LAST_DAY,
        key="filter_days",
        on_change=take_days,
        format="DD.MM.YYYY",
        width=220,
    )


def freshness(view: View) -> str:
    """Return the strip under the filter bar: how far the data reach, when they were loaded, who reported, what waits."""
    _, lang = view.words, view.language
    found = data_state.sources()
    loaded = max(source.loaded_at for source in found)[:10]
    waiting = sum(source.quarantined for source in found)
    there_are = regions_at(min(view.period.until, date.today()))
    reporting = len(reporting_regions(view) & {region.code for region in there_are})
    told = [
        _("Период **{days}**", days=days_shown(view)),
        _("Данные по **{day}**", day=reach_words(view.at())),
        _("загружено {day}", day=day(date.fromisoformat(loaded), lang)),
        _(
            "отчитались **{count} из {all}** ({period})",
            period=period_words(view.at(*REPORTING)),
            count=reporting,
            all=len(there_are),
        ),
    ]
    if waiting:
        told.append(":orange[" + _.many("в карантине {number} строка", "в карантине {number} строк", waiting) + "]")
    if demo := banner(lang):
        told.insert(0, f":orange-badge[{demo}]")
    return " · ".join(told)


def reporting_regions(view: View) -> set[str]:
    """Return the regions with any row in a register that counts as activity, in the period as it ends there."""
    reported: set[str] = set()
    for register in REPORTING:
        reported |= register_sums.scope_sums(register, view.at(register).period).keys() & REGION_BY_CODE.keys()
    return reported


def days_shown(view: View) -> str:
    """Return the first and the last day the filters mean in the page's own register, in each where it has none."""
    return common_start(view) or of_each(view, lambda one: days_words(one.period, one.language))


def choose_metric(metrics: Sequence[Metric], key: str, lang: str) -> Metric:
    """Return the metric the reader picks for an exhibit, the first one until he does."""
    _ = translator(lang)
    chosen = st.segmented_control(
        _("Показатель"),
        [metric.name for metric in metrics],
        format_func=lambda name: METRICS[name].title.of(lang),
        default=metrics[0].name,
        required=True,
        key=f"metric_{key}",
        label_visibility="collapsed",
        persist_state="session",
    )
    return METRICS[chosen or metrics[0].name]


def show_error(error: Exception) -> bool:
    """Say that a page failed, in the reader's language; the log has the trace. Returns that the trace is not shown."""
    _ = translator(language())
    if refusal := warehouse_refusal(error):
        st.error(refusal.sentence(_.language), icon=":material/cloud_off:")
        return True
    st.error(
        _("Эта страница не открылась: внутренняя ошибка, она записана в журнал сервера. Другие страницы работают."),
        icon=":material/error:",
    )
    return True
