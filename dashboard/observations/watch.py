"""The weightiest observations about the metrics of a page: what has changed, in sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from operator import attrgetter

from dashboard.engine import cache
from dashboard.model.filters import FIRST_DAY, Period
from dashboard.model.metric import Aggregate, Metric
from dashboard.model.metrics import METRICS
from dashboard.observations import NAMING, RULES, Rule
from dashboard.observations.observation import Candidate, MetricFacts, Observation
from dashboard.queries import known_zeros, metric_values
from dashboard.queries.scopes import chosen_regions
from dashboard.queries.sums.amounts import Amount
from dashboard.queries.time import daily_amounts
from dashboard.queries.time.own_end import of_metric
from dashboard.queries.view import View, why_not_compared
from dashboard.queries.wording.view_words import period_words, periods_words, place
from dashboard.truth.evidence import discoveries

MOST_OF_ONE_METRIC = 2
# The dimensions whose parts are watched, by metric.
WATCHED: Mapping[str, tuple[str, ...]] = {"participants": ("category",), "acts": ("kind",)}


@dataclass(frozen=True, slots=True)
class Findings:
    """What a page tells of changes, the weightiest first, and how many changes it tested."""

    sentences: tuple[Observation, ...]
    tested: int
    of_seasons: bool = False


def findings(metrics: Sequence[str], view: View, most: int = 5) -> Findings:
    """Return what is told of these metrics, computed once for each view and data version."""
    return cache.remembered(findings_of, tuple(metrics), view, most)


def observations(metrics: Sequence[str], view: View, most: int = 5) -> tuple[Observation, ...]:
    """Return the weightiest sentences about these metrics."""
    return findings(metrics, view, most).sentences


def quiet_words(metrics: Sequence[str], page_findings: Findings, view: View) -> str:
    """Return the sentence in place of findings: nothing is beyond chance, or nothing was compared; empty beside findings."""
    _, own = view.words, at_ends_of(metrics, view)
    if page_findings.sentences:
        return ""
    if page_findings.tested:
        return _("Изменений, отличимых от обычных колебаний, нет.")
    if reasons := why_not_compared(own):
        return f"{reasons}."
    if page_findings.of_seasons:
        return _("Сезоны сравнены на карточках: по двум сезонам обычные колебания не оценить.")
    if view.compared is None:
        return _("Ничего не сравнивалось: выберите период и с чем его сравнить.")
    return _("Сравнить не с чем: для проверки нужны не меньше 10 записей и полный такой же период раньше.")


def at_ends_of(metrics: Sequence[str], view: View) -> View:
    """Return the view of the registers of these metrics."""
    return view.at(*dict.fromkeys(METRICS[name].register for name in metrics))


def under(metrics: Sequence[str], view: View) -> str:
    """Return the periods and the place the sentences are about."""
    view = at_ends_of(metrics, view)
    periods = periods_words(view) if view.compared else period_words(view)
    return f"{periods} · {place(view.filters, view.language)}"


def findings_of(metrics: Sequence[str], view: View, most: int) -> Findings:
    """Return what is told of these metrics."""
    every = [facts_of(METRICS[name], view) for name in metrics]
    of_seasons = all(facts.view.period.season for facts in every)
    return replace(of_family([candidates(facts) for facts in every], most), of_seasons=of_seasons)


def of_family(by_metric: Sequence[Sequence[Candidate]], most: int) -> Findings:
    """Return what passes the tests of all metrics as one family, the weightiest first, at most two sentences a metric."""
    family = [candidate for tests in by_metric for candidate in tests]
    passing = iter(discoveries([candidate.p for candidate in family]))
    weightiest: list[Candidate] = []
    for tests in by_metric:
        passed = [
            candidate for candidate, is_passing in zip(tests, islice(passing, len(tests)), strict=True) if is_passing
        ]
        weightiest += by_weight(passed)[:MOST_OF_ONE_METRIC]
    return Findings(tuple(test.write() for test in by_weight(weightiest)[:most] if test.write), len(family))


def candidates(facts: MetricFacts) -> list[Candidate]:
    """Return the tests of one metric; none when it is not comparable."""
    if facts.comparable is not True:
        return []
    return [candidate for rule in RULES if may_be_told(rule, facts.view) for candidate in rule(facts)]


def may_be_told(rule: Rule, view: View) -> bool:
    """Return whether a reader may read what a rule says: a clerk is told of regions by name only within their own."""
    return view.reader.sees_all or rule not in NAMING or bool(view.filters.regions)


def by_weight(tests: Sequence[Candidate]) -> list[Candidate]:
    """Return the tests that have a sentence, with the weightiest first."""
    return sorted((test for test in tests if test.write), key=attrgetter("weight"), reverse=True)


def facts_of(metric: Metric, view: View) -> MetricFacts:
    """Return the facts about one metric, up to the end of the data of its register."""
    view = of_metric(view.at(metric.register), metric)
    compared, until = view.compared, min(view.period.until, view.as_of)
    now = metric_values.total(metric, view.filters, view.period)
    complete = known_zeros.is_complete(metric, view.filters, view.period)
    if view.period.since == FIRST_DAY or view.period.season or not complete:
        return MetricFacts(metric, view, now, None, comparable=complete)
    measure = metric.evidence if metric.counts_different else metric.measure
    return MetricFacts(
        metric,
        view,
        now,
        metric_values.total(metric, view.filters, compared) if compared else None,
        above_zero(metric, view, view.period),
        above_zero(metric, view, compared) if compared else {},
        daily_amounts.days_of_regions(metric.register, metric.measure, (view.period, compared))
        if compared and metric.aggregate is Aggregate.TOTAL
        else {},
        (fractions(metric, view, view.period), fractions(metric, view, compared)) if compared else ({}, {}),
        daily_amounts.of_measure(metric, measure, view.filters, until),
        daily_amounts.of_measure(metric, metric.base, view.filters, until)
        if metric.aggregate is Aggregate.SHARE
        else None,
        {
            dimension: daily_amounts.of_members(metric, dimension, view.filters, until)
            for dimension in WATCHED.get(metric.name, ())
            if compared
        },
    )


def above_zero(metric: Metric, view: View, period: Period) -> dict[str, float]:
    """Return the amounts of the selected regions that have any, before normalisation."""
    if metric.aggregate not in (Aggregate.TOTAL, Aggregate.COVERAGE):
        return {}
    return {code: amount.part for code, amount in of_chosen(metric, view, period).items() if amount.part > 0}


def fractions(metric: Metric, view: View, period: Period) -> dict[str, tuple[float, float]]:
    """Return the part and base of the selected regions of a metric whose things come again over time."""
    if not metric.counts_different:
        return {}
    amounts = of_chosen(metric, view, period)
    return {code: (amount.part, amount.base) for code, amount in amounts.items() if amount.base > 0}


def of_chosen(metric: Metric, view: View, period: Period) -> dict[str, Amount]:
    """Return the amounts of the selected regions that have data."""
    amounts, regions = metric_values.of_regions(metric, view.filters, period), chosen_regions(view.filters)
    return {region.code: amounts[region.code] for region in regions if region.code in amounts}
