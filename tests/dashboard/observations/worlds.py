"""Registers drawn by lot in which nothing changed from year to year, as the facts the rules of change are given."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from dashboard.model.exhibit import State
from dashboard.model.filters import Filters, Period, Preset
from dashboard.model.metric import Aggregate
from dashboard.model.metrics import METRICS
from dashboard.model.reader import EVERYTHING
from dashboard.observations.observation import MetricFacts
from dashboard.queries.sums.amounts import Amount, share
from dashboard.queries.time.daily_amounts import DailyAmounts
from dashboard.queries.view import View
from etl.regions import REGIONS

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

FIRST, LAST = date(2023, 1, 1), date(2025, 12, 31)
YEARS, LENGTH = 3, (LAST - FIRST).days + 1
NOW, BEFORE = Period(date(2025, 1, 1), LAST, "year"), Period(date(2024, 1, 1), date(2024, 12, 31), "year")
VIEW = View(Filters(preset=Preset.LAST_YEAR), "ru", NOW, BEFORE, LAST, EVERYTHING)
CODES = np.array([region.code for region in REGIONS])
PAGES = ("overview", "events", "associations", "competitions")
BATCH, MUNICIPALITIES = 3.0, 20
DECEMBER = 4.0


@dataclass(frozen=True)
class World:
    """How a register behaves: a mean number of acts a year, in batches or one by one, with a peak in December or without.

    In a `doubled` one the last year has twice as many.
    """

    yearly: int
    clustered: bool = False
    seasonal: bool = False
    doubled: bool = False


@dataclass(frozen=True)
class Acts:
    """Things that happened, one an element: day from the first, region, one of five kinds."""

    days: Places
    regions: Places
    kinds: Places


def drawn_acts(world: World, lot: np.random.Generator) -> Acts:
    """Return the acts of three years; a batch is of one region, one day and mostly one kind."""
    size = BATCH if world.clustered else 1.0
    mean = day_weights(world) * world.yearly / size
    batches = np.repeat(np.arange(LENGTH), lot.poisson(mean))
    weights = 1 / np.arange(1, len(CODES) + 1)
    regions = lot.choice(len(CODES), len(batches), p=weights / weights.sum())
    kinds = lot.choice(5, len(batches), p=(0.4, 0.25, 0.15, 0.12, 0.08))
    sizes = lot.geometric(1 / size, len(batches))
    return Acts(*(np.repeat(each, sizes) for each in (batches, regions, kinds)))


def day_weights(world: World) -> Numbers:
    """Return the part of a year's acts that falls on each day."""
    months = np.arange(np.datetime64(FIRST), np.datetime64(LAST) + 1).astype("datetime64[M]").astype(int) % 12
    weights: Numbers = np.where(months == 11, DECEMBER if world.seasonal else 1.0, 1.0)
    weights = weights / weights[-365:].sum()
    weights[-365:] *= 2.0 if world.doubled else 1.0
    return weights


def drawn_facts(world: World, lot: np.random.Generator) -> dict[str, MetricFacts]:
    """Return the facts of every watched metric by lot: events, activity and entries each behave as the world says."""
    return {**event_facts(world, lot), **activity_facts(world, lot), **entry_facts(world, lot)}


def activity_facts(world: World, lot: np.random.Generator) -> dict[str, MetricFacts]:
    """Return the facts of the activity register: its first kind is practices, the second agreements, the third requests."""
    acts = drawn_acts(world, lot)
    practice, agreement, request = (acts.kinds == kind for kind in range(3))
    tied, together, answered = (batched(acts, chance, lot) for chance in (0.5, 0.3, 0.8))
    kinds = {f"вид {kind}": by_day(acts.days, acts.kinds == kind) for kind in range(5)}
    stated = practice & (lot.random(len(acts.days)) < 0.9)
    return {
        "acts": replace(total("acts", acts, np.ones(len(acts.days))), members={"kind": kinds}),
        "practices": total("practices", acts, practice),
        "agreements": total("agreements", acts, agreement),
        "cooperation": total("cooperation", acts, agreement | (practice & together)),
        "project_share": of_share("project_share", acts, stated & tied, stated),
        "intermunicipal_share": of_share("intermunicipal_share", acts, stated & together, stated),
        "answers_in_time": of_share("answers_in_time", acts, request & answered, request),
    }


def batched(acts: Acts, chance: float, lot: np.random.Generator) -> npt.NDArray[np.bool_]:
    """Return which acts have a property that acts of one day and region have together."""
    return (lot.random((LENGTH, len(CODES))) < chance)[acts.days, acts.regions]


def entry_facts(world: World, lot: np.random.Generator) -> dict[str, MetricFacts]:
    """Return the facts of the competitions."""
    acts = drawn_acts(world, lot)
    federal = batched(acts, 0.4, lot)
    winners = federal & (lot.random(len(acts.days)) < 0.3)
    return {
        "entries": total("entries", acts, np.ones(len(acts.days))),
        "places": total("places", acts, winners),
        "prizes": total("prizes", acts, winners * lot.choice((0.5, 1.0, 3.0), len(acts.days))),
        "federal_share": of_share("federal_share", acts, federal, np.ones(len(acts.days))),
        "success_share": of_share("success_share", acts, winners, federal),
    }


