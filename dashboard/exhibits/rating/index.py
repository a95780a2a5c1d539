"""The activity index: what it is made of and how it is computed. Pure functions of plain frames, regions by components.

The association has no public method of rating its members, so this one is its own. It follows the steps and the cautions
of the Handbook on Constructing Composite Indicators (OECD and JRC, 2008): normalisation, weights in the open, missing
data said, contributions shown, and the ranks tried under other weights.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.model.filters import Normalisation
from dashboard.model.metric import Aggregate, Metric
from dashboard.model.metrics import METRICS
from etl.words import Text, Unit

# The shares of the regions beyond which a value is brought back to the edge, so that one record does not rule the scale.
TAILS = (0.05, 0.95)
# A region has an index when components with this share of all the weight are known.
ENOUGH = 0.6
# How the ranks are tried: so many draws, every weight moved by at most this share of itself, the same draws each time.
DRAWS, SHIFT, SEED = 500, 0.25, 2008
# The shares of the draws between which a rank is given.
RANGE = (0.05, 0.95)
# Sums of the same parts in another order differ behind this decimal: such regions are equal.
DECIMALS = 9

Weights = Mapping[str, float]

EVENTS = Text("Мероприятия", "Events")
COMPETITIONS = Text("Конкурсы", "Competitions")
PRACTICES = Text("Практики", "Practices")
WORK = Text("Взаимодействие", "Working together")


@dataclass(frozen=True, slots=True)
class Component:
    """One part of the index: a metric, the short code of its weight in addresses and names, the direction of work it stands for."""

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

    values, scores, contributions: regions by components, NaN where not known. places, a line a region: index, low and
    high (the index under other weights), rank, first and last (the rank under them), known (the share of the weight);
    all but the last are NaN for a region without an index.
    """

    values: pd.DataFrame
    scores: pd.DataFrame
    contributions: pd.DataFrame
    places: pd.DataFrame

    @property
    def ranked(self) -> pd.DataFrame:
        """Return the places of the regions that have one, the first on top."""
        known = self.places[self.places["rank"].notna()]
        return known.sort_values(["rank", "index"], ascending=[True, False], kind="stable")


def rate(values: pd.DataFrame, weights: Weights, group: Collection[str] | None = None) -> Rating:
    """Return the rating of the regions; scores are among all of them, ranks among those of the group."""
    scored = scores(values)
    parts = contributions(scored, weights)
    among = scored.index.isin(list(values.index if group is None else group))
    index = parts.sum(axis=1, min_count=1).where(among)
    known = known_weight(scored, weights)
    places = pd.DataFrame({"index": index, "known": known, "rank": ranks(index)})
    return Rating(values[among], scored[among], parts[among], places.join(tried(scored, weights, index))[among])


def places(values: pd.DataFrame, weights: Weights, group: Collection[str]) -> pd.Series:
    """Return the places alone, without trying them under other weights; NaN for a region without an index."""
    index = contributions(scores(values), weights).sum(axis=1, min_count=1)
    return ranks(index.where(index.index.isin(list(group))))


def winsorised(values: pd.DataFrame) -> pd.DataFrame:
    """Return the values with those beyond the 5th and 95th percentile of their component brought back to it (Handbook, step 5)."""
    low, high = (values.quantile(tail) for tail in TAILS)
    return values.clip(low, high, axis="columns")


def scores(values: pd.DataFrame) -> pd.DataFrame:
    """Return the percentile rank of each value among the known ones of its component, 0 to 100.

    100 x (regions below + half of the equal ones, itself among them) / regions known: equal values share a score, and
    50 is always the middle. Percentile ranks are the normalisation least moved by outliers (Handbook, step 5).
    """
    polarity = {component.metric: component.polarity for component in COMPONENTS}
    signed = winsorised(values) * pd.Series(polarity, dtype=float).reindex(values.columns)
    return 100 * (signed.rank(method="average") - 0.5) / values.notna().sum()


def known_weight(scored: pd.DataFrame, weights: Weights) -> pd.Series:
    """Return the share of all the weight that lies on components known for each region."""
    weight = shares(weights).reindex(scored.columns)
    return scored.notna().mul(weight).sum(axis=1)


def shares(weights: Weights) -> pd.Series:
    """Return the weights as parts of one."""
    given = pd.Series(dict(weights), dtype=float)
    return given / given.sum()


def contributions(scored: pd.DataFrame, weights: Weights) -> pd.DataFrame:
    """Return what each component adds to the index: its score times its weight among those known for the region.

    Leaving an unknown component out and rescaling the rest is to give it the mean of the others (Handbook, step 3), which
    is fair only while most of the weight is known: with less than `ENOUGH` of it a region has no contribution at all.
    """
    weight, known = shares(weights).reindex(scored.columns), known_weight(scored, weights)
    enough = known.where(known >= ENOUGH - 10**-DECIMALS)
    return scored.mul(weight).div(enough, axis=0)


def ranks(index: pd.Series) -> pd.Series:
    """Return the places by the index, the largest first; equal regions share the better place, as in sport."""
    return index.round(DECIMALS).rank(method="min", ascending=False)


def tried(scored: pd.DataFrame, weights: Weights, index: pd.Series) -> pd.DataFrame:
    """Return the index and the rank of each region with one under `DRAWS` other sets of weights: low, high, first, last.

    Each weight moves by up to `SHIFT` of itself, independently and evenly; between the 5th and 95th percentile of the
    draws, widened where needed to hold the index and the rank themselves (Handbook, step 7: uncertainty analysis).
    """
    kept = scored[index.notna()]
    found = pd.DataFrame(columns=["low", "high", "first", "last"], index=kept.index, dtype=float)
    if len(kept):
        drawn = other_indices(kept, weights)
        here = index[index.notna()].to_numpy()
        found[["low", "high"]] = bounds(drawn, here, "linear")
        found[["first", "last"]] = bounds(ranks_of_draws(drawn), ranks(index).dropna().to_numpy(), "nearest")
    return found.reindex(scored.index)


def other_indices(scored: pd.DataFrame, weights: Weights) -> np.ndarray:
    """Return the index under other weights, a line a draw, a column a region."""
    base = shares(weights).reindex(scored.columns).to_numpy()
    moved = base * np.random.default_rng(SEED).uniform(1 - SHIFT, 1 + SHIFT, (DRAWS, len(base)))
    known = scored.notna().to_numpy(dtype=float)
    sums: np.ndarray = moved @ scored.fillna(0.0).to_numpy().T / (moved @ known.T)
    return sums


def ranks_of_draws(drawn: np.ndarray) -> np.ndarray:
    """Return the places within each draw: one more than the regions above."""
    rounded = drawn.round(DECIMALS)
    places: np.ndarray = 1 + (rounded[:, None, :] > rounded[:, :, None]).sum(axis=2)
    return places


def bounds(drawn: np.ndarray, here: np.ndarray, method: str) -> np.ndarray:
    """Return the range of each column of draws, never without the value itself: two columns."""
    low, high = np.quantile(drawn, RANGE, axis=0, method=method)  # type: ignore[call-overload]
    return np.column_stack((np.minimum(low, here), np.maximum(high, here)))
