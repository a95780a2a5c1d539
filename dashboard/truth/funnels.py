"""Control limits of a funnel plot: how far a share may lie from the common one before it differs.

After D. J. Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24 (2005), 1185-1202,
and Handling over-dispersion of performance indicators, Quality and Safety in Health Care 14 (2005), 347-351.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from scipy.special import bdtr, bdtrik

from dashboard.truth.intervals import Numbers

# The part of the z-scores at each end that is brought back to its edge before their spread is measured.
WINSORISED = 0.1


@dataclass(frozen=True, slots=True)
class Spread:
    """How much more regions vary than by chance: `dispersion` is 1 by chance alone, `between` the variance among regions."""

    dispersion: float
    between: float


def deviation(level: float) -> float:
    """Return how many standard errors hold that part of a normal distribution: 1.96 for 95 %, 3.09 for 99.8 %."""
    return NormalDist().inv_cdf((1 + level) / 2)


def variance(share: float, bases: Numbers) -> Numbers:
    """Return the variance by chance of a share on each base."""
    return share * (1 - share) / bases


def spread(parts: Numbers, bases: Numbers, share: float) -> Spread:
    """Return the over-dispersion of shares around a common one.

    The mean square of the winsorised z-scores, and by the moments of DerSimonian and Laird the variance between regions
    that explains what it is above one (Spiegelhalter 2005, section 5 and formula A.3).
    """
    errors = variance(share, bases)
    if len(parts) < 2 or not errors.all():
        return Spread(1.0, 0.0)
    scores = winsorised((parts / bases - share) / np.sqrt(errors))
    dispersion = mean_square(scores)
    return Spread(dispersion, between_variance(dispersion, errors))


def winsorised(scores: Numbers) -> Numbers:
    """Return the scores with the tenth at each end brought back to its edge."""
    low, high = np.quantile(scores, (WINSORISED, 1 - WINSORISED))
    return np.clip(scores, low, high)


def mean_square(scores: Numbers) -> float:
    """Return the mean square of z-scores: the dispersion factor phi."""
    return float((scores**2).mean())


def between_variance(dispersion: float, errors: Numbers) -> float:
    """Return the variance between regions, tau squared: 0 when their spread is no more than chance makes."""
    weights, number = 1 / errors, len(errors)
    excess = number * dispersion - (number - 1)
    return max(float(excess / (weights.sum() - (weights**2).sum() / weights.sum())), 0.0)


def limits(share: float, bases: Numbers, level: float, between: float = 0.0) -> tuple[Numbers, Numbers]:
    """Return the least and the largest share that do not differ from the common one on each base.

    Exact binomial limits where chance is all there is, otherwise normal ones that hold the variance between regions too.
    """
    if not between:
        return exact_limit(share, bases, (1 - level) / 2), exact_limit(share, bases, (1 + level) / 2)
    return normal_limits(share, bases, level, between)


def normal_limits(share: float, bases: Numbers, level: float, between: float = 0.0) -> tuple[Numbers, Numbers]:
    """Return the limits by standard errors: share ± z √(share (1 − share) / base + variance between regions)."""
    reach = deviation(level) * np.sqrt(variance(share, bases) + between)
    return np.maximum(share - reach, 0.0), np.minimum(share + reach, 1.0)


def exact_limit(share: float, bases: Numbers, probability: float) -> Numbers:
    """Return the share that chance leaves below with this probability, on each base, from the binomial distribution.

    The count r is the least with P(R ≤ r) ≥ p; interpolating between r and r − 1 makes a line of the steps: (r − α) / n
    with α = (P(R ≤ r) − p) / P(R = r) (Spiegelhalter 2005, appendix A.1.1).
    """
    sizes = np.rint(bases)
    if not 0 < share < 1:
        return np.full_like(sizes, share, dtype=float)
    count = np.maximum(np.ceil(bdtrik(probability, sizes, share)), 0)
    count = np.where((count > 0) & (cumulative(count - 1, sizes, share) >= probability), count - 1, count)
    count = np.where(cumulative(count, sizes, share) < probability, count + 1, count)
    reached, before = cumulative(count, sizes, share), cumulative(count - 1, sizes, share)
    limit: Numbers = (count - (reached - probability) / (reached - before)) / sizes
    return np.clip(limit, 0.0, 1.0)


def cumulative(count: Numbers, sizes: Numbers, share: float) -> Numbers:
    """Return the probability of at most that many of the base; 0 of fewer than none."""
    probability: Numbers = bdtr(np.clip(count, 0, sizes), sizes.astype(int), share)
    return np.where(count < 0, 0.0, probability)
