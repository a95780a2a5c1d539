"""Titles of maps and rankings: the leading regions, and the places of the picked ones."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from dashboard.exhibits.common.titles.leaders import first_names, lead, lead_words
from dashboard.exhibits.common.titles.quiet_words import known_words, nothing, unranked_title
from dashboard.language.formats import decimals_shown, names, rounded
from dashboard.model.exhibit import State
from dashboard.model.metric import Aggregate, Metric
from dashboard.queries import metric_values
from dashboard.queries.view import View
from dashboard.queries.wording.metric_words import decimals
from dashboard.queries.wording.view_words import region_name

MOST_PLACES = 2  # of so many picked regions the places are said


def place_words(metric: Metric, frame: pd.DataFrame, view: View) -> str:
    """Return the places of the one or two picked regions among those with a value, equal ones sharing theirs."""
    _, picked = view.words, view.filters.regions
    if not 0 < len(picked) <= MOST_PLACES:
        return ""
    places = decimals_shown(decimals(metric, view))
    written = {
        code: rounded(value, places) for code, value in zip(frame["key"], frame["value"], strict=True) if value == value
    }
    words = _("{region} — место {place} из {all}") if metric.is_race else _("{region} — {place} из {all} по убыванию")
    return "; ".join(
        words.format(region=region_name(code, view.language), place=place, all=len(written))
        for code in picked
        if (place := shared_place(written, code))
    )


def shared_place(values: Mapping[str, Decimal], code: str) -> str:
    """Return the place of a region by its value, the largest first: «5», «5–7» when equal ones share it; empty without a value or at zero."""
    if code not in values or not values[code]:
        return ""
    above = sum(value > values[code] for value in values.values())
    equal = sum(value == values[code] for value in values.values())
    return str(above + 1) if equal == 1 else f"{above + 1}–{above + equal}"


def map_title(metric: Metric, frame: pd.DataFrame, view: View, stated: tuple[float, float] | None = None) -> str:
    """Return the leading regions, the places of the picked ones, and the number of regions without data.

    `known` is how much of the total has a region, and the total.
    """
    _ = view.words
    without_data = int((frame["state"] == State.NO_DATA).sum())
    if without_data == len(frame):
        country = replace(view.filters, regions=())
        if metric_values.total(metric, country, view.period).state is State.NO_DATA:
            return nothing(view)
        return _("По регионам числа не разнесены")
    if unranked := unranked_title(metric, view):
        return unranked
    if metric.aggregate is Aggregate.COVERAGE:
        present, title = int((frame["value"] > 0).sum()), metric.title.of(view.language)
        return _("{metric}: {part} из {base}", metric=title, part=present, base=int(frame["base"].sum()))
    leaders = lead_words(metric, named_values(frame, view), view)
    if not leaders:
        return _("{metric}: ни одного региона с числом больше нуля", metric=metric.title.of(view.language))
    leaders = (stated and known_words(*stated, view)) or leaders
    own = place_words(metric, frame.rename(columns={"code": "key"}), view)
    return "; ".join(filter(None, (leaders, own, absent_words(frame, view))))


def absent_words(frame: pd.DataFrame, view: View) -> str:
    """Return of how many regions there is no value, so that none of them leads: no data, or too small a base.

    `frame` has every region: value, state.
    """
    _, absent = view.words, frame["value"].isna()
    if not absent.any():
        return ""
    if (frame.loc[absent, "state"] == State.NO_DATA).all():
        return _.many("нет данных по {number} региону", "нет данных по {number} регионам", int(absent.sum()))
    return _("показатель есть у {part} из {whole}", part=int((~absent).sum()), whole=len(frame))


def named_values(frame: pd.DataFrame, view: View) -> dict[str, float]:
    """Return the values of a map's frame by the names of the regions."""
    return {region_name(code, view.language): value for code, value in zip(frame["code"], frame["value"], strict=True)}


def leading_words(metric: Metric, leading: Sequence[str], view: View) -> str:
    """Return the regions with the largest values: those ahead, where more is better."""
    _, leaders = view.words, names(leading, view.language)
    if metric.is_race:
        return _("Впереди {leaders}", leaders=leaders)
    if metric.is_ratio:
        return _("Выше всего: {leaders}", leaders=leaders)
    return _("Больше всего: {leaders}", leaders=leaders)


def ranking_title(metric: Metric, frame: pd.DataFrame, view: View, stated: tuple[float, float] | None = None) -> str:
    """Return the names of the first regions, as many as stand apart from those after them, and the places of the picked ones.

    `frame` has every region: key, value. `known` is how much of the total has a region, and the total.
    """
    _ = view.words
    values = {region_name(code, view.language): value for code, value in zip(frame["key"], frame["value"], strict=True)}
    first = lead(values, decimals(metric, view))
    if first is None:
        return nothing(view)
    if unknown := unranked_title(metric, view) or (stated and known_words(*stated, view)):
        return unknown
    leading = first_names(values, decimals(metric, view))
    if metric.aggregate is Aggregate.COVERAGE or first.is_flat or first.among == 1 or not leading:
        words = lead_words(metric, values, view)
    else:
        words = leading_words(metric, leading, view)
    few = absent_words(frame, view) if metric.is_ratio else ""
    return "; ".join(filter(None, (words, place_words(metric, frame, view), few)))
