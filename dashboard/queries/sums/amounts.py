"""One value of a metric with what it rests on, and what small or unknown bases make of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import pandas as pd

from dashboard.model.exhibit import State
from etl.regions import Region

SMALL_BASE = 10
HALF = 0.5  # sums that differ by less are the same count


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and what it is computed from; NaN with a state that says why when there is none.

    `whole` is set where the base is known for less than half of it, so that no share of it is said.
    """

    value: float
    state: State
    part: float = nan
    base: float = nan
    whole: float = nan


def known_part(part: float, base: float, whole: float) -> Amount:
    """Return a percentage of the known part of a whole; none where that is less than half of it."""
    return share(part, base) if mostly_known(base, whole) else Amount(nan, State.NO_BASE, part, base, whole)


def mostly_known(part: float, whole: float) -> bool:
    """Return whether enough of a whole is known for a share or a leader to be said of it: at least half."""
    return not 2 * part < whole


def share(part: float, base: float, census: bool = False) -> Amount:
    """Return a percentage; none on a base under ten, but of a census: «2 из 2» is all there are and no chance."""
    if base < (1 if census else SMALL_BASE):
        return Amount(nan, State.NO_BASE, part, base)
    return Amount(100 * part / base, State.VALUE if part else State.ZERO, part, base)


def large_enough(wholes: pd.Series) -> bool:
    """Return whether there are wholes, each large enough for shares of it."""
    return bool(len(wholes) and wholes.min() >= SMALL_BASE)


def regions_present(present: float, base: int, complete: bool) -> Amount:
    """Return a number of regions; none at all is a number only where the sources are `complete`."""
    if not present and not complete:
        return Amount(nan, State.NO_DATA, base=base)
    return Amount(float(present), State.VALUE if present else State.ZERO, present, base)


def region_frame(regions: Sequence[Region], amounts: Sequence[Amount]) -> pd.DataFrame:
    """Return the amounts of regions as a frame: code, value, state, part, base."""
    return amounts_frame("code", [region.code for region in regions], amounts)


def amounts_frame(key: str, names: Sequence[str], amounts: Sequence[Amount]) -> pd.DataFrame:
    """Return amounts as a frame, their names in the column `key`: value, state, part, base."""
    return pd.DataFrame(
        {
            key: names,
            "value": [amount.value for amount in amounts],
            "state": [amount.state.value for amount in amounts],
            "part": [amount.part for amount in amounts],
            "base": [amount.base for amount in amounts],
        }
    )


def known_share(count: float, base: float, evidence: float, census: bool = False) -> Amount:
    """Return the share of a region's municipalities; no data when none is named, no base as `share` has it."""
    return share(float(count), float(base), census) if evidence else Amount(nan, State.NO_DATA)
