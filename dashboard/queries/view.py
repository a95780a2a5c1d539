"""What a page answers for: the filters, the days they mean with the present data, the reader's language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.engine import cache
from dashboard.language.formats import month_year, period_text
from dashboard.language.phrases import Words, translator
from dashboard.model.filters import Comparison, Filters, Normalisation, Period, Preset, Season
from dashboard.model.reader import Reader, narrowed
from dashboard.queries import data_state
from dashboard.queries.completeness import Completeness, both_complete, less_complete
from dashboard.queries.time import seasons
from dashboard.queries.time.register_reach import both_reached, data_end, reach
from etl.datasets import DATASETS


@dataclass(frozen=True, slots=True)
class NotCompared:
    """Why a period is not compared, in words; and how completely sources cover `what` stands in the way, if that is why."""

    words: str = ""
    how: Completeness | None = None
    what: str = ""


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
        what = f"{named} — {how_words(how, _)}"
        return NotCompared(_("нельзя сравнить: {what}", what=what), how, what)

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
    """Return the words for a view: once where they are the same for every register, otherwise each with the titles of its registers."""
    if len(view.registers) == 1:
        return words(view)
    titles: dict[str, list[str]] = {}
    for name, own_view in view.each().items():
        titles.setdefault(words(own_view), []).append(DATASETS[name].title.of(view.language))
    if len(titles) < 2:
        return words(view)
    return "; ".join(f"{', '.join(own)}: {text}" for text, own in titles.items() if text)


def why_not_compared(view: View) -> str:
    """Return why registers are not compared, each reason once, as the beginning of a sentence; empty when they are."""
    reasons = [own.not_compared for own in view.each().values()]
    not_full = "; ".join(dict.fromkeys(reason.what for reason in reasons if reason.what))
    others = dict.fromkeys(reason.words for reason in reasons if reason.words and not reason.what)
    sentence = "; ".join([*([view.words("нельзя сравнить: {what}", what=not_full)] if not_full else []), *others])
    return sentence[:1].upper() + sentence[1:]
