"""The rating of the regions by the activity index, and what its exhibits have in common."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.engine import cache
from dashboard.exhibits.common.full_sources import nothing_to_compare
from dashboard.exhibits.common.sources import newest_load
from dashboard.exhibits.common.standard import all_regions
from dashboard.exhibits.rating import weights
from dashboard.exhibits.rating.component_counts import component_counts
from dashboard.exhibits.rating.index import COMPONENTS, ENOUGH, INDEX, KNOWN_FOR, Rating, Weights, default_weights
from dashboard.exhibits.rating.interval_words import range_words
from dashboard.exhibits.rating.place_intervals import DRAWS, SHIFT, rate
from dashboard.exhibits.regions import peer_groups
from dashboard.language.formats import decimals_shown, names, number, percent
from dashboard.model.exhibit import Exhibit, Field, Kind
from dashboard.model.filters import Period
from dashboard.model.metrics import METRICS
from dashboard.queries import data_state, scopes
from dashboard.queries.view import View
from dashboard.queries.wording.metric_words import parameters, subtitle
from dashboard.queries.wording.view_words import banner, place, region_name, unfinished_words
from dashboard.truth.intervals import told_apart
from etl.datasets import DATASETS

SHOWN, EVERYONE = 15, "all"

Pairs = tuple[tuple[str, float], ...]
Periods = tuple[Period, ...]  # one for each register of the index
REGISTERS = tuple(dict.fromkeys(METRICS[component.metric].register for component in COMPONENTS))


@dataclass(frozen=True, eq=False)
class Standing:
    """The rating under some filters and weights, and the regions it is among; `before` is that of the compared period.

    `code` is the code of the weights as they were chosen, `weights` what they are with the data of the period.
    """

    view: View
    code: str
    weights: Weights
    peers: str
    rating: Rating
    before: Rating | None
    among: str

    def name(self, builder: str) -> str:
        """Return the name that rebuilds an exhibit of this rating; it includes the weights."""
        return f"{builder}.{self.code}.{self.peers}"

    @property
    def periods(self) -> Periods:
        """Return the period of each register of the index."""
        return tuple(self.view.at(register).period for register in REGISTERS)

    @property
    def pairs(self) -> tuple[int, int]:
        """Return how many pairs of regions have places that can be told apart, and how many pairs there are."""
        ranked = self.rating.ranked
        return told_apart(ranked["first"], ranked["last"]), len(ranked) * (len(ranked) - 1) // 2

    @property
    def top_places(self) -> pd.DataFrame:
        """Return the first places, and those of the picked regions wherever they are; none where all regions are equal."""
        if (ranked := self.rating.ranked)["rank"].max() == 1:
            return ranked[:0]
        return ranked[(ranked["rank"] <= SHOWN) | ranked.index.isin(self.view.filters.regions)]

    def names_with_places(self, frame: pd.DataFrame) -> list[str]:
        """Return the names of the regions with the intervals of their places: «Пермский край (3–28)»."""
        language = self.view.language
        return [
            f"{region_name(code, language)} ({range_words(row)})"
            for code, row in zip(map(str, frame.index), frame.to_dict("records"), strict=True)
        ]


def standing(view: View, index_weights: Weights, kind: str = EVERYONE) -> Standing:
    """Return the rating under these filters and weights, among the regions of the district or the peers of the picked region."""
    view, (regions, among) = view.at(*REGISTERS), group(view, kind)
    periods = tuple(view.at(register).period for register in REGISTERS)
    compared = compared_periods(view)
    weighed = index_weights or default_weights(component_values(periods))
    pairs, codes = tuple(weighed.items()), tuple(regions)
    now = cache.remembered(rated, periods, pairs, codes)
    before = cache.remembered(rated, compared, pairs, codes) if len(compared) == len(REGISTERS) else None
    return Standing(view, weights.code_of(index_weights), weighed, kind, now, before, among)


def compared_periods(view: View) -> Periods:
    """Return the compared period of each register; none where any register has none."""
    views = [view.at(register) for register in REGISTERS]
    periods = tuple(own.compared for own in views if own.compared)
    return periods if len(periods) == len(REGISTERS) else ()


def default_of(view: View) -> Weights:
    """Return the weights of the index while nobody has chosen any."""
    return default_weights(component_values(tuple(view.at(register).period for register in REGISTERS)))


def rated(periods: Periods, pairs: Pairs, codes: tuple[str, ...]) -> Rating:
    """Return the rating of a period, given for each register, under these weights among these regions."""
    counts = cache.remembered(component_counts, REGISTERS, periods)
    return rate(component_values(periods), dict(pairs), codes, counts)


def component_values(periods: Periods) -> pd.DataFrame:
    """Return the components of every region that existed at the end of the period; NaN where data or base are missing."""
    return cache.remembered(component_counts, REGISTERS, periods).values


def group(view: View, kind: str) -> tuple[Sequence[str], str]:
    """Return the regions ranked together, and which they are in words; a clerk has no group of a few other regions."""
    if kind == EVERYONE or not view.filters.regions or not view.reader.sees_all:
        return [region.code for region in scopes.district_regions(view.filters)], whole_place(view)
    region = view.filters.regions[0]
    peers = peer_groups.group_of(region, kind, view.language, data_state.own_groups())
    return [region, *peers.codes], f"{region_name(region, view.language)}, {peers.name}"


def groups(view: View) -> dict[str, str]:
    """Return the groups that regions can be ranked in: all on the page and, for one picked region, its peer groups."""
    everyone = {EVERYONE: whole_place(view)}
    if len(view.filters.regions) != 1 or not view.reader.sees_all:
        return everyone
    return everyone | peer_groups.kinds(view.language, data_state.own_groups())


def caution(standing: Standing) -> str:
    """Return what the index measures and what it does not, in a line for the page."""
    _ = standing.view.words
    sentence = _(
        "Собственный индекс ассоциации: среднее баллов по {number} составляющим, где 50 — середина регионов. "
        "Он сравнивает регионы между собой и не говорит, хорошо ли работают все вместе.",
        number=sum(weight > 0 for weight in standing.weights.values()),
    )
    return " ".join(filter(None, (sentence, pairs_words(standing), left_out_words(standing))))


def pairs_words(standing: Standing) -> str:
    """Return how many pairs of regions have places that can be told apart; empty without a pair."""
    (apart, pairs), _ = standing.pairs, standing.view.words
    if not pairs:
        return ""
    if not apart:
        return _(
            "Места не различимы: интервалы пересекаются у всех пар регионов, их {pairs}.",
            pairs=number(pairs, _.language),
        )
    share = 100 * apart / pairs
    return _(
        "Места различимы у {apart} пар регионов из {pairs} ({share}): у остальных интервалы мест пересекаются.",
        apart=number(apart, _.language),
        pairs=number(pairs, _.language),
        share=percent(share, _.language, decimals_shown(0, share)),
    )


def left_out_words(standing: Standing) -> str:
    """Return which components the index leaves out because too few regions have data on them; empty when none."""
    _ = standing.view.words
    known_for = component_values(standing.periods).notna()
    rare = [name for name in map(str, known_for) if known_for[name].mean() < KNOWN_FOR and not standing.weights[name]]
    if standing.code != weights.EQUAL or not rare:
        return ""
    titles_of_rare = [f"«{METRICS[name].title.of(_.language)}» ({known_for[name].sum()})" for name in rare]
    return _(
        "Не входят составляющие, известные меньше чем для половины из {all} регионов: {names}.",
        all=len(known_for),
        names=names(titles_of_rare, _.language, len(rare)),
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
    weights_kind = _("равные") if standing.code == weights.EQUAL else _("свои")
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
            "Интервал места — 90 % из {draws} розыгрышей: вес сдвинут не больше чем на {shift} %, убрана любая составляющая или ни одной, "
            "шкала — место, стандартное отклонение или размах, числа — какими они могли выйти случайно",
            draws=DRAWS,
            shift=int(100 * SHIFT),
        ),
        _("Интервал не уже того, что даёт каждая из этих причин в отдельности"),
        _("Верхняя группа — интервал целиком выше середины списка, нижняя — целиком ниже, остальные — средняя"),
        pairs_words(standing),
        left_out_words(standing),
        _("Баллы считаются среди всех регионов страны, места — среди показанных"),
        _("Соглашения берутся на 100 муниципалитетов; переключатель «Показать» на индекс не влияет"),
    ]
    return tuple(filter(None, (*sentences, unfinished_words(view))))


def any_known(standing: Standing) -> bool:
    """Return whether any component is known for any region."""
    return bool(standing.rating.values.notna().any(axis=None))


def no_rating(standing: Standing) -> str:
    """Return that there is no rating, and how much of the weight is known for the region with most data."""
    best, _ = 100 * float(standing.rating.places["weight_known"].max()), standing.view.words
    if not best:
        return nothing_to_compare(standing.view, *REGISTERS)
    return _(
        "Рейтинга нет: нужно {enough} % весов, а известно не больше {best} %",
        enough=int(100 * ENOUGH),
        best=number(best, standing.view.language),
    )
