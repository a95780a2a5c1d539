"""Titles of breakdowns: the largest member of a dimension, and how its shares differ between periods."""

from collections.abc import Mapping

import pandas as pd

from dashboard.exhibits.common.titles.leaders import NAMED, Lead, found_tie, found_words, lead, tie_words
from dashboard.exhibits.common.titles.quiet_words import nothing, stated_words
from dashboard.exhibits.common.titles.stated_shares import Shares, is_stated
from dashboard.exhibits.common.titles.value_words import course_words, short_words, value_words
from dashboard.language.formats import names, percent
from dashboard.model.metric import Metric
from dashboard.queries.sums.amounts import SMALL_BASE
from dashboard.queries.view import View
from dashboard.queries.wording.metric_words import decimals, only_found


def member_title(metric: Metric, frame: pd.DataFrame, view: View, dimension: str = "", adds_up: bool = True) -> str:
    """Return the largest member with its share of what states one, or that several are equal, or that too little states one.

    `frame` has every member: member, name, value; the empty member are the rows that state none. Members of which one
    thing can have several do not add up: they have no shares.
    """
    _ = view.words
    stated = frame[is_stated(frame) & (frame["value"] > 0)]
    values = dict(zip(stated["name"], stated["value"].astype(float), strict=True))
    whole, every = float(stated["value"].sum()), float(frame["value"].sum())
    if not values:
        return nothing(view)
    if dimension and adds_up and (unknown := stated_words(dimension, whole, every, metric, view)):
        return unknown
    if dimension and not adds_up and not metric.is_ratio and every - whole > max(values.values()):
        return _("{dimension}: указано не везде", dimension=dimension)
    return members_words(metric, values, whole if adds_up else 0.0, view, only_found(metric.register, view))


def members_words(metric: Metric, values: Mapping[str, float], whole: float, view: View, is_only_found: bool) -> str:
    """Return which member leads with its share of `whole`; of what was only found the first ones, and none leads."""
    quoted = {f"«{name}»": value for name, value in values.items()}
    first = lead(quoted, decimals(metric, view))
    if first is None:
        return nothing(view)
    return found_words(metric, quoted, view) if is_only_found else most_often(metric, first, whole, view)


def most_often(metric: Metric, first: Lead, whole: float, view: View) -> str:
    """Return which member leads: with its share of `whole` unless that is small, and never where it leads by nothing."""
    _, value = view.words, value_words(metric, first.value, view)
    if first.among == 1:
        return _("Только {name}: {value}", name=first.names[0], value=value)
    if len(first.names) > 1:
        return tie_words(first, short_words(metric, first.value, view), view, metric.is_race)
    if metric.is_ratio:
        return _("Выше всего — {leaders}: {value}", leaders=first.names[0], value=value)
    if whole < SMALL_BASE:
        return _("Чаще всего {member}: {value}", member=first.names[0], value=value)
    return _(
        "Чаще всего {member}: {value} — {share} от указанных",
        member=first.names[0],
        value=value,
        share=percent(100 * first.value / whole, view.language, 0),
    )


def structure_title(shares: Shares, metric: Metric, dimension: str, view: View, is_only_found: bool) -> str:
    """Return the largest share of the last period and how it lay in the others, or that of a single period.

    Shares of what was only found are of one period: nobody knows what others were.
    """
    _, frame = view.words, shares.frame
    if frame.empty:
        return shares.unknown_words(dimension, metric, view) or nothing(view)
    if not shares.are_solid:
        return _("Слишком мало данных для долей")
    rows = list(dict.fromkeys(frame["row"]))
    wide = frame.pivot_table(index="member", columns="row", values="value", aggfunc="sum").fillna(0.0)
    percents = 100 * wide / wide.sum()
    last = percents[rows[-1]]
    first = lead({str(name): float(share) for name, share in last.items()}, 0)
    if len(rows) == 1 or is_only_found or first is None or len(first.names) > 1:
        return largest_share(last, rows[-1], view, is_only_found)
    largest = first.names[0]
    return course_words(
        _("Больше всего — «{member}»", member=largest), {row: float(percents.loc[largest, row]) for row in rows}, view
    )


def largest_share(shares: pd.Series, row: str, view: View, is_only_found: bool) -> str:
    """Return the member with the largest share of a single period, or that several are equal; of what was found the first ones."""
    _, first = view.words, lead({str(name): float(share) for name, share in shares.items()}, 0)
    if first is None:
        return nothing(view)
    share = percent(first.value, view.language, 0)
    if len(first.names) > NAMED or (len(first.names) > 1 and not is_only_found):
        return found_tie(first, share, view) if is_only_found else tie_words(first, share, view)
    leaders = names([f"«{name}»" for name in first.names], view.language)
    if is_only_found:
        return _("Найдено: {leaders} — {share} от указанных ({period})", leaders=leaders, share=share, period=row)
    return _("Больше всего — {leaders}: {share} от указанных ({period})", leaders=leaders, share=share, period=row)
