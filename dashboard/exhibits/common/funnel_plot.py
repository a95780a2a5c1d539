"""A funnel plot of a share: which regions differ from the country, and which only seem to.

After D. J. Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24 (2005): the share
of a region against its base, with control limits around the national share that narrow as the base grows.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt
from statistics import NormalDist

import pandas as pd

from dashboard.exhibits.common import standard, titles
from dashboard.language.formats import names, percent
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.model.filters import Filters
from dashboard.model.metric import Metric
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values
from dashboard.queries.own_end import at_end_of
from dashboard.queries.view import View, region_name
from etl.regions import REGIONS

# Chance alone keeps these shares of the regions within the limits: one beyond the outer limits differs from the country,
# one between the two may differ.
INNER, OUTER = 0.95, 0.998
LEVELS = {"95": INNER, "99.8": OUTER}
STEPS = 60  # enough points for a limit to look like a curve
NAMED_IN_TITLE = 2
SHARES = tuple(
    METRICS[name]
    for name in (
        "success_share",
        "federal_share",
        "entering_share",
        "municipalities_covered",
        "project_share",
        "answers_in_time",
    )
)


def deviation(level: float) -> float:
    """Return how many standard errors hold that part of a normal distribution: 1.96 for 95 %, 3.09 for 99.8 %."""
    return NormalDist().inv_cdf((1 + level) / 2)


def limits(share: float, base: float, level: float) -> tuple[float, float]:
    """Return the smallest and the largest share, from 0 to 1, that do not differ from `share` on this base.

    A share lies beyond them exactly when its own Wilson score interval excludes `share`: share ± z √(share (1 − share) / base).
    """
    reach = deviation(level) * sqrt(share * (1 - share) / base)
    return max(share - reach, 0.0), min(share + reach, 1.0)


def verdict(part: float, base: float, share: float) -> int:
    """Return 0 for a region that does not differ, ±1 for one that may, ±2 for one that does; positive is above the country."""
    value = part / base
    side = 1 if value > share else -1
    bounds = [limits(share, base, level) for level in (INNER, OUTER)]
    return side * sum(not low <= value <= high for low, high in bounds)


def compared(metric: Metric, view: View) -> tuple[float, pd.DataFrame]:
    """Return the national share, and code, value, part, base and verdict of every region on the page that has a share."""
    country = metric_values.total(metric, Filters(), view.period)
    share = country.part / country.base if country.base else 0.0
    regions = metric_values.by_region(metric, view.filters, view.period)
    regions = regions[regions["state"].isin([State.VALUE, State.ZERO])]
    verdicts = [verdict(part, base, share) for part, base in zip(regions["part"], regions["base"], strict=True)]
    return share, regions.assign(verdict=verdicts)


@at_end_of()
def funnel_plot(metric: Metric, view: View) -> Exhibit:
    """Return the regions as points, the national share and the limits at both levels."""
    share, regions = compared(metric, view)
    points = regions.assign(
        role="point",
        key=regions["code"],
        name=[region_name(code, view.language) for code in regions["code"]],
        x=regions["base"],
        y=regions["value"],
    )
    columns = ["role", "key", "name", "x", "y"]
    lines = pd.DataFrame(curves(share, regions["base"], view) if len(regions) else [], columns=columns)
    frame = pd.concat([points[columns], lines], ignore_index=True)
    return exhibit(Kind.SCATTER, "funnel_plot", metric, view, regions, frame, axes(metric, view))


def axes(metric: Metric, view: View) -> list[Field]:
    """Return the columns of a point: the region, its base, its share."""
    _, base = view.words, metric.base_title.of(view.language)
    return [
        Field("name", _("Регион")),
        Field("x", base[:1].upper() + base[1:], Shape.NUMBER),
        Field("y", metric.title.of(view.language), Shape.PERCENT, metric.decimals),
    ]


def curves(share: float, bases: pd.Series, view: View) -> list[tuple[str, str, str, float, float]]:
    """Return the points of the national share and of the four limits, from the smallest base to the largest."""
    first, last = float(bases.min()), float(bases.max())
    # The points stand closer together on small bases, where the limits bend most.
    along = [first + (last - first) * (step / STEPS) ** 2 for step in range(STEPS + 1)]
    _ = view.words
    country = _("страна {share}", share=percent(100 * share, view.language))
    lines = [("centre", "country", country, base, 100 * share) for base in along]
    for key, level in LEVELS.items():
        name = percent(100 * level, view.language, 0 if level == INNER else 1)
        for role, side in (("lower", 0), ("upper", 1)):
            lines += [(role, key, name, base, 100 * limits(share, base, level)[side]) for base in along]
    return lines


@at_end_of()
def differing(metric: Metric, view: View) -> Exhibit:
    """Return the table of regions with the verdict on each in words."""
    _, (share, regions) = view.words, compared(metric, view)
    regions = regions.assign(beyond=regions["verdict"].abs())
    regions = regions.sort_values(["beyond", "base"], ascending=False, kind="stable")
    frame = regions.assign(
        name=[region_name(code, view.language) for code in regions["code"]],
        country=100 * share,
        conclusion=[verdict_words(number, view) for number in regions["verdict"]],
    )
    name, base, value = axes(metric, view)
    fields = [
        name,
        Field("conclusion", _("Вывод")),
        Field("value", value.title, value.shape, value.decimals),
        Field("base", base.title, base.shape),
        Field("country", _("Вся страна"), value.shape, value.decimals),
    ]
    table = exhibit(Kind.TABLE, "differing", metric, view, regions, frame, fields)
    if regions.empty or len(view.filters.regions) == 1:
        return table
    return replace(table, title=counts_title(regions, view))


def counts_title(regions: pd.DataFrame, view: View) -> str:
    """Return how many regions differ, may differ and do not."""
    _ = view.words
    differs, perhaps, same = ((regions["verdict"].abs() == number).sum() for number in (2, 1, 0))
    return _(
        "Отличаются от страны: {differs}, возможно: {perhaps}, не отличаются: {same}",
        differs=differs,
        perhaps=perhaps,
        same=same,
    )


def verdict_words(number: int, view: View) -> str:
    """Return a verdict in words."""
    _ = view.words
    return {
        -2: _("ниже, чем в стране"),
        -1: _("возможно, ниже"),
        0: _("статистически не отличается"),
        1: _("возможно, выше"),
        2: _("выше, чем в стране"),
    }[number]


def exhibit(
    kind: Kind,
    name: str,
    metric: Metric,
    view: View,
    regions: pd.DataFrame,
    frame: pd.DataFrame,
    fields: Sequence[Field],
) -> Exhibit:
    """Return an exhibit of a share against its base, with notes on the limits; picked regions only stand out."""
    of_metric = standard.exhibit(kind, name, metric, standard.all_regions(view), title(regions, view), frame, fields)
    return replace(of_metric, selected=view.filters.regions, notes=(*of_metric.notes, *notes(view)))


def title(regions: pd.DataFrame, view: View) -> str:
    """Return the verdict on the one picked region, or the regions that differ from the country."""
    _, parts = view.words, []
    if regions.empty:
        return titles.nothing(view)
    if len(picked := regions[regions["code"].isin(view.filters.regions)]) == 1:
        region = region_name(str(picked["code"].iloc[0]), view.language)
        return f"{region}: {verdict_words(int(picked['verdict'].iloc[0]), view)}"
    if above := differ(regions, 2, view):
        parts.append(_("выше, чем в стране: {regions}", regions=above))
    if below := differ(regions, -2, view):
        parts.append(_("ниже: {regions}", regions=below))
    if not parts:
        return _("Ни один регион статистически не отличается от страны")
    if uncertain := int(regions["verdict"].abs().eq(1).sum()):
        parts.append(_.many("возможно, ещё {number} регион", "возможно, ещё {number} регионов", uncertain))
    sentence = "; ".join((*parts, _("остальные статистически не отличаются")))
    return sentence[0].upper() + sentence[1:]


def differ(regions: pd.DataFrame, number: int, view: View) -> str:
    """Return the names of the regions with this verdict, those with the largest base first."""
    codes = regions[regions["verdict"] == number].sort_values("base", ascending=False, kind="stable")["code"]
    return names([region_name(code, view.language) for code in codes], view.language, NAMED_IN_TITLE)


def notes(view: View) -> tuple[str, ...]:
    """Return how to read the limits."""
    _ = view.words
    return (
        _(
            "Границы 95 % и 99,8 % вокруг доли по стране: чем меньше знаменатель, тем дальше доля уходит от неё случайно"
        ),
        _(
            "За границей 99,8 % (точка) регион отличается, между границами (кольцо) — возможно: из {all} регионов около {number} выйдут за 95 % случайно",
            all=len(REGIONS),
            number=round(len(REGIONS) * (1 - INNER)),
        ),
        _("Регионов, у которых знаменатель меньше 10, здесь нет: их доля ни о чём не говорит"),
        _("Воронкообразный график Шпигельхальтера (2005), границы по Уилсону"),
    )
