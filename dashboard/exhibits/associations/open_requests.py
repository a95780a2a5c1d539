"""The requests of the association that regions have not answered."""

from collections.abc import Sequence
from datetime import date
from math import nan

from dashboard.exhibits.common.row_tables import LISTED, codes_to_names, in_words, picked
from dashboard.exhibits.common.standard import listing
from dashboard.language.formats import day
from dashboard.model.exhibit import Exhibit, Field, Shape
from dashboard.queries import newest_rows
from dashboard.queries.time.own_end import at_end_of
from dashboard.queries.view import View
from etl.datasets import REQUESTS


@at_end_of(REQUESTS.name)
def open_requests(view: View) -> Exhibit:
    """Return the requests a clerk's regions owe an answer to, those overdue at the end of the data first."""
    return waiting_list("data.requests", view.reader.regions, view)


@at_end_of(REQUESTS.name)
def waiting_requests(view: View) -> Exhibit:
    """Return the requests without an accepted answer in the regions of the selection, those due first on top."""
    return waiting_list("waiting_requests", picked(view), view)


def waiting_list(name: str, regions: Sequence[str], view: View) -> Exhibit:
    """Return requests as a list, each with how far it is over its day where the data of its own register end."""
    _, frame = view.words, newest_rows.open_requests(regions)
    frame["region"] = codes_to_names(frame["region"], view)
    frame["stage"] = in_words(frame["state"], REQUESTS.name, "state", view)
    frame["issued_by"] = in_words(frame["issued_by"], REQUESTS.name, "issued_by", view)
    frame["late"] = [days_late(due, end) for due, end in zip(frame["due_on"], frame["data_end"], strict=True)]
    fields = (
        Field("due_on", _("Срок ответа"), Shape.DATE),
        Field("late", _("Просрочка, дней"), Shape.NUMBER),
        Field("region", _("Регион")),
        Field("request", _("Запрос")),
        Field("issued_by", _("Кто поручил")),
        Field("stage", _("Состояние")),
    )
    subtitle = _("данные по {day}", day=day(view.as_of, view.language))
    return listing(
        name, title(*newest_rows.count_open_requests(regions), view), subtitle, frame, fields, view, REQUESTS.name
    )


def days_late(due: date, data_end: date) -> float:
    """Return for how many days a request is due where the data of its register end; NaN while it is not."""
    return float((data_end - due).days) if due <= data_end else nan


def title(count: int, overdue: int, view: View) -> str:
    """Return how many requests wait for an answer, how many of them are overdue, and how much of that the list shows."""
    _ = view.words
    if not count:
        return _("Запросов без ответа нет")
    words = _("Запросов без ответа: {count}, просрочено: {overdue}", count=count, overdue=overdue)
    return words if count <= LISTED else _("{rows}; показаны первые {shown}", rows=words, shown=LISTED)
