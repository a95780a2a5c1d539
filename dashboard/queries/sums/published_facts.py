"""What is published about competitions outside the register: campaign days, snapshots of entries, prize scales."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[3] / "data" / "reference"
SCALE = ("first_from_mln", "first_to_mln", "second_from_mln", "second_to_mln", "fund_mln")

Season = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Campaign:
    """The first and the last day on which a season took entries."""

    opened: date
    closed: date


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How many entries were reported on a day of a campaign, with the qualifier of the figure."""

    day: date
    entries: float
    qualifier: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The prizes of a season in million roubles: lowest and highest in two categories, and the fund; None is unknown."""

    amounts: tuple[float | None, ...]
    note: str
    source: str

    @property
    def fund(self) -> float | None:
        """Return the prize fund of the season."""
        return self.amounts[-1]


def rows(file: str) -> list[dict[str, str]]:
    """Return the rows of a reference file."""
    with (REFERENCE / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def season_of(row: Mapping[str, str]) -> Season:
    """Return the competition and the season a row is about."""
    return row["competition"], int(row["season"])


@cache
def campaigns() -> Mapping[Season, Campaign]:
    """Return the campaigns whose days are known."""
    return {
        season_of(row): Campaign(date.fromisoformat(row["opened"]), date.fromisoformat(row["closed"]))
        for row in rows("campaigns.csv")
    }


@cache
def snapshots() -> Mapping[Season, tuple[Snapshot, ...]]:
    """Return the published snapshots of each season, by day."""
    by_season: dict[Season, tuple[Snapshot, ...]] = {}
    for row in sorted(rows("campaign_snapshots.csv"), key=lambda row: row["day"]):
        snapshot = Snapshot(date.fromisoformat(row["day"]), float(row["entries"]), row["qualifier"])
        by_season[season_of(row)] = (*by_season.get(season_of(row), ()), snapshot)
    return by_season


@cache
def scales() -> Mapping[Season, Scale]:
    """Return the prize scale of each season in the reference file, including those that could not be found."""
    return {
        season_of(row): Scale(
            tuple(float(row[name]) if row[name] else None for name in SCALE), row["note"], row["source"]
        )
        for row in rows("prize_scales.csv")
    }


def scale_changed(competition: str, season: int) -> bool:
    """Return whether the prizes differ from those of the season before; an unknown scale differs from a known one."""
    before, now = scales().get((competition, season - 1)), scales().get((competition, season))
    return before is not None and now is not None and before.amounts != now.amounts
