"""Why a region has its place: what each component contributes, what is unknown, and how complete the data are."""

from dataclasses import replace

import pandas as pd

from dashboard.exhibits.rating.index import COMPONENTS, ENOUGH, INDEX, Component
from dashboard.exhibits.rating.interval_words import place_fields, with_words
from dashboard.exhibits.rating.rating import Standing, exhibit, no_rating
from dashboard.language.formats import names, number
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.model.metrics import METRICS
from dashboard.queries.wording.view_words import region_name


def weighted_components(standing: Standing) -> list[Component]:
    """Return the components that have a weight."""
    return [component for component in COMPONENTS if standing.weights[component.metric]]


def contributions(standing: Standing) -> Exhibit:
    """Return what the directions of work contribute to the first regions; the parts of a bar add up to its index."""
    _, language = standing.view.words, standing.view.language
    ranked = standing.top_places
    parts = standing.rating.contributions.loc[ranked.index]
    rows = [
        (key, row, component.direction.of(language), parts.loc[key, component.metric])
        for key, row in zip(ranked.index, standing.names_with_places(ranked), strict=True)
        for component in weighted_components(standing)
    ]
    parts_by_component = pd.DataFrame(rows, columns=["key", "row", "member", "value"]).dropna()
    frame = parts_by_component.groupby(["key", "row", "member"], sort=False)["value"].sum().reset_index()
    fields = [
        Field("row", _("Регион")),
        Field("member", _("Направление")),
        Field("value", INDEX.title.of(language), Shape.NUMBER, INDEX.decimals),
    ]
    return exhibit(Kind.STACKED, "contributions", standing, contributions_title(frame, standing), frame, fields)


def contributions_title(frame: pd.DataFrame, standing: Standing) -> str:
    """Return the direction that contributes most to the region on top; of equals all."""
    _, language = standing.view.words, standing.view.language
    if frame.empty:
        return no_rating(standing)
    leader = frame[frame["key"] == frame["key"].iloc[0]]
    most = leader["value"].max()
    best = leader[leader["value"].round(INDEX.decimals) == round(most, INDEX.decimals)]
    return _(
        "{region}: больше всего даёт {direction} — {part} из {whole}",
        region=region_name(str(best["key"].iloc[0]), language),
        direction=names([f"«{member}»" for member in best["member"]], language, len(best)),
        part=number(most, language, INDEX.decimals),
        whole=number(leader["value"].sum(), language, INDEX.decimals),
    )


def contribution_table(standing: Standing) -> Exhibit:
    """Return what every component contributes to every region with a place."""
    _, language = standing.view.words, standing.view.language
    ranked, metrics = standing.rating.ranked, [component.metric for component in weighted_components(standing)]
    parts = standing.rating.contributions.loc[ranked.index]
    frame = (
        with_words(ranked, standing.view)
        .join(parts)
        .assign(name=[region_name(str(code), language) for code in ranked.index])
    )
    fields = [
        Field("name", _("Регион")),
        *place_fields(standing.view),
        Field("index", INDEX.title.of(language), Shape.NUMBER, INDEX.decimals),
        *(Field(metric, METRICS[metric].title.of(language), Shape.NUMBER, INDEX.decimals) for metric in metrics),
    ]
    return exhibit(Kind.TABLE, "contribution_table", standing, weakness_title(standing), frame, fields)


def weakness_title(standing: Standing) -> str:
    """Return the component on which the first regions are most often below the middle."""
    _, ranked = standing.view.words, standing.top_places
    metrics = [component.metric for component in weighted_components(standing)]
    below = (standing.rating.scores.loc[ranked.index, metrics] < 50).sum()
    if ranked.empty or not below.max():
        return _("Вклад каждой составляющей, баллов")
    return _(
        "Слабее середины в верхних строках чаще всего {component}: у {below} из {all}",
        component=extreme_titles(below, below.max(), standing),
        below=int(below.max()),
        all=len(ranked),
    )


def extreme_titles(amounts: pd.Series, extreme: float, standing: Standing) -> str:
    """Return the titles of all components with this amount."""
    titles = [f"«{METRICS[str(name)].title.of(standing.view.language)}»" for name in amounts.index[amounts == extreme]]
    return names(titles, standing.view.language, len(titles))


def weight_known(standing: Standing) -> Exhibit:
    """Return the number of regions for which each component is known."""
    _, language = standing.view.words, standing.view.language
    metrics = [component.metric for component in COMPONENTS]
    counts = standing.rating.values[metrics].notna().sum().sort_values(ascending=False, kind="stable")
    counts = counts if counts.any() else counts[:0]
    all_ = len(standing.rating.values)
    frame = pd.DataFrame(
        {
            "key": counts.index,
            "name": [METRICS[str(name)].title.of(language) for name in counts.index],
            "value": counts.to_numpy(dtype=float),
            "state": [State.VALUE.value if count else State.ZERO.value for count in counts],
        }
    )
    title = no_rating(standing) if standing.rating.ranked.empty else weight_known_title(counts, all_, standing)
    fields = [Field("name", _("Составляющая")), Field("value", _("Регионов с данными"), Shape.NUMBER)]
    unit = _("регионов с данными, из {all}", all=all_)
    return replace(exhibit(Kind.BAR, "known", standing, title, frame, fields), unit=unit, decimals=0)


def weight_known_title(counts: pd.Series, all_: int, standing: Standing) -> str:
    """Return the component that the fewest regions have data on; of equals all, unless all are equal."""
    _ = standing.view.words
    if counts.min() == counts.max():
        return _("Данных поровну: по каждой составляющей {count} из {all} регионов", count=int(counts.min()), all=all_)
    component = extreme_titles(counts, counts.min(), standing)
    if not counts.min():
        return _("Данных нет ни у одного региона: {component}", component=component)
    return _(
        "Меньше всего данных — {component}: у {count} из {all} регионов",
        component=component,
        count=int(counts.min()),
        all=all_,
    )


def unranked(standing: Standing) -> Exhibit:
    """Return the regions without a place, with the share of the weight known and the components that are not."""
    _, language, regions = standing.view.words, standing.view.language, standing.rating.places
    regions = regions[regions["rank"].isna()].sort_values("weight_known", ascending=False, kind="stable")
    metrics = [component.metric for component in weighted_components(standing)]
    missing = standing.rating.values.loc[regions.index, metrics].isna()
    frame = regions.assign(
        name=[region_name(str(code), language) for code in regions.index],
        share=100 * regions["weight_known"],
        missing=[
            names([METRICS[name].title.of(language) for name in metrics if row[name]], language, len(metrics))
            for row in missing.to_dict("records")
        ],
    )
    fields = [
        Field("name", _("Регион")),
        Field("share", _("Известно весов"), Shape.PERCENT),
        Field("missing", _("Нет данных или базы")),
    ]
    return exhibit(Kind.TABLE, "unranked", standing, unranked_title(len(frame), standing), frame, fields)


def unranked_title(count: int, standing: Standing) -> str:
    """Return the number of regions without a place, and why they have none."""
    _ = standing.view.words
    if not count:
        return _("Место есть у каждого региона")
    count_words = _.many("Нет рейтинга у {number} региона", "Нет рейтинга у {number} регионов", count)
    return count_words + ": " + _("мало данных, известно меньше {share} % весов", share=int(100 * ENOUGH))
