"""The indicators of one region: value, change, place, peers and country, one row a metric."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import nan

import pandas as pd

from dashboard.engine import cache
from dashboard.exhibits.common.titles.change_words import change
from dashboard.exhibits.common.titles.value_words import value_words
from dashboard.exhibits.regions import peer_groups
from dashboard.exhibits.regions.peer_groups import PeerGroup
from dashboard.exhibits.regions.quarter_trails import Trails, trail, trails
from dashboard.language.formats import number, period_text
from dashboard.model.exhibit import State
from dashboard.model.filters import Filters, Normalisation, Period
from dashboard.model.metric import Aggregate, Metric
from dashboard.model.metrics import METRICS
from dashboard.queries import data_state, metric_values
from dashboard.queries.completeness import Completeness, complete_regions, completeness
from dashboard.queries.sums.amounts import Amount
from dashboard.queries.time.own_end import of_metric
from dashboard.queries.time.seasons import seasons_to
from dashboard.queries.view import View
from dashboard.queries.wording.metric_words import decimals, only_found, unit_words
from dashboard.queries.wording.view_words import inexact_end
from dashboard.truth.usual import MOST_YEARS, earlier_years, usual_range
from etl.datasets import ACTIVITIES

SEASONS = 6
# The number of regions covered has no meaning for a single region.
INDICATORS = tuple(metric for metric in METRICS.values() if metric.aggregate is not Aggregate.COVERAGE)


@dataclass(frozen=True, eq=False, slots=True)
class Subject:
    """The region of a passport: its view and the country's, its peers, its quarters, and how far the data reach."""

    code: str
    view: View
    country: View
    group: PeerGroup
    trails: Trails
    reach: dict[str, object]
    kind: str


def subject_of(view: View, kind: str) -> Subject:
    """Return the selected region with everything that is read once for all its indicators."""
    (code,) = view.filters.regions
    region_view = replace(view, filters=replace(view.filters, district=""))
    country = replace(view, filters=replace(view.filters, regions=(), district=""))
    group = peer_groups.group_of(code, kind, view.language, data_state.own_groups())
    return Subject(code, region_view, country, group, trails(code, view), dict(data_state.data_reach()), kind)


def indicator(metric: Metric, subject: Subject) -> dict[str, object]:
    """Return the row of a metric: the value, its change and place, the values of the peers and the country, the quarters."""
    view = of_metric(subject.view.at(metric.register), metric)
    by_region, country_value = cache.remembered(everywhere, metric.name, subject.country.filters, view.period)
    values = comparable(by_region["value"], metric, subject.code, view.period)
    now, before = amount_of(subject.code, by_region), None
    if view.compared:
        by_region_before, _ = cache.remembered(everywhere, metric.name, subject.country.filters, view.compared)
        before = amount_of(subject.code, by_region_before)
    difference = change(metric, now, before, view.words)
    return {
        "key": metric.name,
        "group": group_words(metric, view),
        "name": metric_words(metric, view),
        "value": now.value,
        "state": now.state.value,
        "text": amount_words(metric, now, view),
        "usual": usual_words(metric, subject, view),
        "decimals": decimals(metric, view),
        "previous": before.value if before else nan,
        "change": difference.text
        if difference
        else view.words("нельзя сравнить")
        if view.incomparable and now.value == now.value
        else "",
        "direction": difference.direction if difference else 0,
        "judgement": difference.judgement if difference else 0,
        "rank": place(values, subject.code, metric.polarity),
        "among": len(values),
        "peers": peer_groups.median(values, subject.group, subject.code),
        "country": of_the_country(metric, values, country_value, subject, view),
        "spread": tuple(values),
        "trail": seasons_trail(metric, view) if view.period.season else trail(metric, subject.trails),
        "day": subject.reach.get(metric.register),
        "day_words": inexact_end(view),
    }


def comparable(values: pd.Series, metric: Metric, code: str, period: Period) -> pd.Series:
    """Return the values of the regions whose sources are full, the only ones with places; none where those of the region are not."""
    full = complete_regions(metric.register, period)
    return values[values.index.isin(full)].dropna() if code in full else values.head(0)


