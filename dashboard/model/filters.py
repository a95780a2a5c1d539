"""The filters a reader sets, and how the address of a page writes them: pure, tested without Streamlit."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

Option = TypeVar("Option", bound=StrEnum)


class Preset(StrEnum):
    """The periods of the filter bar; the value is the code in the address."""

    YEAR_TO_DATE = "ytd"
    MONTH = "month"
    LAST_MONTH = "last-month"
    QUARTER = "quarter"
    LAST_QUARTER = "last-quarter"
    HALF = "half"
    LAST_HALF = "last-half"
    YEAR = "year"
    LAST_YEAR = "last-year"
    ALL = "all"
    CUSTOM = "custom"


class Comparison(StrEnum):
    """What a period is compared with."""

    SAME_LAST_YEAR = "year-ago"
    PREVIOUS = "previous"
    NONE = "none"


class Normalisation(StrEnum):
    """How totals are shown: as they are, or per municipalities or inhabitants."""

    ABSOLUTE = "total"
    PER_MUNICIPALITIES = "per-100-mo"
    PER_POPULATION = "per-100k"


@dataclass(frozen=True, slots=True)
class Season:
    """One season of a contest, called by the year of its results.

    With a `day` it is cut after that day of its campaign, and entries without a day are left out. It is `over` when its
    results are known or its year has passed, and `dated` when its entries have days.
    """

    contest: str
    year: int
    day: int = 0
    over: bool = True
    dated: bool = True


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `since` to `until`, both included; `unit` is the calendar unit it is part of: month, quarter, half, year or ''.

    With a `season` it holds the entries of that season alone, whatever their days.
    """

    since: date
    until: date
    unit: str = ""
    season: Season | None = None

    @property
    def days(self) -> int:
        """Return the number of days."""
        return (self.until - self.since).days + 1

    def within(self, other: "Period") -> "Period | None":
        """Return the days that lie in the other period too; None when there are none."""
        since, until = max(self.since, other.since), min(self.until, other.until)
        return replace(self, since=since, until=until) if since <= until else None


MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
# The whole record begins at a day that nobody can choose, so that no chosen period is taken for it.
FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2099, 12, 31)
EARLIEST = date(2000, 1, 1)
# The parameters of an address that are the same on every page.
IN_ADDRESS = ("period", "compare", "show", "from", "to", "district", "region", "lang")


