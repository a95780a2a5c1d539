"""The exhibits that any metric can have: card, map, ranking, trend; and what every other exhibit is built on."""

from collections.abc import Sequence
from dataclasses import replace
from math import nan

import pandas as pd

from dashboard.exhibits.common.titles.change_evidence import change_evidence, usual
from dashboard.exhibits.common.titles.change_words import change
from dashboard.exhibits.common.titles.leaders import NAMED
from dashboard.exhibits.common.titles.region_titles import map_title, ranking_title
from dashboard.exhibits.common.titles.trend_titles import trend_title
from dashboard.exhibits.common.trend_lines import line_words, lines
from dashboard.language.formats import number
from dashboard.language.phrases import Words
from dashboard.model.exhibit import Change, Exhibit, Field, Kind, Shape, State
from dashboard.model.metric import Aggregate, Metric
from dashboard.queries import metric_values, rate_bases, scopes
from dashboard.queries.made_once import made_once
from dashboard.queries.sums import amounts
from dashboard.queries.sums.municipalities import waiting_names
from dashboard.queries.time import metric_course
from dashboard.queries.time.own_end import at_end_of
from dashboard.queries.view import View, differ
from dashboard.queries.wording.metric_words import (
    completeness_words,
    decimals,
    no_data_words,
    normalisation_words,
    only_found,
    parameters,
    rate_reach,
    subtitle,
    unit_words,
)
from dashboard.queries.wording.view_words import (
    banner,
    compared_words,
    loaded_on,
    period_pair,
    region_name,
    source_words,
    unfinished_words,
)
from etl.datasets import DATASETS

RANKED = 10


def exhibit(
    kind: Kind, name: str, metric: Metric, view: View, title: str, frame: pd.DataFrame, fields: Sequence[Field]
) -> Exhibit:
    """Return an exhibit of a metric with its parameters, sources, dates and notes."""
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
    """Return the notes on these figures: those of the register, names that wait, and that the period is incomplete."""
    _, sentences = view.words, []
    for note in DATASETS[metric.register].notes:
        if note.measure == metric.measure:
            count = int(metric_values.sums(metric, view.filters, view.period)[note.counted])
            if count:
                sentences.append(f"{number(count, view.language)} {_.plural(count, note.words)}")
    if waiting := waiting_names(metric, scopes.chosen_regions(view.filters), view.period):
        sentences.append(
            _.many(
                "{number} название муниципалитета не распознано и не считается",
                "{number} названий муниципалитетов не распознано, они не считаются",
                waiting,
            )
        )
    return tuple(filter(None, (*sentences, unfinished_words(view))))


def shape(metric: Metric) -> Shape:
    """Return how a metric's values are written in a table."""
    return Shape.PERCENT if metric.is_percent else Shape.NUMBER


def value_fields(metric: Metric, view: View) -> list[Field]:
    """Return the table columns of a value and, for a ratio, of its numerator and denominator."""
    _ = view.words
    title = metric.title.of(view.language)
    rate = normalisation_words(metric, view)
    fields = [Field("value", f"{title}, {rate}" if rate else title, shape(metric), decimals(metric, view))]
    if metric.is_ratio:
        fields += [Field("part", _("Числитель"), Shape.NUMBER), Field("base", _("Знаменатель"), Shape.NUMBER)]
    return fields


def compared_fields(metric: Metric, view: View) -> list[Field]:
    """Return the table column of the value in the compared period; none when nothing is compared."""
    if view.compared is None:
        return []
    return [Field("previous", compared_words(view), shape(metric), decimals(metric, view))]


def all_regions(view: View) -> View:
    """Return the view without its picked regions, for exhibits in which they stand out among all the others."""
    return replace(view, filters=replace(view.filters, regions=()))


@at_end_of()
@made_once
def card(metric: Metric, view: View) -> Exhibit:
    """Return a headline number with its change and a line of its last months."""
    _ = view.words
    now = metric_values.total(metric, view.filters, view.period)
    before = metric_values.total(metric, view.filters, view.compared) if view.compared else None
    evidence = change_evidence(metric, view)
    frame = pd.DataFrame(
        {"value": [now.value], "previous": [before.value if before else nan], "part": [now.part], "base": [now.base]}
    )
    fields = [*value_fields(metric, view), *compared_fields(metric, view)]
    number_card = exhibit(Kind.NUMBER, "card", metric, view, metric.title.of(view.language), frame, fields)
    return replace(
        number_card,
        unit=_("из {number}", number=int(now.base)) if metric.aggregate is Aggregate.COVERAGE else number_card.unit,
        change=change(metric, now, before, _, evidence, usual(metric, evidence, now, view)) or not_compared(now, view),
        trail=metric_course.last_values(metric, view),
        context=card_context(metric, now, view),
    )


def not_compared(now: amounts.Amount, view: View) -> Change | None:
    """Return in place of a change why a number is not compared; None where nothing was to be compared."""
    return Change(view.incomparable) if view.incomparable and now.value == now.value else None


