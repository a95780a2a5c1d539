"""From applying to an appointment: how many came so far, in all and by stream; counts alone, never persons."""

import pandas as pd

from dashboard.exhibits.common.row_tables import count_words, under
from dashboard.exhibits.common.standard import listing
from dashboard.exhibits.common.steps import Step, steps_exhibit
from dashboard.exhibits.common.titles.quiet_words import counted_words
from dashboard.model.exhibit import Exhibit, Field
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values
from dashboard.queries.time.own_end import at_end_of
from dashboard.queries.view import View
from dashboard.queries.wording.view_words import member_name
from etl.datasets import TRAINING
from etl.words import Text

STEPS = tuple(
    Step(name, measure, f"{measure}_known")
    for measure, name in (
        ("applied", Text("подали заявки", "applied")),
        ("admitted", Text("зачислены", "admitted")),
        ("finished", Text("окончили", "finished")),
        ("projects_defended", Text("защитили проекты", "projects defended")),
        ("appointed", Text("назначены", "appointed")),
    )
)


@at_end_of(TRAINING.name)
def training_path(view: View) -> Exhibit:
    """Return how many people of the streams that start in the period came to each step."""
    note = view.words("Доли между шагами не показаны: числа известны по разным строкам")
    return steps_exhibit("training_path", METRICS["admitted"], view, STEPS, (note,))


@at_end_of(TRAINING.name)
def stream_table(view: View) -> Exhibit:
    """Return the streams of the period, those with most applicants first, each with the numbers that are known of it."""
    _, view = view.words, view.absolute
    counts = {step.measure: stream_counts(step, view) for step in STEPS}
    members = list(dict.fromkeys(member for of_step in counts.values() for member in of_step))
    frame = pd.DataFrame({"stream": [member_name(TRAINING.name, "stream", one, view.language) for one in members]})
    for measure, of_step in counts.items():
        frame[measure] = [count_words(of_step.get(one), "", "", view) for one in members]
    fields = (Field("stream", _("Программа и поток")), *(Field(step.measure, titled(step, view)) for step in STEPS))
    title = _("Записей о потоках за период нет")
    if members:
        counted = _.many("{number} поток", "{number} потоков", len(members))
        title = counted_words(counted, TRAINING.name, view)
    return listing("stream_table", title, under(view), frame, fields, view, TRAINING.name)


def titled(step: Step, view: View) -> str:
    """Return the name of a step as a heading."""
    name = step.name.of(view.language)
    return name[:1].upper() + name[1:]


def stream_counts(step: Step, view: View) -> dict[str, float]:
    """Return the number of a step by stream, of the streams that state it."""
    metric = next(one for one in METRICS.values() if one.register == TRAINING.name and one.measure == step.measure)
    frame = metric_values.by_member(metric, "stream", view.filters, view.period)
    return dict(zip(frame["member"], frame["value"].astype(float), strict=True))