def event_facts(world: World, lot: np.random.Generator) -> dict[str, MetricFacts]:
    """Return the facts of the events: each is of several regions, its people of a heavy-tailed number and mostly one category."""
    acts = drawn_acts(world, lot)
    people = np.ceil(lot.lognormal(3, 1, len(acts.days)))
    parts = lot.dirichlet((1.5, 0.7, 0.4), len(acts.days))
    categories = {f"категория {place}": by_day(acts.days, np.rint(people * parts[:, place])) for place in range(3)}
    guests = lot.poisson(2, len(acts.days))
    attendances = Acts(
        np.repeat(acts.days, guests + 1),
        np.where(lot.random(guests.sum() + len(guests)) < 0.3, np.repeat(acts.regions, guests + 1), 0),
        np.zeros(guests.sum() + len(guests), dtype=np.int64),
    )
    away = lot.random(len(attendances.days)) < 0.6
    weights = 1 / np.arange(1, len(CODES) + 1)
    elsewhere = lot.choice(len(CODES), len(attendances.days), p=weights / weights.sum())
    attendances = replace(attendances, regions=np.where(away, elsewhere, attendances.regions))
    ones = np.ones(len(attendances.days))
    covered = total("regions_covered", attendances, ones)
    present, present_before = (float(len(regions)) for regions in (covered.regions, covered.regions_before))
    return {
        "events": total("events", acts, np.ones(len(acts.days))),
        "participants": replace(total("participants", acts, people), members={"category": categories}),
        "regions_covered": replace(
            covered,
            now=Amount(present, State.VALUE, present, float(len(CODES))),
            before=Amount(present_before, State.VALUE, present_before, float(len(CODES))),
        ),
        "returning_share": returning(attendances, lot),
    }


def returning(attendances: Acts, lot: np.random.Generator) -> MetricFacts:
    """Return the facts of the share of municipalities that came to two events or more."""
    towns = attendances.regions * MUNICIPALITIES + lot.integers(MUNICIPALITIES, size=len(attendances.regions))
    fractions = []
    for period in (NOW, BEFORE):
        counts = np.bincount(towns[within(attendances.days, period)], minlength=len(CODES) * MUNICIPALITIES)
        by_region = counts.reshape(len(CODES), MUNICIPALITIES)
        came, again = (by_region >= 1).sum(1), (by_region >= 2).sum(1)
        fractions.append({code: (float(a), float(c)) for code, a, c in zip(CODES, again, came, strict=True) if c})
    now, before = (share(*np.array([(0.0, 0.0), *each.values()]).sum(0).tolist()) for each in fractions)
    days = by_day(attendances.days, np.ones(len(towns)))
    return MetricFacts(METRICS["returning_share"], VIEW, now, before, fractions=(fractions[0], fractions[1]), days=days)


def by_day(days: Places, amounts: npt.NDArray[np.generic]) -> DailyAmounts:
    """Return amounts by day."""
    return DailyAmounts(FIRST, np.bincount(days, amounts.astype(float), LENGTH).astype(float))


def within(days: Places, period: Period) -> npt.NDArray[np.bool_]:
    """Return which days are in a period."""
    return (days >= (period.since - FIRST).days) & (days <= (period.until - FIRST).days)


def total(name: str, acts: Acts, amounts: npt.NDArray[np.generic]) -> MetricFacts:
    """Return the facts of a total."""
    days, floats = by_day(acts.days, amounts), amounts.astype(float)
    regions, regions_before = (of_regions(acts, floats, period) for period in (NOW, BEFORE))
    now, before = (Amount(days.total(period), State.VALUE, days.total(period), 1.0) for period in (NOW, BEFORE))
    return MetricFacts(METRICS[name], VIEW, now, before, regions, regions_before, active_days(acts, floats), days=days)


def of_regions(acts: Acts, amounts: Numbers, period: Period) -> dict[str, float]:
    """Return the amounts of the regions that have any in a period."""
    chosen = within(acts.days, period)
    sums = np.bincount(acts.regions[chosen], amounts[chosen], len(CODES))
    return {code: float(amount) for code, amount in zip(CODES, sums, strict=True) if amount > 0}


def active_days(acts: Acts, amounts: Numbers) -> Mapping[str, int]:
    """Return on how many days of the last two years each region has any."""
    chosen = (within(acts.days, NOW) | within(acts.days, BEFORE)) & (amounts > 0)
    pairs = np.unique(acts.days[chosen] * len(CODES) + acts.regions[chosen]) % len(CODES)
    return dict(zip(CODES, np.bincount(pairs, minlength=len(CODES)).tolist(), strict=True))


def of_share(name: str, acts: Acts, part: npt.NDArray[np.generic], base: npt.NDArray[np.generic]) -> MetricFacts:
    """Return the facts of a share."""
    assert METRICS[name].aggregate is Aggregate.SHARE
    parts, bases = by_day(acts.days, part), by_day(acts.days, base)
    now, before = (share(parts.total(period), bases.total(period)) for period in (NOW, BEFORE))
    return MetricFacts(METRICS[name], VIEW, now, before, days=parts, bases=bases)
