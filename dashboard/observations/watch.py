"""What changed on a page, in sentences: metrics and a view in, the weightiest observations out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from dashboard.engine import cache
from dashboard.model.filters import FIRST_DAY, Normalisation, Period, shift_months, unit_start
from dashboard.model.metric import Aggregate, Metric
from dashboard.model.metrics import METRICS
from dashboard.observations import RULES
from dashboard.observations.observation import Observation, Seen
from dashboard.queries import metric_course, metric_values
from dashboard.queries.metric_values import chosen_regions
from dashboard.queries.view import View, periods_words, place

MONTHS_SEEN, MOST_OF_ONE_METRIC = 24, 2
# The dimensions whose parts are watched, by metric.
WATCHED: Mapping[str, tuple[str, ...]] = {"participants": ("category",), "acts": ("kind",)}


def observations(metrics: Sequence[str], view: View, most: int = 5) -> list[Observation]:
    """Return the weightiest sentences about these metrics, remembered for this view and data version."""
    return cache.remembered(told, tuple(metrics), view, most)


def under(metrics: Sequence[str], view: View) -> str:
    """Return the periods and the place the sentences are about."""
    view = view.at(*dict.fromkeys(METRICS[name].register for name in metrics))
    return f"{periods_words(view)} · {place(view.filters, view.language)}"


def told(metrics: Sequence[str], view: View, most: int) -> list[Observation]:
    """Return the weightiest sentences, at most two of one metric."""
    return chosen([look(METRICS[name], view) for name in metrics], most)


def chosen(found: Sequence[Seen], most: int) -> list[Observation]:
    """Return what the rules say of the metrics, the weightiest first, each exhibit leaned on at most twice."""
    sentences: list[Observation] = []
    for seen in found:
        ours = [one for rule in RULES for one in rule(seen)]
        sentences += sorted(ours, key=lambda one: -one.weight)[:MOST_OF_ONE_METRIC]
    return sorted(sentences, key=lambda one: -one.weight)[:most]


def look(metric: Metric, view: View) -> Seen:
    """Return what the rules look at of one metric, up to the end of its register's data."""
    view = view.at(metric.register)
    compared = view.compared
    return Seen(
        metric,
        view,
        metric_values.total(metric, view.filters, view.period),
        metric_values.total(metric, view.filters, compared) if compared else None,
        above_zero(metric, view, view.period),
        above_zero(metric, view, compared) if compared else {},
        months(metric, view),
        {dimension: parts(metric, dimension, view) for dimension in WATCHED.get(metric.name, ()) if compared},
    )


def above_zero(metric: Metric, view: View, period: Period) -> dict[str, float]:
    """Return the regions of the selection that have any, with how many before any normalisation."""
    if metric.aggregate is not Aggregate.TOTAL:
        return {}
    found = metric_values.of_regions(metric, view.filters, period)
    parts = {region.code: found[region.code].part for region in chosen_regions(view.filters) if region.code in found}
    return {code: part for code, part in parts.items() if part > 0}


def months(metric: Metric, view: View) -> tuple[tuple[date, float], ...]:
    """Return the last complete months of a total up to the end of the period, oldest first."""
    if metric.aggregate is not Aggregate.TOTAL or view.period.since == FIRST_DAY:
        return ()
    after = unit_start(min(view.period.until, view.as_of) + timedelta(days=1), "month")
    period = Period(shift_months(after, -MONTHS_SEEN), after - timedelta(days=1))
    return tuple(
        metric_course.course(metric, replace(view.filters, normalisation=Normalisation.ABSOLUTE), period).items()
    )


def parts(metric: Metric, dimension: str, view: View) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Return the stated members of a dimension in the period and in the compared one."""
    periods = (view.period, view.compared or view.period)
    now, before = (stated(metric, dimension, view, period) for period in periods)
    return now, before


def stated(metric: Metric, dimension: str, view: View, period: Period) -> dict[str, float]:
    """Return the members of a dimension that are named, with their part."""
    found = metric_values.of_members(metric, dimension, view.filters, period)
    return {member: amount.part for member, amount in found.items() if member and amount.part > 0}
