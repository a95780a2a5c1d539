"""Competitions by season, the year of the results: what each season of each competition is worth for a selection."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import nan
from zlib import crc32

import pandas as pd

from dashboard.exhibits.competitions.published_facts import campaigns
from dashboard.model.exhibit import State
from dashboard.model.filters import FIRST_DAY, LAST_DAY, Filters, Period
from dashboard.model.metric import Metric
from dashboard.queries import metric_values, register_sums
from dashboard.queries.metric_values import Amount
from dashboard.queries.view import View
from etl.datasets import COMPETITIONS
from etl.regions import NATION, NO_REGION

REGISTER, BETWEEN = COMPETITIONS.name, " · "
WHOLE = Period(FIRST_DAY, LAST_DAY)


def campaign_sums() -> pd.DataFrame:
    """Return the sums of the whole record by scope, competition and season."""
    return with_season(register_sums.by_scope_and_member(REGISTER, WHOLE, "campaign"))


def with_season(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with competition and season taken out of its members; rows without a season are left out."""
    parts = frame["member"].str.rsplit(BETWEEN, n=1, expand=True).reindex(columns=[0, 1])
    known = parts[1].fillna("").astype(str).str.fullmatch(r"\d{4}")
    return frame[known].assign(competition=parts[0][known], season=parts[1][known].astype(int))


def member_sums(dimension: str, competition: str) -> pd.DataFrame:
    """Return the sums of a competition by scope, season and member of a dimension of seasons: nomination, category, channel."""
    frame = register_sums.by_scope_and_member(REGISTER, WHOLE, dimension)
    parts = frame["member"].str.removeprefix(competition + BETWEEN).str.split(BETWEEN, n=1, expand=True)
    parts = parts.reindex(columns=[0, 1])
    known = frame["member"].str.startswith(competition + BETWEEN) & parts[0].astype(str).str.fullmatch(r"\d{4}")
    return frame[known].assign(season=parts[0][known].astype(int), member=parts[1][known])


def code_of(competition: str) -> str:
    """Return the stable code of a competition, for addresses and names of exhibits."""
    return f"{crc32(competition.casefold().encode()):08x}"


# The code that stands for whichever competition has the most seasons, for exhibits made before anybody chose one.
FIRST = "first"


def competitions() -> dict[str, str]:
    """Return the competitions of the register by code, those with the most seasons first, then with the most rows."""
    frame = campaign_sums()
    found = frame.groupby("competition").agg(seasons=("season", "nunique"), rows=("rows", "sum"))
    ordered = found.sort_values(["seasons", "rows"], ascending=False, kind="stable").index
    return {code_of(name): name for name in ordered}


@dataclass(frozen=True, eq=False, slots=True)
class Contest:
    """One competition: its name, its seasons, and their sums by scope (index: season, scope)."""

    code: str
    name: str
    sums: pd.DataFrame

    @property
    def seasons(self) -> list[int]:
        """Return the seasons on record, in order."""
        return sorted(set(self.sums.index.get_level_values("season")))

    def regions(self, season: int, scopes: Sequence[str]) -> pd.DataFrame:
        """Return the sums of a season, a line a scope."""
        own = self.sums[self.sums.index.get_level_values("season") == season].droplevel("season")
        return own.reindex(list(scopes)).fillna(0.0)

    def of(self, season: int, scopes: Sequence[str]) -> pd.Series:
        """Return the sums of a season over these scopes."""
        return self.regions(season, scopes).sum()


def contest(code: str) -> Contest:
    """Return the competition of that code; one without seasons for the first of none. KeyError when the register has no such code."""
    known, frame = competitions(), campaign_sums()
    name = next(iter(known.values()), "") if code == FIRST else known[code]
    own = frame[frame["competition"] == name].set_index(["season", "scope"])
    return Contest(code, name, own.drop(columns=["competition", "member"]))


def season_shown(found: Contest, view: View) -> int | None:
    """Return the last season whose results are not later than the period; the first one when all are later, None of none."""
    not_later = [season for season in found.seasons if season <= view.period.until.year]
    return not_later[-1] if not_later else next(iter(found.seasons), None)


def season_before(found: Contest, season: int | None) -> int | None:
    """Return the season before on record, None when there is none."""
    return max((other for other in found.seasons if season and other < season), default=None)


def season_total(metric: Metric, found: Contest, season: int | None, filters: Filters) -> Amount:
    """Return a metric of one season over the selection; without a season nothing is known.

    Published totals are no base for a share of the entries: how far those went is not in them.
    """
    if season is None:
        return Amount(nan, State.NO_DATA)
    row = found.of(season, metric_values.summed_scopes(metric, filters))
    if metric.is_percent and metric.base == "entries" and season_totals(found, season, filters):
        return Amount(nan, State.NO_BASE, float(row[metric.measure]), float(row["entries"]))
    return metric_values.amount(
        metric, row, metric_values.denominator(filters.normalisation, metric_values.chosen_regions(filters))
    )


def only_totals(entries: float, without_region: float, filters: Filters) -> bool:
    """Return whether most entries are totals published of the country: such a row has one stage, whatever became of its entries."""
    return not (filters.regions or filters.district) and 2 * without_region > entries


def season_totals(found: Contest, season: int | None, filters: Filters) -> bool:
    """Return whether what is known of a season is mostly totals published of the country."""
    if season is None:
        return False
    entries, without_region = (found.of(season, (scope,))["entries"] for scope in (NATION, NO_REGION))
    return only_totals(float(entries), float(without_region), filters)


def season_by_region(metric: Metric, found: Contest, season: int, filters: Filters) -> pd.DataFrame:
    """Return a metric of one season in every region of the district, or of all: code, value, state, part, base."""
    regions = metric_values.district_regions(filters)
    rows = found.regions(season, [region.code for region in regions])
    return metric_values.region_frame(
        regions,
        [
            metric_values.amount(metric, row, metric_values.denominator(filters.normalisation, [region]))
            for (_, row), region in zip(rows.iterrows(), regions, strict=True)
        ],
    )


def entries_by_day(found: Contest, filters: Filters) -> pd.DataFrame:
    """Return the entries of the selection that have a day: season, day, value, in the order of the days."""
    frame = with_season(register_sums.by_day_and_member(REGISTER, "campaign", metric_values.scopes(filters)))
    frame = frame[(frame["competition"] == found.name) & (frame["dated"] > 0)]
    return frame.rename(columns={"dated": "value"}).sort_values("day")[["season", "day", "value"]]


def opened(found: Contest, season: int, days: pd.Series) -> date | None:
    """Return the first day of a season's campaign: the published one, or else the day of its first entry."""
    known = campaigns().get((found.name, season))
    if known:
        return known.opened
    return days.min().date() if len(days) else None


def change_of(now: float, before: float) -> float:
    """Return a change in per cent, NaN on a small base."""
    return 100 * (now - before) / before if before >= metric_values.SMALL_BASE else nan
