"""What a page answers for, in words: its periods and places, how far its data reach, where they come from."""

import functools
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from dashboard.language.formats import day, inexact_day, names, period_text, season_text
from dashboard.language.phrases import translator
from dashboard.model.filters import Comparison, Filters, Period, Season, compared_period
from dashboard.queries import data_state
from dashboard.queries.view import View, of_each
from dashboard.queries.wording.readable_members import OTHER
from etl.datasets import DATASETS
from etl.regions import DISTRICTS, REGION_BY_CODE

DISTRICT_BY_CODE = {district.code: district for district in DISTRICTS}


def period_words(view: View) -> str:
    """Return the period in words; for each register by itself where the filters mean other years or quarters."""
    return common_start(view) or of_each(view, lambda own: period_text(own.period, own.language))


def common_start(view: View) -> str:
    """Return the period of several registers that differ only in how far their data reach; empty otherwise."""
    periods = {own.period for own in view.each().values()}
    if (
        len(periods) < 2
        or any(period.season for period in periods)
        or len(starts := {period.since for period in periods}) > 1
    ):
        return ""
    return view.words("с {day} до конца данных реестра", day=day(starts.pop(), view.language))


def reach_words(view: View) -> str:
    """Return how far the data reach; for each register by itself where they end on different days."""
    return of_each(view, end_words)


def end_words(view: View) -> str:
    """Return how far the data of one register reach, as precisely as it is known: the day, or the month or year of it."""
    inexact = inexact_end(view)
    return view.words("{period}, день не указан", period=inexact) if inexact else day(view.as_of, view.language)


def inexact_end(view: View) -> str:
    """Return the month, quarter or year in which the data of a view end, where no day of it is known; else empty."""
    reached = [name for name in view.registers if data_state.data_reach().get(name) == view.as_of]
    spans = [span for name in reached if (span := data_state.last_span(name))]
    last = min(spans, key=lambda span: span.until, default=None)
    return inexact_day(last.since, last.until, view.language) if last else ""


def unfinished_words(view: View) -> str:
    """Return a sentence when the period goes on after the end of the data, otherwise nothing."""
    return of_each(view, unfinished)


def unfinished(view: View) -> str:
    """Return the same for one register."""
    if not view.incomplete:
        return ""
    return view.words("Период не закончен: данные по {day}", day=end_words(view))


def region_name(code: str, language: str) -> str:
    """Return the short name of a region."""
    region = REGION_BY_CODE[code]
    return region.short_name_en if language == "en" else region.short_name


def district_name(code: str, language: str) -> str:
    """Return the name of a federal district."""
    district = DISTRICT_BY_CODE[code]
    return district.name_en if language == "en" else district.name


def short_district(code: str, language: str) -> str:
    """Return the name of a district without the words every such name has."""
    return district_name(code, language).removesuffix(" федеральный округ").removesuffix(" Federal District")


def place(filters: Filters, language: str) -> str:
    """Return the regions of the filters in words."""
    _ = translator(language)
    if own := filters.regions or filters.only:
        return names([region_name(code, language) for code in own], language)
    return district_name(filters.district, language) if filters.district else _("вся страна")


def compared_words(view: View) -> str:
    """Return the compared period in words, as exactly as the current one; empty without one. A season goes without its contest."""
    if view.compared and view.compared.season:
        return season_text(view.compared.season, view.language)
    return period_text(view.compared, view.language) if view.compared else ""


def series_words(view: View) -> tuple[str, str]:
    """Return the names of the current and the compared line: the days of each that are compared."""
    cut = replace(view.period, until=view.as_of) if view.incomplete and view.compared else view.period
    return period_text(cut, view.language), compared_words(view)


def periods_words(view: View) -> str:
    """Return the period and what it is compared with; an incomplete period says so."""
    start, same_days = common_start(view), common_days(view)
    if start and (same_days or view.compared is None):
        return f"{start} {same_days}".strip()
    return of_each(view, both_periods)


def common_days(view: View) -> str:
    """Return «к тем же дням 2024» where every register is compared with the same days of that year; empty otherwise."""
    compared = [own.compared for own in view.each().values() if own.compared == a_year_before(own)]
    years = {period.since.year for period in compared if period}
    if len(compared) < len(view.each()) or len(years) != 1:
        return ""
    return view.words("к тем же дням {year}", year=str(years.pop()))


def a_year_before(view: View) -> Period | None:
    """Return the same days of the year before, up to where the data end."""
    return compared_period(view.period, Comparison.SAME_LAST_YEAR, view.as_of)


def both_periods(view: View) -> str:
    """Return the same for one register; it says why nothing is compared where that was chosen."""
    return ", ".join(filter(None, (period_pair(view), view.incomparable)))


def period_pair(view: View) -> str:
    """Return the period of one register and what it is compared with."""
    _ = view.words
    text = period_text(view.period, view.language)
    if view.compared and view.compared.season:
        return f"{text} {to_season(view.compared.season, view.language)}"
    if view.incomplete:
        text += " " + _("(неполный)")
    return " ".join((text, _("к"), compared_words(view))) if view.compared else text


def to_season(season: Season, language: str) -> str:
    """Return which season one is compared with: «к сезону 2025», «к сезону 2025 на тот же, 31-й день»."""
    _ = translator(language)
    if season.day:
        return _("к сезону {season} на тот же, {day}-й день", season=season.year, day=season.day)
    return _("к сезону {season}", season=season.year)


def source_words(register: str, language: str) -> str:
    """Return the title of a register with its sources, and of those it has rows of; without them where the reader may not know all."""
    own = [name for name in data_state.registers_of(register) if has_sources(name)] or [register]
    return "; ".join(register_words(name, language) for name in own)


def has_sources(register: str) -> bool:
    """Return whether a register has any source."""
    return any(source.register == register for source in data_state.sources())


def register_words(register: str, language: str) -> str:
    """Return the title of a register with its own sources."""
    sources, full_sources = (
        [source.source for source in every if source.register == register]
        for every in (data_state.sources(), data_state.named_sources())
    )
    title = DATASETS[register].title.of(language)
    return f"{title} ({names(sources, language, 2)})" if sources == full_sources != [] else title


def loaded_on(register: str) -> date | None:
    """Return the day of the newest load of a register."""
    own = data_state.registers_of(register)
    times = [source.loaded_at for source in data_state.sources() if source.register in own]
    return datetime.fromisoformat(max(times)).date() if times else None


def banner(language: str) -> str:
    """Return the warning that some data are invented, empty when none are."""
    _ = translator(language)
    return _("Демонстрационные данные") if any(source.invented for source in data_state.sources()) else ""


@functools.cache
def english_terms(register: str, column: str) -> Mapping[str, str]:
    """Return the English words of a column's vocabulary by the Russian ones in the warehouse."""
    vocabulary = DATASETS[register].column(column).vocabulary
    return {term.name.ru: term.name.en for term in vocabulary.terms} if vocabulary else {}


def member_name(register: str, dimension: str, member: str, language: str) -> str:
    """Return a member of a dimension in the reader's language; an empty one is «не указано»."""
    _ = translator(language)
    if not member:
        return _("не указано")
    if dimension == "partner_region" and member in REGION_BY_CODE:
        return region_name(member, language)
    if member == OTHER:
        return _("другое")
    if language != "en":
        return member
    columns = {split.name: split.columns for split in DATASETS[register].dimensions}.get(dimension, (dimension,))
    return english_terms(register, columns[0]).get(member, member)
