"""The exhibits a page is composed of: a metric and a view in, an answer with its title, frame and honesty out."""

from collections.abc import Sequence
from dataclasses import replace
from math import nan

import pandas as pd

from dashboard.exhibits.common import titles
from dashboard.exhibits.common.change_words import change
from dashboard.language.formats import number
from dashboard.model.exhibit import Exhibit, Field, Kind, Role, Shape, State
from dashboard.model.metric import Aggregate, Metric
from dashboard.queries import metric_course, metric_values
from dashboard.queries.made_once import made_once
from dashboard.queries.metric_words import decimals, normalisation_words, parameters, subtitle, unit_words
from dashboard.queries.own_end import at_end_of
from dashboard.queries.view import (
    View,
    banner,
    compared_words,
    differ,
    loaded_on,
    periods_words,
    region_name,
    series_words,
    source_words,
    unfinished_words,
)
from etl.datasets import DATASETS

RANKED = 10


def exhibit(
    kind: Kind, name: str, metric: Metric, view: View, title: str, frame: pd.DataFrame, fields: Sequence[Field]
) -> Exhibit:
    """Return an exhibit of a metric with everything that says where it comes from."""
    return Exhibit(
        f"{name}.{metric.name}",
        kind,
        title,
        subtitle(metric, view),
        frame,
        tuple(fields),
        metric,
        unit_words(metric, view),
        decimals(metric, view),
        parameters=parameters(metric, view),
        source=source_words(metric.register, view.language),
        loaded=loaded_on(metric.register),
        banner=banner(view.language),
        language=view.language,
        notes=notes(metric, view),
    )


def notes(metric: Metric, view: View) -> tuple[str, ...]:
    """Return what a reader must know of these very figures: the notes of the register, an incomplete period."""
    _, told = view.words, []
    for note in DATASETS[metric.register].notes:
        if note.measure == metric.measure:
            count = int(metric_values.sums(metric, view.filters, view.period)[note.counted])
            told += [f"{number(count, view.language)} {_.plural(count, note.words)}"] if count else []
    return tuple(filter(None, (*told, unfinished_words(view))))


def shape(metric: Metric) -> Shape:
    """Return how a metric's values stand in a table."""
    return Shape.PERCENT if metric.is_percent else Shape.NUMBER


def value_fields(metric: Metric, view: View) -> list[Field]:
    """Return the table columns of a value and, for a ratio, of what it is made of."""
    _ = view.words
    title = metric.title.of(view.language)
    rate = normalisation_words(metric, view)
    fields = [Field("value", f"{title}, {rate}" if rate else title, shape(metric), decimals(metric, view))]
    if metric.is_ratio:
        fields += [Field("part", _("Числитель"), Shape.NUMBER), Field("base", _("Знаменатель"), Shape.NUMBER)]
    return fields


@at_end_of()
@made_once
def card(metric: Metric, view: View) -> Exhibit:
    """Return a headline number with its change and its twelve last months."""
    _ = view.words
    now = metric_values.total(metric, view.filters, view.period)
    before = metric_values.total(metric, view.filters, view.compared) if view.compared else None
    known = [value for value in metric_course.course(metric, view.filters, view.period).values() if value == value]
    frame = pd.DataFrame(
        {"value": [now.value], "previous": [before.value if before else nan], "part": [now.part], "base": [now.base]}
    )
    compared = [Field("previous", compared_words(view), shape(metric), decimals(metric, view))] if view.compared else []
    made = exhibit(
        Kind.NUMBER,
        "card",
        metric,
        view,
        metric.title.of(view.language),
        frame,
        [*value_fields(metric, view), *compared],
    )
    return replace(
        made,
        unit=_("из {number}", number=int(now.base)) if metric.aggregate is Aggregate.COVERAGE else made.unit,
        change=change(metric, now, before, _),
        trail=tuple(known[-24:]),
        context=card_context(metric, now, view),
    )


def card_context(metric: Metric, now: metric_values.Amount, view: View) -> str:
    """Return the line under a card: what it rests on, and the periods compared.

    A share names its period only where the cards beside it may have another one.
    """
    _, language = view.words, view.language
    if now.state is State.NO_DATA or (metric.is_percent and not now.base):
        return _("нет данных за период")
    if metric.is_percent:
        made = _("{part} из {base}", part=number(now.part, language), base=number(now.base, language))
        small = _("мало для доли") if now.state is State.NO_BASE else ""
        return " · ".join(filter(None, (made, small, periods_words(view) if differ(view) else "")))
    return periods_words(view)


