"""Whether nothing is a zero, or only what nobody reported."""

from datetime import date

from dashboard.model.filters import Filters, Period
from dashboard.model.metric import Metric
from dashboard.queries.completeness import Completeness, completeness
from dashboard.queries.scopes import chosen_regions
from dashboard.queries.time.inexact_days import regions_that_may_have_more
from etl.regions import Region


def is_complete(metric: Metric, filters: Filters, period: Period) -> bool:
    """Return whether the sources hold all there is of the selection in a period."""
    complete = completeness(metric.register, filters, period) is Completeness.COMPLETE
    any_existed = any(existed(region, period) for region in chosen_regions(filters))
    return complete and any_existed and not waits(metric, period)


def is_zero_known(metric: Metric, filters: Filters, period: Period) -> bool:
    """Return whether nothing is a zero: sources hold all there is, and what is known to its year only may not be of these days."""
    if not is_complete(metric, filters, period):
        return False
    more = regions_that_may_have_more(metric.register, dated_measure(metric), period)
    return not (more if filters.is_whole_country else more & {region.code for region in chosen_regions(filters)})


def dated_measure(metric: Metric) -> str:
    """Return the sum that is above zero where rows hold any of a metric."""
    return metric.evidence if metric.counts_different else metric.measure


def waits(metric: Metric, period: Period) -> bool:
    """Return whether a metric is of results that a season does not have yet."""
    return metric.awaits_results and period.season is not None and not period.season.over


def existed(region: Region, period: Period) -> bool:
    """Return whether a region was on the list at the end of the period, or is today when the period goes on."""
    return region.valid_from is None or region.valid_from <= min(period.until, date.today())
