"""The places of the rating: the first ones as bars, all of them as a map and as a table."""

from collections.abc import Hashable, Mapping
from dataclasses import replace

from dashboard.exhibits.rating.index import INDEX
from dashboard.exhibits.rating.rating import Standing, exhibit, no_rating, place_fields, range_words
from dashboard.language.formats import names, number
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.queries.view import View, compared_words, region_name


def places(standing: Standing) -> Exhibit:
    """Return the first places as bars of the index, with the ranges of index and place under other weights."""
    view, _ = standing.view, standing.view.words
    ranked = standing.top_places
    frame = ranked.assign(
        key=ranked.index,
        name=standing.names_with_places(ranked),
        value=ranked["index"],
        state=State.VALUE.value,
        text=[place_words(row, view) for row in ranked.to_dict("records")],
    )
    fields = [
        Field("name", _("Регион")),
        Field("value", INDEX.title.of(view.language), Shape.NUMBER, INDEX.decimals),
        Field("low", _("При других весах от"), Shape.NUMBER, INDEX.decimals),
        Field("high", _("до"), Shape.NUMBER, INDEX.decimals),
        *place_fields(view),
    ]
    chart = exhibit(Kind.BAR, "places", standing, places_title(standing), frame, fields)
    return replace(chart, subtitle=f"{chart.subtitle} · " + _("в скобках — места при других весах"))


def place_words(row: Mapping[Hashable, float], view: View) -> str:
    """Return the index and the range of the place, «72,4 (2–6)»."""
    return f"{number(row['index'], view.language, INDEX.decimals)} ({range_words(row)})"


def places_title(standing: Standing) -> str:
    """Return the leader, and whether it leads under other weights too."""
    _, language, ranked = standing.view.words, standing.view.language, standing.rating.ranked
    leaders = ranked[ranked["rank"] == 1]
    if leaders.empty:
        return no_rating(standing)
    leader_names = names([region_name(str(code), language) for code in leaders.index], language)
    if len(leaders) > 1:
        return _("Первое место делят {leaders}", leaders=leader_names)
    if leaders["last"].iloc[0] == 1:
        return _("Впереди {leader}, и при других весах тоже", leader=leader_names)
    return _(
        "Впереди {leader}, но при других весах — до {last}-го места",
        leader=leader_names,
        last=int(leaders["last"].iloc[0]),
    )


def index_map(standing: Standing) -> Exhibit:
    """Return the map of the index; a region without a place has no data or too little."""
    _, regions = standing.view.words, standing.rating.places
    absent = regions["weight_known"].map(lambda share: State.NO_BASE.value if share > 0 else State.NO_DATA.value)
    frame = regions.assign(
        code=regions.index,
        name=[region_name(str(code), standing.view.language) for code in regions.index],
        value=regions["index"],
        state=absent.where(regions["rank"].isna(), State.VALUE.value),
    )
    placed_count, all_ = len(standing.rating.ranked), len(regions)
    title = _.many(
        "Место есть у {number} региона из {all}", "Место есть у {number} регионов из {all}", placed_count, all=all_
    )
    fields = [
        Field("name", _("Регион")),
        Field("value", INDEX.title.of(standing.view.language), Shape.NUMBER, INDEX.decimals),
        *place_fields(standing.view),
    ]
    mapped = exhibit(Kind.MAP, "index_map", standing, title, frame, fields)
    return replace(mapped, subtitle=f"{mapped.subtitle} · " + _("«нет базы» — данных мало для места"))


def place_table(standing: Standing) -> Exhibit:
    """Return every place with its range, its change since the compared period and the share of the weight known."""
    view, ranked = standing.view, standing.rating.ranked
    _, before = view.words, standing.before
    frame = ranked.assign(
        name=[region_name(str(code), view.language) for code in ranked.index], share=100 * ranked["weight_known"]
    )
    moves = []
    if before is not None:
        was = before.reindex(ranked.index)
        frame = frame.assign(was=was, moved=was - ranked["rank"])
        moves = [
            Field("was", _("Место, {period}", period=compared_words(view)), Shape.NUMBER),
            Field("moved", _("Сдвиг, мест вверх"), Shape.CHANGE),
        ]
    rank, *bounds = place_fields(view)
    fields = [
        rank,
        Field("name", _("Регион")),
        *bounds,
        Field("index", INDEX.title.of(view.language), Shape.NUMBER, INDEX.decimals),
        *moves,
        Field("share", _("Известно весов"), Shape.PERCENT),
    ]
    return exhibit(Kind.TABLE, "place_table", standing, moved_title(standing), frame, fields)


def moved_title(standing: Standing) -> str:
    """Return the region that rose most since the compared period, or the number of places."""
    view, ranked = standing.view, standing.rating.ranked
    _ = view.words
    if standing.before is not None and len(ranked):
        moves = standing.before.reindex(ranked.index) - ranked["rank"]
        if moves.max() > 0:
            return _(
                "Сильнее всех поднялся регион {region}: на {moved} по сравнению с {period}",
                region=region_name(str(moves.idxmax()), view.language),
                moved=_.many("{number} место", "{number} мест", int(moves.max())),
                period=compared_words(view),
            )
    if ranked.empty:
        return no_rating(standing)
    return _.many("Все места: {number} регион", "Все места: {number} регионов", len(ranked))
