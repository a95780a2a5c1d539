"""The rating of the regions by the activity index, and what its exhibits have in common."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.engine import cache
from dashboard.exhibits.common import titles
from dashboard.exhibits.common.sources import newest_load
from dashboard.exhibits.common.standard import all_regions
from dashboard.exhibits.rating import weights
from dashboard.exhibits.rating.index import COMPONENTS, DRAWS, ENOUGH, INDEX, SHIFT, Rating, Weights, group_places, rate
from dashboard.exhibits.regions import peer_groups
from dashboard.language.formats import number
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape
from dashboard.model.filters import Filters, Period
from dashboard.model.metrics import METRICS
from dashboard.queries import data_state, metric_values
from dashboard.queries.metric_words import parameters, subtitle
from dashboard.queries.view import View, banner, place, region_name, unfinished_words
from etl.datasets import DATASETS
from etl.regions import regions_at

SHOWN = 15
EVERYONE = "all"

Pairs = tuple[tuple[str, float], ...]
Periods = tuple[Period, ...]  # one for each register of the index
REGISTERS = tuple(dict.fromkeys(METRICS[component.metric].register for component in COMPONENTS))


@dataclass(frozen=True, eq=False)
class Standing:
    """The rating under some filters and weights, and the regions it is among; `before` holds the places in the compared period."""

    view: View
    weights: Weights
    peers: str
    rating: Rating
    before: pd.Series | None
    among: str

    def name(self, builder: str) -> str:
        """Return the name that rebuilds an exhibit of this rating; it includes the weights."""
        return f"{builder}.{weights.code_of(self.weights)}.{self.peers}"

    @property
    def top_places(self) -> pd.DataFrame:
        """Return the first places, and those of the picked regions wherever they are."""
        ranked = self.rating.ranked
        return ranked[(ranked["rank"] <= SHOWN) | ranked.index.isin(self.view.filters.regions)]

    def names_with_places(self, frame: pd.DataFrame) -> list[str]:
        """Return the names of the regions with their places: «3. Пермский край»."""
        return [f"{rank:.0f}. {region_name(str(code), self.view.language)}" for code, rank in frame["rank"].items()]


def standing(view: View, index_weights: Weights, kind: str = EVERYONE) -> Standing:
    """Return the rating under these filters and weights, among the regions of the district or the peers of the picked region."""
    view, (regions, among) = view.at(*REGISTERS), group(view, kind)
    views = [view.at(register) for register in REGISTERS]
    periods = tuple(each.period for each in views)
    compared = tuple(each.compared for each in views if each.compared)
    pairs, codes = tuple(index_weights.items()), tuple(regions)
    now = cache.remembered(rated, periods, pairs, codes)
    before = cache.remembered(placed, compared, pairs, codes) if compared else None
    return Standing(view, index_weights, kind, now, before, among)


def rated(periods: Periods, pairs: Pairs, codes: tuple[str, ...]) -> Rating:
    """Return the rating of a period, given for each register, under these weights among these regions."""
    return rate(cache.remembered(component_values, periods), dict(pairs), codes)


def placed(periods: Periods, pairs: Pairs, codes: tuple[str, ...]) -> pd.Series:
    """Return only the places in a period."""
    return group_places(cache.remembered(component_values, periods), dict(pairs), codes)


def component_values(periods: Periods) -> pd.DataFrame:
    """Return the components of every region that existed at the end of the period; NaN where data or base are missing."""
    period_by_register = dict(zip(REGISTERS, periods, strict=True))
    codes = [region.code for region in regions_at(min(max(period.until for period in periods), date.today()))]
    columns = {}
    for component in COMPONENTS:
        metric, filters = METRICS[component.metric], Filters(normalisation=component.normalisation)
        by_region = metric_values.by_region(metric, filters, period_by_register[metric.register])
        columns[metric.name] = by_region.set_index("code")["value"]
    return pd.DataFrame(columns).reindex(codes)


def group(view: View, kind: str) -> tuple[Sequence[str], str]:
    """Return the regions ranked together, and which they are in words."""
    if kind == EVERYONE or not view.filters.regions:
        return [region.code for region in metric_values.district_regions(view.filters)], whole_place(view)
    region = view.filters.regions[0]
    peers = peer_groups.group_of(region, kind, view.language, data_state.own_groups())
    return [region, *peers.codes], f"{region_name(region, view.language)}, {peers.name}"


def groups(view: View) -> dict[str, str]:
    """Return the groups that regions can be ranked in: all on the page and, for one picked region, its peer groups."""
    everyone = {EVERYONE: whole_place(view)}
    if len(view.filters.regions) != 1:
        return everyone
    return everyone | peer_groups.kinds(view.language, data_state.own_groups())


def caution(standing: Standing) -> str:
    """Return what the index measures and what it does not, in a line for the page."""
    _ = standing.view.words
    return _(
        "Собственный индекс ассоциации: среднее баллов по {number} составляющим, где 50 — середина регионов. "
        "Он сравнивает регионы между собой и не говорит, хорошо ли работают все вместе.",
        number=sum(weight > 0 for weight in standing.weights.values()),
    )


def whole_place(view: View) -> str:
    """Return the district or the country in words, whichever regions are picked."""
    return place(all_regions(view).filters, view.language)


def exhibit(
    kind: Kind, builder: str, standing: Standing, title: str, frame: pd.DataFrame, fields: Sequence[Field]
) -> Exhibit:
    """Return an exhibit of the index with its weights and its group, under the name that rebuilds it."""
    view, _ = standing.view, standing.view.words
    weights_text = weights.words(standing.weights, _)
    weights_kind = weights_text if weights.code_of(standing.weights) == weights.EQUAL else _("свои")
    metric_and_period = subtitle(INDEX, all_regions(view)).removesuffix(whole_place(view))
    return Exhibit(
        standing.name(builder),
        kind,
        title,
        metric_and_period + " · ".join((standing.among, _("веса: {weights}", weights=weights_kind))),
        frame.reset_index(drop=True),
        tuple(fields),
        INDEX,
        view.words.plural(5, INDEX.unit),
        INDEX.decimals,
        selected=view.filters.regions,
        parameters=(*parameters(None, view), (_("Веса индекса"), weights_text), (_("Места среди"), standing.among)),
        source=", ".join(DATASETS[register].title.of(view.language) for register in REGISTERS),
        loaded=newest_load(REGISTERS),
        banner=banner(view.language),
        language=view.language,
        notes=notes(standing),
    )


def notes(standing: Standing) -> tuple[str, ...]:
    """Return the notes on these places."""
    view, _ = standing.view, standing.view.words
    placed_count, all_ = len(standing.rating.ranked), len(standing.rating.places)
    sentences = [
        _("Веса: {weights}", weights=weights.words(standing.weights, _)),
        _(
            "С местом {have}, без места {without}, всего {all} регионов",
            have=placed_count,
            without=all_ - placed_count,
            all=all_,
        ),
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
    return tuple(filter(None, (*sentences, unfinished_words(view))))


def place_fields(view: View) -> list[Field]:
    """Return the columns of a place and its range."""
    _ = view.words
    names = {"rank": _("Место"), "first": _("Место от"), "last": _("Место до")}
    return [Field(name, title, Shape.NUMBER) for name, title in names.items()]


def range_words(row: Mapping[Hashable, float]) -> str:
    """Return the range of a place under other weights, «2–6», or the place alone when it never changes."""
    first, last = row["first"], row["last"]
    return f"{first:.0f}–{last:.0f}" if first < last else f"{first:.0f}"


def no_rating(standing: Standing) -> str:
    """Return that there is no rating, and how much of the weight is known for the region with most data."""
    best, _ = 100 * float(standing.rating.places["weight_known"].max()), standing.view.words
    if not best:
        return titles.nothing(standing.view)
    return _(
        "Рейтинга нет: нужно {enough} % весов, а известно не больше {best} %",
        enough=int(100 * ENOUGH),
        best=number(best, standing.view.language),
    )
