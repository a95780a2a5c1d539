"""How unusual a number on a card is, and what is usual for it."""

from dataclasses import replace

from dashboard.exhibits.common.titles.usual_words import usual_numbers, usual_percent
from dashboard.model.filters import FIRST_DAY, Period
from dashboard.model.metric import Aggregate, Metric
from dashboard.queries import metric_values, scopes
from dashboard.queries.sums.amounts import SMALL_BASE, Amount
from dashboard.queries.time.daily_amounts import of_measure
from dashboard.queries.view import View
from dashboard.truth.change import change_of_total, same_season
from dashboard.truth.dispersion import dispersion
from dashboard.truth.evidence import CARD_LEVEL, Evidence
from dashboard.truth.presence import change_of_number
from dashboard.truth.shares import change_of_share


def change_evidence(metric: Metric, view: View) -> Evidence | None:
    """Return how unusual a total, a share or a coverage is, with the range of one card among ten; None where it cannot be told."""
    compared = view.compared
    if compared is None or view.period.since == FIRST_DAY or view.period.season or metric.counts_different:
        return None
    period = Period(view.period.since, min(view.period.until, view.as_of), view.period.unit)
    days = of_measure(metric, metric.measure, view.filters, period.until)
    if days is None or not days.covers(compared):
        return None
    if metric.aggregate is Aggregate.TOTAL:
        return change_of_total(days, period, compared, CARD_LEVEL) if days.total(compared) >= SMALL_BASE else None
    if metric.aggregate is Aggregate.SHARE:
        bases = of_measure(metric, metric.base, view.filters, period.until)
        return change_of_share(days, bases, period, compared, SMALL_BASE, CARD_LEVEL) if bases else None
    if metric.aggregate is Aggregate.COVERAGE and same_season(period, compared):
        spread = dispersion(days, period)
        return change_of_number(present(metric, view, period), present(metric, view, compared), spread, CARD_LEVEL)
    return None


def present(metric: Metric, view: View, period: Period) -> frozenset[str]:
    """Return the selected regions that have any of a metric."""
    amounts = metric_values.of_regions(metric, view.filters, period)
    chosen = scopes.chosen_regions(view.filters)
    return frozenset(region.code for region in chosen if region.code in amounts and amounts[region.code].part > 0)


def usual(metric: Metric, evidence: Evidence | None, now: Amount, view: View) -> str:
    """Return the usual range of a number on a card, empty where none can be told."""
    if evidence is None:
        return ""
    if metric.aggregate is Aggregate.COVERAGE:
        evidence = replace(evidence, high=min(evidence.high, now.base))
    return usual_percent(evidence, view) if metric.is_percent else usual_numbers(metric, evidence, now, view)
