"""Plan and fact: how far the regions and the country have come to what was planned for the period."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.exhibits.common import plan_values, standard
from dashboard.exhibits.common.plan_values import Plan
from dashboard.language.formats import number, percent, period_text
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.model.metric import Aggregate, Metric
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values, newest_rows
from dashboard.queries.own_end import at_end_of
from dashboard.queries.view import View, loaded_on, region_name, source_words
from etl.datasets import TARGETS
from etl.regions import NATION

SHOWN = 15


def planned_metrics() -> list[Metric]:
    """Return the metrics that have any plan, in their usual order."""
    titles = set(newest_rows.targets()["indicator"])
    return [metric for metric in METRICS.values() if metric.title.ru in titles]


@at_end_of()
def plan(metric: Metric, view: View) -> Exhibit:
    """Return the regions furthest from their plans, and the picked ones, each with its plan as a mark across the bar."""
    found = plan_values.plan(metric, view.period)
    if found is None:
        return without_plan(Kind.BAR, "plan", metric, view)
    frame = plan_values.achieved(metric, found, view).dropna(subset=["target"])
    frame = nearest_last(metric, frame)
    picked = frame["key"].isin(view.filters.regions)
    shown = pd.concat([frame[~picked].head(max(SHOWN - int(picked.sum()), 0)), frame[picked]]).sort_index()
    made = exhibit(Kind.BAR, "plan", metric, view, found, shown)
    _ = view.words
    cut = _("показаны самые далёкие от плана: {number} из {all}", number=len(shown), all=len(frame))
    return replace(made, subtitle=f"{made.subtitle} · {cut}") if len(shown) < len(frame) else made


@at_end_of()
def plan_table(metric: Metric, view: View) -> Exhibit:
    """Return the country and every region with plan, fact and what is left; a region without a plan says so."""
    found = plan_values.plan(metric, view.period)
    if found is None:
        return without_plan(Kind.TABLE, "plan_table", metric, view)
    regions = plan_values.achieved(metric, found, view).sort_values("progress", ascending=False, kind="stable")
    whole = plan_values.country(metric, found, view)
    frame = pd.concat([whole, regions], ignore_index=True) if len(whole) else regions
    _, planned = view.words, int(regions["target"].count())
    told = _("План есть у регионов: {number} из {all}", number=planned, all=len(regions))
    return replace(exhibit(Kind.TABLE, "plan_table", metric, view, found, frame), title=told)


def nearest_last(metric: Metric, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the planned regions, those furthest from their plans first, those of which nothing is known last."""
    ratio = (frame["value"] + 1) / (frame["target"] + 1)  # orders plans of zero too
    return frame.loc[(-ratio if metric.polarity < 0 else ratio).sort_values(kind="stable").index].reset_index(drop=True)


def exhibit(kind: Kind, name: str, metric: Metric, view: View, found: Plan, frame: pd.DataFrame) -> Exhibit:
    """Return an exhibit of these rows, with all it rests on: the register of the metric and the plans."""
    view = plan_values.absolute(view)
    everywhere = replace(view, filters=replace(view.filters, regions=()))
    told = [told_of(metric, row, view) for row in frame.to_dict("records")]
    frame = frame.reset_index(drop=True).assign(name=[names(key, view) for key in frame["key"]], **columns(told))
    made = standard.exhibit(kind, name, metric, everywhere, title(metric, found, view), frame, fields(metric, view))
    return replace(
        made,
        subtitle=f"{made.subtitle} · {country_words(metric, found, view)}",
        selected=view.filters.regions,
        identity=metric_values.identity(metric, view.filters, view.period),
        notes=(*made.notes, *notes(metric, found, view)),
        source=f"{made.source}; {source_words(TARGETS.name, view.language)}",
        loaded=max(filter(None, (made.loaded, loaded_on(TARGETS.name))), default=None),
    )


def columns(told: list[dict[str, object]]) -> dict[str, pd.Series]:
    """Return what is told of the rows as columns."""
    return {name: pd.Series([one[name] for one in told], dtype=object) for name in ("text", "verdict", "left")}


def names(key: str, view: View) -> str:
    """Return the name of a row: a region's, or the country's."""
    _ = view.words
    return _("вся страна") if key == NATION else region_name(key, view.language)


def fields(metric: Metric, view: View) -> list[Field]:
    """Return the columns of the table."""
    _ = view.words
    shape = standard.shape(metric)
    title = metric.title.of(view.language)
    return [
        Field("name", _("Регион")),
        Field("value", title, shape, metric.decimals),
        Field("target", _("План"), shape, metric.decimals),
        Field("progress", _("Выполнено, %"), Shape.PERCENT, 1),
        Field("left", _("До плана"), Shape.NUMBER, metric.decimals),
        Field("verdict", _("Итог")),
    ]


