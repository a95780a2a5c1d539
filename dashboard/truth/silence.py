"""Whether a region is silent for longer than its own past lets one expect."""

from collections.abc import Sequence
from math import exp

from dashboard.truth.evidence import discoveries


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


def beyond_chance(chances: Sequence[float], family: int) -> list[bool]:
    """Return which silences are told; `family` counts all regions watched, also those that are not silent."""
    others = [1.0] * (family - len(chances))
    return discoveries([*chances, *others])[: len(chances)]
