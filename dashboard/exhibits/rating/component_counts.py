"""The components of the index: their values, what they are counted from, and how much more than chance the counts vary."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import nan

import pandas as pd

from dashboard.exhibits.rating.index import COMPONENTS, Component
from dashboard.exhibits.rating.place_intervals import Counts
from dashboard.model.filters import Filters, Period
from dashboard.model.metric import Aggregate, Metric
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values
from dashboard.queries.completeness import complete_regions
from dashboard.queries.sums import register_sums
from dashboard.truth.intervals import count_dispersion, share_dispersion
from etl.regions import regions_at

# Months of two years show how acts cluster, whatever the period is.
MONTHS_OF = timedelta(days=731)
# A mean score of documents is on a scale to 100: no mean on it varies more than a share of documents.
SCALE = 100


def component_counts(registers: Sequence[str], periods: Sequence[Period]) -> Counts:
    """Return the components of every region that existed at the end of the period; NaN where data or base are missing.

    `periods` holds one for each register.
    """
    period_by_register = dict(zip(registers, periods, strict=True))
    codes = [region.code for region in regions_at(min(max(period.until for period in periods), date.today()))]
    values, parts, bases, dispersion = {}, {}, {}, {}
    for component in COMPONENTS:
        metric = METRICS[component.metric]
        period = period_by_register[metric.register]
        by_region = of_regions(component, period).reindex(codes)
        values[metric.name], parts[metric.name], bases[metric.name] = (
            by_region[name] for name in ("value", "part", "base")
        )
        if metric.aggregate is Aggregate.MEAN:
            parts[metric.name] = parts[metric.name] / SCALE
        dispersion[metric.name] = dispersion_of(metric, period, codes)
    return Counts(pd.DataFrame(parts), pd.DataFrame(bases), dispersion, pd.DataFrame(values))


def of_regions(component: Component, period: Period) -> pd.DataFrame:
    """Return value, part and base of a component by region; NaN where the sources of a region are not full."""
    metric, filters = METRICS[component.metric], Filters(normalisation=component.normalisation)
    frame = metric_values.by_region(metric, filters, period).set_index("code")
    frame.loc[~frame.index.isin(list(complete_regions(metric.register, period))), ["value", "part", "base"]] = nan
    return frame


def dispersion_of(metric: Metric, period: Period, codes: Sequence[str]) -> float:
    """Return how many times the counts of a metric vary more than by chance, from month to month of two years.

    Different municipalities of a year do not add up over months: of them chance is all there is.
    """
    if metric.counts_different:
        return 1.0
    until = min(period.until, date.today())
    months = register_sums.by_step(metric.register, Period(until - MONTHS_OF, until), "month", codes)
    parts = monthly(months, metric.measure, codes)
    if metric.aggregate is Aggregate.TOTAL:
        return count_dispersion(parts.to_numpy())
    scale = SCALE if metric.aggregate is Aggregate.MEAN else 1
    return share_dispersion(parts.to_numpy() / scale, monthly(months, metric.base, codes).to_numpy())


def monthly(months: register_sums.Steps, column: str, codes: Sequence[str]) -> pd.DataFrame:
    """Return a sum by region and month, 0 where a region has none."""
    table = {month: {code: row[column] for code, row in rows.items()} for month, rows in months.items()}
    return pd.DataFrame(table, index=list(codes), dtype=float).fillna(0.0)