def card_context(metric: Metric, now: amounts.Amount, view: View) -> str:
    """Return the line under a card: the fraction behind a share, and the periods compared.

    A share names its period only where the cards beside it may have another one.
    """
    _, language = view.words, view.language
    if now.state is State.NO_DATA or (metric.is_percent and not now.base):
        return no_data_words(view)
    if metric.is_percent:
        fraction = _("{part} из {base}", part=number(now.part, language), base=number(now.base, language))
        if metric_values.is_census(metric) and only_found(metric.register, view):
            fraction = _(
                "не менее {fraction}", fraction=fraction
            )  # the base is whole, more may have come than was found
        if now.whole == now.whole:
            return _(
                "известно для {base} из {whole}", base=number(now.base, language), whole=number(now.whole, language)
            )
        small = small_words(now, _) if now.state is State.NO_BASE else ""
        period = period_pair(view) if view.period.season or differ(view) else ""
        return " · ".join(filter(None, (fraction, small, completeness_words(metric, view), period)))
    return " · ".join(filter(None, (rate_reach(metric, view), completeness_words(metric, view), period_pair(view))))


def small_words(now: amounts.Amount, _: Words) -> str:
    """Return why a fraction is no share: its base is small, or only published totals that say nothing of their entries."""
    return _("опубликованные итоги: доли нет") if now.base >= amounts.SMALL_BASE else _("мало для доли")


@at_end_of()
@made_once
def region_map(metric: Metric, view: View, name: str = "map") -> Exhibit:
    """Return the map of a metric, with the identity of its total where it has one."""
    _ = view.words
    frame = metric_values.by_region(metric, view.filters, view.period)
    frame.insert(1, "name", [region_name(code, view.language) for code in frame["code"]])
    fields = [Field("name", _("Регион")), *value_fields(metric, view)]
    stated = metric_values.known_by_region(metric, view.filters, view.period)
    mapped = exhibit(Kind.MAP, name, metric, view, map_title(metric, frame, view, stated), frame, fields)
    return replace(
        mapped,
        subtitle=subtitle(metric, all_regions(view)),
        selected=view.filters.regions,
        identity=metric_values.identity(metric, view.filters, view.period),
        notes=(*mapped.notes, *shared_note(metric, view)),
    )


def tiles(mapped: Exhibit) -> Exhibit:
    """Return a map as equal squares, in which a small region is as large as any other."""
    return replace(mapped, kind=Kind.TILES, name=f"tiles.{mapped.name}")


def shared_note(metric: Metric, view: View) -> tuple[str, ...]:
    """Return the note that regions add up to more than the total, when they do."""
    if not rate_bases.once_counted(metric):
        return ()
    _ = view.words
    return (_("Мероприятие нескольких регионов считается в каждом из них, а в итоге — один раз"),)


@at_end_of()
@made_once
def ranking(metric: Metric, view: View, most: int = RANKED, name: str = "ranking") -> Exhibit:
    """Return the regions with the largest values and the picked ones, each with its value in the compared period."""
    _ = view.words
    full = ranked(metric, view)
    is_picked = full["key"].isin(view.filters.regions) & full["value"].notna()
    bars = foremost(full[(full["value"] > 0) | is_picked], view.filters.regions, most)
    fields = [Field("name", _("Регион")), *value_fields(metric, view), *compared_fields(metric, view)]
    stated = metric_values.known_by_region(metric, view.filters, view.period)
    title = ranking_title(metric, full, view, stated)
    chart = exhibit(Kind.BAR, name, metric, view, title, bars, fields)
    subtitle_words = subtitle(metric, all_regions(view), compared=True)
    return replace(chart, subtitle=subtitle_words, selected=view.filters.regions, full=full)


def ranked(metric: Metric, view: View) -> pd.DataFrame:
    """Return every region by value, the largest first, with its name and its value in the compared period."""
    frame = metric_values.by_region(metric, view.filters, view.period).rename(columns={"code": "key"})
    if view.compared:
        frame["previous"] = metric_values.by_region(metric, view.filters, view.compared)["value"]
    frame["name"] = [region_name(code, view.language) for code in frame["key"]]
    return frame.sort_values("value", ascending=False, kind="stable", ignore_index=True)


def foremost(frame: pd.DataFrame, regions: Sequence[str], most: int) -> pd.DataFrame:
    """Return the rows of the picked regions and the first others: `most` in all, and never without the leaders."""
    if not regions:
        return frame.head(most)
    picked = frame["key"].isin(regions)
    others = (~picked).cumsum() <= max(most - picked.sum(), NAMED)
    return frame[picked | others].reset_index(drop=True)


@at_end_of()
@made_once
def trend(metric: Metric, view: View, name: str = "trend") -> Exhibit:
    """Return a metric over time, with the compared period behind it, shifted onto the current days."""
    _ = view.words
    now = metric_values.total(metric, view.filters, view.period)
    before = metric_values.total(metric, view.filters, view.compared) if view.compared else None
    frame, evidence = lines(metric, view), change_evidence(metric, view)
    title = trend_title(metric, now, before, view, evidence)
    fields = [Field("series", _("Период")), Field("date", _("Дата"), Shape.DATE), *value_fields(metric, view)[:1]]
    chart = exhibit(Kind.LINE, name, metric, view, title, frame, fields)
    line = with_reach(subtitle(metric, view, compared=True), metric, view)
    words = (line, line_words(frame, metric, view), usual(metric, evidence, now, view))
    return replace(chart, subtitle=" · ".join(filter(None, words)))


def with_reach(line: str, metric: Metric, view: View) -> str:
    """Return the line under a title with what a rate of the whole selection covers."""
    return " · ".join(filter(None, (line, rate_reach(metric, view))))


def listing(
    name: str,
    title: str,
    subtitle_words: str,
    frame: pd.DataFrame,
    fields: Sequence[Field],
    view: View,
    register: str = "",
) -> Exhibit:
    """Return a table, with the source and date of its register, if it is of one."""
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