def told_of(metric: Metric, row: Mapping[Hashable, Any], view: View) -> dict[str, object]:
    """Return the words of a row: beside its bar, the verdict, and how much is left to the plan."""
    _, language = view.words, view.language
    value, target = (number(row[name], language, metric.decimals) for name in ("value", "target"))
    text = _("{value} из {target}", value=value, target=target)
    if row["progress"] == row["progress"]:
        text = f"{value} · {percent(row['progress'], language)}"
    left = max(row["target"] - row["value"], 0.0) if metric.polarity >= 0 else float("nan")
    return {"text": text, "verdict": verdict(row, view), "left": left}


def verdict(row: Mapping[Hashable, Any], view: View) -> str:
    """Return what became of a plan, with a sign; before its period ends an unmet one is under way."""
    _ = view.words
    if row["target"] != row["target"]:
        return _("нет плана")
    if row["met"] != row["met"]:
        return _("нет базы") if row["state"] == State.NO_BASE else _("нет данных")
    if row["met"]:
        return "▲ " + _("выполнен")
    return _("ещё идёт") if view.incomplete or under_way(view) else "▼ " + _("не выполнен")


def under_way(view: View) -> bool:
    """Return whether the period is the beginning of a year that the plan is for."""
    return view.period.unit == "year" and view.period.until < view.period.until.replace(month=12, day=31)


def title(metric: Metric, found: Plan, view: View) -> str:
    """Return how many regions met their plans; while the period lasts, how much of the country's is done."""
    _, language = view.words, view.language
    regions = plan_values.achieved(metric, found, view).dropna(subset=["target"])
    told = _("План выполнили регионы: {met} из {all}", met=int(regions["met"].sum()), all=len(regions))
    whole = plan_values.country(metric, found, view)
    if not len(whole) or whole["progress"].isna().all():
        return told if len(regions) else country_words(metric, found, view)
    done = _(
        "Выполнено {share} плана страны на {period}",
        share=percent(whole["progress"].iloc[0], language),
        period=period_text(found.period, language),
    )
    return f"{done}; {told[0].lower()}{told[1:]}" if len(regions) else done


def country_words(metric: Metric, found: Plan, view: View) -> str:
    """Return the calendar unit of the plan and, where it is stated, the country's plan with what is reached."""
    _, language = view.words, view.language
    period = _("план на {period}", period=period_text(found.period, language))
    whole = plan_values.country(metric, found, view)
    if not len(whole):
        return period
    value, target = (number(whole[name].iloc[0], language, metric.decimals) for name in ("value", "target"))
    return f"{period}: " + _("вся страна {value} из {target}", value=value, target=target)


def notes(metric: Metric, found: Plan, view: View) -> tuple[str, ...]:
    """Return who has no plan, whether regions' plans add up to the country's, and what the plan is compared with."""
    _, language = view.words, view.language
    targets = plan_values.achieved(metric, found, view)["target"]
    told = [
        _(
            "План на {period} сравнивается с числом за {shown}; доля года в плане не вычисляется.",
            period=period_text(found.period, language),
            shown=period_text(view.period, language),
        ),
        _(
            "С планом регионов: {number} из {all}; остальные — «нет плана».",
            number=int(targets.count()),
            all=len(targets),
        ),
    ]
    if metric.aggregate is Aggregate.TOTAL and NATION in found.targets and not view.filters.district:
        told.append(
            _(
                "Сумма планов регионов {regions}, план страны {country}: он задан своей строкой и не складывается.",
                regions=number(targets.sum(), language, metric.decimals),
                country=number(found.targets[NATION], language, metric.decimals),
            )
        )
    return tuple(told)


def without_plan(kind: Kind, name: str, metric: Metric, view: View) -> Exhibit:
    """Return an exhibit without rows whose title says which plan is missing and how to load it."""
    _, language = view.words, view.language
    view = plan_values.absolute(view)
    if not planned_metrics():
        missing = missing_words(view)
    else:
        missing = _(
            "Показатель «{metric}»: на {period} плана нет; загрузите его строку в реестре «Планы» на странице «Данные»",
            metric=metric.title.of(language),
            period=period_text(view.period, language),
        )
    empty = pd.DataFrame(columns=["key", *(field.name for field in fields(metric, view)), "state"])
    return standard.exhibit(kind, name, metric, view, missing, empty, fields(metric, view))


def missing_words(view: View) -> str:
    """Return what to do when no plan is loaded at all."""
    _ = view.words
    return _("Планы не загружены: скачайте бланк «Планы» на странице «Данные», заполните его и загрузите там же")
