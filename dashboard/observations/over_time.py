"""Rules about a total by month: an unusual month, and a steady rise or fall beyond the season."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import pairwise, takewhile

from dashboard.exhibits.common.titles.usual_words import usual_numbers
from dashboard.language.formats import month_short, number
from dashboard.model.filters import FIRST_DAY, Period, shift_months, unit_start
from dashboard.model.metric import Aggregate
from dashboard.observations.observation import Candidate, MetricFacts, Observation
from dashboard.queries.sums.amounts import SMALL_BASE, Amount
from dashboard.truth.change import QUARTERS, steady_rise, unusual_month
from dashboard.truth.evidence import Evidence

LEAST_RUN = 3


def odd_month(facts: MetricFacts) -> Iterator[Candidate]:
    """Yield the test of the last complete month beside its season in earlier years."""
    if not has_days(facts) or facts.days is None:
        return
    after = unit_start(facts.until + timedelta(days=1), "month")
    month = Period(shift_months(after, -1), after - timedelta(days=1), "month")
    evidence, value = unusual_month(facts.days, month), facts.days.total(month)
    if evidence is None or max(value, evidence.high) < SMALL_BASE:
        return
    beyond = (value > evidence.high) - (value < evidence.low)
    if not beyond or max(value, evidence.low) < SMALL_BASE:
        yield Candidate(evidence.p)
        return
    nearest = evidence.high if beyond > 0 else max(evidence.low, 1.0)
    size = min(abs(value - nearest) / nearest, 0.8)
    yield Candidate(evidence.p, size, partial(month_sentence, facts, month, value, evidence))


def has_days(facts: MetricFacts) -> bool:
    """Return whether a total is watched over time: not that of the whole record or of days to come, which have no last month."""
    return facts.metric.aggregate is Aggregate.TOTAL and FIRST_DAY < facts.view.period.since <= facts.until


def month_sentence(facts: MetricFacts, month: Period, value: float, evidence: Evidence) -> Observation:
    """Return the sentence about a month."""
    _, view = facts.view.absolute.words, facts.view.absolute
    many = value > evidence.high
    template = _("{metric}: {month} — необычно много") if many else _("{metric}: {month} — необычно мало")
    name = f"{month_short(month.since.month, view.language)} {month.since.year}"
    plain = Amount(value, facts.now.state, value)
    return Observation(
        template.format(metric=facts.metric.title.of(view.language), month=name),
        _(
            "{value}, {usual} за этот месяц года",
            value=number(value, view.language, facts.metric.decimals),
            usual=usual_numbers(facts.metric, evidence, plain, view),
        ),
        f"trend.{facts.metric.name}",
    )


def run_of_quarters(facts: MetricFacts) -> Iterator[Candidate]:
    """Yield the test of the last four complete quarters; it is told when three steps or more go one way."""
    if not has_days(facts) or facts.days is None:
        return
    after = unit_start(facts.until + timedelta(days=1), "quarter")
    starts = [shift_months(after, -3 * quarters) for quarters in range(QUARTERS, -1, -1)]
    quarters = [Period(start, end - timedelta(days=1), "quarter") for start, end in pairwise(starts)]
    evidence = steady_rise(facts.days, quarters)
    sums = [facts.days.total(quarter) for quarter in quarters]
    if evidence is None or min(sums) < SMALL_BASE:
        return
    steps = [(later > earlier) - (later < earlier) for earlier, later in pairwise(sums)][::-1]
    length = len(list(takewhile(lambda step: step and step == steps[0], steps)))
    beyond = sums[-1] > evidence.high if steps[0] > 0 else sums[-1] < evidence.low
    if length >= LEAST_RUN and beyond:
        size = min(abs(sums[-1] / sums[0] - 1), 0.8)
        yield Candidate(evidence.p, size, partial(run_sentence, facts, sums, steps[0], evidence))
    else:
        yield Candidate(evidence.p)


def run_sentence(facts: MetricFacts, run: list[float], step: int, evidence: Evidence) -> Observation:
    """Return the sentence about a run of quarters."""
    _, view = facts.view.absolute.words, facts.view.absolute
    title, length = facts.metric.title.of(view.language), len(run) - 1
    if step > 0:
        point = _.many(
            "{metric}: рост {number} квартал подряд", "{metric}: рост {number} кварталов подряд", length, metric=title
        )
    else:
        point = _.many(
            "{metric}: снижение {number} квартал подряд",
            "{metric}: снижение {number} кварталов подряд",
            length,
            metric=title,
        )
    amounts = " → ".join(number(value, view.language, facts.metric.decimals) for value in run)
    usual = usual_numbers(facts.metric, evidence, Amount(run[-1], facts.now.state, run[-1]), view)
    numbers = _("{amounts}; последний квартал {usual}", amounts=amounts, usual=usual)
    return Observation(point, numbers, f"trend.{facts.metric.name}")
