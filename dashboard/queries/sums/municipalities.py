"""The municipalities of the directory: how many regions have on a day, and how many written names nobody has recognised."""

from collections.abc import Sequence
from datetime import date

from dashboard.model.filters import Period
from dashboard.model.metric import Metric
from dashboard.queries.sums import register_sums
from etl.datasets.expressions import WAITING_NAMES
from etl.regions import Region
from etl.regions.municipalities.directory import municipalities_on


def municipality_count(regions: Sequence[Region], day: date) -> float:
    """Return how many municipalities of the directory regions have on a day, or today when the day is still to come."""
    return float(sum(len(municipalities_on(region.code, min(day, date.today()))) for region in regions))


def waiting_names(metric: Metric, regions: Sequence[Region], period: Period) -> int:
    """Return how many names of these regions nobody has recognised; 0 for a metric that counts no municipalities."""
    if not metric.counts_different:
        return 0
    counts = register_sums.different(metric.register, WAITING_NAMES, period)
    return int(counts.reindex([region.code for region in regions]).sum())
