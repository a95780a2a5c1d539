"""The places of the rating: the first ones as bars, all of them as a map and as a table."""

from collections.abc import Hashable, Mapping
from dataclasses import replace

import pandas as pd

from dashboard.exhibits.rating.index import INDEX
from dashboard.exhibits.rating.interval_words import place_fields, range_words, with_words
from dashboard.exhibits.rating.place_intervals import LOWER, MIDDLE, UPPER
from dashboard.exhibits.rating.rating import Standing, exhibit, no_rating
from dashboard.language.formats import names, number
from dashboard.language.phrases import Words
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.queries.view import View
from dashboard.queries.wording.view_words import compared_words, region_name
from dashboard.truth.intervals import overlap

NAMED_IN_TITLE = 2


def places(standing: Standing) -> Exhibit:
    """Return the regions with the highest index as bars, each with the interval of its place."""
    view, _ = standing.view, standing.view.words
    ranked = standing.top_places
    frame = with_words(ranked, view).assign(
        key=ranked.index,
        name=[region_name(str(code), view.language) for code in ranked.index],
        value=ranked["index"],
        state=State.VALUE.value,
        text=[place_words(row, view) for row in ranked.to_dict("records")],
    )
    fields = [
        Field("name", _("Регион")),
        Field("value", INDEX.title.of(view.language), Shape.NUMBER, INDEX.decimals),
        *place_fields(view),
    ]
    chart = exhibit(Kind.BAR, "places", standing, places_title(standing), frame, fields)
    return replace(chart, subtitle=f"{chart.subtitle} · " + _("в скобках — интервал места"))


def place_words(row: Mapping[Hashable, float], view: View) -> str:
    """Return the index and the interval of the place, «72,4 (2–6)»."""
    return f"{number(row['index'], view.language, INDEX.decimals)} ({range_words(row)})"


def places_title(standing: Standing) -> str:
    """Return how many regions are in the upper and in the lower band, or that the places cannot be told apart."""
    _, ranked = standing.view.words, standing.rating.ranked
    if ranked.empty:
        return no_rating(standing)
    upper, middle, lower = ((ranked["band"] == band).sum() for band in (UPPER, MIDDLE, LOWER))
    if not upper and not lower:
        return _("Первых и последних нет: места {all} регионов от середины не отличить", all=len(ranked))
    middle_words = _("остальных от середины не отличить ({middle} из {all})", middle=middle, all=len(ranked))
    if upper and lower:
        return _(
            "Верхняя группа — {upper}, нижняя — {lower}; {middle}",
            upper=region_count(upper, _),
            lower=region_count(lower, _),
            middle=middle_words,
        )
    if upper:
        return _("Верхняя группа — {upper}; {middle}", upper=region_count(upper, _), middle=middle_words)
    return _("Нижняя группа — {lower}; {middle}", lower=region_count(lower, _), middle=middle_words)


def region_count(count: int, _: Words) -> str:
    """Return a number of regions in words."""
    return _.many("{number} регион", "{number} регионов", int(count))


def index_map(standing: Standing) -> Exhibit:
    """Return the map of the index; a region without a place has no data or too little."""
    _, regions = standing.view.words, standing.rating.places
    absent = regions["weight_known"].map(lambda share: State.NO_BASE.value if share > 0 else State.NO_DATA.value)
    ranked = with_words(standing.rating.ranked, standing.view)
    frame = regions.assign(
        code=regions.index,
        name=[region_name(str(code), standing.view.language) for code in regions.index],
        value=regions["index"],
        state=absent.where(regions["rank"].isna(), State.VALUE.value),
        band_words=[ranked["band_words"].get(code, "") for code in regions.index],
    )
    placed_count, all_ = len(standing.rating.ranked), len(regions)
    title = _.many(
        "Место есть у {number} региона из {all}", "Место есть у {number} регионов из {all}", placed_count, all=all_
    )
    title = title if placed_count else no_rating(standing)
    fields = [
        Field("name", _("Регион")),
        Field("value", INDEX.title.of(standing.view.language), Shape.NUMBER, INDEX.decimals),
        *place_fields(standing.view),
    ]
    mapped = exhibit(Kind.MAP, "index_map", standing, title, frame, fields)
    return replace(mapped, subtitle=f"{mapped.subtitle} · " + _("«нет базы» — данных мало для места"))


