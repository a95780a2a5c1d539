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

# A region beyond the outer limits differs; between the two it may; the share of regions that chance keeps within them.
INNER, OUTER = 0.95, 0.998
LEVELS = {"95": INNER, "99.8": OUTER}
# So many points make a limit look like a curve.
STEPS = 60
# So many regions are named in a title.
NAMED = 2
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
    """Return the least and the largest share, of 0 to 1, that do not differ from `share` on such a base.

    A share lies beyond them exactly when its own Wilson score interval leaves `share` out: share ± z √(share (1 − share) / base).
    """
    reach = deviation(level) * sqrt(share * (1 - share) / base)
    return max(share - reach, 0.0), min(share + reach, 1.0)


def verdict(part: float, base: float, share: float) -> int:
    """Return 0 for a region that does not differ, ±1 for one that may, ±2 for one that does; the sign says where."""
    value = part / base
    side = 1 if value > share else -1
    beyond = [level for level in (INNER, OUTER) if not inside(value, limits(share, base, level))]
    return side * len(beyond)


def inside(value: float, bounds: tuple[float, float]) -> bool:
    """Return whether the value is within the bounds."""
    return bounds[0] <= value <= bounds[1]


def compared(metric: Metric, view: View) -> tuple[float, pd.DataFrame]:
    """Return the national share and, for every region shown that has one: code, value, part, base, verdict."""
    country = metric_values.total(metric, Filters(), view.period)
    share = country.part / country.base if country.base else 0.0
    found = metric_values.by_region(metric, view.filters, view.period)
    found = found[found["state"].isin([State.VALUE, State.ZERO])]
    verdicts = [verdict(part, base, share) for part, base in zip(found["part"], found["base"], strict=True)]
    return share, found.assign(verdict=verdicts)


@at_end_of()
def funnel_plot(metric: Metric, view: View) -> Exhibit:
    """Return the regions as points, the national share and the limits at both levels."""
    share, found = compared(metric, view)
    points = found.assign(
        role="point",
        key=found["code"],
        name=[region_name(code, view.language) for code in found["code"]],
        x=found["base"],
        y=found["value"],
    )
    columns = ["role", "key", "name", "x", "y"]
    lines = pd.DataFrame(curves(share, found["base"], view) if len(found) else [], columns=columns)
    frame = pd.concat([points[columns], lines], ignore_index=True)
    return exhibit(Kind.SCATTER, "funnel_plot", metric, view, found, frame, axes(metric, view))


def axes(metric: Metric, view: View) -> list[Field]:
    """Return the columns of a point: the region, its base, its share."""
    _, base = view.words, metric.base_title.of(view.language)
    return [
        Field("name", _("Регион")),
        Field("x", base[:1].upper() + base[1:], Shape.NUMBER),
        Field("y", metric.title.of(view.language), Shape.PERCENT, metric.decimals),
    ]


def curves(share: float, bases: pd.Series, view: View) -> list[tuple[str, str, str, float, float]]:
    """Return the points of the national share and of the four limits over all bases there are."""
    first, last = float(bases.min()), float(bases.max())
    # Close together where the base is small: there the limits bend most.
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
    """Return every region in words: above or below the country, may be, or not different."""
    _, (share, found) = view.words, compared(metric, view)
    found = found.assign(beyond=found["verdict"].abs()).sort_values(["beyond", "base"], ascending=False, kind="stable")
    frame = found.assign(
        name=[region_name(code, view.language) for code in found["code"]],
        country=100 * share,
        told=[verdict_words(number, view) for number in found["verdict"]],
    )
    name, base, value = axes(metric, view)
    fields = [
        name,
        Field("told", _("Вывод")),
        Field("value", value.title, value.shape, value.decimals),
        Field("base", base.title, base.shape),
        Field("country", _("Вся страна"), value.shape, value.decimals),
    ]
    made = exhibit(Kind.TABLE, "differing", metric, view, found, frame, fields)
    if found.empty or len(view.filters.regions) == 1:
        return made
    return replace(made, title=counts_title(found, view))


def counts_title(found: pd.DataFrame, view: View) -> str:
    """Return how many regions differ, may differ and do not."""
    _ = view.words
    differs, perhaps, same = ((found["verdict"].abs() == number).sum() for number in (2, 1, 0))
    return _(
        "Отличаются от страны: {differs}, возможно: {perhaps}, не отличаются: {same}",
        differs=differs,
        perhaps=perhaps,
        same=same,
    )


def verdict_words(number: int, view: View) -> str:
    """Return what a verdict says."""
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
    found: pd.DataFrame,
    frame: pd.DataFrame,
    fields: Sequence[Field],
) -> Exhibit:
    """Return an exhibit of a share against its base, with what its limits mean; picked regions stand out only."""
    everywhere = replace(view, filters=replace(view.filters, regions=()))
    made = standard.exhibit(kind, name, metric, everywhere, title(found, view), frame, fields)
    return replace(made, selected=view.filters.regions, notes=(*made.notes, *notes(view)))


def title(found: pd.DataFrame, view: View) -> str:
    """Return whether the picked region differs from the country or, of several, which do."""
    _, told = view.words, []
    if found.empty:
        return titles.nothing(view)
    if len(picked := found[found["code"].isin(view.filters.regions)]) == 1:
        region = region_name(str(picked["code"].iloc[0]), view.language)
        return f"{region}: {verdict_words(int(picked['verdict'].iloc[0]), view)}"
    if above := differ(found, 2, view):
        told.append(_("выше, чем в стране: {regions}", regions=above))
    if below := differ(found, -2, view):
        told.append(_("ниже: {regions}", regions=below))
    if not told:
        return _("Ни один регион статистически не отличается от страны")
    perhaps = int(found["verdict"].abs().eq(1).sum())
    if perhaps:
        told.append(_.many("возможно, ещё {number} регион", "возможно, ещё {number} регионов", perhaps))
    sentence = "; ".join((*told, _("остальные статистически не отличаются")))
    return sentence[0].upper() + sentence[1:]


def differ(found: pd.DataFrame, number: int, view: View) -> str:
    """Return the names of the regions with this verdict, those with the largest base first."""
    codes = found[found["verdict"] == number].sort_values("base", ascending=False, kind="stable")["code"]
    return names([region_name(code, view.language) for code in codes], view.language, NAMED)


def notes(view: View) -> tuple[str, ...]:
    """Return how the limits are read."""
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
