"""The rating of the regions by the activity index: places with how sure they are, the map, who has no place and why."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from dashboard import findings, peers, queries, values, weights
from dashboard.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.filters import Filters, Period
from dashboard.formats import day, names, number
from dashboard.index import COMPONENTS, DRAWS, ENOUGH, INDEX, SHIFT, Rating, Weights, rate
from dashboard.metrics import METRICS
from dashboard.view import (
    View,
    banner,
    compared_words,
    loaded_on,
    parameters,
    place,
    region_name,
    subtitle,
)
from etl.datasets import DATASETS
from etl.regions import regions_at

SHOWN = 15
EVERYONE = "all"


@dataclass(frozen=True, eq=False)
class Standing:
    """The rating a page shows: for which filters and weights, now and in the compared period, among whom."""

    view: View
    weights: Weights
    peers: str
    rating: Rating
    before: Rating | None
    among: str

    def name(self, builder: str) -> str:
        """Return the name an exhibit of this rating is made again by; the weights are in it."""
        return f"{builder}.{weights.code_of(self.weights)}.{self.peers}"


def standing(view: View, given: Weights, kind: str = EVERYONE) -> Standing:
    """Return the rating for these filters under these weights, among the district, or among the peers of the picked region."""
    codes, among = group(view, kind)
    now = rate(component_values(view.period), given, codes)
    before = rate(component_values(view.compared), given, codes) if view.compared else None
    return Standing(view, given, kind, now, before, among)


def component_values(period: Period) -> pd.DataFrame:
    """Return the components of every region that existed at the end of the period, NaN without data or base."""
    there_are = [region.code for region in regions_at(min(period.until, date.today()))]
    columns = {
        component.metric: values.by_region(
            METRICS[component.metric], Filters(normalisation=component.normalisation), period
        ).set_index("code")["value"]
        for component in COMPONENTS
    }
    return pd.DataFrame(columns).reindex(there_are)


def group(view: View, kind: str) -> tuple[Sequence[str], str]:
    """Return the regions that share the places, and who they are in words."""
    if kind == EVERYONE or not view.filters.regions:
        return [region.code for region in values.district_regions(view.filters)], place(everywhere(view), view.language)
    region = view.filters.regions[0]
    found = peers.group_of(region, kind, view.language, queries.own_groups())
    return [region, *found.codes], f"{region_name(region, view.language)}, {found.name}"


def everywhere(view: View) -> Filters:
    """Return the filters without the picked regions: they stand out and leave nobody out."""
    return replace(view.filters, regions=())


def exhibit(
    kind: Kind, builder: str, shown: Standing, title: str, frame: pd.DataFrame, fields: Sequence[Field]
) -> Exhibit:
    """Return an exhibit of the index with its weights, its group and all that is needed to make it again."""
    view, _ = shown.view, shown.view.words
    registers = dict.fromkeys(METRICS[component.metric].register for component in COMPONENTS)
    told = weights.words(shown.weights, _)
    line = subtitle(INDEX, replace(view, filters=everywhere(view))).removesuffix(place(everywhere(view), view.language))
    return Exhibit(
        shown.name(builder),
        kind,
        title,
        line + " · ".join((shown.among, _("веса: {weights}", weights=told if told == _("равные") else _("свои")))),
        frame.reset_index(drop=True),
        tuple(fields),
        INDEX,
        view.words.plural(5, INDEX.unit),
        INDEX.decimals,
        selected=view.filters.regions,
        parameters=(*parameters(None, view), (_("Веса индекса"), told), (_("Места среди"), shown.among)),
        source=", ".join(DATASETS[register].title.of(view.language) for register in registers),
        loaded=max((found for register in registers if (found := loaded_on(register))), default=None),
        banner=banner(view.language),
        language=view.language,
        notes=notes(shown),
    )


def notes(shown: Standing) -> tuple[str, ...]:
    """Return what a reader must know of these very places."""
    view, _ = shown.view, shown.view.words
    have, all_ = len(shown.rating.ranked), len(shown.rating.places)
    told = [
        _("Веса: {weights}", weights=weights.words(shown.weights, _)),
        _("С местом {have}, без места {without}, всего {all} регионов", have=have, without=all_ - have, all=all_),
        _(
            "Место есть, когда известно не меньше {share} % весов; вес остального делят известные",
            share=int(100 * ENOUGH),
        ),
        _(
            "В скобках — места в 90 % из {draws} проверок, где каждый вес сдвинут не больше чем на {shift} %",
            draws=DRAWS,
            shift=int(100 * SHIFT),
        ),
        _("Баллы считаются среди всех регионов страны, места — среди показанных"),
    ]
    if view.incomplete:
        told.append(_("Период не закончен: данные по {day}", day=day(view.as_of, view.language)))
    return tuple(told)


def most_of(shown: Standing) -> pd.DataFrame:
    """Return the first places, and those of the picked regions when they are further down."""
    ranked, picked = shown.rating.ranked, shown.view.filters.regions
    return ranked[(ranked["rank"] <= SHOWN) | ranked.index.isin(picked)]


def numbered(shown: Standing, frame: pd.DataFrame) -> list[str]:
    """Return the regions with their places: «3. Пермский край»."""
    return [f"{rank:.0f}. {region_name(str(code), shown.view.language)}" for code, rank in frame["rank"].items()]


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
    return exhibit(Kind.BAR, "places", shown, places_title(shown), frame, fields)


def place_fields(view: View) -> list[Field]:
    """Return the columns of a place and its range."""
    _ = view.words
    titles = {"rank": _("Место"), "first": _("Место от"), "last": _("Место до")}
    return [Field(name, title, Shape.NUMBER) for name, title in titles.items()]


def place_words(row: Mapping[Hashable, float], view: View) -> str:
    """Return the index and the range of the place, «72,4 (2–6)»; one place needs no range."""
    index = number(row["index"], view.language, INDEX.decimals)
    return f"{index} ({row['first']:.0f}–{row['last']:.0f})" if row["first"] < row["last"] else index


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


def nobody(shown: Standing) -> str:
    """Return that there is no rating, and how far from one the best known region is."""
    best, _ = 100 * float(shown.rating.places["known"].max()), shown.view.words
    if not best:
        return findings.nothing(shown.view)
    return _(
        "Рейтинга нет: нужно {enough} % весов, а известно не больше {best} %",
        enough=int(100 * ENOUGH),
        best=number(best, shown.view.language),
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
    return replace(made, notes=(*made.notes, _("«Нет базы» на карте: данные есть, но мало для места")))


def place_table(shown: Standing) -> Exhibit:
    """Return every place with its range, its move since the compared period and how much of the weight is known."""
    view, found = shown.view, shown.rating.ranked
    _, before = view.words, shown.before
    frame = found.assign(
        name=[region_name(str(code), view.language) for code in found.index], share=100 * found["known"]
    )
    moves = []
    if before is not None:
        was = before.places["rank"].reindex(found.index)
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
        moved = shown.before.places["rank"].reindex(found.index) - found["rank"]
        if moved.max() > 0:
            return _(
                "Сильнее всех поднялся регион {region}: на {moved} к {period}",
                region=region_name(str(moved.idxmax()), view.language),
                moved=_.many("{number} место", "{number} мест", int(moved.max())),
                period=compared_words(view),
            )
    return (
        _.many("Все места: {number} регион", "Все места: {number} регионов", len(found))
        if len(found)
        else nobody(shown)
    )
