"""What a page answers for: the filters, the days they mean with the present data, the reader's language."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from dashboard.engine import cache
from dashboard.language.formats import day, inexact_day, month_year, names, period_text, season_text
from dashboard.language.phrases import Words, translator
from dashboard.model.filters import Comparison, Filters, Normalisation, Period, Preset, Season, compared_period
from dashboard.model.reader import Reader, narrowed
from dashboard.queries import data_state
from dashboard.queries.completeness import Completeness, both_complete, less_complete
from dashboard.queries.time import seasons
from dashboard.queries.time.register_reach import both_reached, data_end, reach
from dashboard.queries.told_members import OTHER
from etl.datasets import DATASETS
from etl.regions import DISTRICTS, REGION_BY_CODE

DISTRICT_BY_CODE = {district.code: district for district in DISTRICTS}


@dataclass(frozen=True, slots=True)
class NotCompared:
    """Why a period is not compared, in words; and how completely sources cover what stands in the way, if that is why."""

    words: str = ""
    how: Completeness | None = None


@dataclass(frozen=True, slots=True)
class View:
    """The filters of a page, and the periods they mean where the data of its registers end: of all when it names none.

    Nothing is compared where there are no data in the period, where they begin after the earlier one does, or where the
    sources of one of the two are not full.
    `reader` is what the person who asks may see, and the view `is_narrowed` where more was asked for. At a register of seasons the period is a season, unless only days of the calendar are wanted.
    """

    filters: Filters
    language: str
    period: Period
    compared: Period | None
    as_of: date
    reader: Reader
    registers: tuple[str, ...] = ()
    days_only: bool = False
    is_narrowed: bool = False

    def at(self, *registers: str) -> "View":
        """Return the view at the end of the data of these registers, the latest of several, whatever the others do."""
        own = self if registers == self.registers else view(self.filters, self.language, *registers)
        if self.days_only:
            return replace(own, days_only=True)
        return own if own.period.season else own.by_season()

    def by_season(self) -> "View":
        """Return the view with the season that its filters mean, if its register is one of seasons; else as it is."""
        both = seasons.of_registers(self.registers, self.filters, self.period, self.as_of)
        if not both:
            return self
        period, earlier = both
        compared = earlier if earlier and both_complete(self.filters, (period, earlier), self.registers) else None
        return replace(self, period=period, compared=compared)

    def on_days(self) -> "View":
        """Return the view whose periods are days of the calendar in every register."""
        return replace(view(self.filters, self.language, *self.registers), days_only=True)

    def each(self) -> dict[str, "View"]:
        """Return the view of each register that has data, at its own end."""
        reach = data_state.data_reach()
        return {name: self.at(name) for name in self.registers or reach if name in reach}

    @property
    def words(self) -> Words:
        """Return the words of the reader's language."""
        return translator(self.language)

    @property
    def absolute(self) -> "View":
        """Return the view with plain totals, for numbers that are never divided by municipalities or inhabitants."""
        return replace(self, filters=replace(self.filters, normalisation=Normalisation.ABSOLUTE))

    @property
    def reach(self) -> Period | None:
        """Return the days these registers have data for, of any of them; None without data."""
        return reach(*self.registers)

    @property
    def incomparable(self) -> str:
        """Return in words why the period is not compared although it should be."""
        return self.not_compared.words

    @property
    def not_compared(self) -> NotCompared:
        """Return why the period is not compared although it should be.

        The data begin later, a season is not over, or sources are not full.
        """
        if self.period.season:
            return self.season_not_compared(self.period.season)
        days, earlier = self.reach, self.filters.compared(self.as_of)
        if self.compared or not (days and earlier and self.period.within(days)):
            return NotCompared()
        if not both_reached(self.period, earlier, self.registers):
            since = month_year(days.since, self.language)
            return NotCompared(self.words("нельзя сравнить: данные с {month}", month=since))
        return self.not_full((self.period, earlier))

    def not_full(self, periods: Sequence[Period]) -> NotCompared:
        """Return that periods are not compared because the sources of one of them are not full."""
        _, (period, how) = self.words, less_complete(self.filters, periods, self.registers)
        named = _("сезон {season}", season=period.season.year) if period.season else period_text(period, self.language)
        return NotCompared(_("нельзя сравнить: {period} — {how}", period=named, how=how_words(how, _)), how)

    def season_not_compared(self, season: Season) -> NotCompared:
        """Return the same for a season: its results, or the days of its entries, are not known yet, or sources are not full."""
        before = seasons.year_before(season)
        if self.compared or before is None or self.filters.comparison is Comparison.NONE:
            return NotCompared()
        if season.over:
            both = seasons.of_registers(self.registers, self.filters, self.filters.period(self.as_of), self.as_of)
            return self.not_full((both[0], both[1])) if both and both[1] else NotCompared()
        return NotCompared(self.words("рано сравнивать с сезоном {season}", season=before))

    @property
    def incomplete(self) -> bool:
        """Return whether the period goes on after the day the data reach."""
        return self.period.since <= self.as_of < self.period.until and self.period.until.year < 2099


