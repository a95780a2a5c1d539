"""Plan and fact: how much of the plan for the period the regions and the country have reached."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.exhibits.common import plan_values, standard
from dashboard.exhibits.common.plan_values import Plan
from dashboard.exhibits.common.sources import newest_load
from dashboard.language.formats import day, number, percent, period_text
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.model.metric import Aggregate, Metric
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values, newest_rows
from dashboard.queries.time.own_end import at_end_of, on_days
from dashboard.queries.view import View
from dashboard.queries.wording.view_words import region_name, source_words
from etl.datasets import TARGETS
from etl.regions import NATION

SHOWN = 15


def planned_metrics() -> list[Metric]:
    """Return the metrics for which any plan is loaded, in their usual order."""
    titles = set(newest_rows.targets()["indicator"])
    return [metric for metric in METRICS.values() if metric.title.ru in titles]


@on_days
@at_end_of()
def plan(metric: Metric, view: View) -> Exhibit:
    """Return the regions furthest from their plans and the picked ones, each plan as a mark across the bar."""
    period_plan = plan_values.plan(metric, view.period)
    if period_plan is None:
        return without_plan(Kind.BAR, "plan", metric, view)
    frame = plan_values.achieved(metric, period_plan, view).dropna(subset=["target"])
    frame = nearest_last(metric, frame)
    picked = frame["key"].isin(view.filters.regions)
    bars = pd.concat([frame[~picked].head(max(SHOWN - int(picked.sum()), 0)), frame[picked]]).sort_index()
    chart = exhibit(Kind.BAR, "plan", metric, view, period_plan, bars)
    _ = view.words
    cut = _("показаны самые далёкие от плана: {number} из {all}", number=len(bars), all=len(frame))
    return replace(chart, subtitle=f"{chart.subtitle} · {cut}") if len(bars) < len(frame) else chart


@on_days
@at_end_of()
def plan_table(metric: Metric, view: View) -> Exhibit:
    """Return the table of the country and every region: plan, fact and the remainder, or that there is no plan."""
    period_plan = plan_values.plan(metric, view.period)
    if period_plan is None:
        return without_plan(Kind.TABLE, "plan_table", metric, view)
    regions = plan_values.achieved(metric, period_plan, view).sort_values("progress", ascending=False, kind="stable")
    whole = plan_values.country(metric, period_plan, view)
    frame = pd.concat([whole, regions], ignore_index=True) if len(whole) else regions
    _, planned = view.words, int(regions["target"].count())
    title_words = _("План есть у регионов: {number} из {all}", number=planned, all=len(regions))
    return replace(exhibit(Kind.TABLE, "plan_table", metric, view, period_plan, frame), title=title_words)


def nearest_last(metric: Metric, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows by the share of the plan reached, the furthest from it first and those without a value last."""
    ratio = (frame["value"] + 1) / (frame["target"] + 1)  # a plan of zero has a ratio too
    return frame.loc[(-ratio if metric.polarity < 0 else ratio).sort_values(kind="stable").index].reset_index(drop=True)


def exhibit(kind: Kind, name: str, metric: Metric, view: View, period_plan: Plan, frame: pd.DataFrame) -> Exhibit:
    """Return an exhibit of these rows that names both its sources: the register of the metric and the plans."""
    view = view.absolute
    everywhere = standard.all_regions(view)
    names = [row_name(key, view) for key in frame["key"]]
    words = pd.DataFrame(
        [words_of(metric, row, period_plan, view) for row in frame.to_dict("records")],
        columns=["text", "verdict", "left"],
        dtype=object,
    )
    frame = frame.reset_index(drop=True).assign(name=names).join(words)
    of_metric = standard.exhibit(
        kind, name, metric, everywhere, title(metric, period_plan, view), frame, fields(metric, view)
    )
    return replace(
        of_metric,
        subtitle=f"{of_metric.subtitle} · {country_words(metric, period_plan, view)}",
        selected=view.filters.regions,
        identity=metric_values.identity(metric, view.filters, view.period),
        notes=(*of_metric.notes, *notes(metric, period_plan, view)),
        source=f"{of_metric.source}; {source_words(TARGETS.name, view.language)}",
        loaded=newest_load((metric.register, TARGETS.name)),
    )


def row_name(key: str, view: View) -> str:
    """Return the name of the region of a row, or of the country."""
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


def words_of(metric: Metric, row: Mapping[Hashable, Any], period_plan: Plan, view: View) -> dict[str, object]:
    """Return the text beside the bar of a row, the verdict, and how much is left to the plan."""
    _, language = view.words, view.language
    value, target = (number(row[name], language, metric.decimals) for name in ("value", "target"))
    text = _("{value} из {target}", value=value, target=target)
    if row["progress"] == row["progress"]:
        text = f"{value} · {percent(row['progress'], language)}"
    left = max(row["target"] - row["value"], 0.0) if metric.polarity >= 0 else float("nan")
    return {"text": text, "verdict": verdict(row, period_plan, view), "left": left}


def verdict(row: Mapping[Hashable, Any], period_plan: Plan, view: View) -> str:
    """Return the verdict on a plan: met, not met or, until its period ends, still under way; or why there is none."""
    _ = view.words
    if row["target"] != row["target"]:
        return _("нет плана")
    if row["met"] != row["met"]:
        return _("нет базы") if row["state"] == State.NO_BASE else _("нет данных")
    if plan_values.is_running(period_plan, view):
        return running_verdict(row, period_plan, view)
    return "▲ " + _("выполнен") if row["met"] else "▼ " + _("не выполнен")


