"""Titles of what goes over time: a value, and its change where that is beyond chance."""

from dashboard.exhibits.common.titles.quiet_words import nothing
from dashboard.exhibits.common.titles.value_words import against_words, value_words
from dashboard.model.exhibit import State
from dashboard.model.metric import Metric
from dashboard.queries.completeness import FOUND, completeness
from dashboard.queries.sums.amounts import Amount
from dashboard.queries.view import View
from dashboard.truth.evidence import CARD_LEVEL, Evidence


def trend_title(
    metric: Metric, now: Amount, before: Amount | None, view: View, evidence: Evidence | None = None
) -> str:
    """Return the change of the metric against the compared period, or its value when nothing is compared.

    What is not beyond chance, or too small to tell, is no change: the chart shows both.
    """
    _, title = view.words, metric.title.of(view.language)
    if now.value != now.value:
        return _("{metric}: мало данных для показателя", metric=title) if now.state is State.NO_BASE else nothing(view)
    value = value_words(metric, now.value, view)
    if before is None or before.value != before.value:
        return alone(metric, value, view)
    moved, was = now.value - before.value, against_words(metric, before.value, view)
    if not moved:
        return _("{metric}: без изменений, {value}", metric=title, value=value)
    is_written_alike = value == value_words(metric, before.value, view)  # the card beside it says by how much it moved
    if is_written_alike or evidence is None or evidence.p > CARD_LEVEL:
        return _("{metric}: {value}", metric=title, value=value)
    sentence = (
        _("{metric}: рост, {value} против {before}") if moved > 0 else _("{metric}: снижение, {value} против {before}")
    )
    return sentence.format(metric=title, value=value, before=was)


def alone(metric: Metric, value: str, view: View) -> str:
    """Return a value that is compared with nothing; it says where it is only what was found."""
    _, title = view.words, metric.title.of(view.language)
    if completeness(metric.register, view.filters, view.period) not in FOUND:
        return _("{metric}: {value}", metric=title, value=value)
    if metric.is_ratio:
        return _("{metric}: {value} по найденному", metric=title, value=value)
    return _("{metric}: найдено {value}", metric=title, value=value)
