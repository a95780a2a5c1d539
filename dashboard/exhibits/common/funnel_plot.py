"""A funnel plot of a share: which regions differ from the country, and which only seem to.

The share of a region against its base, with control limits around the national share that narrow as the base grows, and
that are wider where regions vary more than by chance: `dashboard.truth.funnels`.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from dashboard.exhibits.common import standard
from dashboard.exhibits.common.full_sources import nothing_to_compare
from dashboard.exhibits.common.funnel_verdicts import INNER, LEVELS, Compared, compared, is_census
from dashboard.language.formats import names, number, percent
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape
from dashboard.model.metric import Metric
from dashboard.model.metrics import METRICS
from dashboard.queries.time.own_end import at_end_of
from dashboard.queries.view import View
from dashboard.queries.wording.view_words import region_name
from dashboard.truth.funnels import Spread
from etl.regions import REGIONS

STEPS = 60  # enough points for a limit to look like a curve
NAMED_IN_TITLE = 2
SHARES = tuple(METRICS[name] for name in ("success_share", "federal_share", "project_share", "answers_in_time"))


@at_end_of()
def funnel_plot(metric: Metric, view: View) -> Exhibit:
    """Return the regions as points, the national share and the limits at both levels."""
    if is_census(metric):
        return census(Kind.SCATTER, "funnel_plot", metric, view)
    shares = compared(metric, view)
    regions = shares.regions
    points = regions.assign(
        role="point",
        key=regions["code"],
        name=[region_name(code, view.language) for code in regions["code"]],
        x=regions["base"],
        y=regions["value"],
    )
    columns = ["role", "key", "name", "x", "y"]
    lines = pd.DataFrame(curves(shares, view) if len(regions) else [], columns=columns)
    frame = pd.concat([points[columns], lines], ignore_index=True)
    return exhibit(Kind.SCATTER, "funnel_plot", metric, view, shares, frame, axes(metric, view))


def axes(metric: Metric, view: View) -> list[Field]:
    """Return the columns of a point: the region, its base, its share."""
    _, base = view.words, metric.base_title.of(view.language)
    return [
        Field("name", _("Регион")),
        Field("x", base[:1].upper() + base[1:], Shape.NUMBER),
        Field("y", metric.title.of(view.language), Shape.PERCENT, metric.decimals),
    ]


def curves(shares: Compared, view: View) -> list[tuple[str, str, str, float, float]]:
    """Return the points of the national share and of the four limits, from the smallest base to the largest.

    Every base of a region is among them, so that its point is drawn on the side of the limit its verdict says.
    """
    bases = shares.regions["base"].to_numpy(dtype=float)
    # The points stand closer together on small bases, where the limits bend most.
    steps = np.rint(bases.min() + np.ptp(bases) * (np.arange(STEPS + 1) / STEPS) ** 2)
    along, _ = np.unique(np.concatenate([steps, bases])), view.words
    country = _("страна {share}", share=percent(100 * shares.share, view.language))
    lines = [("centre", "country", country, float(base), 100 * shares.share) for base in along]
    for key, level in LEVELS.items():
        name = percent(100 * level, view.language, 0 if level == INNER else 1)
        for role, heights in zip(("lower", "upper"), shares.limits(along, level), strict=True):
            lines += [(role, key, name, float(base), 100 * float(at)) for base, at in zip(along, heights, strict=True)]
    return lines


@at_end_of()
def differing(metric: Metric, view: View) -> Exhibit:
    """Return the table of regions with the verdict on each in words."""
    if is_census(metric):
        return census(Kind.TABLE, "differing", metric, view)
    _, shares = view.words, compared(metric, view)
    regions = shares.regions.assign(beyond=shares.regions["verdict"].abs())
    regions = regions.sort_values(["beyond", "base"], ascending=False, kind="stable")
    frame = regions.assign(
        name=[region_name(code, view.language) for code in regions["code"]],
        country=100 * shares.share,
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
    table = exhibit(Kind.TABLE, "differing", metric, view, shares, frame, fields)
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
    shares: Compared,
    frame: pd.DataFrame,
    fields: Sequence[Field],
) -> Exhibit:
    """Return an exhibit of a share against its base, with notes on the limits; picked regions only stand out."""
    title_text, explained = (
        title(shares.regions, metric, view),
        () if shares.regions.empty else notes(shares.spread, view),
    )
    of_metric = standard.exhibit(kind, name, metric, standard.all_regions(view), title_text, frame, fields)
    return replace(of_metric, selected=view.filters.regions, notes=(*of_metric.notes, *explained))


def census(kind: Kind, name: str, metric: Metric, view: View) -> Exhibit:
    """Return an exhibit without a row: a share of municipalities that are all counted is what it is."""
    title_text = view.words("Считаны все муниципалитеты: доля такая, какая есть, случайных границ у неё нет")
    columns = ["role", "key", "name", "x", "y", "conclusion", "value", "base", "country"]
    fields = axes(metric, view) if kind is Kind.SCATTER else axes(metric, view)[:1]
    everywhere = standard.all_regions(view)
    return standard.exhibit(kind, name, metric, everywhere, title_text, pd.DataFrame(columns=columns), fields)


def title(regions: pd.DataFrame, metric: Metric, view: View) -> str:
    """Return the verdict on the one picked region, or the regions that differ from the country."""
    _, parts = view.words, []
    if regions.empty:
        return nothing_to_compare(view, metric.register)
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


def notes(varied: Spread, view: View) -> tuple[str, ...]:
    """Return how to read the limits, and how much wider than chance they are."""
    _, language = view.words, view.language
    factor = number(varied.dispersion, language, 1)
    if varied.between:
        wider = _(
            "Разброс между регионами в {factor} раза больше случайного: границы расширены на отклонение между регионами, {points} п. п.",
            factor=factor,
            points=number(100 * float(np.sqrt(varied.between)), language, 1),
        )
    else:
        wider = _(
            "Разброс между регионами не больше случайного ({factor}): границы точные, биномиальные", factor=factor
        )
    return (
        _(
            "Границы 95 % и 99,8 % вокруг доли по стране: чем меньше знаменатель, тем дальше доля уходит от неё случайно"
        ),
        wider,
        _(
            "За границей 99,8 % (точка) регион отличается, между границами (кольцо) — возможно: из {all} регионов около {number} выйдут за 95 % случайно",
            all=len(REGIONS),
            number=round(len(REGIONS) * (1 - INNER)),
        ),
        _("Регионов, у которых знаменатель меньше 10, здесь нет: их доля ни о чём не говорит"),
        _("Воронкообразный график Шпигельхальтера (2005)"),
    )