def running_verdict(row: Mapping[Hashable, Any], period_plan: Plan, view: View) -> str:
    """Return the verdict on a plan whose period goes on: met already, or under way, ahead of its pace or behind it."""
    _ = view.words
    if row["may_fall_back"]:
        return _("идёт, пока на уровне плана") if row["met"] else _("идёт, пока не на уровне плана")
    if row["met"]:
        return "▲ " + _("уже выполнен")
    if row["progress"] != row["progress"]:
        return _("идёт")
    ahead = row["progress"] >= 100 * period_plan.time_passed(plan_values.counted_until(view))
    return _("идёт, с опережением темпа") if ahead else _("идёт, с отставанием от темпа")


def title(metric: Metric, period_plan: Plan, view: View) -> str:
    """Return how much of the country's plan is reached, where there is one, and how many regions met theirs."""
    _, language = view.words, view.language
    regions = plan_values.achieved(metric, period_plan, view).dropna(subset=["target"])
    met = {"met": int(regions["met"].sum()), "all": len(regions)}
    regions_words = _("План выполнили регионы: {met} из {all}", **met)
    if plan_values.is_running(period_plan, view):
        regions_words = _("План ещё идёт; уже выполнили регионы: {met} из {all}", **met)
    whole = plan_values.country(metric, period_plan, view)
    if not len(whole) or whole["progress"].isna().all():
        return regions_words if len(regions) else country_words(metric, period_plan, view)
    country_progress = _(
        "Выполнено {share} плана страны на {period}",
        share=percent(whole["progress"].iloc[0], language),
        period=period_text(period_plan.period, language),
    )
    if plan_values.is_running(period_plan, view):
        country_progress += _(", прошло {time} срока", time=time_passed(period_plan, view))
        regions_words = _("Уже выполнили регионы: {met} из {all}", **met)
    return f"{country_progress}; {regions_words[0].lower()}{regions_words[1:]}" if len(regions) else country_progress


def time_passed(period_plan: Plan, view: View) -> str:
    """Return the share of the plan's days that the fact counts, in per cent."""
    return percent(100 * period_plan.time_passed(plan_values.counted_until(view)), view.language, 0)


def country_words(metric: Metric, period_plan: Plan, view: View) -> str:
    """Return the period of the plan and, where the country has one, its plan and fact."""
    _, language = view.words, view.language
    period = _("план на {period}", period=period_text(period_plan.period, language))
    whole = plan_values.country(metric, period_plan, view)
    if not len(whole):
        return period
    value, target = (number(whole[name].iloc[0], language, metric.decimals) for name in ("value", "target"))
    return f"{period}: " + _("вся страна {value} из {target}", value=value, target=target)


def notes(metric: Metric, period_plan: Plan, view: View) -> tuple[str, ...]:
    """Return the notes: which period the plan is for, how many regions have one, and how they relate to the country's."""
    _, language = view.words, view.language
    targets = plan_values.achieved(metric, period_plan, view)["target"]
    sentences = [pace_note(metric, period_plan, view)] if plan_values.is_running(period_plan, view) else []
    sentences += [
        _(
            "План на {period} сравнивается с числом за {shown}; доля года в плане не вычисляется.",
            period=period_text(period_plan.period, language),
            shown=period_text(view.period, language),
        ),
        _(
            "С планом регионов: {number} из {all}; остальные — «нет плана».",
            number=int(targets.count()),
            all=len(targets),
        ),
    ]
    if (
        metric.aggregate is Aggregate.TOTAL
        and NATION in period_plan.targets
        and not (view.filters.district or view.filters.only)
    ):
        sentences.append(
            _(
                "Сумма планов регионов {regions}, план страны {country}: он задан своей строкой и не складывается.",
                regions=number(targets.sum(), language, metric.decimals),
                country=number(period_plan.targets[NATION], language, metric.decimals),
            )
        )
    return tuple(sentences)


def pace_note(metric: Metric, period_plan: Plan, view: View) -> str:
    """Return how far a plan that goes on has come in time, and what its pace is measured by."""
    _, language = view.words, view.language
    words = {
        "until": day(period_plan.period.until, language),
        "counted": day(plan_values.counted_until(view), language),
        "time": time_passed(period_plan, view),
    }
    if metric.is_ratio or metric.aggregate is Aggregate.COVERAGE:
        return _("План действует до {until}, данные учтены по {counted}: прошло {time} срока.", **words)
    return _(
        "План действует до {until}, данные учтены по {counted}: прошло {time} срока. Темп — выполнено не меньше этой доли плана; сезонность не учтена.",
        **words,
    )


def without_plan(kind: Kind, name: str, metric: Metric, view: View) -> Exhibit:
    """Return an exhibit without rows whose title says which plan is missing."""
    _, language = view.words, view.language
    view = view.absolute
    missing = _("Планов в реестрах нет")
    if planned_metrics():
        period = period_text(view.period, language)
        missing = _("{metric}: плана нет · {period}", metric=metric.title.of(language), period=period)
    empty = pd.DataFrame(columns=["key", *(field.name for field in fields(metric, view)), "state"])
    return standard.exhibit(kind, name, metric, view, missing, empty, fields(metric, view))
