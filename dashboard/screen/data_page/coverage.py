"""What a source covers, as a person says it: beside a file that is loaded, and of a source that is there."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from dashboard.engine import cache
from dashboard.language.phrases import Words, translator
from dashboard.queries import data_state
from dashboard.queries.completeness import words_of_rows
from dashboard.queries.wording.view_words import region_name
from dashboard.screen.carry_out import DECIDE, carry_out, reader
from dashboard.screen.filters.region_picker import region_options
from etl import service
from etl.datasets import DATASETS
from etl.datasets.coverage import WORDS, Coverage, How, coverage_words, how_title
from etl.regions import NATION
from etl.service import Source

EARLIEST_DAY = date(2000, 1, 1)


def coverage_choice(key: str, coverage: Coverage | None, _: Words) -> Coverage | None:
    """Draw the questions of what a source covers and return the answers; they start with what was said before."""
    language = _.language
    options = ["", *(how.value for how in How)]
    before = coverage.how.value if coverage else ""
    how = st.selectbox(
        _("Полнота источника"),
        options,
        index=options.index(before),
        format_func=lambda option: how_title(option, language),
        key=f"{key}_how",
        help=_(
            "Полный — все записи реестра за эти дни; выборочный — что нашли или прислали; только итоги — суммы без частей"
        ),
    )
    if not how:
        return None
    first, last = (coverage.since, coverage.until) if coverage else (None, None)
    left, middle, right = st.columns(3)
    since = day_choice(left, _("Сведения с"), first, f"{key}_since")
    until = day_choice(middle, _("Сведения по"), last, f"{key}_until")
    names = {NATION: _("вся страна")} if cache.reader().sees_all else {}
    names |= {code: region_name(code, language) for code in region_options(language)}
    regions = right.multiselect(
        _("Какие регионы"),
        list(names),
        default=list(coverage.regions) if coverage else [],
        format_func=names.__getitem__,
        placeholder=_("регионы строк файла"),
        key=f"{key}_regions",
    )
    return Coverage(How(how), since, until, tuple(regions))


def day_choice(place: st.delta_generator.DeltaGenerator, label: str, day: date | None, key: str) -> date | None:
    """Draw the choice of a day that may stay empty, and return it."""
    chosen: date | None = place.date_input(label, value=day, min_value=EARLIEST_DAY, format="DD.MM.YYYY", key=key)
    return chosen


def coverage_box(language: str) -> None:
    """Draw the choice of a source and what it covers, with the button that writes it into the journal."""
    _ = translator(language)
    sources = [source for source in data_state.named_sources() if not DATASETS[source.register].plan]
    if not sources:
        return
    with st.container(border=True, key="exhibit-coverage"):
        st.markdown("### " + _("Полнота источников"))
        st.caption(
            _(
                "Сравнения, нули и «молчит» говорятся только там, где источник полон. Пока никто не сказал, полнота не указана."
            )
        )
        source = choose_source(sources, "coverage_source", _)
        coverage = coverage_choice(f"coverage_{source.load_id}", data_state.coverages().get(source.load_id), _)
        if st.button(_("Записать полноту"), icon=":material/fact_check:", disabled=not DECIDE.is_open):
            carry_out(
                DECIDE,
                lambda: service.state_coverage(
                    cache.engine(), source.register, source.source, coverage, reader(), cache.principal()
                ),
                _("Полнота записана"),
                _,
                f"coverage {source.register}/{source.source}",
            )


def choose_source(sources: Sequence[Source], key: str, _: Words) -> Source:
    """Draw the choice among sources and return the chosen one; two registers may have one of the same name."""
    by_key = {f"{source.register}/{source.source}": source for source in sources}
    return by_key[st.selectbox(_("Источник"), list(by_key), format_func=lambda one: by_key[one].source, key=key)]


def stated_words(source: Source, language: str) -> str:
    """Return what a source is said to cover, in words; what its rows say where nobody said it of the whole."""
    if coverage := data_state.coverages().get(source.load_id):
        return coverage_words(coverage, language)
    words = [] if DATASETS[source.register].plan else words_of_rows(source.register, source.load_id)
    if not any(words):
        return "—" if DATASETS[source.register].plan else how_title("", language)
    _ = translator(language)
    return _("по строкам: {words}", words=", ".join(WORDS.word(word, language) or "—" for word in words))
