"""The last quarters of one region, metric by metric: the small lines of its passport."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.engine.sums import Row
from dashboard.model.filters import Period, shift_months, unit_end, unit_start
from dashboard.model.metric import Aggregate, Metric
from dashboard.queries import register_sums
from dashboard.queries.metric_values import amount, denominator, known_share
from dashboard.queries.view import View
from etl.datasets import ACTIVITIES, DATASETS
from etl.regions import REGION_BY_CODE

QUARTERS = 12


@dataclass(frozen=True, eq=False, slots=True)
class Trails:
    """The sums of a region by quarter, by register; read once for all its metrics."""

    code: str
    spans: Mapping[str, Period]
    per: float
    sums: dict[str, Sequence[Row]]


def quarters_until(view: View, count: int = QUARTERS) -> Period:
    """Return the last whole quarters up to the one that the period, or the data in it, ends in."""
    last = unit_start(min(view.period.until, view.as_of), "quarter")
    return Period(shift_months(last, 3 - 3 * count), unit_end(last, "quarter"))


def trails(code: str, view: View) -> Trails:
    """Return the quarters of a region in every register, up to the end of its own data."""
    spans = {register: quarters_until(view.at(register)) for register in ACTIVITIES}
    per = denominator(view.filters.normalisation, [REGION_BY_CODE[code]])
    return Trails(code, spans, per, {register: quarterly(code, register, span) for register, span in spans.items()})


def quarterly(code: str, register: str, span: Period) -> Sequence[Row]:
    """Return the sums of a region in each quarter of the span, zeros where it has no row."""
    columns = DATASETS[register].summed()
    quarters = register_sums.by_step(register, span, "quarter", [code])
    return [register_sums.added(list(quarters.get(start, {}).values()), columns) for start in starts(span)]


def starts(span: Period) -> list[date]:
    """Return the first day of each quarter of the span."""
    return [quarter.start_time.date() for quarter in each(span)]


def each(span: Period) -> pd.PeriodIndex:
    """Return the quarters of the span."""
    return pd.period_range(span.since, span.until, freq="Q")


def trail(metric: Metric, found: Trails) -> tuple[float, ...]:
    """Return the metric in each quarter, oldest first; NaN where nothing is known."""
    if metric.counts_different:
        return different_trail(metric, found)
    return tuple(amount(metric, row, found.per).value for row in found.sums[metric.register])


def different_trail(metric: Metric, found: Trails) -> tuple[float, ...]:
    """Return the share of different municipalities in each quarter: of all of the region, or of those that came."""
    seen = different_by_quarter(metric.register, metric.measure, found)
    base = pd.Series(float(REGION_BY_CODE[found.code].municipalities or 0), seen.index)
    if metric.aggregate is Aggregate.REPEAT_SHARE:
        base = different_by_quarter(metric.register, metric.base, found)
    told = [row[metric.evidence] for row in found.sums[metric.register]]
    return tuple(known_share(*one).value for one in zip(seen, base, told, strict=True))


def different_by_quarter(register: str, measure: str, found: Trails) -> pd.Series:
    """Return how many different things the region has in each quarter of the span."""
    span = found.spans[register]
    frame = register_sums.different_by(register, measure, "quarter", span)
    own = frame[frame["scope"] == found.code]
    return own.groupby(own["day"].dt.to_period("Q"))["amount"].sum().reindex(each(span), fill_value=0.0)
