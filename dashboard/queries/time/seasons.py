"""Seasons of a contest as periods: the one a page shows, and the season before it up to the same day of its campaign.

Contests are of different kinds and their campaigns move over the calendar, so their registers are never summed over a
calendar period: one season of one contest is looked at, and compared with the season before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zlib import crc32

from dashboard.engine.cache import remembered, snapshot
from dashboard.model.filters import Comparison, Filters, Period, Season
from dashboard.queries.sums.published_facts import campaigns
from etl.datasets import COMPETITIONS, DATASETS

REGISTER = COMPETITIONS.name
# The code that stands for the contest shown before anybody chose one.
FIRST = "first"
LEAST_DATED = 0.95  # a season is followed by days when hardly any of its entries lacks one


@dataclass(frozen=True, slots=True)
class Campaign:
    """A season on record: the days of its campaign that are known, its entries and those with a day, and how far it is.

    `closing` is the published last day of the campaign; `closed` without one is the day of the last entry so far.
    """

    contest: str
    year: int
    opened: date | None
    closed: date | None
    entries: float
    dated: float
    located: int
    decided: bool
    closing: date | None = None

    @property
    def is_dated(self) -> bool:
        """Return whether nearly all entries have a day, so that the season can be cut at one."""
        return self.opened is not None and self.entries > 0 and self.dated >= LEAST_DATED * self.entries

    def is_over(self, data_end: date) -> bool:
        """Return whether the results of the season are known, or the year of its results has passed."""
        return self.decided or self.year < data_end.year


def on_record() -> tuple[Campaign, ...]:
    """Return every season of every contest in the register, by contest and year."""
    return remembered(_on_record)


def _on_record() -> tuple[Campaign, ...]:
    return tuple(campaign(row) for row in snapshot().wholes(COMPETITIONS) if row["competition"] and row["season"])


def campaign(row: dict[str, object]) -> Campaign:
    """Return a season from what its rows share; a published day of the campaign goes before those of its entries."""
    contest, year = str(row["competition"]), int(str(row["season"]))
    published = campaigns().get((contest, year))
    days = (published.opened, published.closed) if published else (row["season_opened"], row["season_closed"])
    entries, dated = (float(str(row[name])) for name in ("season_entries", "season_dated"))
    opened, closed = (day if isinstance(day, date) else None for day in days)
    located, decided = int(str(row["season_located"])), bool(row["season_decided"])
    return Campaign(
        contest, year, opened, closed, entries, dated, located, decided, published.closed if published else None
    )


def code_of(contest: str) -> str:
    """Return the stable code of a contest, for addresses and names of exhibits."""
    return f"{crc32(contest.casefold().encode()):08x}"


def contests() -> dict[str, str]:
    """Return the names of the contests by code: those with most rows that name a region first."""
    rows: dict[str, int] = {}
    for one in on_record():
        rows[one.contest] = rows.get(one.contest, 0) + one.located
    return {code_of(name): name for name in sorted(rows, key=lambda name: (-rows[name], name))}


def contest_name(code: str) -> str:
    """Return the name of the contest of a code, that of the first one for any other; empty without contests."""
    names = contests()
    return names.get(code) or next(iter(names.values()), "")


def of_contest(contest: str) -> list[Campaign]:
    """Return the seasons of a contest, the oldest first."""
    return [one for one in on_record() if one.contest == contest]


def shown(campaigns_of_contest: Sequence[Campaign], period: Period, data_end: date) -> Campaign | None:
    """Return the season a calendar period shows: the newest when it reaches the end of the data, else that of its year.

    A season is called by the year of its results; the year before it stands for one without a season.
    """
    if period.until >= data_end:
        return campaigns_of_contest[-1] if campaigns_of_contest else None
    return next((one for one in reversed(campaigns_of_contest) if one.year <= period.until.year), None)


def of_registers(
    registers: Sequence[str], filters: Filters, period: Period, data_end: date
) -> tuple[Period, Period | None] | None:
    """Return the season that filters mean in a register of seasons, and the one it is compared with; None in any other."""
    if len(registers) != 1 or DATASETS[registers[0]].whole is None or not on_record():
        return None
    contest = contest_name(filters.contest)
    own = of_contest(contest)
    if (now := shown(own, period, data_end)) is None:
        return replace(period, season=Season(contest, period.until.year, dated=False)), None
    before = next((one for one in reversed(own) if one.year < now.year), None)
    wanted = before if filters.comparison is not Comparison.NONE else None
    return whole_season(now, data_end), compared_season(now, wanted, data_end) if wanted else None


def whole_season(one: Campaign, data_end: date) -> Period:
    """Return a whole season as a period: the days of its campaign where they are known, else the year of its results."""
    season = Season(one.contest, one.year, over=one.is_over(data_end), dated=one.is_dated)
    since = one.opened or date(one.year, 1, 1)
    until = one.closed or date(one.year, 12, 31)
    return Period(since, max(until if one.is_over(data_end) else min(until, data_end), since), season=season)


def compared_season(now: Campaign, before: Campaign, data_end: date) -> Period | None:
    """Return the season before: whole once the present one takes no more entries, until then up to the same campaign day.

    None when that day cannot be told, because entries of one of the two have no days.
    """
    whole = whole_season(before, data_end)
    if now.is_over(data_end) or (now.closing and now.closing <= data_end):
        return whole
    if not (now.opened and before.opened and now.is_dated and before.is_dated):
        return None
    day = (data_end - now.opened).days + 1
    if whole.season is None or (before.closed and day > (before.closed - before.opened).days):
        return whole
    return replace(whole, until=before.opened + timedelta(days=day - 1), season=replace(whole.season, day=day))


def seasons_to(period: Period, data_end: date, most: int) -> list[Period]:
    """Return the last seasons of a contest up to the one that a period is, the oldest first; none for days."""
    if (season := period.season) is None:
        return []
    own = [one for one in of_contest(season.contest) if one.year <= season.year]
    return [whole_season(one, data_end) for one in own[-most:]]


def year_before(season: Season) -> int | None:
    """Return the season on record before one; None when there is none."""
    return max((one.year for one in of_contest(season.contest) if one.year < season.year), default=None)
