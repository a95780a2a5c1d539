"""Rules about a total by month: an unusual month, and a steady rise or fall."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise, takewhile
from math import sqrt
from statistics import median

from dashboard.language.formats import month_short, number
from dashboard.model.filters import unit_start
from dashboard.model.metric import Aggregate
from dashboard.observations.observation import MetricFacts, Observation
from dashboard.queries.metric_values import SMALL_BASE

LEAST_DEVIATIONS, LEAST_RUN = 3.0, 3
TO_DEVIATION = 1.4826  # from the median absolute deviation to the standard one, of a normal distribution


def unusual_month(facts: MetricFacts) -> Iterator[Observation]:
    """Yield the last complete month if it is far from the year before it, by median and median deviation."""
    if facts.metric.aggregate is not Aggregate.TOTAL or len(facts.months) < 13:
        return
    (day, value), earlier = facts.months[-1], [past for _, past in facts.months[-13:-1]]
    usual = median(earlier)
    spread = TO_DEVIATION * median(abs(past - usual) for past in earlier)
    far = (value - usual) / max(spread, sqrt(usual), 1.0)
    if max(value, usual) < SMALL_BASE or abs(far) < LEAST_DEVIATIONS:
        return
    _, view = facts.view.words, facts.view
    template = _("{metric}: {month} — необычно много") if far > 0 else _("{metric}: {month} — необычно мало")
    yield Observation(
        template.format(
            metric=facts.metric.title.of(view.language), month=f"{month_short(day.month, view.language)} {day.year}"
        ),
        _(
            "{value} при обычных {usual} в месяц (медиана 12 месяцев до него)",
            value=number(value, view.language),
            usual=number(usual, view.language),
        ),
        f"trend.{facts.metric.name}",
        min(abs(far) / 10, 0.8),
        facts.metric.polarity * (1 if far > 0 else -1),
    )


def run_of_quarters(facts: MetricFacts) -> Iterator[Observation]:
    """Yield a total that has risen or fallen for three quarters or more, each of ten or more."""
    if facts.metric.aggregate is not Aggregate.TOTAL:
        return
    sums = quarters(facts.months)
    steps = [(later > earlier) - (later < earlier) for earlier, later in pairwise(sums)][::-1]
    length = len(list(takewhile(lambda step: step and step == steps[0], steps)))
    run = sums[len(sums) - length - 1 :]
    if length < LEAST_RUN or min(run) < SMALL_BASE:
        return
    _, view = facts.view.words, facts.view
    title = facts.metric.title.of(view.language)
    if steps[0] > 0:
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
    yield Observation(
        point,
        " → ".join(number(value, view.language) for value in run),
        f"trend.{facts.metric.name}",
        0.4 + length / 20,
        facts.metric.polarity * steps[0],
    )


def quarters(months: Sequence[tuple[date, float]]) -> list[float]:
    """Return the sums of the complete quarters in a series of months."""
    sums: dict[date, list[float]] = {}
    for day, value in months:
        sums.setdefault(unit_start(day, "quarter"), []).append(value)
    return [sum(amounts) for amounts in sums.values() if len(amounts) == 3]
