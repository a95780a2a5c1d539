"""What became of the initiatives: from submitted to taken up, and the list of them."""

from dashboard.exhibits.common.row_tables import (
    LISTED,
    codes_to_names,
    days_in_words,
    in_words,
    list_title,
    picked,
    under,
)
from dashboard.exhibits.common.standard import listing
from dashboard.exhibits.common.steps import Step, steps_exhibit
from dashboard.exhibits.common.titles.quiet_words import counted_words
from dashboard.model.exhibit import Exhibit, Field, Shape
from dashboard.model.metrics import METRICS
from dashboard.queries import newest_rows
from dashboard.queries.time.own_end import at_end_of
from dashboard.queries.view import View
from etl.datasets import INITIATIVES
from etl.words import Text

STEPS = (
    Step(Text("подано", "submitted"), "initiatives"),
    Step(Text("рассмотрено или в работе", "considered or in work"), "considered"),
    Step(Text("направлено", "sent on"), "sent"),
    Step(Text("учтено", "taken up"), "taken_up"),
    Step(Text("отклонено", "refused"), "refused"),
)
WORDS = ("kind", "audience", "state")


@at_end_of(INITIATIVES.name)
def initiative_path(view: View) -> Exhibit:
    """Return how many of the initiatives of a period came to each state; shares are of those submitted."""
    note = view.words("Отклонённые рассмотрены; направлялись ли они, реестр не говорит")
    return steps_exhibit("initiative_path", METRICS["initiatives"], view, STEPS, (note,))


@at_end_of(INITIATIVES.name)
def initiative_list(view: View) -> Exhibit:
    """Return the newest initiatives of the period and where each is."""
    _ = view.words
    columns = ("day", "day_end", "region", "municipality", "proposal", *WORDS, "forum", "decided_on", "source_url")
    frame = newest_rows.rows(INITIATIVES.name, columns, view.period, picked(view), LISTED)
    frame = frame.assign(day_words=days_in_words(frame, view), region=codes_to_names(frame["region"], view))
    for name in WORDS:
        frame[name] = in_words(frame[name], INITIATIVES.name, name, view)
    fields = (
        Field("day", _("Дата"), Shape.DATE),
        Field("region", _("Регион")),
        Field("municipality", _("Муниципалитет")),
        Field("proposal", _("Инициатива")),
        Field("kind", _("Вид")),
        Field("audience", _("Чья инициатива")),
        Field("forum", _("Где прозвучала")),
        Field("state", _("Состояние")),
        Field("decided_on", _("Дата решения"), Shape.DATE),
        Field("source_url", _("Источник"), Shape.LINK),
    )
    return listing("initiative_list", title(view), under(view), frame, fields, view, INITIATIVES.name)


def title(view: View) -> str:
    """Return how many initiatives the period has."""
    _, rows = view.words, newest_rows.count_rows(INITIATIVES.name, view.period, picked(view))
    if not rows:
        return _("Записей об инициативах за период нет")
    counted = _.many("{number} инициатива", "{number} инициатив", rows)
    return list_title(counted_words(counted, INITIATIVES.name, view), rows, view)