def unit_start(day: date, unit: str) -> date:
    """Return the first day of the calendar unit that holds `day`."""
    months = MONTHS[unit]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def shift_months(day: date, months: int) -> date:
    """Return the same day some months away, or the last day of that month when it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def unit_end(day: date, unit: str) -> date:
    """Return the last day of the calendar unit that holds `day`."""
    return shift_months(unit_start(day, unit), MONTHS[unit]) - timedelta(days=1)


def filled_unit(since: date, until: date) -> str:
    """Return the calendar unit that these days fill, the shortest one; empty when they fill none."""
    filled = (unit for unit in MONTHS if unit_start(since, unit) == since and unit_end(since, unit) == until)
    return next(filled, "")


def whole_months(period: Period) -> int:
    """Return how many months a period runs over: those of its unit, or those its days fill; 0 when they fill none."""
    if period.unit:
        return MONTHS[period.unit]
    after = period.until + timedelta(days=1)
    if period.since.day != 1 or after.day != 1:
        return 0
    return (after.year - period.since.year) * 12 + after.month - period.since.month


def preset_period(preset: Preset, today: date) -> Period:
    """Return the days of a preset, cut at `today`; the whole record for ALL."""
    if preset is Preset.ALL:
        return Period(FIRST_DAY, LAST_DAY)
    if preset is Preset.YEAR_TO_DATE:
        return Period(unit_start(today, "year"), today, "year")
    unit = preset.value.removeprefix("last-")
    if preset.value.startswith("last-"):
        day = unit_start(today, unit) - timedelta(days=1)
        return Period(unit_start(day, unit), day, unit)
    return Period(unit_start(today, unit), unit_end(today, unit), unit)


def compared_period(period: Period, comparison: Comparison, data_end: date = LAST_DAY) -> Period | None:
    """Return the period to compare with, cut where the data end; None when the whole period lies after that.

    The previous period of whole months is as many months before, cut at the same day; of any other span, as many days.
    """
    if comparison is Comparison.NONE or period.since == FIRST_DAY or period.since > data_end:
        return None
    cut = replace(period, until=min(period.until, data_end))
    months = 12 if comparison is Comparison.SAME_LAST_YEAR else whole_months(period)
    if months:
        return Period(shift_months(period.since, -months), same_cut(cut, months), period.unit)
    return Period(cut.since - timedelta(days=cut.days), cut.since - timedelta(days=1))


def same_cut(period: Period, months: int) -> date:
    """Return the end of the earlier period: month ends stay month ends, other days keep their number."""
    if (period.until + timedelta(days=1)).day == 1:
        return shift_months(period.until + timedelta(days=1), -months) - timedelta(days=1)
    return shift_months(period.until, -months)


@dataclass(frozen=True, slots=True)
class Filters:
    """The choice of the filter bar; hashable, so it goes straight into cached functions and file names.

    `only` is no choice: the regions of a clerk, beyond which a list of rows does not look. No address holds it.
    """

    preset: Preset = Preset.YEAR_TO_DATE
    since: date = FIRST_DAY
    until: date = LAST_DAY
    comparison: Comparison = Comparison.SAME_LAST_YEAR
    district: str = ""
    regions: tuple[str, ...] = ()
    normalisation: Normalisation = Normalisation.ABSOLUTE
    contest: str = ""
    only: tuple[str, ...] = ()

    @property
    def is_whole_country(self) -> bool:
        """Return whether nothing is left out: no district, no picked region, no clerk's own regions."""
        return not (self.regions or self.district or self.only)

    def period(self, today: date) -> Period:
        """Return the days these filters mean when the data end on this day."""
        if self.preset is Preset.CUSTOM:
            return Period(self.since, self.until, filled_unit(self.since, self.until))
        return preset_period(self.preset, today)

    def compared(self, today: date) -> Period | None:
        """Return the period to compare with, cut where the data end; None when nothing is compared."""
        return compared_period(self.period(today), self.comparison, today)

    def to_query(self) -> dict[str, str]:
        """Return these filters as parameters of the address; defaults are written too, so that a link keeps its meaning."""
        query = {"period": self.preset.value, "compare": self.comparison.value, "show": self.normalisation.value}
        if self.preset is Preset.CUSTOM:
            query |= {"from": self.since.isoformat(), "to": self.until.isoformat()}
        if self.district:
            query["district"] = self.district
        if self.regions:
            query["region"] = ",".join(self.regions)
        if self.contest:
            query["contest"] = self.contest
        return query


def read_day(text: str) -> date | None:
    """Return the ISO day written in an address, or None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def choice(options: type[Option], text: str, default: Option) -> Option:
    """Return the option with that code, or the default when the code is unknown."""
    return options(text) if text in set(options) else default


def from_query(query: Mapping[str, str], regions: Iterable[str], districts: Iterable[str]) -> Filters:
    """Return the filters of an address; codes that are unknown are dropped, never an error."""
    default = Filters()
    preset = choice(Preset, query.get("period", ""), default.preset)
    since, until = read_day(query.get("from", "")), read_day(query.get("to", ""))
    if preset is Preset.CUSTOM and not (since and until and EARLIEST <= since <= until <= LAST_DAY):
        preset = default.preset
    codes, district = set(regions), query.get("district", "")
    custom = preset is Preset.CUSTOM
    return Filters(
        preset,
        since if custom and since else FIRST_DAY,
        until if custom and until else LAST_DAY,
        choice(Comparison, query.get("compare", ""), default.comparison),
        district if district in set(districts) else "",
        tuple(dict.fromkeys(code for code in query.get("region", "").split(",") if code in codes)),
        choice(Normalisation, query.get("show", ""), default.normalisation),
        query.get("contest", ""),
    )
