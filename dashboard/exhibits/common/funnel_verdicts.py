"""The shares of regions against the country's, with a verdict on each: what a funnel plot draws."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from dashboard.model.exhibit import State
from dashboard.model.filters import Filters
from dashboard.model.metric import Metric
from dashboard.queries import known_zeros, metric_values
from dashboard.queries.completeness import complete_regions
from dashboard.queries.view import View
from dashboard.truth.funnels import Spread, limits, spread

# Chance alone keeps these shares of the regions within the limits: one beyond the outer limits differs from the country,
# one between the two may differ.
INNER, OUTER = 0.95, 0.998
LEVELS = {"95": INNER, "99.8": OUTER}


@dataclass(frozen=True, eq=False, slots=True)
class Compared:
    """The national share, and code, value, part, base and verdict of every region on the page that has a share."""

    share: float
    regions: pd.DataFrame
    spread: Spread

    def limits(self, bases: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
        """Return the least and the largest share, from 0 to 1, that do not differ from the country on each base."""
        return limits(self.share, bases, level, self.spread.between)


def is_census(metric: Metric) -> bool:
    """Return whether the share is of municipalities that are all counted, so that no chance stands behind it."""
    return metric.counts_different


def compared(metric: Metric, view: View) -> Compared:
    """Return the regions of the page against the country; how much regions vary is measured on all of them.

    Only regions whose sources are full are compared, with all of these together.
    """
    complete = complete_regions(metric.register, view.period)
    everywhere, regions = (
        with_share(metric_values.by_region(metric, filters, view.period), complete)
        for filters in (Filters(), view.filters)
    )
    share = country_share(metric, everywhere, view)
    varied = spread(everywhere["part"].to_numpy(), everywhere["base"].to_numpy(), share)
    shares = Compared(share, regions, varied)
    return replace(shares, regions=regions.assign(verdict=verdicts(shares)))


def country_share(metric: Metric, everywhere: pd.DataFrame, view: View) -> float:
    """Return the share of the country, of the regions that are compared where the country's sources are not full."""
    if known_zeros.is_complete(metric, Filters(), view.period):
        country = metric_values.total(metric, Filters(), view.period)
        return country.part / country.base if country.base else 0.0
    return float(everywhere["part"].sum() / everywhere["base"].sum()) if len(everywhere) else 0.0


def with_share(regions: pd.DataFrame, complete: Collection[str]) -> pd.DataFrame:
    """Return the regions that have a share and full sources."""
    return regions[regions["state"].isin([State.VALUE, State.ZERO]) & regions["code"].isin(list(complete))]


def verdicts(shares: Compared) -> np.ndarray:
    """Return 0 for each region that does not differ, ±1 for one that may, ±2 for one that does; positive is above the country."""
    parts, bases = (shares.regions[name].to_numpy(dtype=float) for name in ("part", "base"))
    passed = np.zeros(len(parts), dtype=int)
    for level in (INNER, OUTER):
        low, high = shares.limits(bases, level)
        passed += (parts / bases > high).astype(int) - (parts / bases < low).astype(int)
    return passed
