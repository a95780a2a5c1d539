"""A metric over time in every federal district: small lines on one scale."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from dashboard.exhibits.common import titles
from dashboard.exhibits.common.standard import exhibit, value_fields
from dashboard.exhibits.common.trend_lines import COLUMNS, line_words, lines
from dashboard.language.formats import rounded
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape
from dashboard.model.metric import Metric
from dashboard.queries import metric_values
from dashboard.queries.metric_words import decimals, subtitle
from dashboard.queries.own_end import at_end_of
from dashboard.queries.view import DISTRICT_BY_CODE, View, short_district

OUTSIDE = "NONE"  # the regions outside any federal district: drawn, and no district


@at_end_of()
def multiples(metric: Metric, view: View) -> Exhibit:
    """Return the metric over time in each district, the largest first, with the compared period behind it."""
    _ = view.words
    views = {code: in_district(view, code) for code in DISTRICT_BY_CODE}
    now = {
        code: metric_values.total(metric, district_view.filters, view.period).value
        for code, district_view in views.items()
    }
    largest_first = sorted((code for code in views if now[code] > 0), key=lambda code: -now[code])
    drawn = {code: line for code in largest_first if len(line := lines(metric, views[code]))}
    panels = [line.assign(panel=panel_name(metric, code, now[code], view)) for code, line in drawn.items()]
    columns = ["panel", *COLUMNS]
    frame = pd.concat(panels, ignore_index=True)[columns] if panels else pd.DataFrame(columns=columns)
    fields = [
        Field("panel", _("Федеральный округ")),
        Field("series", _("Период")),
        Field("date", _("Дата"), Shape.DATE),
        value_fields(metric, view)[0],
    ]
    chart = exhibit(Kind.MULTIPLES, "multiples", metric, view, title(metric, view, now, tuple(drawn)), frame, fields)
    words = (subtitle(metric, in_district(view, ""), compared=True), line_words(frame, metric, view))
    return replace(chart, subtitle=" · ".join(filter(None, words)))


def panel_name(metric: Metric, code: str, value: float, view: View) -> str:
    """Return the name of a district with its value over the whole period, which a line of months does not show."""
    return f"{short_district(code, view.language)}: {titles.short_words(metric, value, view)}"


def in_district(view: View, code: str) -> View:
    """Return the view of one district, or of the whole country for an empty code."""
    return replace(view, filters=replace(view.filters, district=code, regions=()))


def title(metric: Metric, view: View, now: Mapping[str, float], drawn: Sequence[str]) -> str:
    """Return the number of districts in which the metric grew and the leader of those drawn; the leader alone when nothing is compared."""
    _ = view.words
    by_name = {short_district(code, view.language): now[code] for code in drawn}
    lead = titles.lead_words(metric, by_name, view)
    if not lead:
        return titles.nothing(view)
    known = metric_values.known_by_region(metric, in_district(view, "").filters, view.period)
    unranked = titles.unranked_title(metric, in_district(view, ""))
    if unknown := unranked or (known and titles.known_words(*known, view)):
        return unknown
    if view.compared is None:
        return lead
    before = {
        code: metric_values.total(metric, in_district(view, code).filters, view.compared).value
        for code in now
        if code != OUTSIDE
    }
    comparable = [code for code in before if now[code] == now[code] and before[code] == before[code]]
    both = [code for code in comparable if max(now[code], before[code]) > 0]
    places = decimals(metric, view)
    grown = sum(rounded(now[code], places) > rounded(before[code], places) for code in both)
    if not both:
        return lead
    growth = _.many("Рост в {number} округе из {all}", "Рост в {number} округах из {all}", grown, all=len(both))
    return f"{growth}; {lead[0].lower()}{lead[1:]}"