def place_table(standing: Standing) -> Exhibit:
    """Return the interval of every place, whether it moved since the compared period, and the share of the weight known."""
    view = standing.view
    _ = view.words
    frame = with_words(standing.rating.ranked, view)
    frame = frame.assign(
        name=[region_name(str(code), view.language) for code in frame.index], share=100 * frame["weight_known"]
    )
    moves_fields = []
    if standing.before is not None:
        frame = frame.join(moves(standing))
        moves_fields = [
            Field("was", _("Место, {period}", period=compared_words(view))),
            Field("moved", _("Сдвиг")),
        ]
    fields = [
        Field("name", _("Регион")),
        *place_fields(view),
        Field("index", INDEX.title.of(view.language), Shape.NUMBER, INDEX.decimals),
        *moves_fields,
        Field("cause_words", _("Что двигает место больше всего")),
        Field("share", _("Известно весов"), Shape.PERCENT),
    ]
    return exhibit(Kind.TABLE, "place_table", standing, moved_title(standing), frame, fields)


def moves(standing: Standing) -> pd.DataFrame:
    """Return the interval of every region's place in the compared period, and whether the place is now higher or lower.

    Intervals that share a place tell no move; a region without a place then is not compared.
    """
    _, now = standing.view.words, standing.rating.ranked
    columns = ["first", "last"]
    was = standing.before.places[columns] if standing.before is not None else pd.DataFrame(columns=columns)
    then = was.reindex(now.index)
    rows = [move(*ends) for ends in zip(now["first"], now["last"], then["first"], then["last"], strict=True)]
    words = {1: _("выше"), -1: _("ниже"), 0: _("не отличить"), None: ""}
    return pd.DataFrame(
        {
            "was": [range_words(row) if row["first"] == row["first"] else "" for row in then.to_dict("records")],
            "direction": rows,
            "moved": [words[direction] for direction in rows],
        },
        index=now.index,
    )


def move(first: float, last: float, first_then: float, last_then: float) -> int | None:
    """Return 1 for a place above the one then, -1 for one below, 0 when the intervals share a place, None without one then."""
    if first_then != first_then:
        return None
    if overlap(first, last, first_then, last_then):
        return 0
    return 1 if last < first_then else -1


def moved_title(standing: Standing) -> str:
    """Return which regions have moved since the compared period beyond doubt, or the number of places."""
    view, ranked = standing.view, standing.rating.ranked
    _ = view.words
    if ranked.empty:
        return no_rating(standing)
    if standing.before is None or standing.before.ranked.empty:
        return _.many("Все места: {number} регион", "Все места: {number} регионов", len(ranked))
    direction, period = moves(standing)["direction"], compared_words(view)
    higher, lower = (moved_names(ranked[direction == side], view) for side in (1, -1))
    if higher and lower:
        return _(
            "По сравнению с {period} поднялись: {higher}; опустились: {lower}",
            period=period,
            higher=higher,
            lower=lower,
        )
    if higher:
        return _("По сравнению с {period} поднялись: {higher}", period=period, higher=higher)
    if lower:
        return _("По сравнению с {period} опустились: {lower}", period=period, lower=lower)
    return _("По сравнению с {period} ни одно место не сдвинулось больше, чем могло случайно", period=period)


def moved_names(places: pd.DataFrame, view: View) -> str:
    """Return the names of the regions that moved, and how many more there are."""
    return names([region_name(str(code), view.language) for code in places.index], view.language, NAMED_IN_TITLE)
