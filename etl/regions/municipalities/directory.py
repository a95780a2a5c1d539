"""The upper-level municipalities of the country: which there are on a day, and what became of those that merged."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from etl.regions.names import REFERENCE

SPELLINGS = REFERENCE / "municipality_spellings.csv"
DISTRICT, OKRUG, URBAN_OKRUG, INNER = (
    "муниципальный район",
    "муниципальный округ",
    "городской округ",
    "внутригородское МО",
)
# The day by which a change is certain, where the sources only say between which registers it happened.
CERTAIN_BY = {"2024/2025": "2025-01-01", "2024/2026": "2026-07-09"}


@dataclass(frozen=True, slots=True)
class Version:
    """A municipality as it was called from `since` until the day before `until`; None stands for long ago and still."""

    unit: str
    region: str
    name: str
    short_name: str
    kind: str
    centre: str
    centre_kind: str
    has_centre: bool
    aliases: tuple[str, ...]
    closed_town: bool
    successor: str
    since: date | None
    until: date | None

    def valid_on(self, day: date) -> bool:
        """Return whether the municipality was so on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@cache
def versions() -> tuple[Version, ...]:
    """Return every version of every municipality, in the order of the directory; read once, when first needed."""
    with (REFERENCE / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        return tuple(map(_version, csv.DictReader(file)))


def _version(row: Mapping[str, str]) -> Version:
    return Version(
        unit=row["unit_id"],
        region=row["region_code"],
        name=row["name"],
        short_name=row["short_name"],
        kind=row["type"],
        centre=row["centre"],
        centre_kind=row["centre_type"],
        has_centre=row["centre_inside"] == "yes",
        aliases=tuple(filter(None, row["aliases"].split(";"))),
        closed_town=row["special"] == "ЗАТО",
        successor=row["successor_id"],
        since=first_day(row["valid_from"]),
        until=first_day(row["valid_to"]),
    )


def first_day(text: str) -> date | None:
    """Return the first day of a year, a month or a day of the directory; None of an empty text."""
    text = CERTAIN_BY.get(text, text)
    return date.fromisoformat(text + "-01-01"[len(text) - 4 :]) if text else None


@cache
def versions_of(region: str) -> tuple[Version, ...]:
    """Return the versions of a region's municipalities."""
    return _by_region().get(region, ())


@cache
def _by_region() -> Mapping[str, tuple[Version, ...]]:
    groups: dict[str, list[Version]] = defaultdict(list)
    for version in versions():
        groups[version.region].append(version)
    return {region: tuple(group) for region, group in groups.items()}


@cache
def newest_versions() -> Mapping[str, Version]:
    """Return the last version of each municipality, by its id."""
    return {version.unit: version for version in versions()}


@cache
def usual_spellings() -> Mapping[tuple[str, str], str]:
    """Return what the spellings that most registers use mean: the municipality by region and text."""
    with SPELLINGS.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))[1:]
    return {(region, text): unit for region, unit, texts in lines for text in texts.split("|")}


def municipality_name(unit: str) -> str:
    """Return the newest full name of a municipality."""
    return newest_versions()[unit].name


def final_unit(unit: str) -> str:
    """Return the municipality that a municipality is part of today: itself where it never merged."""
    successor = newest_versions()[unit].successor
    return final_unit(successor) if successor else unit


@cache
def municipalities_on(region: str, day: date) -> tuple[str, ...]:
    """Return the municipalities of a region on a day: the base of every share of municipalities."""
    return tuple(dict.fromkeys(version.unit for version in versions_of(region) if version.valid_on(day)))


@dataclass(frozen=True, slots=True)
class Span:
    """What a municipality is `called` in the directory from `since` until the day before `until`: itself, then its successor."""

    unit: str
    called: str
    since: date
    until: date


def spans() -> Iterator[Span]:
    """Yield the spans of every municipality: a name of a merged one means its successor from the merger on."""
    starts: dict[str, date] = {}
    for version in versions():
        starts.setdefault(version.unit, version.since or date.min)
    for unit, start in starts.items():
        called, since = unit, start
        while called:
            last = newest_versions()[called]
            yield Span(unit, called, since, last.until or date.max)
            called, since = last.successor, last.until or date.max


def mergers() -> tuple[tuple[str, str, date], ...]:
    """Return every merger: the municipality that ceased, what it became part of, the first day of that."""
    ended = (version for version in newest_versions().values() if version.successor and version.until)
    return tuple((version.unit, version.successor, version.until) for version in ended if version.until)


def regions_listed() -> tuple[str, ...]:
    """Return the codes of the regions that the directory has municipalities of."""
    return tuple(_by_region())
