"""A metric over time in every federal district: small lines on one scale."""

from dataclasses import replace

import pandas as pd

from dashboard.exhibits.common import titles
from dashboard.exhibits.common.standard import exhibit, lines, value_fields
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape
from dashboard.model.metric import Metric
from dashboard.queries import metric_values
from dashboard.queries.metric_words import subtitle
from dashboard.queries.own_end import at_end_of
from dashboard.queries.view import DISTRICT_BY_CODE, View, short_district


@at_end_of()
def multiples(metric: Metric, view: View) -> Exhibit:
    """Return the metric over time in every district, the largest first, with the compared period behind it."""
    _ = view.words
    seen = {code: in_district(view, code) for code in DISTRICT_BY_CODE}
    now = {code: metric_values.total(metric, own.filters, view.period).value for code, own in seen.items()}
    known = sorted((code for code in seen if now[code] > 0), key=lambda code: -now[code])
    parts = [lines(metric, seen[code]).assign(panel=short_district(code, view.language)) for code in known]
    columns = ["panel", "series", "role", "date", "value"]
    frame = pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)
    fields = [
        Field("panel", _("Федеральный округ")),
        Field("series", _("Период")),
        Field("date", _("Дата"), Shape.DATE),
        value_fields(metric, view)[0],
    ]
    made = exhibit(Kind.MULTIPLES, "multiples", metric, view, title(metric, view, now), frame, fields)
    return replace(made, subtitle=subtitle(metric, in_district(view, ""), compared=True))


def in_district(view: View, code: str) -> View:
    """Return the view of one district, of the whole country without a code."""
    return replace(view, filters=replace(view.filters, district=code, regions=()))


def title(metric: Metric, view: View, now: dict[str, float]) -> str:
    """Return in how many districts the metric grew, or which one leads when nothing is compared."""
    _, known = view.words, {code: value for code, value in now.items() if value > 0}
    if not known:
        return titles.nothing(view)
    best = max(known, key=known.__getitem__)
    leader = short_district(best, view.language)
    value = titles.value_words(metric, known[best], view)
    lead = _("Больше всего — {leaders}: {value}", leaders=leader, value=value)
    if view.compared is None:
        return lead
    before = {code: metric_values.total(metric, in_district(view, code).filters, view.compared).value for code in now}
    both = [code for code in now if now[code] == now[code] and before[code] == before[code]]
    grown = sum(now[code] > before[code] for code in both)
    if not both:
        return lead
    told = _.many("Рост в {number} округе из {all}", "Рост в {number} округах из {all}", grown, all=len(both))
    return f"{told}; {lead[0].lower()}{lead[1:]}"
