"""The interval of a place in the rating: what other weights, a component less, another scale and chance make of it.

Uncertainty analysis of the Handbook on Constructing Composite Indicators (OECD and JRC, 2008, step 7): all sources are
drawn together, and each is also looked at by itself, so that a reader sees which one moves a place most.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.exhibits.rating.index import (
    COMPONENTS,
    TAILS,
    Rating,
    Weights,
    contributions,
    known_weight,
    ranks,
    scores,
    shares,
)
from dashboard.model.metric import Aggregate
from dashboard.model.metrics import METRICS
from dashboard.truth.intervals import Numbers, bounds, places_of, rate_draws, share_draws

# How often everything is drawn, by how much of itself a weight moves at most; the seed repeats the draws.
DRAWS, SHIFT, SEED = 300, 0.25, 2008
SOURCES = ("weights", "dropping", "scale", "chance")
UPPER, MIDDLE, LOWER = "upper", "middle", "lower"
POLARITY = {component.metric: component.polarity for component in COMPONENTS}
Scale = Callable[[Numbers], Numbers]


@dataclass(frozen=True, eq=False)
class Counts:
    """What the components are counted from, by region and component: parts and bases, and the dispersion of each component.

    `values` are the components themselves.
    """

    parts: pd.DataFrame
    bases: pd.DataFrame
    dispersion: Mapping[str, float]
    values: pd.DataFrame


def rate(
    values: pd.DataFrame, weights: Weights, group: Collection[str] | None = None, counts: Counts | None = None
) -> Rating:
    """Return the rating of the group, or of all regions; scores are among all regions, ranks within the group.

    Without counts, chance moves no place.
    """
    scored = scores(values)
    parts = contributions(scored, weights)
    among = scored.index.isin(list(values.index if group is None else group))
    index = parts.sum(axis=1, min_count=1).where(among)
    places = pd.DataFrame({"index": index, "weight_known": known_weight(scored, weights), "rank": ranks(index)})
    intervals = place_intervals(values, weights, index, counts)
    return Rating(values[among], scored[among], parts[among], places.join(intervals)[among])


def place_intervals(values: pd.DataFrame, weights: Weights, index: pd.Series, counts: Counts | None) -> pd.DataFrame:
    """Return first and last place of each region with an index: of everything drawn together, and of each source alone.

    The whole holds every source by itself and the place as it is; `cause` is the source that moves the place most, empty
    when none does, `band` the part of the rating the interval leaves no doubt about.
    """
    placed = np.flatnonzero(index.notna().to_numpy())
    names = [f"{source}_{end}" for source in SOURCES for end in ("first", "last")]
    if not len(placed):
        return pd.DataFrame(columns=["first", "last", *names, "band", "cause"], index=values.index)
    here = ranks(index).dropna().to_numpy()
    ends = sources(values, weights, placed, counts)
    together = ends.pop("together")
    frame = pd.DataFrame(index=index.index[placed])
    for source, (first, last) in ends.items():
        frame[f"{source}_first"], frame[f"{source}_last"] = np.minimum(first, here), np.maximum(last, here)
    frame["first"] = np.minimum(together[0], frame[[f"{source}_first" for source in SOURCES]].min(axis=1))
    frame["last"] = np.maximum(together[1], frame[[f"{source}_last" for source in SOURCES]].max(axis=1))
    return frame.assign(band=bands(frame), cause=causes(frame)).reindex(values.index)


def bands(places: pd.DataFrame) -> list[str]:
    """Return the band of each region: upper when its whole interval is above the middle place, lower when below, else middle."""
    middle = (len(places) + 1) / 2
    return [
        UPPER if last < middle else LOWER if first > middle else MIDDLE
        for first, last in zip(places["first"], places["last"], strict=True)
    ]


def causes(places: pd.DataFrame) -> list[str]:
    """Return the source whose own interval is the widest, of equals the first; empty when no source moves the place."""
    widths = pd.DataFrame({source: places[f"{source}_last"] - places[f"{source}_first"] for source in SOURCES})
    return list(widths.idxmax(axis=1).where(widths.max(axis=1) > 0, ""))


def sources(
    values: pd.DataFrame, weights: Weights, placed: np.ndarray, counts: Counts | None
) -> dict[str, tuple[Numbers, Numbers]]:
    """Return first and last place of the placed regions under each source, and under all of them together."""
    random = np.random.default_rng(SEED)
    names = [str(name) for name in values.columns if weights.get(str(name))]
    weight = shares(weights)[names].to_numpy()
    moved = weight * random.uniform(1 - SHIFT, 1 + SHIFT, (DRAWS, len(names)))
    dropped = weight * without_one(len(names))
    observed = {name: values[name].to_numpy(dtype=float)[None] for name in names}
    drawn = {name: chance_values(values[name], counts, random) for name in names}
    # A draw of everything takes other weights, leaves out a component or none, and measures on one of the scales.
    everything = moved * (dropped[random.integers(0, len(dropped), DRAWS)] > 0)
    by_chance = scored(drawn, percentiles)
    on_any = by_chance.copy()
    for turn, scale in enumerate(SCALES):
        on_any[turn :: len(SCALES)] = scored({name: draws[turn :: len(SCALES)] for name, draws in drawn.items()}, scale)
    as_it_is = scored(observed, percentiles)
    scales = np.concatenate([scored(observed, scale) for scale in SCALES])

    def places(scores: Numbers, weighted: Numbers) -> NDArray[np.int_]:
        return places_of(index_of(scores, weighted)[:, placed])

    return {
        "weights": bounds(places(as_it_is, moved)),
        "dropping": bounds(places(as_it_is, dropped), (0, 1)),
        "scale": bounds(places(scales, weight[None]), (0, 1)),
        "chance": bounds(places(by_chance, weight[None])),
        "together": bounds(places(on_any, everything)),
    }


def without_one(number: int) -> Numbers:
    """Return which components count: all of them, then all but each one; only all of them when there is one."""
    each = 1 - np.eye(number)
    return np.vstack([np.ones(number), each]) if number > 1 else np.ones((1, 1))


def index_of(scores: Numbers, weights: Numbers) -> Numbers:
    """Return the index of every region in every draw: the mean of its known scores by weight; 50 when none is known."""
    column = weights[:, :, None]
    whole, known_weights = (np.nan_to_num(scores) @ column)[..., 0], (~np.isnan(scores) @ column)[..., 0]
    index: Numbers = np.divide(whole, known_weights, out=np.full_like(whole, 50.0), where=known_weights > 0)
    return index


def chance_values(values: pd.Series, counts: Counts | None, random: np.random.Generator) -> Numbers:
    """Return values of a component that could have been as well: a row a draw; the values themselves without counts."""
    drawn = np.tile(values.to_numpy(dtype=float), (DRAWS, 1))
    name, has_value = str(values.name), values.notna().to_numpy()
    if counts is None or name not in counts.parts or not has_value.any():
        return drawn
    parts, bases = (frame.loc[has_value, name].to_numpy(dtype=float) for frame in (counts.parts, counts.bases))
    draw = rate_draws if METRICS[name].aggregate is Aggregate.TOTAL else share_draws
    drawn[:, has_value] = draw(parts, bases, counts.dispersion.get(name, 1.0), DRAWS, random)
    return drawn


def scored(values: Mapping[str, Numbers], scale: Scale) -> Numbers:
    """Return the scores on a scale: by draw, region and component, NaN where unknown."""
    columns = []
    for name, drawn in values.items():
        has_value = ~np.isnan(drawn[0])
        column = np.full_like(drawn, np.nan)
        if has_value.any():
            column[:, has_value] = scale(clipped(POLARITY[name] * drawn[:, has_value]))
        columns.append(column)
    return np.stack(columns, axis=2)


def clipped(values: Numbers) -> Numbers:
    """Return the values of each draw brought back to its 5th and 95th percentile."""
    low, high = np.quantile(values, TAILS, axis=1, keepdims=True)
    return np.clip(values, low, high)


def percentiles(values: Numbers) -> Numbers:
    """Return percentile ranks, as the index has them."""
    ranked: Numbers = pd.DataFrame(values.T).rank().to_numpy().T
    score: Numbers = 100 * (ranked - 0.5) / values.shape[1]
    return score


def standardised(values: Numbers) -> Numbers:
    """Return distances from the mean in standard deviations, ten points each, 50 at the mean."""
    spread = values.std(axis=1, keepdims=True)
    score: Numbers = 50 + 10 * (values - values.mean(axis=1, keepdims=True)) / np.where(spread > 0, spread, 1)
    return score


def spans(values: Numbers) -> Numbers:
    """Return how far each value is from the smallest to the largest, 0 to 100."""
    least, reach = values.min(axis=1, keepdims=True), np.ptp(values, axis=1, keepdims=True)
    score: Numbers = 100 * (values - least) / np.where(reach > 0, reach, 1)
    return score


SCALES: tuple[Scale, ...] = (percentiles, standardised, spans)
