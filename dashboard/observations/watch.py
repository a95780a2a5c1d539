"""The weightiest observations about the metrics of a page: what has changed, in sentences."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from operator import attrgetter

from dashboard.engine import cache
from dashboard.model.filters import FIRST_DAY, Period, shift_months, unit_start
from dashboard.model.metric import Aggregate, Metric
from dashboard.model.metrics import METRICS
from dashboard.observations import RULES
from dashboard.observations.observation import MetricFacts, Observation
from dashboard.queries import metric_course, metric_values
from dashboard.queries.metric_values import chosen_regions
from dashboard.queries.view import View, periods_words, place

MONTHS_WATCHED, MOST_OF_ONE_METRIC = 24, 2
# The dimensions whose parts are watched, by metric.
WATCHED: Mapping[str, tuple[str, ...]] = {"participants": ("category",), "acts": ("kind",)}


def observations(metrics: Sequence[str], view: View, most: int = 5) -> list[Observation]:
    """Return the weightiest sentences about these metrics, computed once for each view and data version."""
    return cache.remembered(weightiest, tuple(metrics), view, most)


def under(metrics: Sequence[str], view: View) -> str:
    """Return the periods and the place the sentences are about."""
    view = view.at(*dict.fromkeys(METRICS[name].register for name in metrics))
    return f"{periods_words(view)} · {place(view.filters, view.language)}"


def weightiest(metrics: Sequence[str], view: View, most: int) -> list[Observation]:
    """Return the weightiest sentences about these metrics."""
    return chosen([facts_of(METRICS[name], view) for name in metrics], most)


def chosen(facts_by_metric: Sequence[MetricFacts], most: int) -> list[Observation]:
    """Return what the rules say of the metrics, the weightiest first, at most two sentences a metric."""
    sentences: list[Observation] = []
    for facts in facts_by_metric:
        sentences += by_weight([sentence for rule in RULES for sentence in rule(facts)])[:MOST_OF_ONE_METRIC]
    return by_weight(sentences)[:most]


def by_weight(sentences: Sequence[Observation]) -> list[Observation]:
    """Return the sentences with the weightiest first."""
    return sorted(sentences, key=attrgetter("weight"), reverse=True)


def facts_of(metric: Metric, view: View) -> MetricFacts:
    """Return the facts about one metric, up to the end of the data of its register."""
    view = view.at(metric.register)
    compared = view.compared
    return MetricFacts(
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
    """Return the amounts of the selected regions that have any, before normalisation."""
    if metric.aggregate is not Aggregate.TOTAL:
        return {}
    amounts, regions = metric_values.of_regions(metric, view.filters, period), chosen_regions(view.filters)
    parts = {region.code: amounts[region.code].part for region in regions if region.code in amounts}
    return {code: part for code, part in parts.items() if part > 0}


def months(metric: Metric, view: View) -> tuple[tuple[date, float], ...]:
    """Return the last complete months of a total up to the end of the period, oldest first."""
    if metric.aggregate is not Aggregate.TOTAL or view.period.since == FIRST_DAY:
        return ()
    after = unit_start(min(view.period.until, view.as_of) + timedelta(days=1), "month")
    period = Period(shift_months(after, -MONTHS_WATCHED), after - timedelta(days=1))
    course = metric_course.course(metric, view.absolute.filters, period)
    return tuple(course.items()) if all(value == value for value in course.values()) else ()


def parts(metric: Metric, dimension: str, view: View) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Return the stated members of a dimension in the period and in the compared one."""
    periods = (view.period, view.compared or view.period)
    now, before = (stated(metric, dimension, view, period) for period in periods)
    return now, before


def stated(metric: Metric, dimension: str, view: View, period: Period) -> dict[str, float]:
    """Return the amounts of the stated members of a dimension."""
    amounts = metric_values.of_members(metric, dimension, view.filters, period)
    return {member: amount.part for member, amount in amounts.items() if member and amount.part > 0}
