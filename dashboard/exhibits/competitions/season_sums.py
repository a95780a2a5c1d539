"""Competitions by season, the year of the results: what each season of each competition amounts to for a selection."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan
from zlib import crc32

import pandas as pd

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
# The code that stands for whichever competition has the most seasons, for exhibits made before anybody chose one.
FIRST = "first"


def campaign_sums() -> pd.DataFrame:
    """Return the sums of the whole record by scope, competition and season."""
    return with_season(register_sums.by_scope_and_member(REGISTER, WHOLE, "campaign"))


def with_season(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with its members split into competition and season; rows without a season are left out."""
    parts = frame["member"].str.rsplit(BETWEEN, n=1, expand=True).reindex(columns=[0, 1])
    has_season = parts[1].fillna("").astype(str).str.fullmatch(r"\d{4}")
    return frame[has_season].assign(competition=parts[0][has_season], season=parts[1][has_season].astype(int))


def code_of(competition: str) -> str:
    """Return the stable code of a competition, for addresses and names of exhibits."""
    return f"{crc32(competition.casefold().encode()):08x}"


def competitions() -> dict[str, str]:
    """Return the names of the register's competitions by code: most seasons first, then most rows."""
    sizes = campaign_sums().groupby("competition").agg(seasons=("season", "nunique"), rows=("rows", "sum"))
    ordered = sizes.sort_values(["seasons", "rows"], ascending=False, kind="stable").index
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

    def season_shown(self, view: View) -> int | None:
        """Return the last season whose results fall in or before the period, else the first on record; None without seasons."""
        not_later = [season for season in self.seasons if season <= view.period.until.year]
        return not_later[-1] if not_later else next(iter(self.seasons), None)

    def season_before(self, season: int | None) -> int | None:
        """Return the season on record before this one, None when there is none."""
        return max((earlier for earlier in self.seasons if season and earlier < season), default=None)

    def by_scope(self, season: int, scopes: Sequence[str]) -> pd.DataFrame:
        """Return the sums of a season, one row per scope."""
        own = self.sums[self.sums.index.get_level_values("season") == season].droplevel("season")
        return own.reindex(list(scopes)).fillna(0.0)

    def sums_of(self, season: int, scopes: Sequence[str]) -> pd.Series:
        """Return the sums of a season over these scopes together."""
        return self.by_scope(season, scopes).sum()

    def member_sums(self, dimension: str, scopes: Sequence[str]) -> pd.DataFrame:
        """Return the sums of these scopes by scope, season and member of a seasonal dimension: nomination, category, channel."""
        frame = register_sums.by_scope_and_member(REGISTER, WHOLE, f"season_{dimension}")
        start = self.name + BETWEEN
        parts = frame["member"].str.removeprefix(start).str.split(BETWEEN, n=1, expand=True).reindex(columns=[0, 1])
        own = frame["member"].str.startswith(start) & parts[0].astype(str).str.fullmatch(r"\d{4}")
        own &= frame["scope"].isin(scopes)
        return frame[own].assign(season=parts[0][own].astype(int), member=parts[1][own])

    def mostly_published_totals(self, season: int | None, filters: Filters) -> bool:
        """Return whether most entries of a season are totals published for the whole country."""
        if season is None:
            return False
        entries, without_region = (self.sums_of(season, (scope,))["entries"] for scope in (NATION, NO_REGION))
        return mostly_published_totals(float(entries), float(without_region), filters)

    def amount(self, metric: Metric, season: int | None, filters: Filters) -> Amount:
        """Return a metric of one season over the selection, no data without a season.

        Published totals are no base for a share of the entries: they do not say how far those entries went.
        """
        if season is None:
            return Amount(nan, State.NO_DATA)
        row = self.sums_of(season, metric_values.summed_scopes(metric, filters))
        if metric.is_percent and metric.base == "sent_on" and self.mostly_published_totals(season, filters):
            return Amount(nan, State.NO_BASE, float(row[metric.measure]), float(row[metric.base]))
        return metric_values.amount(
            metric, row, metric_values.denominator(filters.normalisation, metric_values.chosen_regions(filters))
        )

    def by_region(self, metric: Metric, season: int, filters: Filters) -> pd.DataFrame:
        """Return a metric of one season in every region of the district, or of all: code, value, state, part, base."""
        regions = metric_values.district_regions(filters)
        rows = self.by_scope(season, [region.code for region in regions])
        return metric_values.region_frame(
            regions,
            [
                metric_values.amount(metric, row, metric_values.denominator(filters.normalisation, [region]))
                for (_, row), region in zip(rows.iterrows(), regions, strict=True)
            ],
        )

    def entries_by_day(self, filters: Filters) -> pd.DataFrame:
        """Return the entries of the selection that have a day: season, day, value, by day."""
        frame = with_season(register_sums.by_day_and_member(REGISTER, "campaign", metric_values.scopes(filters)))
        frame = frame[(frame["competition"] == self.name) & (frame["dated"] > 0)]
        return frame.rename(columns={"dated": "value"}).sort_values("day")[["season", "day", "value"]]


def contest(code: str) -> Contest:
    """Return the competition of that code, an empty one for `FIRST` of an empty register; KeyError when the code is unknown."""
    names, frame = competitions(), campaign_sums()
    name = next(iter(names.values()), "") if code == FIRST else names[code]
    own = frame[frame["competition"] == name].set_index(["season", "scope"])
    return Contest(code, name, own.drop(columns=["competition", "member"]))


def contests() -> list[Contest]:
    """Return every competition of the register: most seasons first, then most rows."""
    return [contest(code) for code in competitions()]


def mostly_published_totals(entries: float, without_region: float, filters: Filters) -> bool:
    """Return whether most entries are totals published for the whole country, which name one stage whatever happened later."""
    return not (filters.regions or filters.district) and 2 * without_region > entries


def percent_change(now: float, before: float) -> float:
    """Return a change in per cent, NaN on a small base."""
    return 100 * (now - before) / before if before >= metric_values.SMALL_BASE else nan
