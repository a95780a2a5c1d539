"""The activity index: its components and its computation. Pure functions of frames with a row a region, a column a component.

The association has no public method of rating its members, so this one is its own. It follows the steps and the cautions
of the Handbook on Constructing Composite Indicators (OECD and JRC, 2008): values are normalised, weights are public,
missing data are reported, contributions are shown, and the ranks are tested: `place_intervals`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.model.filters import Normalisation
from dashboard.model.metric import Aggregate, Metric
from dashboard.model.metrics import METRICS
from dashboard.truth.intervals import DECIMALS
from etl.words import Text, Unit

# Values beyond these quantiles are brought back to them, so that one record does not set the scale.
TAILS = (0.05, 0.95)
# A region has an index when its known components hold at least this share of the weight.
ENOUGH = 0.6
# A component known for a smaller share of the regions than this is not in the index unless a reader puts it in.
KNOWN_FOR = 0.5
# Fewer components are no index.
FEWEST = 2

Weights = Mapping[str, float]

EVENTS = Text("Мероприятия", "Events")
COMPETITIONS = Text("Конкурсы", "Competitions")
PRACTICES = Text("Практики", "Practices")
WORK = Text("Взаимодействие", "Working together")


@dataclass(frozen=True, slots=True)
class Component:
    """One part of the index: a metric, the short code of its weight in addresses and names, its direction of work."""

    metric: str
    code: str
    direction: Text
    normalisation: Normalisation = Normalisation.ABSOLUTE

    @property
    def polarity(self) -> int:
        """Return whether more is better (1) or worse (-1)."""
        return METRICS[self.metric].polarity


COMPONENTS = (
    Component("events", "ev", EVENTS),
    Component("municipalities_covered", "mu", EVENTS),
    Component("entering_share", "en", COMPETITIONS),
    Component("success_share", "su", COMPETITIONS),
    Component("project_share", "pr", PRACTICES),
    Component("completeness", "co", PRACTICES),
    Component("agreements", "ag", WORK, Normalisation.PER_MUNICIPALITIES),
    Component("answers_in_time", "an", WORK),
)
METRIC_BY_CODE = {component.code: component.metric for component in COMPONENTS}

INDEX = Metric(
    "index",
    "",
    Text("Индекс активности", "Activity index"),
    Unit(("балл", "балла", "баллов"), ("point", "points")),
    Text(
        "Среднее взвешенное баллов региона по составляющим. Балл — место среди регионов: 50 — середина, 90 — выше девяти из десяти.",
        "The weighted mean of a region's scores on the components. A score is a place among the regions: 50 is the middle, 90 is above nine in ten.",
    ),
    Text(
        "сумма (балл × вес) ÷ сумма весов известных составляющих; балл = (регионы с меньшим значением + половина равных) ÷ все регионы с данными × 100, "
        "крайние 5 % значений подтянуты к границе",
        "sum of (score × weight) ÷ sum of the weights of known components; score = (regions below + half of those equal) ÷ all regions with data × 100, "
        "the outer 5% of values brought back to the edge",
    ),
    Text(
        "Собственный индекс: открытой методики рейтинга ассоциаций нет, веса задаёте вы. Он сравнивает регионы между собой и не говорит, "
        "хорошо ли работают все вместе. Известно меньше 60 % весов — места нет.",
        "An index of our own: no public method of rating the associations exists, and the weights are yours. It compares regions with each other "
        "and does not say whether all of them do well. With less than 60% of the weight known there is no place.",
    ),
    Aggregate.MEAN,
    "score",
    "weight",
    Text("веса составляющих, по которым у региона есть данные", "the weights of the components the region has data on"),
    decimals=1,
)


@dataclass(frozen=True, eq=False)
class Rating:
    """The index of the regions and each step on the way to it.

    `values`, `scores` and `contributions` have a row a region and a column a component, NaN where unknown. `places` has
    a row a region: index, rank, weight_known (the share of the weight that is known), first and last (the interval of the
    place), the same of each source of doubt by itself (weights_first, weights_last ...), band and cause: all but
    weight_known are missing for a region without an index.
    """

    values: pd.DataFrame
    scores: pd.DataFrame
    contributions: pd.DataFrame
    places: pd.DataFrame

    @property
    def ranked(self) -> pd.DataFrame:
        """Return the places of the regions that have one, the first place on top."""
        placed = self.places[self.places["rank"].notna()]
        return placed.sort_values(["rank", "index"], ascending=[True, False], kind="stable")


def default_weights(values: pd.DataFrame) -> dict[str, float]:
    """Return equal weights of the components known for at least half of the regions, nothing for the others.

    Equal weights of all where fewer than two are known for so many, which leaves the regions without a place.
    """
    known_for = values.notna().mean()
    weights = {name: float(known_for.get(name, 0.0) >= KNOWN_FOR) for name in METRIC_BY_CODE.values()}
    return weights if sum(weights.values()) >= FEWEST else dict.fromkeys(weights, 1.0)


def winsorised(values: pd.DataFrame) -> pd.DataFrame:
    """Return the values clipped to the 5th and 95th percentile of their component (Handbook, step 5)."""
    low, high = (values.quantile(tail) for tail in TAILS)
    return values.clip(low, high, axis="columns")


def signed(values: pd.DataFrame) -> pd.DataFrame:
    """Return the winsorised values, turned where less is better."""
    polarity = {component.metric: component.polarity for component in COMPONENTS}
    return winsorised(values) * pd.Series(polarity, dtype=float).reindex(values.columns)


def scores(values: pd.DataFrame) -> pd.DataFrame:
    """Return the percentile rank of each value among the known ones of its component, 0 to 100.

    100 x (regions below + half of the equal ones, the region itself included) / regions known: equal values share a
    score, and 50 is always the middle. Of all normalisations, outliers move percentile ranks least (Handbook, step 5).
    """
    return 100 * (signed(values).rank(method="average") - 0.5) / values.notna().sum()


def known_weight(scored: pd.DataFrame, weights: Weights) -> pd.Series:
    """Return, for each region, the share of the weight on components known for it."""
    weight = shares(weights).reindex(scored.columns)
    return scored.notna().mul(weight).sum(axis=1)


def shares(weights: Weights) -> pd.Series:
    """Return the weights as shares that add up to one."""
    amounts = pd.Series(dict(weights), dtype=float)
    return amounts / amounts.sum()


def contributions(scored: pd.DataFrame, weights: Weights) -> pd.DataFrame:
    """Return what each component adds to the index: its score times its share of the weight known for the region.

    Leaving out an unknown component and rescaling the rest gives it the mean of the others (Handbook, step 3). That is
    fair only while most of the weight is known: with less than `ENOUGH` of it a region has no contributions at all.
    """
    weight, weight_known = shares(weights).reindex(scored.columns), known_weight(scored, weights)
    enough = weight_known.where(weight_known >= ENOUGH - 10**-DECIMALS)
    return scored.mul(weight).div(enough, axis=0)


def ranks(index: pd.Series) -> pd.Series:
    """Return the places by the index, the largest first; equal regions share the better place."""
    return index.round(DECIMALS).rank(method="min", ascending=False)
