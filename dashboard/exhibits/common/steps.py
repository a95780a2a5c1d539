"""How far things came: a bar for each step of their way, with what is known of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import nan

import pandas as pd

from dashboard.engine.sums import Row
from dashboard.exhibits.common.standard import exhibit
from dashboard.exhibits.common.titles.quiet_words import nothing
from dashboard.language.formats import number, percent, period_text
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.model.metric import Metric
from dashboard.queries import metric_values
from dashboard.queries.sums import amounts
from dashboard.queries.view import View
from dashboard.queries.wording.metric_words import only_found
from dashboard.queries.wording.view_words import place
from etl.words import Text


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, the measure that counts what came so far, and the one that counts the rows that state it.

    Without a second measure every row states it, and the first step is what the others are shares of.
    """

    name: Text
    measure: str
    known: str = ""


def steps_exhibit(name: str, metric: Metric, view: View, steps: Sequence[Step], notes: Sequence[str]) -> Exhibit:
    """Return the steps as bars, in their order; the title tells the numbers of those that are known."""
    view = view.absolute
    _, sums = view.words, metric_values.sums(metric, view.filters, view.period)
    base = 0.0 if only_found(metric.register, view) else float(sums[steps[0].measure])
    rows = [step_row(step, base, sums, view) for step in steps] if sums["rows"] else []
    frame = pd.DataFrame(rows, columns=["key", "name", "value", "state", "text", "stated"])
    title = steps_title(frame, view) if rows else nothing(view)
    fields = [Field("name", _("Шаг")), Field("value", _("Число"), Shape.NUMBER), Field("stated", _("Что известно"))]
    chart = exhibit(Kind.BAR, name, metric, view, title, frame, fields)
    if rows and only_found(metric.register, view):
        notes = (*notes, _("Показано найденное: долей нет"))
    words = f"{period_text(view.period, view.language)} · {place(view.filters, view.language)}"
    return replace(chart, name=name, subtitle=words, unit="", notes=(*chart.notes, *notes))


def step_row(step: Step, base: float, sums: Row, view: View) -> tuple[str, str, float, str, str, str]:
    """Return key, name, value, state, the words beside the bar, and what is known of a step."""
    _, value, name = view.words, float(sums[step.measure]), step.name.of(view.language)
    if step.known and not sums[step.known]:
        return step.measure, name, nan, State.NO_DATA.value, _("нет данных"), stated_words(step, sums, view)
    state = State.VALUE if value else State.ZERO
    return step.measure, name, value, state.value, step_words(step, base, value, view), stated_words(step, sums, view)


def step_words(step: Step, base: float, value: float, view: View) -> str:
    """Return the number of a step with its share of the first one, `base`, where all rows state both.

    There is no share on a small base, and none of what was only found, whose base is 0.
    """
    written, share = number(value, view.language), amounts.share(value, base).value
    if step.known or share != share or value == base:
        return written
    return f"{written} · {percent(share, view.language, 0)}"


def stated_words(step: Step, sums: Row, view: View) -> str:
    """Return in how many of the rows a step is stated."""
    _, rows = view.words, float(sums["rows"])
    stated = float(sums[step.known]) if step.known else rows
    return _("в {part} из {whole} строк", part=number(stated, view.language), whole=number(rows, view.language))


def steps_title(frame: pd.DataFrame, view: View) -> str:
    """Return the numbers of the steps that are known: «подано 120, направлено 60, учтено 20», with a capital letter."""
    stated = frame[frame["state"] != State.NO_DATA.value]
    words = ", ".join(
        f"{name} {number(value, view.language)}" for name, value in zip(stated["name"], stated["value"], strict=True)
    )
    return words[:1].upper() + words[1:] if words else nothing(view)
