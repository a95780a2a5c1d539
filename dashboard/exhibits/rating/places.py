"""The places of the rating: the first of them as bars, all of them as a map and as a table, with what has moved."""

from collections.abc import Hashable, Mapping
from dataclasses import replace

from dashboard.exhibits.rating.index import INDEX
from dashboard.exhibits.rating.rating import Standing, exhibit, most_of, nobody, numbered, place_fields, range_words
from dashboard.language.formats import names, number
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.queries.view import View, compared_words, region_name


def places(shown: Standing) -> Exhibit:
    """Return the first places as bars of the index, with the range of the index and of the place under other weights."""
    view, _ = shown.view, shown.view.words
    found = most_of(shown)
    frame = found.assign(
        key=found.index,
        name=numbered(shown, found),
        value=found["index"],
        state=State.VALUE.value,
        text=[place_words(row, view) for row in found.to_dict("records")],
    )
    fields = [
        Field("name", _("Регион")),
        Field("value", INDEX.title.of(view.language), Shape.NUMBER, INDEX.decimals),
        Field("low", _("При других весах от"), Shape.NUMBER, INDEX.decimals),
        Field("high", _("до"), Shape.NUMBER, INDEX.decimals),
        *place_fields(view),
    ]
    made = exhibit(Kind.BAR, "places", shown, places_title(shown), frame, fields)
    return replace(made, subtitle=f"{made.subtitle} · " + _("в скобках — места при других весах"))


def place_words(row: Mapping[Hashable, float], view: View) -> str:
    """Return the index and the range of the place, «72,4 (2–6)»."""
    return f"{number(row['index'], view.language, INDEX.decimals)} ({range_words(row)})"


def places_title(shown: Standing) -> str:
    """Return who leads and how sure that is."""
    _, language, ranked = shown.view.words, shown.view.language, shown.rating.ranked
    leaders = ranked[ranked["rank"] == 1]
    if leaders.empty:
        return nobody(shown)
    told = names([region_name(str(code), language) for code in leaders.index], language)
    if len(leaders) > 1:
        return _("Первое место делят {leaders}", leaders=told)
    if leaders["last"].iloc[0] == 1:
        return _("Впереди {leader}, и при других весах тоже", leader=told)
    return _(
        "Впереди {leader}, но при других весах — до {last}-го места", leader=told, last=int(leaders["last"].iloc[0])
    )


def index_map(shown: Standing) -> Exhibit:
    """Return the map of the index; a region without a place is without data, or has too little of them."""
    _, found = shown.view.words, shown.rating.places
    absent = found["known"].map(lambda known: State.NO_BASE.value if known > 0 else State.NO_DATA.value)
    frame = found.assign(
        code=found.index,
        name=[region_name(str(code), shown.view.language) for code in found.index],
        value=found["index"],
        state=absent.where(found["rank"].isna(), State.VALUE.value),
    )
    have, all_ = len(shown.rating.ranked), len(found)
    title = _.many("Место есть у {number} региона из {all}", "Место есть у {number} регионов из {all}", have, all=all_)
    fields = [
        Field("name", _("Регион")),
        Field("value", INDEX.title.of(shown.view.language), Shape.NUMBER, INDEX.decimals),
        *place_fields(shown.view),
    ]
    made = exhibit(Kind.MAP, "index_map", shown, title, frame, fields)
    return replace(made, subtitle=f"{made.subtitle} · " + _("«нет базы» — данных мало для места"))


def place_table(shown: Standing) -> Exhibit:
    """Return every place with its range, its move since the compared period and how much of the weight is known."""
    view, found = shown.view, shown.rating.ranked
    _, before = view.words, shown.before
    frame = found.assign(
        name=[region_name(str(code), view.language) for code in found.index], share=100 * found["known"]
    )
    moves = []
    if before is not None:
        was = before.reindex(found.index)
        frame = frame.assign(was=was, moved=was - found["rank"])
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
    return exhibit(Kind.TABLE, "place_table", shown, moved_title(shown), frame, fields)


def moved_title(shown: Standing) -> str:
    """Return who rose most since the compared period, or how many places there are."""
    view, found = shown.view, shown.rating.ranked
    _ = view.words
    if shown.before is not None and len(found):
        moved = shown.before.reindex(found.index) - found["rank"]
        if moved.max() > 0:
            return _(
                "Сильнее всех поднялся регион {region}: на {moved} по сравнению с {period}",
                region=region_name(str(moved.idxmax()), view.language),
                moved=_.many("{number} место", "{number} мест", int(moved.max())),
                period=compared_words(view),
            )
    return (
        _.many("Все места: {number} регион", "Все места: {number} регионов", len(found))
        if len(found)
        else nobody(shown)
    )
