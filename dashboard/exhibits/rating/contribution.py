"""Why a region stands where it stands: what each component gives it, what is not known, and how complete the data are."""

from dataclasses import replace

import pandas as pd

from dashboard.exhibits.rating.index import COMPONENTS, ENOUGH, INDEX, Component
from dashboard.exhibits.rating.rating import Standing, exhibit, most_of, nobody, numbered
from dashboard.language.formats import names, number
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.model.metrics import METRICS
from dashboard.queries.view import region_name


def weighing(shown: Standing) -> list[Component]:
    """Return the components that have a weight."""
    return [component for component in COMPONENTS if shown.weights[component.metric]]


def contributions(shown: Standing) -> Exhibit:
    """Return what the directions of work give the first regions; the parts of a bar add up to its index."""
    _, language = shown.view.words, shown.view.language
    found = most_of(shown)
    parts = shown.rating.contributions.loc[found.index]
    lines = [
        (key, row, component.direction.of(language), parts.loc[key, component.metric])
        for key, row in zip(found.index, numbered(shown, found), strict=True)
        for component in weighing(shown)
    ]
    known_parts = pd.DataFrame(lines, columns=["key", "row", "member", "value"]).dropna()
    frame = known_parts.groupby(["key", "row", "member"], sort=False)["value"].sum().reset_index()
    fields = [
        Field("row", _("Регион")),
        Field("member", _("Направление")),
        Field("value", INDEX.title.of(language), Shape.NUMBER, INDEX.decimals),
    ]
    return exhibit(Kind.STACKED, "contributions", shown, contributions_title(frame, shown), frame, fields)


def contributions_title(frame: pd.DataFrame, shown: Standing) -> str:
    """Return which direction gives the leader most."""
    _, language = shown.view.words, shown.view.language
    if frame.empty:
        return nobody(shown)
    leader = frame[frame["key"] == frame["key"].iloc[0]]
    best = leader.loc[leader["value"].idxmax()]
    return _(
        "{region}: больше всего даёт направление «{direction}» — {part} из {whole}",
        region=region_name(str(best["key"]), language),
        direction=best["member"],
        part=number(best["value"], language, INDEX.decimals),
        whole=number(leader["value"].sum(), language, INDEX.decimals),
    )


def contribution_table(shown: Standing) -> Exhibit:
    """Return what every component gives every region with a place."""
    _, language = shown.view.words, shown.view.language
    found, used = shown.rating.ranked, weighing(shown)
    parts = shown.rating.contributions.loc[found.index]
    frame = found.join(parts).assign(name=[region_name(str(code), language) for code in found.index])
    fields = [
        Field("rank", _("Место"), Shape.NUMBER),
        Field("name", _("Регион")),
        Field("index", INDEX.title.of(language), Shape.NUMBER, INDEX.decimals),
        *(Field(part.metric, METRICS[part.metric].title.of(language), Shape.NUMBER, INDEX.decimals) for part in used),
    ]
    return exhibit(Kind.TABLE, "contribution_table", shown, weakness_title(shown), frame, fields)


def weakness_title(shown: Standing) -> str:
    """Return on which component the first regions are weak most often."""
    _, found = shown.view.words, most_of(shown)
    used = [component.metric for component in weighing(shown)]
    below = (shown.rating.scores.loc[found.index, used] < 50).sum()
    if found.empty or not below.max():
        return _("Вклад каждой составляющей, баллов")
    return _(
        "Слабее середины в верхних строках чаще всего «{component}»: у {below} из {all}",
        component=METRICS[str(below.idxmax())].title.of(shown.view.language),
        below=int(below.max()),
        all=len(found),
    )


def known(shown: Standing) -> Exhibit:
    """Return for how many regions each component is known: what the rating waits for."""
    _, language = shown.view.words, shown.view.language
    used = [component.metric for component in weighing(shown)]
    counts = shown.rating.values[used].notna().sum().sort_values(ascending=False, kind="stable")
    all_ = len(shown.rating.values)
    frame = pd.DataFrame(
        {
            "key": counts.index,
            "name": [METRICS[str(name)].title.of(language) for name in counts.index],
            "value": counts.to_numpy(dtype=float),
            "state": [State.VALUE.value if count else State.ZERO.value for count in counts],
        }
    )
    title = nobody(shown) if shown.rating.ranked.empty else known_title(counts, all_, shown)
    fields = [Field("name", _("Составляющая")), Field("value", _("Регионов с данными"), Shape.NUMBER)]
    unit = _("регионов с данными, из {all}", all=all_)
    return replace(exhibit(Kind.BAR, "known", shown, title, frame, fields), unit=unit, decimals=0)


def known_title(counts: pd.Series, all_: int, shown: Standing) -> str:
    """Return the component that fewest regions have data on."""
    _ = shown.view.words
    return _(
        "Меньше всего данных — «{component}»: у {count} из {all} регионов",
        component=METRICS[str(counts.idxmin())].title.of(shown.view.language),
        count=int(counts.min()),
        all=all_,
    )


def unranked(shown: Standing) -> Exhibit:
    """Return the regions without a place: how much of the weight is known, and which components are not."""
    _, language, found = shown.view.words, shown.view.language, shown.rating.places
    found = found[found["rank"].isna()].sort_values("known", ascending=False, kind="stable")
    used = [component.metric for component in weighing(shown)]
    missing = shown.rating.values.loc[found.index, used].isna()
    frame = found.assign(
        name=[region_name(str(code), language) for code in found.index],
        share=100 * found["known"],
        missing=[
            names([METRICS[name].title.of(language) for name in used if row[name]], language, len(used))
            for row in missing.to_dict("records")
        ],
    )
    fields = [
        Field("name", _("Регион")),
        Field("share", _("Известно весов"), Shape.PERCENT),
        Field("missing", _("Нет данных или базы")),
    ]
    return exhibit(Kind.TABLE, "unranked", shown, unranked_title(len(frame), shown), frame, fields)


def unranked_title(count: int, shown: Standing) -> str:
    """Return how many regions have no place, and that this is not a last one."""
    _ = shown.view.words
    if not count:
        return _("Место есть у каждого региона")
    told = _.many("Нет рейтинга у {number} региона", "Нет рейтинга у {number} регионов", count)
    return told + ": " + _("мало данных, известно меньше {share} % весов", share=int(100 * ENOUGH))
