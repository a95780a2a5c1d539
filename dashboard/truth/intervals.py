"""How far chance alone moves a rate, a share and the place they give: draws of what the counts could have been.

A count is a chance outcome of an underlying rate. The rates of all regions are drawn from their posterior under a prior
that the regions share (empirical Bayes), because the region with the highest count is rarely the one with the highest
rate: H. Goldstein, D. J. Spiegelhalter, League tables and their limitations, J. R. Statist. Soc. A 159 (1996), 385-443.
The moments of the prior are those of R. J. Marshall, Applied Statistics 40 (1991), 283-294.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]

# The quantiles between which a place is reported: nine draws of ten.
RANGE = (0.05, 0.95)
# The smallest spread of the underlying rates, as a share of their mean: regions are never all exactly equal.
LEAST_SPREAD = 0.01
# The most that a prior of shares may lean to nothing and everything.
LEAST_PRIOR = 0.05
# Places by sums that differ only beyond this decimal are equal.
DECIMALS = 9


def rate_draws(
    counts: Numbers, exposures: Numbers, dispersion: float, draws: int, random: np.random.Generator
) -> Numbers:
    """Return rates that could have given these counts: a row a draw, a column a region.

    A count over an exposure is Poisson with its variance `dispersion` times the mean; rates are gamma among regions.
    """
    counts, exposures = counts / dispersion, exposures / dispersion
    mean = counts.sum() / exposures.sum()
    if not mean:
        return np.zeros((draws, len(counts)))
    spread = weighted_spread(counts / exposures, exposures, mean) - mean / exposures.mean()
    spread = max(spread, (LEAST_SPREAD * mean) ** 2)
    shape, scale = mean**2 / spread, mean / spread
    drawn: Numbers = random.gamma(shape + counts, 1 / (scale + exposures), (draws, len(counts)))
    return drawn


def share_draws(parts: Numbers, bases: Numbers, dispersion: float, draws: int, random: np.random.Generator) -> Numbers:
    """Return shares, from 0 to 1, that could have given these parts of these bases: a row a draw, a column a region.

    A part is binomial with its variance `dispersion` times as large; shares are beta among regions.
    """
    parts, bases = parts / dispersion, bases / dispersion
    mean = parts.sum() / bases.sum()
    chance = mean * (1 - mean)
    if not chance:
        return np.full((draws, len(parts)), mean)
    spread = weighted_spread(parts / bases, bases, mean) - chance / bases.mean()
    weight = max(chance / max(spread, (LEAST_SPREAD * mean) ** 2) - 1, LEAST_PRIOR)
    drawn: Numbers = random.beta(weight * mean + parts, weight * (1 - mean) + bases - parts, (draws, len(parts)))
    return drawn


def weighted_spread(rates: Numbers, weights: Numbers, mean: float) -> float:
    """Return the variance of rates around a mean, each weighted by its base."""
    return float((weights * (rates - mean) ** 2).sum() / weights.sum())


def count_dispersion(table: Numbers) -> float:
    """Return how many times the variance of counts is that of Poisson, from a table of regions by months; at least 1.

    Pearson's statistic of independence over its degrees of freedom: a region keeps its level, a month its season, and
    what is left beyond chance is that acts come in clusters (quasi-Poisson).
    """
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    rows, columns = table.shape
    freedom = (rows - 1) * (columns - 1)
    if freedom < 1:
        return 1.0
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    return max(float(((table - expected) ** 2 / expected).sum() / freedom), 1.0)


def share_dispersion(parts: Numbers, bases: Numbers) -> float:
    """Return how many times the variance of shares is that of a binomial, from tables of regions by months; at least 1."""
    whole = bases.sum(axis=1, keepdims=True)
    share = np.divide(parts.sum(axis=1, keepdims=True), whole, out=np.zeros_like(whole), where=whole > 0)
    variance = bases * share * (1 - share)
    measured = variance > 0
    freedom = measured.sum() - measured.any(axis=1).sum()
    if freedom < 1:
        return 1.0
    return max(float(((parts - bases * share)[measured] ** 2 / variance[measured]).sum() / freedom), 1.0)


def places_of(indices: Numbers) -> NDArray[np.int_]:
    """Return the place of every region in every draw: one more than the number of regions above."""
    rounded = -indices.round(DECIMALS)
    order = np.argsort(rounded, axis=1)
    descending = np.take_along_axis(rounded, order, axis=1)
    is_lower = np.diff(descending, axis=1, prepend=-np.inf) > 0
    at = np.maximum.accumulate(np.where(is_lower, np.arange(1, indices.shape[1] + 1), 0), axis=1)
    places = np.empty_like(at)
    np.put_along_axis(places, order, at, axis=1)
    return places


def bounds(places: NDArray[np.int_], range_: tuple[float, float] = RANGE) -> tuple[Numbers, Numbers]:
    """Return the first and the last place of every region that lie between the two quantiles of its draws."""
    first, last = np.quantile(places, range_, axis=0, method="nearest")
    return first.astype(float), last.astype(float)


def told_apart(first: ArrayLike, last: ArrayLike) -> int:
    """Return how many pairs of regions have intervals of places that do not overlap."""
    ends, starts = np.asarray(last), np.sort(np.asarray(first))
    return int((len(starts) - np.searchsorted(starts, ends, side="right")).sum())


def overlap(first: float, last: float, other_first: float, other_last: float) -> bool:
    """Return whether two intervals share a place; NaN shares none with anything."""
    return bool(first <= other_last and other_first <= last)