@at_end_of()
@made_once
def region_map(metric: Metric, view: View, name: str = "map") -> Exhibit:
    """Return the map of a metric, with the identity of its total where it has one."""
    _ = view.words
    frame = metric_values.by_region(metric, view.filters, view.period)
    frame.insert(1, "name", [region_name(code, view.language) for code in frame["code"]])
    fields = [Field("name", _("Регион")), *value_fields(metric, view)]
    made = exhibit(Kind.MAP, name, metric, view, titles.map_title(metric, frame, view), frame, fields)
    everywhere = replace(view, filters=replace(view.filters, regions=()))
    return replace(
        made,
        subtitle=subtitle(metric, everywhere),
        selected=view.filters.regions,
        identity=metric_values.identity(metric, view.filters, view.period),
        notes=(*made.notes, *shared_note(metric, view)),
    )


def tiles(mapped: Exhibit) -> Exhibit:
    """Return a map as equal squares: the same answer, in which a small region is as large as any."""
    return replace(mapped, kind=Kind.TILES, name=f"tiles.{mapped.name}")


def shared_note(metric: Metric, view: View) -> tuple[str, ...]:
    """Return why regions add up to more than the total, when they do."""
    if not metric_values.once_counted(metric):
        return ()
    _ = view.words
    return (_("Мероприятие нескольких регионов считается в каждом из них, а в итоге — один раз"),)


@at_end_of()
@made_once
def ranking(metric: Metric, view: View, most: int = RANKED, name: str = "ranking") -> Exhibit:
    """Return the regions with the largest values, the picked ones standing out, each with its value in the compared period."""
    _ = view.words
    full = ranked(metric, view)
    shown = foremost(full[full["value"] > 0], view.filters.regions, most)
    compared = [Field("previous", compared_words(view), shape(metric), decimals(metric, view))] if view.compared else []
    title = titles.ranking_title(full["key"][full["value"] > 0].tolist(), view)
    made = exhibit(
        Kind.BAR,
        name,
        metric,
        view,
        title,
        shown,
        [Field("name", _("Регион")), *value_fields(metric, view), *compared],
    )
    everywhere = replace(view, filters=replace(view.filters, regions=()))
    under = subtitle(metric, everywhere, compared=True)
    return replace(made, subtitle=under, selected=view.filters.regions, full=full)


def ranked(metric: Metric, view: View) -> pd.DataFrame:
    """Return every region, the largest value first, with its name and its value in the compared period."""
    frame = metric_values.by_region(metric, view.filters, view.period).rename(columns={"code": "key"})
    if view.compared:
        frame["previous"] = metric_values.by_region(metric, view.filters, view.compared)["value"]
    frame["name"] = [region_name(code, view.language) for code in frame["key"]]
    return frame.sort_values("value", ascending=False, kind="stable", ignore_index=True)


def foremost(frame: pd.DataFrame, regions: Sequence[str], most: int) -> pd.DataFrame:
    """Return the first rows, and the picked regions wherever they stand: so many in all, more only when more are picked."""
    if not regions:
        return frame.head(most)
    picked = frame["key"].isin(regions)
    others = (~picked).cumsum() <= most - picked.sum()
    return frame[picked | others].reset_index(drop=True)


@at_end_of()
@made_once
def trend(metric: Metric, view: View, name: str = "trend") -> Exhibit:
    """Return a metric over time, the compared period behind it, its days shifted onto the current ones."""
    _ = view.words
    now = metric_values.total(metric, view.filters, view.period)
    before = metric_values.total(metric, view.filters, view.compared) if view.compared else None
    frame = lines(metric, view)
    fields = [Field("series", _("Период")), Field("date", _("Дата"), Shape.DATE), *value_fields(metric, view)[:1]]
    made = exhibit(Kind.LINE, name, metric, view, titles.trend_title(metric, now, before, view), frame, fields)
    return replace(made, subtitle=subtitle(metric, view, compared=True))


def lines(metric: Metric, view: View) -> pd.DataFrame:
    """Return the current line of a selection and the compared one, its days shifted onto the current ones."""
    current, names = metric_course.course(metric, view.filters, view.period), series_words(view)
    drawn = [(names[0], Role.CURRENT, current)]
    if view.compared:
        drawn.insert(0, (names[1], Role.COMPARISON, metric_course.course(metric, view.filters, view.compared)))
    points = [
        (name, role.value, day, value)
        for name, role, line in drawn
        for day, value in zip(current, line.values(), strict=False)
    ]
    frame = pd.DataFrame(points, columns=["series", "role", "date", "value"])
    return frame.astype({"date": "datetime64[s]", "value": float})


def listing(
    name: str,
    title: str,
    subtitle_words: str,
    frame: pd.DataFrame,
    fields: Sequence[Field],
    view: View,
    register: str = "",
) -> Exhibit:
    """Return a table as an exhibit."""
    return Exhibit(
        name,
        Kind.TABLE,
        title,
        subtitle_words,
        frame,
        tuple(fields),
        parameters=parameters(None, view),
        source=source_words(register, view.language) if register else "",
        loaded=loaded_on(register) if register else None,
        banner=banner(view.language),
        language=view.language,
    )
