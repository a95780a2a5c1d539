"""What a test of change gives: how often chance does as much, and what is usual."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

LEVEL = 0.05
# A page shows up to ten cards, each judged by itself: Bonferroni's share of the level.
CARD_LEVEL = LEVEL / 10


@dataclass(frozen=True, slots=True)
class Evidence:
    """The p-value of a change, and the range that holds the number in 95 of 100 cases when nothing changed."""

    p: float
    low: float
    high: float


def two_sided(deviations: float, freedom: float) -> float:
    """Return how often Student's t is at least so far from zero."""
    return float(2 * special.stdtr(freedom, -abs(deviations)))


def usual_deviations(freedom: float, level: float = LEVEL) -> float:
    """Return how far from zero Student's t is in all but `level` of cases."""
    return float(special.stdtrit(freedom, 1 - level / 2))


def discoveries(p_values: Sequence[float], level: float = LEVEL) -> list[bool]:
    """Return which of a family of tests are told, so that at most `level` of those told are false.

    Benjamini and Hochberg, Controlling the False Discovery Rate, 1995: the largest rank i with p(i) <= i * level / m.
    """
    values = np.asarray(p_values, dtype=float)
    ordered = np.sort(values)
    passing = np.flatnonzero(ordered <= level * np.arange(1, len(values) + 1) / max(len(values), 1))
    limit = ordered[passing[-1]] if len(passing) else -1.0
    return [bool(value <= limit) for value in values]
