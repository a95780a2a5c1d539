"""What a metric is divided by, and the regions whose sums it is made of."""

from collections.abc import Sequence
from datetime import date
from math import nan

from dashboard.model.filters import Filters, Normalisation
from dashboard.model.metric import Aggregate, Metric
from dashboard.queries.scopes import chosen_regions, scopes_of
from dashboard.queries.sums.municipalities import municipality_count
from etl.datasets import DATASETS
from etl.regions import Region


def once_counted(metric: Metric) -> bool:
    """Return whether the metric counts things that regions share, so that regions do not add up."""
    dataset = DATASETS[metric.register]
    return any(distinct.name == metric.measure and not distinct.over_time for distinct in dataset.distincts)


def shared_things(metric: Metric, filters: Filters, day: date) -> tuple[str, ...]:
    """Return the regions that share what is counted, so that their sums do not add up; none where they do.

    Of a rate these are the regions with a base on the day.
    """
    if not once_counted(metric):
        return ()
    regions = with_base(filters, day) if is_rate(metric, filters) else filters.regions or filters.only
    return regions if len(regions) > 1 else ()


def is_rate(metric: Metric, filters: Filters) -> bool:
    """Return whether the metric is divided by the municipalities or inhabitants of the selection."""
    whole = metric.is_ratio or metric.aggregate is Aggregate.COVERAGE
    return filters.normalisation is not Normalisation.ABSOLUTE and not whole


def with_base(filters: Filters, day: date) -> tuple[str, ...]:
    """Return the regions of the selection with municipalities on a day, or with a published population: a rate covers these."""
    return tuple(region.code for region in chosen_regions(filters) if base_of(filters.normalisation, region, day))


def summed_scopes(metric: Metric, filters: Filters, day: date) -> tuple[str, ...]:
    """Return the scopes that add up to the selection; of a rate, as of its base, only regions with a base on the day."""
    # Without a single base, what was reported still tells no base from no data.
    return (is_rate(metric, filters) and with_base(filters, day)) or scopes_of(filters)


def base_of(normalisation: Normalisation, region: Region, day: date) -> float:
    """Return the municipalities of a region on a day, as shares of them count, or its inhabitants, 0 when nobody publishes them."""
    if normalisation is Normalisation.PER_MUNICIPALITIES:
        return municipality_count([region], day)
    return float(region.population or 0)


def denominator(normalisation: Normalisation, regions: Sequence[Region], day: date) -> float:
    """Return the divisor of totals, per 100 municipalities of a day or per 100,000 inhabitants; NaN when there is none."""
    if normalisation is Normalisation.ABSOLUTE:
        return 1.0
    base = sum(base_of(normalisation, region, day) for region in regions)
    return base / (100 if normalisation is Normalisation.PER_MUNICIPALITIES else 100_000) if base else nan