def of_the_country(metric: Metric, values: pd.Series, total: float, subject: Subject, view: View) -> float:
    """Return what the country has beside a region: its own number, or the mean of the regions that can be compared.

    A region is never compared with the total of all.
    """
    if metric.aggregate is Aggregate.TOTAL and view.filters.normalisation is Normalisation.ABSOLUTE:
        return float(values.mean()) if len(values) else nan
    return nan if only_found(metric.register, subject.country, view.period) else total


def usual_words(metric: Metric, subject: Subject, view: View) -> str:
    """Return between which values the metric lay before, where sources are full: «4–9»; empty when two are not known."""
    whole = [period for period in (view.period, *earlier(view)) if is_full(metric, subject, period)]
    years = whole[1:] if view.period in whole else ()
    frames = (cache.remembered(everywhere, metric.name, subject.country.filters, year)[0] for year in years)
    ends = usual_range([amount_of(subject.code, frame).value for frame in frames])
    if ends is None:
        return ""
    low, high = (number(end, view.language, decimals(metric, view)) for end in ends)
    words = low if low == high else f"{low}–{high}"
    return view.words("{range} %", range=words) if metric.is_percent else words


def earlier(view: View) -> Sequence[Period]:
    """Return what a period is held against: the same days of earlier years, or the seasons before one."""
    if view.period.season:
        return seasons_to(view.period, view.as_of, MOST_YEARS + 1)[-2::-1]
    return earlier_years(view.period, view.reach)


def is_full(metric: Metric, subject: Subject, period: Period) -> bool:
    """Return whether the sources hold all there is of the region in a period."""
    return completeness(metric.register, subject.view.filters, period) is Completeness.COMPLETE


def everywhere(name: str, filters: Filters, period: Period) -> tuple[pd.DataFrame, float]:
    """Return the metric of every region, by code, and of the country: the same for every passport."""
    metric, by_region = METRICS[name], metric_values.by_region(METRICS[name], filters, period).set_index("code")
    return by_region, metric_values.total(metric, filters, period).value


def amount_of(code: str, by_region: pd.DataFrame) -> Amount:
    """Return the amount of one region from those of all."""
    row = by_region.loc[code].to_dict()
    return Amount(float(row["value"]), State(row["state"]), float(row["part"]), float(row["base"]))


def place(values: pd.Series, code: str, polarity: int) -> str:
    """Return the place of a region among those with a value, «5–6» when it is shared; empty when the region has none.

    The first place is the best one or, where neither more nor less is better, the largest one.
    """
    if code not in values:
        return ""
    value = values[code]
    ahead = int((values < value).sum() if polarity < 0 else (values > value).sum())
    same = int((values == value).sum())
    return f"{ahead + 1}" if same == 1 else f"{ahead + 1}–{ahead + same}"


def metric_words(metric: Metric, view: View) -> str:
    """Return the title of a metric with its unit where the title does not say it: «Премии, млн руб.»."""
    title_text, unit = metric.title.of(view.language), unit_words(metric, view)
    unit_word = view.words.plural(5, metric.unit)
    same = unit_word[:4].casefold() in title_text.casefold()
    rest = unit.removeprefix(unit_word).strip() if same else unit
    return ", ".join(filter(None, (title_text, "" if metric.is_percent else rest)))


def group_words(metric: Metric, view: View) -> str:
    """Return under what a metric stands: its register, with the contest and the season where it has them."""
    register = ACTIVITIES[metric.register].title.of(view.language)
    return f"{register} · {period_text(view.period, view.language)}" if view.period.season else register


def seasons_trail(metric: Metric, view: View) -> tuple[float, ...]:
    """Return the metric in the last seasons of the contest, the oldest first; NaN where it is unknown."""
    periods = seasons_to(view.period, view.as_of, SEASONS)
    return tuple(metric_values.total(metric, view.filters, period).value for period in periods)


def amount_words(metric: Metric, amount: Amount, view: View) -> str:
    """Return an amount in words, or why there is none; a share on a small base is written as a fraction."""
    _, language = view.words, view.language
    if amount.state is State.NO_DATA:
        return _("нет данных")
    if amount.state is State.NO_BASE:
        if amount.base == amount.base and amount.base:
            return _("{part} из {base}", part=number(amount.part, language), base=number(amount.base, language))
        return _("нет базы")
    if metric.is_percent:
        share_words = value_words(metric, amount.value, view)
        return _("{share} из {base}", share=share_words, base=number(amount.base, language))
    return number(amount.value, language, decimals(metric, view))
