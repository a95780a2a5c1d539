"""The last quarters of one region, metric by metric: the small lines of its passport."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import nan

import pandas as pd

from dashboard import queries
from dashboard.filters import Period, shift_months, unit_end, unit_start
from dashboard.metric import Aggregate, Metric
from dashboard.values import amount, denominator, share
from dashboard.view import View
from etl.datasets import ACTIVITIES
from etl.regions import REGION_BY_CODE

QUARTERS = 12


@dataclass(frozen=True, eq=False, slots=True)
class Trails:
    """The sums of a region by quarter, by register; read once for all its metrics."""

    code: str
    span: Period
    per: float
    sums: dict[str, Sequence[Mapping[Hashable, float]]]


def quarters_until(view: View, count: int = QUARTERS) -> Period:
    """Return the last whole quarters up to the one that the period, or the data in it, ends in."""
    last = unit_start(min(view.period.until, view.as_of), "quarter")
    return Period(shift_months(last, 3 - 3 * count), unit_end(last, "quarter"))


def trails(code: str, view: View) -> Trails:
    """Return the quarters of a region in every register."""
    span = quarters_until(view)
    per = denominator(view.filters.normalisation, [REGION_BY_CODE[code]])
    return Trails(code, span, per, {register: quarterly(code, register, span) for register in ACTIVITIES})


def quarterly(code: str, register: str, span: Period) -> Sequence[Mapping[Hashable, float]]:
    """Return the sums of a region in each quarter of the span, zeros where it has no row."""
    frame = queries.by_day(register, span, [code])
    by_quarter = frame.groupby(frame["day"].dt.to_period("Q")).sum(numeric_only=True)
    columns = list(queries.additive(register))
    return by_quarter.reindex(index=each(span), columns=columns).fillna(0.0).to_dict("records")


def each(span: Period) -> pd.PeriodIndex:
    """Return the quarters of the span."""
    return pd.period_range(span.since, span.until, freq="Q")


def trail(metric: Metric, found: Trails) -> tuple[float, ...]:
    """Return the metric in each quarter, oldest first; NaN where nothing is known."""
    if metric.aggregate is Aggregate.DISTINCT_SHARE:
        return municipal_trail(metric, found)
    return tuple(amount(metric, row, found.per).value for row in found.sums[metric.register])


def municipal_trail(metric: Metric, found: Trails) -> tuple[float, ...]:
    """Return the share of the region's municipalities seen in each quarter."""
    frame = queries.different_by(metric.register, metric.measure, "quarter", found.span)
    own = frame[frame["scope"] == found.code]
    seen = own.groupby(own["day"].dt.to_period("Q"))["amount"].sum().reindex(each(found.span), fill_value=0.0)
    base = float(REGION_BY_CODE[found.code].municipalities or 0)
    told = [bool(row[metric.evidence]) for row in found.sums[metric.register]]
    return tuple(share(float(n), base).value if known else nan for n, known in zip(seen, told, strict=True))
