"""How a number changed against the compared period, in words."""

from dashboard.language.formats import decimals_shown, number, rounded, signed
from dashboard.language.phrases import Words
from dashboard.model.exhibit import Change, State
from dashboard.model.metric import Aggregate, Metric
from dashboard.queries.sums.amounts import SMALL_BASE, Amount
from dashboard.truth.evidence import CARD_LEVEL, Evidence


def change(
    metric: Metric, now: Amount, before: Amount | None, _: Words, evidence: Evidence | None = None, usual: str = ""
) -> Change | None:
    """Return the change of a number: points for shares, and no percentage of a zero or a small number.

    Only what is beyond chance has a direction and is better or worse; within the usual, the change says what is usual.
    What could not be tested is said without a direction.
    """
    if before is None or now.value != now.value:
        return None
    if before.state in (State.NO_DATA, State.NO_BASE):
        return Change(_("не с чем сравнить"))
    moved = now.value - before.value
    direction = (moved > 0) - (moved < 0)
    if direction == 0:
        return Change(_("без изменений"))
    text = moved_words(metric, now, before, _)
    if evidence is None:
        return Change(text)
    if evidence.p > CARD_LEVEL:
        return Change(" · ".join(filter(None, (text, usual))))
    return Change(text, direction, direction * metric.judged)


def moved_words(metric: Metric, now: Amount, before: Amount, _: Words) -> str:
    """Return the size of a change in words: points, a difference or a percentage."""
    moved, language = now.value - before.value, _.language
    if before.state is State.ZERO:
        return _("было 0")
    if metric.is_percent:
        return _("{points} п. п.", points=signed(moved, language, decimals_shown(1, moved)))
    change_in_percent = 100 * moved / before.value
    is_small = min(before.part, now.part) < SMALL_BASE or not rounded(change_in_percent, 1)
    if metric.aggregate in (Aggregate.MEAN, Aggregate.COVERAGE) or is_small:
        is_rate = not metric.is_ratio and any(value % 1 for value in (now.value, before.value))
        decimals = decimals_shown(metric.decimals + is_rate, moved, before.value)
        return _(
            "{difference} (было {before})",
            difference=signed(moved, language, decimals),
            before=number(before.value, language, decimals),
        )
    return _("{change} %", change=signed(change_in_percent, language, 1))
