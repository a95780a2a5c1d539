"""The rating of the regions by the activity index: places with how sure they are, the map, who has no place and why."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from dashboard.engine import cache
from dashboard.exhibits.common import titles
from dashboard.exhibits.rating import weights
from dashboard.exhibits.rating.index import COMPONENTS, DRAWS, ENOUGH, INDEX, SHIFT, Rating, Weights, rate
from dashboard.exhibits.rating.index import places as places_of
from dashboard.exhibits.regions import peer_groups
from dashboard.language.formats import number
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape
from dashboard.model.filters import Filters, Period
from dashboard.model.metrics import METRICS
from dashboard.queries import data_state, metric_values
from dashboard.queries.metric_words import parameters, subtitle
from dashboard.queries.view import View, banner, loaded_on, place, region_name, unfinished_words
from etl.datasets import DATASETS
from etl.regions import regions_at

SHOWN = 15
EVERYONE = "all"

Pairs = tuple[tuple[str, float], ...]
Periods = tuple[Period, ...]  # one of each register the index looks at
REGISTERS = tuple(dict.fromkeys(METRICS[component.metric].register for component in COMPONENTS))


@dataclass(frozen=True, eq=False)
class Standing:
    """The rating a page shows: for which filters and weights, among whom; `before` are the places in the compared period."""

    view: View
    weights: Weights
    peers: str
    rating: Rating
    before: pd.Series | None
    among: str

    def name(self, builder: str) -> str:
        """Return the name an exhibit of this rating is made again by; the weights are in it."""
        return f"{builder}.{weights.code_of(self.weights)}.{self.peers}"


def standing(view: View, given: Weights, kind: str = EVERYONE) -> Standing:
    """Return the rating for these filters under these weights, among the district, or among the peers of the picked region."""
    view, (codes, among) = view.at(*REGISTERS), group(view, kind)
    own = [view.at(register) for register in REGISTERS]
    asked = (tuple(given.items()), tuple(codes))
    now = cache.remembered(rated, tuple(one.period for one in own), *asked)
    compared = tuple(one.compared for one in own if one.compared)
    before = cache.remembered(placed, compared, *asked) if compared else None
    return Standing(view, given, kind, now, before, among)


def rated(periods: Periods, given: Pairs, codes: tuple[str, ...]) -> Rating:
    """Return the rating of a period, that of each register, under these weights among these regions."""
    return rate(cache.remembered(component_values, periods), dict(given), codes)


def placed(periods: Periods, given: Pairs, codes: tuple[str, ...]) -> pd.Series:
    """Return the places of a period alone."""
    return places_of(cache.remembered(component_values, periods), dict(given), codes)


def component_values(periods: Periods) -> pd.DataFrame:
    """Return the components of every region that existed at the end of the period, NaN without data or base."""
    own = dict(zip(REGISTERS, periods, strict=True))
    there_are = [region.code for region in regions_at(min(max(one.until for one in periods), date.today()))]
    columns = {}
    for component in COMPONENTS:
        metric, filters = METRICS[component.metric], Filters(normalisation=component.normalisation)
        columns[metric.name] = metric_values.by_region(metric, filters, own[metric.register]).set_index("code")["value"]
    return pd.DataFrame(columns).reindex(there_are)


def group(view: View, kind: str) -> tuple[Sequence[str], str]:
    """Return the regions that share the places, and who they are in words."""
    if kind == EVERYONE or not view.filters.regions:
        return [region.code for region in metric_values.district_regions(view.filters)], place(
            everywhere(view), view.language
        )
    region = view.filters.regions[0]
    found = peer_groups.group_of(region, kind, view.language, data_state.own_groups())
    return [region, *found.codes], f"{region_name(region, view.language)}, {found.name}"


def groups(view: View) -> dict[str, str]:
    """Return among whom places can be counted: all that are shown or, for one picked region, those like it."""
    everyone = {EVERYONE: place(everywhere(view), view.language)}
    if len(view.filters.regions) != 1:
        return everyone
    return everyone | peer_groups.kinds(view.language, data_state.own_groups())


def caution(shown: Standing) -> str:
    """Return what the index is not, in a line for the page."""
    _ = shown.view.words
    return _(
        "Собственный индекс ассоциации: среднее баллов по {number} составляющим, где 50 — середина регионов. "
        "Он сравнивает регионы между собой и не говорит, хорошо ли работают все вместе.",
        number=sum(weight > 0 for weight in shown.weights.values()),
    )


def everywhere(view: View) -> Filters:
    """Return the filters without the picked regions: they stand out and leave nobody out."""
    return replace(view.filters, regions=())


def exhibit(
    kind: Kind, builder: str, shown: Standing, title: str, frame: pd.DataFrame, fields: Sequence[Field]
) -> Exhibit:
    """Return an exhibit of the index with its weights, its group and all that is needed to make it again."""
    view, _ = shown.view, shown.view.words
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
        source=", ".join(DATASETS[register].title.of(view.language) for register in REGISTERS),
        loaded=max((found for register in REGISTERS if (found := loaded_on(register))), default=None),
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
        _("Соглашения берутся на 100 муниципалитетов; переключатель «Показать» на индекс не влияет"),
    ]
    return tuple(filter(None, (*told, unfinished_words(view))))


def most_of(shown: Standing) -> pd.DataFrame:
    """Return the first places, and those of the picked regions when they are further down."""
    ranked, picked = shown.rating.ranked, shown.view.filters.regions
    return ranked[(ranked["rank"] <= SHOWN) | ranked.index.isin(picked)]


def numbered(shown: Standing, frame: pd.DataFrame) -> list[str]:
    """Return the regions with their places: «3. Пермский край»."""
    return [f"{rank:.0f}. {region_name(str(code), shown.view.language)}" for code, rank in frame["rank"].items()]


def place_fields(view: View) -> list[Field]:
    """Return the columns of a place and its range."""
    _ = view.words
    names = {"rank": _("Место"), "first": _("Место от"), "last": _("Место до")}
    return [Field(name, title, Shape.NUMBER) for name, title in names.items()]


def range_words(row: Mapping[Hashable, float]) -> str:
    """Return the places under other weights, «2–6»; one when they are all the same."""
    first, last = row["first"], row["last"]
    return f"{first:.0f}–{last:.0f}" if first < last else f"{first:.0f}"


def nobody(shown: Standing) -> str:
    """Return that there is no rating, and how far from one the best known region is."""
    best, _ = 100 * float(shown.rating.places["known"].max()), shown.view.words
    if not best:
        return titles.nothing(shown.view)
    return _(
        "Рейтинга нет: нужно {enough} % весов, а известно не больше {best} %",
        enough=int(100 * ENOUGH),
        best=number(best, shown.view.language),
    )
