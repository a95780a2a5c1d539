"""Titles that state the finding of an exhibit, from plain values: no drawing and no queries."""

from collections.abc import Sequence

import pandas as pd

from dashboard.language.formats import decimals_shown, names, number, percent
from dashboard.model.exhibit import State
from dashboard.model.metric import Metric
from dashboard.queries.metric_values import SMALL_BASE, Amount
from dashboard.queries.metric_words import decimals, unit_words
from dashboard.queries.view import View, region_name


def value_words(metric: Metric, value: float, view: View) -> str:
    """Return a value with its unit: «120 заявок», «12,5 %», «3,4 на 100 муниципалитетов»."""
    if metric.is_percent:
        return percent(value, view.language, decimals_shown(metric.decimals, value))
    written = number(value, view.language, decimals_shown(decimals(metric, view), value))
    unit = view.words.plural(value, metric.unit)
    rate = unit_words(metric, view).removeprefix(view.words.plural(5, metric.unit)).strip()
    return f"{written} {unit} {rate}".strip()


def against_words(metric: Metric, value: float, view: View) -> str:
    """Return a value after «против», where Russian wants the genitive: «против 144 мероприятий»."""
    if metric.is_percent or view.language != "ru":
        return value_words(metric, value, view)
    singular = value % 10 == 1 and value % 100 != 11
    words = value_words(metric, value, view)
    return words.replace(view.words.plural(value, metric.unit), metric.unit.ru[1 if singular else 2])


def nothing(view: View) -> str:
    """Return the title of an exhibit without a single row."""
    _ = view.words
    return _("За этот период данных нет")


def unstated(dimension: str, view: View) -> str:
    """Return the title of a breakdown by a dimension that no row states."""
    _ = view.words
    return _("{dimension}: не указано ни в одной строке", dimension=dimension)


def map_title(metric: Metric, frame: pd.DataFrame, view: View) -> str:
    """Return the leading regions and the number of regions without data."""
    _ = view.words
    top, without_data = float(frame["value"].max()), int((frame["state"] == State.NO_DATA).sum())
    if not top > 0:
        if without_data == len(frame):
            return _("По регионам не разнесено ни одной строки")
        return _("{metric}: ни одного региона с числом больше нуля", metric=metric.title.of(view.language))
    best, value = frame["code"][frame["value"] == top].tolist(), value_words(metric, top, view)
    if len(best) > 3:
        leaders = _.many("{number} регион впереди", "{number} регионов впереди", len(best))
        lead = f"{leaders}: {value}"
    else:
        leaders = names([region_name(code, view.language) for code in best], view.language)
        lead = _("Больше всего — {leaders}: {value}", leaders=leaders, value=value)
    if not without_data:
        return lead
    return f"{lead}; " + _.many("нет данных по {number} региону", "нет данных по {number} регионам", without_data)


def ranking_title(codes: Sequence[str], view: View) -> str:
    """Return the names of the first three regions, given the codes of all in order."""
    _ = view.words
    if not codes:
        return nothing(view)
    leaders = names([region_name(code, view.language) for code in codes[:3]], view.language)
    return _("Впереди {leaders}", leaders=leaders) if len(codes) > 1 else _("Впереди только {leaders}", leaders=leaders)


def trend_title(metric: Metric, now: Amount, before: Amount | None, view: View) -> str:
    """Return the change of the metric against the compared period, or its value when nothing is compared."""
    _, title = view.words, metric.title.of(view.language)
    if now.value != now.value:
        return _("{metric}: мало данных для показателя", metric=title) if now.state is State.NO_BASE else nothing(view)
    value = value_words(metric, now.value, view)
    if before is None or before.value != before.value:
        return _("{metric}: {value}", metric=title, value=value)
    moved, was = now.value - before.value, against_words(metric, before.value, view)
    if value == value_words(metric, before.value, view):  # what is equal in the chart is no growth
        return _("{metric}: без изменений, {value}", metric=title, value=value)
    sentence = (
        _("{metric}: рост, {value} против {before}") if moved > 0 else _("{metric}: снижение, {value} против {before}")
    )
    return sentence.format(metric=title, value=value, before=was)


def member_title(metric: Metric, frame: pd.DataFrame, view: View) -> str:
    """Return the largest member, with its share of the whole unless the whole is small."""
    _ = view.words
    stated = frame[(frame["member"] != _("не указано")) & (frame["value"] > 0)]
    if stated.empty:
        return nothing(view)
    name, value, whole = stated["member"].iloc[0], float(stated["value"].iloc[0]), float(stated["value"].sum())
    if metric.is_ratio or whole < SMALL_BASE:
        return _("Чаще всего «{member}»: {value}", member=name, value=value_words(metric, value, view))
    return _(
        "Чаще всего «{member}» — {share} от указанных",
        member=name,
        share=percent(100 * value / whole, view.language, 0),
    )


def structure_title(frame: pd.DataFrame, view: View) -> str:
    """Return the member whose share changed most from the first period to the last, or the largest one of a single period."""
    _ = view.words
    rows = list(dict.fromkeys(frame["row"]))
    wide = frame.pivot_table(index="member", columns="row", values="value", aggfunc="sum").fillna(0.0)
    solid = [row for row in rows if wide[row].sum() >= SMALL_BASE]
    if not solid:
        return _("Слишком мало данных для долей") if rows else nothing(view)
    shares = 100 * wide / wide.sum()
    last = shares[solid[-1]]
    if len(solid) == 1:
        return _(
            "Больше всего — {leaders}: {share} от указанных",
            leaders=last.idxmax(),
            share=percent(last.max(), view.language, 0),
        )
    moved = (last - shares[solid[0]]).abs().idxmax()
    now, was = percent(last[moved], view.language, 0), percent(shares[solid[0]][moved], view.language, 0)
    return _("Сильнее всего изменилась доля «{member}»: {now} против {was}", member=moved, now=now, was=was)
