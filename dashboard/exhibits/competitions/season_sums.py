"""Competitions by season, the year of the results: what each season of each competition amounts to for a selection."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from math import nan
from typing import ParamSpec, cast

import pandas as pd

from dashboard.model.exhibit import Exhibit
from dashboard.model.filters import FIRST_DAY, LAST_DAY, Filters, Period
from dashboard.queries.scopes import scopes_of
from dashboard.queries.sums import amounts, register_sums
from dashboard.queries.time.seasons import FIRST, of_contest, whole_season
from dashboard.queries.time.seasons import contests as competitions
from dashboard.queries.view import View
from dashboard.queries.view import view as view_of
from etl.datasets import COMPETITIONS

REGISTER, BETWEEN = COMPETITIONS.name, " · "
WHOLE = Period(FIRST_DAY, LAST_DAY)
Arguments = ParamSpec("Arguments")


def campaign_sums() -> pd.DataFrame:
    """Return the sums of the whole record by scope, competition and season."""
    return with_season(register_sums.by_scope_and_member(REGISTER, WHOLE, "campaign"))


def with_season(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with its members split into competition and season; rows without a season are left out."""
    parts = frame["member"].str.rsplit(BETWEEN, n=1, expand=True).reindex(columns=[0, 1])
    has_season = parts[1].fillna("").astype(str).str.fullmatch(r"\d{4}")
    return frame[has_season].assign(competition=parts[0][has_season], season=parts[1][has_season].astype(int))


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

    def seen(self, view: View) -> View:
        """Return the view of this contest: its period is the season that the filters mean."""
        filters = replace(view.filters, contest=self.code)
        return view_of(filters, view.language, REGISTER).by_season()

    def season_shown(self, view: View) -> int | None:
        """Return the season that the filters mean; None when there is none by then."""
        season = self.seen(view).period.season
        return season.year if season and season.year in self.seasons else None

    def period(self, season: int, view: View) -> Period:
        """Return a whole season as a period."""
        return next(whole_season(one, view.as_of) for one in of_contest(self.name) if one.year == season)

    def seasons_until(self, last: int | None) -> list[int]:
        """Return the seasons on record up to the last one, in order."""
        return [season for season in self.seasons if last and season <= last]

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

    def entries_by_day(self, filters: Filters) -> pd.DataFrame:
        """Return the entries of the selection that have a day: season, day, value, by day."""
        frame = with_season(register_sums.by_day_and_member(REGISTER, "campaign", scopes_of(filters)))
        frame = frame[(frame["competition"] == self.name) & (frame["dated"] > 0)]
        return frame.rename(columns={"dated": "value"}).sort_values("day")[["season", "day", "value"]]


def contest(code: str) -> Contest:
    """Return the competition of that code, an empty one for `FIRST` of an empty register; KeyError when the code is unknown."""
    names, frame = competitions(), campaign_sums()
    name = next(iter(names.values()), "") if code == FIRST else names[code]
    own = frame[frame["competition"] == name].set_index(["season", "scope"])
    return Contest(code, name, own.drop(columns=["competition", "member"]))


def contests() -> list[Contest]:
    """Return every competition of the register: most rows with a region first."""
    return [contest(code) for code in competitions()]


def in_season(build: Callable[Arguments, Exhibit]) -> Callable[Arguments, Exhibit]:
    """Return the builder of an exhibit of a competition with the view of that competition."""

    @wraps(build)
    def with_season(*arguments: Arguments.args, **named: Arguments.kwargs) -> Exhibit:
        own = next(value for value in arguments if isinstance(value, Contest))
        seen = [own.seen(value) if isinstance(value, View) else value for value in arguments]
        return cast(Callable[..., Exhibit], build)(*seen, **named)

    return with_season


def percent_change(now: float, before: float) -> float:
    """Return a change in per cent, NaN on a small base."""
    return 100 * (now - before) / before if before >= amounts.SMALL_BASE else nan
