"""The passport of a region: every indicator beside its compared value and the country."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from dashboard import findings, values
from dashboard.answers import listing
from dashboard.changes import change
from dashboard.exhibit import Exhibit, Field, State
from dashboard.formats import number, period_text
from dashboard.metric import Metric
from dashboard.view import View, compared_words, loaded_on, periods_words


def passport(metrics: Sequence[Metric], view: View) -> Exhibit:
    """Return every indicator of the selection beside its compared value and the value of the whole country."""
    _, language = view.words, view.language
    country = replace(view, filters=replace(view.filters, regions=(), district=""))
    frame = pd.DataFrame([passport_row(metric, view, country) for metric in metrics])
    compared = [Field("previous", compared_words(view)), Field("change", _("Изменение"))] if view.compared else []
    fields = [
        Field("metric", _("Показатель")),
        Field("value", period_text(view.period, language)),
        *compared,
        Field("country", _("Вся страна")),
    ]
    known = int((~frame["value"].isin((_("нет данных"), _("нет базы")))).sum())
    title = _.many(
        "Известен {number} показатель из {all}", "Известно {number} показателей из {all}", known, all=len(frame)
    )
    made = listing("passport", title, periods_words(view), frame, fields, view)
    return replace(made, loaded=max((day for metric in metrics if (day := loaded_on(metric.register))), default=None))


def passport_row(metric: Metric, view: View, country: View) -> dict[str, str]:
    """Return one line of the passport in words."""
    now = values.total(metric, view.filters, view.period)
    before = values.total(metric, view.filters, view.compared) if view.compared else None
    moved = change(metric, now, before, view.words)
    return {
        "metric": metric.title.of(view.language),
        "value": amount_words(metric, now, view),
        "previous": amount_words(metric, before, view) if before else "—",
        "change": moved.text if moved else "—",
        "country": amount_words(metric, values.total(metric, country.filters, country.period), country),
    }


def amount_words(metric: Metric, found: values.Amount, view: View) -> str:
    """Return an amount with its unit, or which absence it is."""
    _, language = view.words, view.language
    if found.state is State.NO_DATA:
        return _("нет данных")
    if found.state is State.NO_BASE:
        if found.base == found.base and found.base:
            return _("{part} из {base}", part=number(found.part, language), base=number(found.base, language))
        return _("нет базы")
    return findings.value_words(metric, found.value, view)
