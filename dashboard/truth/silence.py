"""Whether a region is silent for longer than its own past lets one expect."""

from collections.abc import Sequence
from math import exp

import numpy as np

LEVEL = 0.05


def expected_acts(acts: float, watched: float, silent: float) -> float:
    """Return how many acts a region at its own past rate would have had in the time it is silent for.

    The times are in one unit; `watched` ends with the last act.
    """
    return acts * silent / watched if watched > 0 else 0.0


def chance_of_none(expected: float, dispersion: float = 1.0) -> float:
    """Return how often chance alone leaves none of the acts expected, when acts come in clusters of the dispersion.

    Poisson's exp(−expected), of clusters in place of acts.
    """
    return exp(-expected / max(dispersion, 1.0))


def beyond_chance(chances: Sequence[float], family: int, level: float = LEVEL) -> list[bool]:
    """Return which silences are told, so that at most `level` of those told are chance; `family` counts all regions watched.

    Benjamini and Hochberg, Controlling the False Discovery Rate, J. R. Statist. Soc. B 57 (1995): the largest rank i with
    p(i) ≤ i level / m.
    """
    values = np.sort(np.asarray(chances, dtype=float))
    passing = values[values <= level * np.arange(1, len(values) + 1) / max(family, 1)]
    limit = passing[-1] if len(passing) else -1.0
    return [bool(chance <= limit) for chance in chances]
