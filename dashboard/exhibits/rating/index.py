"""The activity index: its components and its computation. Pure functions of frames with a row a region, a column a component.

The association has no public method of rating its members, so this one is its own. It follows the steps and the cautions
of the Handbook on Constructing Composite Indicators (OECD and JRC, 2008): values are normalised, weights are public,
missing data are reported, contributions are shown, and the ranks are tested under other weights.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.model.filters import Normalisation
from dashboard.model.metric import Aggregate, Metric
from dashboard.model.metrics import METRICS
from etl.words import Text, Unit

# Values beyond these quantiles are brought back to them, so that one record does not set the scale.
TAILS = (0.05, 0.95)
# A region has an index when its known components hold at least this share of the weight.
ENOUGH = 0.6
# The ranks are tested in this many draws, each weight moved by at most this share of itself; the seed repeats the draws.
DRAWS, SHIFT, SEED = 500, 0.25, 2008
# The quantiles of the draws between which a rank is reported.
RANGE = (0.05, 0.95)
# Sums of the same parts in another order differ only beyond this decimal: such regions are equal.
DECIMALS = 9

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
    a row a region: index, low and high (the index under other weights), rank, first and last (the rank under other
    weights), weight_known (the share of the weight that is known); all but the last are NaN for a region without an index.
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


def rate(values: pd.DataFrame, weights: Weights, group: Collection[str] | None = None) -> Rating:
    """Return the rating of the group, or of all regions; scores are among all regions, ranks within the group."""
    scored = scores(values)
    parts = contributions(scored, weights)
    among = scored.index.isin(list(values.index if group is None else group))
    index = parts.sum(axis=1, min_count=1).where(among)
    weight_known = known_weight(scored, weights)
    places = pd.DataFrame({"index": index, "weight_known": weight_known, "rank": ranks(index)})
    return Rating(
        values[among],
        scored[among],
        parts[among],
        places.join(ranges_under_other_weights(scored, weights, index))[among],
    )


def group_places(values: pd.DataFrame, weights: Weights, group: Collection[str]) -> pd.Series:
    """Return the places alone, without those under other weights; NaN for a region without an index."""
    index = contributions(scores(values), weights).sum(axis=1, min_count=1)
    return ranks(index.where(index.index.isin(list(group))))


def winsorised(values: pd.DataFrame) -> pd.DataFrame:
    """Return the values clipped to the 5th and 95th percentile of their component (Handbook, step 5)."""
    low, high = (values.quantile(tail) for tail in TAILS)
    return values.clip(low, high, axis="columns")


def scores(values: pd.DataFrame) -> pd.DataFrame:
    """Return the percentile rank of each value among the known ones of its component, 0 to 100.

    100 x (regions below + half of the equal ones, the region itself included) / regions known: equal values share a
    score, and 50 is always the middle. Of all normalisations, outliers move percentile ranks least (Handbook, step 5).
    """
    polarity = {component.metric: component.polarity for component in COMPONENTS}
    signed = winsorised(values) * pd.Series(polarity, dtype=float).reindex(values.columns)
    return 100 * (signed.rank(method="average") - 0.5) / values.notna().sum()


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


def ranges_under_other_weights(scored: pd.DataFrame, weights: Weights, index: pd.Series) -> pd.DataFrame:
    """Return the ranges of the index (low, high) and of the rank (first, last) under `DRAWS` other sets of weights.

    Each weight moves independently and uniformly by up to `SHIFT` of itself. The ranges lie between the 5th and 95th
    percentile of the draws, widened where needed to include the index and the rank themselves (Handbook, step 7).
    """
    indexed = scored[index.notna()]
    ranges = pd.DataFrame(columns=["low", "high", "first", "last"], index=indexed.index, dtype=float)
    if len(indexed):
        drawn = other_indices(indexed, weights)
        here = index[index.notna()].to_numpy()
        ranges[["low", "high"]] = bounds(drawn, here, "linear")
        ranges[["first", "last"]] = bounds(ranks_of_draws(drawn), ranks(index).dropna().to_numpy(), "nearest")
    return ranges.reindex(scored.index)


def other_indices(scored: pd.DataFrame, weights: Weights) -> np.ndarray:
    """Return the index under other weights: a row a draw, a column a region."""
    base = shares(weights).reindex(scored.columns).to_numpy()
    moved = base * np.random.default_rng(SEED).uniform(1 - SHIFT, 1 + SHIFT, (DRAWS, len(base)))
    is_known = scored.notna().to_numpy(dtype=float)
    sums: np.ndarray = moved @ scored.fillna(0.0).to_numpy().T / (moved @ is_known.T)
    return sums


def ranks_of_draws(drawn: np.ndarray) -> np.ndarray:
    """Return the places within each draw: one more than the number of regions above."""
    rounded = drawn.round(DECIMALS)
    places: np.ndarray = 1 + (rounded[:, None, :] > rounded[:, :, None]).sum(axis=2)
    return places


def bounds(drawn: np.ndarray, here: np.ndarray, method: str) -> np.ndarray:
    """Return the two ends of the range of each column of draws; the range always includes the value itself."""
    low, high = np.quantile(drawn, RANGE, axis=0, method=method)  # type: ignore[call-overload]
    return np.column_stack((np.minimum(low, here), np.maximum(high, here)))
