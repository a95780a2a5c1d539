"""The last quarters of one region by metric: the small lines of its passport."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.engine.sums import Row
from dashboard.model.filters import Normalisation, Period, shift_months, unit_end, unit_start
from dashboard.model.metric import Aggregate, Metric
from dashboard.queries.completeness import complete_regions
from dashboard.queries.known_zeros import dated_measure
from dashboard.queries.metric_values import amount, is_census
from dashboard.queries.rate_bases import denominator
from dashboard.queries.sums import register_sums
from dashboard.queries.sums.amounts import known_share
from dashboard.queries.sums.municipalities import municipality_count
from dashboard.queries.time.inexact_days import regions_that_may_have_more
from dashboard.queries.view import View
from etl.datasets import ACTIVITIES, DATASETS
from etl.regions import REGION_BY_CODE

QUARTERS = 12


@dataclass(frozen=True, eq=False, slots=True)
class Trails:
    """The sums of a region by register and quarter, read once for all metrics."""

    code: str
    spans: Mapping[str, Period]
    normalisation: Normalisation
    sums: dict[str, Sequence[Row]]


def quarters_until(view: View) -> Period:
    """Return the last whole quarters up to the one in which the period, or its data, end."""
    last = unit_start(min(view.period.until, view.as_of), "quarter")
    return Period(shift_months(last, 3 - 3 * QUARTERS), unit_end(last, "quarter"))


def trails(code: str, view: View) -> Trails:
    """Return the quarters of a region in every register, each up to the end of its own data."""
    spans = {register: quarters_until(view.on_days().at(register)) for register in ACTIVITIES}
    sums = {register: quarterly(code, register, span) for register, span in spans.items()}
    return Trails(code, spans, view.filters.normalisation, sums)


def quarterly(code: str, register: str, span: Period) -> Sequence[Row]:
    """Return the sums of a region in each quarter of the span, zeros where it has no row."""
    columns = DATASETS[register].summed()
    quarters = register_sums.by_step(register, span, "quarter", [code])
    starts = [quarter.start_time.date() for quarter in quarters_of(span)]
    return [register_sums.added(list(quarters.get(start, {}).values()), columns) for start in starts]


def quarters_of(span: Period) -> pd.PeriodIndex:
    """Return the quarters of the span."""
    return pd.period_range(span.since, span.until, freq="Q")


def ends_of(span: Period) -> list[date]:
    """Return the last day of each quarter of a span."""
    return [quarter.end_time.date() for quarter in quarters_of(span)]


def trail(metric: Metric, region_trails: Trails) -> tuple[float, ...]:
    """Return the metric in each quarter, the oldest first; NaN where it is unknown."""
    if metric.counts_different:
        return different_trail(metric, region_trails)
    span = region_trails.spans[metric.register]
    region, sums = REGION_BY_CODE[region_trails.code], region_trails.sums[metric.register]
    divisors = [denominator(region_trails.normalisation, [region], end) for end in ends_of(span)]
    zero_known = [is_zero_known(metric, region.code, quarter) for quarter in quarters_of(span)]
    return tuple(
        amount(metric, row, per, is_zero_stated).value
        for row, per, is_zero_stated in zip(sums, divisors, zero_known, strict=True)
    )


def is_zero_known(metric: Metric, code: str, quarter: pd.Period) -> bool:
    """Return whether nothing of a region in a quarter is a zero: its sources are full, and nothing known to its year may be of it."""
    days = Period(quarter.start_time.date(), quarter.end_time.date())
    is_full = code in complete_regions(metric.register, days)
    return is_full and code not in regions_that_may_have_more(metric.register, dated_measure(metric), days)


def different_trail(metric: Metric, region_trails: Trails) -> tuple[float, ...]:
    """Return the share of municipalities in each quarter: of all in the region, or of those that came."""
    parts = different_by_quarter(metric.register, metric.measure, region_trails)
    region = REGION_BY_CODE[region_trails.code]
    bases = pd.Series(
        [municipality_count([region], end) for end in ends_of(region_trails.spans[metric.register])], parts.index
    )
    if metric.aggregate is Aggregate.REPEAT_SHARE:
        bases = different_by_quarter(metric.register, metric.base, region_trails)
    evidence = [row[metric.evidence] for row in region_trails.sums[metric.register]]
    quarters = zip(parts, bases, evidence, strict=True)
    return tuple(known_share(*quarter, is_census(metric)).value for quarter in quarters)


def different_by_quarter(register: str, measure: str, region_trails: Trails) -> pd.Series:
    """Return the number of different things of the region in each quarter of the span."""
    span = region_trails.spans[register]
    frame = register_sums.different_by(register, measure, "quarter", span)
    own = frame[frame["scope"] == region_trails.code]
    return own.groupby(own["day"].dt.to_period("Q"))["amount"].sum().reindex(quarters_of(span), fill_value=0.0)
