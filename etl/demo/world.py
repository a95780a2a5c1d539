"""The invented country of the demo registers: how active each region is on each day, its municipalities, its spellings.

The regions and their municipalities are real; everything that happens in them is drawn from a seed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from etl.regions import REGIONS, Region, match_region
from etl.regions.municipalities.directory import DISTRICT, OKRUG, URBAN_OKRUG, Version, versions_of

Texts = npt.NDArray[np.object_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Chunk = dict[str, Texts]

CHUNK_ROWS = 50_000
YEARS = 3
DAYS_AHEAD = 90
UNKNOWN_MUNICIPALITIES = 12
NEVER_REPORT, SILENT_FOR_MONTHS, QUIET_TAIL, JUMP_TAIL = 3, 8, 184, 365
# January to December: congresses in spring, reports in autumn, leave in summer.
MONTH_SEASON = np.array([0.6, 1.0, 1.25, 1.3, 0.9, 1.0, 0.55, 0.6, 1.1, 1.4, 1.3, 1.0])
WEEKDAY_SEASON = np.array([0.9, 1.1, 1.1, 1.2, 1.0, 0.08, 0.04])
HOLIDAYS = {(1, day) for day in range(1, 9)} | {(2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)}
MONTHS = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)
QUARTERS = ("I", "II", "III", "IV")
LISTED_ON = date(2024, 1, 1)  # when the regions had as many municipalities as the table of regions says
# The registers must reach their last day, or the periods counted from it would end oddly.
LAST_DAY_SEASON = 3.0
BRACKETS = re.compile(r" \((\w+)\)$")


@dataclass(frozen=True, slots=True)
class Municipalities:
    """The municipalities of all regions in one list; those of region i are names[start[i] : start[i] + count[i]].

    `seconds` holds another spelling of each.
    """

    names: Texts
    seconds: Texts
    is_rayon: npt.NDArray[np.bool_]
    start: Ints
    count: Ints

    def draw(self, rng: np.random.Generator, region: Ints) -> Ints:
        """Return a municipality for each region given, the first ones of a region far oftener than the last."""
        place = np.floor(self.count[region] * rng.random(len(region)) ** 1.8).astype(np.int64)
        return self.start[region] + place

    def written(self, place: Ints) -> Texts:
        """Return the municipalities at these places as clerks write them: every third time in the other spelling."""
        return np.where(np.arange(len(place)) % 3 == 0, self.seconds[place], self.names[place])


@dataclass(frozen=True, slots=True)
class World:
    """Some years of an invented country; arrays by day begin with `first`, arrays by region follow REGIONS."""

    seed: int
    first: date
    until: date
    activity: Floats
    season: Floats
    quality: Floats
    years: Ints
    day_texts: Texts
    rough_texts: Texts
    names: Texts
    spellings: Texts
    municipalities: Municipalities

    def index(self, day: date) -> int:
        """Return the place of a day in the arrays by day."""
        return (day - self.first).days

    def rng(self, stage: int) -> np.random.Generator:
        """Return the source of chance of one stage, the same for the same seed."""
        return np.random.default_rng([self.seed, stage])


def make_world(seed: int, until: date, years: int = YEARS) -> World:
    """Return the years that end with `until`; the same seed gives the same country."""
    first = _years_before(until, years) + timedelta(days=1)
    days = [first + timedelta(days=place) for place in range((until - first).days + 1)]
    ahead = [first + timedelta(days=place) for place in range(len(days) + DAYS_AHEAD)]
    rng = np.random.default_rng([seed, 0])
    return World(
        seed,
        first,
        until,
        activity=_activity(rng, days),
        season=np.array([*(_season(day) for day in days[:-1]), LAST_DAY_SEASON]),
        quality=np.clip(rng.normal(0.6, 0.18, len(REGIONS)), 0.1, 1.0),
        years=np.array([day.year for day in days]),
        day_texts=texts([day.strftime("%d.%m.%Y") for day in ahead]),
        rough_texts=np.stack([texts([rough(day) for day in days]) for rough in (_month, _quarter, _year)]),
        names=texts([usual_name(region) for region in REGIONS]),
        spellings=_spellings(),
        municipalities=_municipalities(),
    )


def texts(values: Sequence[str]) -> Texts:
    """Return the strings as an array that keeps them as they are."""
    return np.array(values, dtype=object)


def pick(rng: np.random.Generator, shares: dict[str, float], size: int) -> Texts:
    """Return `size` of the words, each as often as its share says."""
    weights = np.array(list(shares.values()))
    return texts(list(shares))[rng.choice(len(weights), size, p=weights / weights.sum())]


def drawn(rng: np.random.Generator, weights: Floats, rows: int) -> Iterator[tuple[Ints, Ints]]:
    """Yield `rows` cells of the weights chunk by chunk, in order, each with its number among the rows of its cell."""
    total = weights.sum()
    if not rows or not total:
        return
    # Counts a cell, not a list of rows: memory must not grow with the rows asked for.
    counts = rng.multinomial(rows, weights.ravel() / total)
    ends = np.cumsum(counts)
    for begin in range(0, rows, CHUNK_ROWS):
        places = np.arange(begin, min(begin + CHUNK_ROWS, rows))
        cells = np.searchsorted(ends, places, side="right")
        yield cells, places - (ends[cells] - counts[cells])


def usual_name(region: Region) -> str:
    """Return how a clerk writes the region: «Республика Татарстан» rather than «Республика Татарстан (Татарстан)»."""
    again = BRACKETS.search(region.name)
    return region.name[: again.start()] if again and again[1] in region.name[: again.start()] else region.name


def _years_before(day: date, years: int) -> date:
    last_of_february = day.month == 2 and day.day == 29
    return day.replace(year=day.year - years, day=28 if last_of_february else day.day)


def _season(day: date) -> float:
    if (day.month, day.day) in HOLIDAYS:
        return 0.0
    return float(MONTH_SEASON[day.month - 1] * WEEKDAY_SEASON[day.weekday()])


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _quarter(day: date) -> str:
    return f"{QUARTERS[(day.month - 1) // 3]} квартал {day.year}"


def _year(day: date) -> str:
    return str(day.year)


def _activity(rng: np.random.Generator, days: Sequence[date]) -> Floats:
    """Return how active each region is on each day: uneven, with silences, one jump and one that falls silent."""
    sizes = np.array([region.municipalities or UNKNOWN_MUNICIPALITIES for region in REGIONS], dtype=float)
    weights = sizes**0.6 * rng.lognormal(0.0, 0.7, len(sizes))
    activity = np.outer(np.ones(len(days)), weights)
    activity *= np.linspace(0.9, 1.15, len(days))[:, None]
    small = np.flatnonzero(sizes <= UNKNOWN_MUNICIPALITIES)
    never = rng.choice(small, NEVER_REPORT, replace=False)
    others = rng.permutation(np.setdiff1d(np.arange(len(sizes)), never))
    activity[:, never] = 0.0
    for region in others[:SILENT_FOR_MONTHS]:
        begin = int(rng.integers(0, len(days) - 90))
        activity[begin : begin + int(rng.integers(90, 270)), region] = 0.0
    jumping, quiet = others[SILENT_FOR_MONTHS], others[SILENT_FOR_MONTHS + 1]
    activity[-JUMP_TAIL:, jumping] *= 3.5
    activity[-QUIET_TAIL:, quiet] = 0.0
    for place, region in enumerate(REGIONS):
        if region.valid_from:
            activity[[day < region.valid_from for day in days], place] = 0.0
    return activity


def _spellings() -> Texts:
    """Return for each region the spellings other than the usual one that a reader still knows it by, six each."""
    return np.stack([texts(_variants(region)) for region in REGIONS])


def _variants(region: Region) -> list[str]:
    name = usual_name(region)
    candidates = (
        f"{name} ",
        name.replace("Республика", "Респ."),
        name.replace(" область", " обл."),
        name if region.kind != "город федерального значения" else f"г. {name}",
        name.upper(),
        name.replace(" ", "\xa0"),
        region.short_name,
        name.replace(" – ", "-"),
    )
    spellings = [text for text in dict.fromkeys(candidates) if text != name and match_region(text).code == region.code]
    return [spellings[place % len(spellings)] for place in range(6)]


def _municipalities() -> Municipalities:
    lists = [_municipality_names(region) for region in REGIONS]
    counts = np.array([len(names) for names in lists])
    names = [name for group in lists for name in group]
    return Municipalities(
        texts(names),
        texts([second_spelling(name) for name in names]),
        np.array([name.endswith(" район") for name in names]),
        np.cumsum(counts) - counts,
        counts,
    )


def _municipality_names(region: Region) -> list[str]:
    """Return the names of as many municipalities as the region has, the centre first."""
    count = region.municipalities or UNKNOWN_MUNICIPALITIES
    listed = [version for version in versions_of(region.code) if version.valid_on(LISTED_ON)]
    centre_first = sorted(listed, key=lambda version: not (version.has_centre and version.centre == region.centre))
    return [clerks_name(version) for version in centre_first[:count]]


def clerks_name(version: Version) -> str:
    """Return how a clerk writes a municipality: «город Пермь», «Кунгурский муниципальный округ», «Гайнский район»."""
    if version.kind == URBAN_OKRUG and version.centre_kind == "город" and version.has_centre:
        return f"город {version.centre}"
    return {
        DISTRICT: f"{version.short_name} район",
        OKRUG: f"{version.short_name} муниципальный округ",
        URBAN_OKRUG: f"{version.short_name} городской округ",
    }.get(version.kind, version.name)


def second_spelling(name: str) -> str:
    """Return a town as others write it: «г. Пермь»; any other name as it stands."""
    return f"г. {name.removeprefix('город ')}" if name.startswith("город ") else name
