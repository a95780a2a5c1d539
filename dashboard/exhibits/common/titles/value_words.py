"""A value of a metric in words: with its unit, beside a mark, after «против»."""

from collections.abc import Mapping

from dashboard.language.formats import decimals_shown, number, percent
from dashboard.model.metric import Metric
from dashboard.queries.view import View
from dashboard.queries.wording.metric_words import decimals, unit_words


def value_words(metric: Metric, value: float, view: View) -> str:
    """Return a value with its unit: «120 заявок», «12,5 %», «3,4 на 100 муниципалитетов»."""
    if metric.is_percent:
        return percent(value, view.language, decimals_shown(metric.decimals, value))
    written = number(value, view.language, decimals_shown(decimals(metric, view), value))
    unit = view.words.plural(value, metric.unit)
    rate = unit_words(metric, view).removeprefix(view.words.plural(5, metric.unit)).strip()
    return f"{written} {unit} {rate}".strip()


def against_words(metric: Metric, value: float, view: View) -> str:
    """Return a value after «против», where Russian wants the genitive: «против 144 мероприятий»."""
    if metric.is_percent or view.language != "ru":
        return value_words(metric, value, view)
    singular = value % 10 == 1 and value % 100 != 11
    words = value_words(metric, value, view)
    return words.replace(view.words.plural(value, metric.unit), metric.unit.ru[1 if singular else 2])


def short_words(metric: Metric, value: float, view: View) -> str:
    """Return a value as it stands beside a mark, without its unit; a percentage keeps its sign."""
    if metric.is_percent:
        return value_words(metric, value, view)
    return number(value, view.language, decimals_shown(decimals(metric, view), value))


def course_words(what: str, shares: Mapping[str, float], view: View) -> str:
    """Return a share in the last of several periods, and between which values it lay in all of them.

    It claims no change: whether shares of quarters differ by more than chance is tested in «Что изменилось».
    """
    _, (*_earlier, (last, share)) = view.words, shares.items()
    now, low, high = (percent(value, view.language, 0) for value in (share, min(shares.values()), max(shares.values())))
    if len(shares) == 1:
        return _("{what}: {now} ({last})", what=what, now=now, last=last)
    if low == high:
        return _("{what}: {now} во всех периодах", what=what, now=now)
    return _(
        "{what}: {now} ({last}), в показанных периодах от {low} до {high}",
        what=what,
        now=now,
        last=last,
        low=low,
        high=high,
    )
