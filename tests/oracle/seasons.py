"""Seasons of a contest: the one a period shows and the one it is compared with, by docs/decisions/045."""

from dataclasses import dataclass, replace
from zlib import crc32

import pandas as pd

from tests.oracle.definitions import won
from tests.oracle.periods import Day, Span
from tests.oracle.places import CODES, REFERENCE

CAMPAIGNS = pd.read_csv(REFERENCE / "campaigns.csv", parse_dates=["opened", "closed"])
LEAST_DATED = 0.95


@dataclass(frozen=True, slots=True)
class SeasonSpan(Span):
    """A season, with the days of its campaign; cut after the last of them when it `is_cut`."""

    contest: str = ""
    year: int = 0
    is_cut: bool = False
    is_over: bool = True
    is_dated: bool = True

    def holds(self, rows: pd.DataFrame) -> pd.Series:
        """Return which entries are of the season: of one that is cut, those with a day up to then."""
        own = (rows["competition"] == self.contest) & (rows["season"] == str(self.year))
        return own & Span(self.first, self.last).has(rows["own_day"]) if self.is_cut else own


@dataclass(frozen=True, slots=True)
class Campaign:
    """What is known of a season on record: its first and last day, whether the last is published, whether it has a winner."""

    contest: str
    year: int
    opened: Day | None
    closed: Day | None
    closing: Day | None
    is_dated: bool
    has_winner: bool


def first_contest(rows: pd.DataFrame) -> str:
    """Return the contest with most rows that name a region."""
    named = rows[~rows["held_back"] & rows["region"].isin(CODES)]
    counts = named.groupby("competition").size().reset_index(name="rows")
    return str(counts.sort_values(["rows", "competition"], ascending=[False, True])["competition"].iloc[0])


def contest_of(rows: pd.DataFrame, code: str) -> str:
    """Return the contest that an address calls by a code; the first one for «first»."""
    return codes_of_contests(rows).get(code) or first_contest(rows)


def codes_of_contests(rows: pd.DataFrame) -> dict[str, str]:
    """Return the contests by the codes that addresses call them by."""
    names = rows.loc[~rows["held_back"], "competition"].unique()
    return {f"{crc32(name.casefold().encode()):08x}": str(name) for name in names}


def campaigns(rows: pd.DataFrame, contest: str) -> list[Campaign]:
    """Return the seasons of a contest on record, the oldest first."""
    own = rows[~rows["held_back"] & (rows["competition"] == contest)]
    return [campaign(contest, int(str(year)), part) for year, part in sorted(own.groupby("season"))]


def campaign(contest: str, year: int, rows: pd.DataFrame) -> Campaign:
    """Return what is known of a season; published days go before those of its entries."""
    published = CAMPAIGNS[(CAMPAIGNS["competition"] == contest) & (CAMPAIGNS["season"] == year)]
    days, entries = rows["own_day"].dropna(), rows["number"].sum()
    dated = rows.loc[rows["own_day"].notna(), "number"].sum()
    opened, closed = (days.min(), days.max()) if len(days) else (None, None)
    if len(published):
        opened, closed = published["opened"].iloc[0], published["closed"].iloc[0]
    is_dated = opened is not None and entries > 0 and dated >= LEAST_DATED * entries
    closing = closed if len(published) else None
    return Campaign(contest, year, opened, closed, closing, bool(is_dated), bool(won(rows).any()))


def whole(one: Campaign, end: Day) -> SeasonSpan:
    """Return a whole season: the days of its campaign where they are known, else the year of its results."""
    is_over = one.has_winner or one.year < end.year
    first, last = one.opened or Day(one.year, 1, 1), one.closed or Day(one.year, 12, 31)
    last = max(last if is_over else min(last, end), first)
    return SeasonSpan(first, last, contest=one.contest, year=one.year, is_over=is_over, is_dated=one.is_dated)


def shown(rows: pd.DataFrame, contest: str, span: Span, end: Day) -> list[Campaign]:
    """Return the seasons of a contest up to the one a period shows: the newest when it reaches the end of the data."""
    own = campaigns(rows, contest)
    if span.last is None or span.last >= end:
        return own
    return [one for one in own if one.year <= span.last.year]


def nothing(contest: str, span: Span) -> SeasonSpan:
    """Return the season of a period before the first season on record: it has no entries."""
    year = span.last.year if span.last is not None else 0
    return SeasonSpan(span.first, span.last, contest=contest, year=year, is_dated=False)


def before(now: Campaign, previous: Campaign, end: Day) -> SeasonSpan | None:
    """Return the season before: whole once the present one takes no more entries, until then to the same campaign day."""
    season = whole(previous, end)
    if whole(now, end).is_over or (now.closing is not None and now.closing <= end):
        return season
    if now.opened is None or previous.opened is None or not (now.is_dated and previous.is_dated):
        return None
    passed = end - now.opened
    if previous.closed is not None and passed >= previous.closed - previous.opened:
        return season
    return replace(season, last=previous.opened + passed, is_cut=True)
