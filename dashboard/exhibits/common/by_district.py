"""A metric over time in every federal district: small lines on one scale."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from dashboard.exhibits.common.standard import exhibit, shape, value_fields
from dashboard.exhibits.common.titles.change_evidence import change_evidence
from dashboard.exhibits.common.titles.leaders import lead_words
from dashboard.exhibits.common.titles.quiet_words import known_words, nothing
from dashboard.exhibits.common.trend_lines import COLUMNS, line_words, lines
from dashboard.language.formats import names
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape
from dashboard.model.metric import Metric
from dashboard.queries import metric_values
from dashboard.queries.time.own_end import at_end_of
from dashboard.queries.view import View
from dashboard.queries.wording.metric_words import decimals, only_found, subtitle
from dashboard.queries.wording.view_words import DISTRICT_BY_CODE, short_district
from dashboard.truth.evidence import discoveries

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
    panels = [line.assign(panel=short_district(code, view.language), whole=now[code]) for code, line in drawn.items()]
    columns = ["panel", "whole", *COLUMNS]
    frame = pd.concat(panels, ignore_index=True)[columns] if panels else pd.DataFrame(columns=columns)
    fields = [
        Field("panel", _("Федеральный округ")),
        Field("whole", _("За весь период"), shape(metric), decimals(metric, view)),
        Field("series", _("Период")),
        Field("date", _("Дата"), Shape.DATE),
        value_fields(metric, view)[0],
    ]
    chart = exhibit(Kind.MULTIPLES, "multiples", metric, view, title(metric, view, now, tuple(drawn)), frame, fields)
    words = (subtitle(metric, in_district(view, ""), compared=True), line_words(frame, metric, view))
    return replace(chart, subtitle=" · ".join(filter(None, words)))


def in_district(view: View, code: str) -> View:
    """Return the view of one district, or of the whole country for an empty code."""
    return replace(view, filters=replace(view.filters, district=code, regions=()))


def title(metric: Metric, view: View, now: Mapping[str, float], drawn: Sequence[str]) -> str:
    """Return in which districts the metric changed beyond chance, and the leader of those drawn."""
    by_name = {short_district(code, view.language): now[code] for code in drawn}
    lead, country = lead_words(metric, by_name, view), in_district(view, "")
    if not lead:
        return nothing(view)
    if only_found(metric.register, country):
        return view.words("{metric}: показано найденное, округа не сравнить", metric=metric.title.of(view.language))
    stated = metric_values.known_by_region(metric, country.filters, view.period)
    if stated and (unknown := known_words(*stated, view)):
        return unknown
    changes = changes_words(metric, view, now)
    return f"{changes}; {lead[0].lower()}{lead[1:]}" if changes else lead


def changes_words(metric: Metric, view: View, now: Mapping[str, float]) -> str:
    """Return which districts rose and which fell beyond chance, or that none did; empty where no district can be tested.

    The districts of a page are one family of tests.
    """
    _, views = view.words, {code: in_district(view, code) for code in now if code != OUTSIDE}
    tested = {code: evidence for code, own in views.items() if (evidence := change_evidence(metric, own))}
    beyond_chance = discoveries([evidence.p for evidence in tested.values()])
    changed = [code for code, is_told in zip(tested, beyond_chance, strict=True) if is_told]
    if not changed or view.compared is None:
        return _("Отличимых от обычных колебаний изменений нет") if tested else ""
    before = {code: metric_values.total(metric, views[code].filters, view.compared).value for code in changed}
    rose, fell = (
        [short_district(code, view.language) for code in changed if side * (now[code] - before[code]) > 0]
        for side in (1, -1)
    )
    if rose and fell:
        return _("Рост: {rose}; снижение: {fell}", rose=names(rose, view.language), fell=names(fell, view.language))
    if rose:
        return _("Рост: {districts}", districts=names(rose, view.language))
    return _("Снижение: {districts}", districts=names(fell, view.language))
