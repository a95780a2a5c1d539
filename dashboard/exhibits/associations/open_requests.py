"""The requests of the association that regions have not answered."""

from datetime import date

import pandas as pd

from dashboard.exhibits.common.row_tables import codes_to_names
from dashboard.exhibits.common.standard import listing
from dashboard.language.formats import day
from dashboard.model.exhibit import Exhibit, Field, Shape
from dashboard.queries import newest_rows
from dashboard.queries.time.own_end import at_end_of
from dashboard.queries.view import View
from etl.datasets import ACTIVITY


@at_end_of(ACTIVITY.name)
def open_requests(view: View) -> Exhibit:
    """Return the requests a clerk's regions owe an answer to, those overdue at the end of the data first."""
    _ = view.words
    frame = newest_rows.open_requests(view.reader.regions)
    frame["region"] = codes_to_names(frame["region"], view)
    frame["state"] = [state_words(due, view) for due in frame["due_date"]]
    fields = (
        Field("due_date", _("Срок ответа"), Shape.DATE),
        Field("state", _("Состояние")),
        Field("region", _("Регион")),
        Field("title", _("Запрос")),
    )
    subtitle = _("данные по {day}", day=day(view.as_of, view.language))
    return listing("data.requests", title(frame["due_date"], view), subtitle, frame, fields, view, ACTIVITY.name)


def state_words(due: date, view: View) -> str:
    """Return whether a request is overdue where the data end, and for how long."""
    _, days = view.words, (view.as_of - due).days
    if days <= 0:
        return _("срок впереди")
    return _.many("просрочен на {number} день", "просрочен на {number} дней", days)


def title(due: pd.Series, view: View) -> str:
    """Return how many requests wait for an answer and how many of them are overdue."""
    _, overdue = view.words, int((due < view.as_of).sum())
    if due.empty:
        return _("Запросов без ответа нет")
    return _("Запросов без ответа: {count}, просрочено: {overdue}", count=len(due), overdue=overdue)