def view(filters: Filters, language: str, *registers: str) -> View:
    """Return the view of these filters, within what the reader may see, on the data of these registers, of all when none is named."""
    reader = cache.reader()
    asked, as_of = filters, data_end(*registers)
    filters = narrowed(asked, reader)
    period, earlier = filters.period(as_of), filters.compared(as_of)
    reached = earlier is not None and both_reached(period, earlier, registers)
    compared = earlier if earlier and reached and both_complete(filters, (period, earlier), registers) else None
    return View(filters, language, period, compared, as_of, reader, registers, is_narrowed=filters != asked)


def how_words(how: Completeness, _: Words) -> str:
    """Return in words how completely sources cover a period."""
    return {
        Completeness.COMPLETE: _("полные данные"),
        Completeness.PARTIAL: _("выборочные данные"),
        Completeness.GAPS: _("полные данные не за все дни или регионы"),
        Completeness.TOTALS: _("только итоги"),
        Completeness.UNSTATED: _("полнота не указана"),
        Completeness.NONE: _("нет данных"),
    }[how]


def default_filters(*registers: str) -> Filters:
    """Return the filters before any choice: the year to date, or last year while this one has hardly begun.

    The year is that of these registers, or of the first one with data when none is named.
    """
    first = next((name for name in DATASETS if name in data_state.data_reach()), "")
    end = data_end(*(registers or (first,)))
    return Filters(preset=Preset.YEAR_TO_DATE if end.month > 3 else Preset.LAST_YEAR)


def differ(view: View) -> bool:
    """Return whether the registers end so far apart that these filters mean different days in each."""
    return len({own.period for own in view.on_days().at().each().values()}) > 1


def of_each(view: View, words: Callable[[View], str]) -> str:
    """Return the words for a view: once where they are the same for every register, otherwise for each with its title."""
    if len(view.registers) == 1:
        return words(view)
    own = {name: words(own_view) for name, own_view in view.each().items()}
    if len(set(own.values())) < 2:
        return words(view)
    return "; ".join(f"{DATASETS[name].title.of(view.language)}: {text}" for name, text in own.items() if text)


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
    spans = [span for name in view.registers if (span := data_state.last_span(name)) and span.since == view.as_of]
    least = min((span.until for span in spans), default=view.as_of)
    known = inexact_day(view.as_of, least, view.language)
    return view.words("{period}, день не указан", period=known) if known else day(view.as_of, view.language)


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
    """Return the title of a register with its sources; without them where the reader may not know the names of all."""
    sources, known = (
        [source.source for source in every if source.register == register]
        for every in (data_state.sources(), data_state.named_sources())
    )
    title = DATASETS[register].title.of(language)
    return f"{title} ({names(sources, language, 2)})" if sources == known != [] else title


def loaded_on(register: str) -> date | None:
    """Return the day of the newest load of a register."""
    times = [source.loaded_at for source in data_state.sources() if source.register == register]
    return datetime.fromisoformat(max(times)).date() if times else None


def banner(language: str) -> str:
    """Return the warning that some data are synthetic, empty when none are."""
    demo = any(source.demo for source in data_state.sources())
    _ = translator(language)
    return _("Демонстрационные данные") if demo else ""


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
