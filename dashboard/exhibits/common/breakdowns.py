"""Exhibits that split a total by the members of a dimension, in one period or over several."""

from collections.abc import Sequence
from dataclasses import replace
from math import nan

import pandas as pd

from dashboard.exhibits.common.standard import exhibit, value_fields
from dashboard.exhibits.common.titles.member_titles import member_title, structure_title
from dashboard.exhibits.common.titles.quiet_words import unstated
from dashboard.exhibits.common.titles.stated_shares import is_stated, shares_of
from dashboard.language.formats import period_text, season_text
from dashboard.model.exhibit import Exhibit, Field, Kind, State
from dashboard.model.filters import Period
from dashboard.model.metric import Metric
from dashboard.queries import metric_values
from dashboard.queries.made_once import made_once
from dashboard.queries.time.own_end import at_end_of
from dashboard.queries.view import View
from dashboard.queries.wording.metric_words import only_found
from dashboard.queries.wording.view_words import member_name
from etl.datasets import DATASETS

MEMBERS = 8
OTHERS = "\0others"  # no member of a register is called so


@at_end_of()
@made_once
def breakdown(metric: Metric, dimension: str, view: View, most: int = MEMBERS, name: str = "breakdown") -> Exhibit:
    """Return a metric by the members of a dimension, with one bar for the small members and one for unstated rows.

    Where no row states the dimension there is no bar: a single «не указано» would look like an answer.
    """
    view = view.absolute
    dimension_title = title_of(dimension, metric, view)
    every = metric_values.by_member(metric, dimension, view.filters, view.period)
    frame = gathered(every, most, metric)
    is_unstated = bool(len(frame)) and not frame["member"].any()
    frame = named(frame.head(0) if is_unstated else frame, metric, dimension, view)
    every_named = every.assign(name=named(every, metric, dimension, view)["member"])
    title = unstated(dimension_title, view)
    if not is_unstated:
        adds_up = metric_values.members_add_up(metric, every, view.filters, view.period)
        title = member_title(metric, every_named, view, dimension_title, adds_up)
    bars = frame.assign(key=frame["member"], name=frame["member"], state=State.VALUE.value)
    if len(bars):
        bars["state"] = bars["value"].map(lambda value: State.NO_BASE.value if value != value else State.VALUE.value)
    fields = [Field("name", dimension_title), *value_fields(metric, view)]
    chart = exhibit(Kind.BAR, f"{name}.{dimension}.{most}", metric, view, title, bars, fields)
    return replace(chart, full=every_named)


def title_of(dimension: str, metric: Metric, view: View) -> str:
    """Return the title of a dimension in the reader's language."""
    split = next(split for split in DATASETS[metric.register].dimensions if split.name == dimension)
    return split.title.of(view.language)


def gathered(frame: pd.DataFrame, most: int, metric: Metric) -> pd.DataFrame:
    """Return the largest members and, for a total, the sum of the others as one more; a ratio has no such sum."""
    frame = frame[(frame["value"] > 0) | frame["value"].isna() & (frame["part"] > 0)]
    stated, unstated = frame[frame["member"] != ""], frame[frame["member"] == ""]
    rest = stated.iloc[most:]
    if metric.is_ratio:
        return stated.head(most)
    other = pd.DataFrame(
        {"member": [OTHERS], "value": [rest["value"].sum()], "part": [rest["part"].sum()], "base": [nan]}
    )
    return pd.concat([stated.head(most), *([other] if len(rest) else []), unstated], ignore_index=True)


def named(frame: pd.DataFrame, metric: Metric, dimension: str, view: View) -> pd.DataFrame:
    """Return the frame with its members in the reader's language."""
    _ = view.words
    names = {OTHERS: _("прочие")}
    members = [
        names.get(member) or member_name(metric.register, dimension, member, view.language)
        for member in frame["member"]
    ]
    return frame.assign(member=members)


def short_words(period: Period, language: str) -> str:
    """Return the name of a period among others like it: a season goes without its contest."""
    return season_text(period.season, language) if period.season else period_text(period, language)


@at_end_of()
@made_once
def structure(
    metric: Metric, dimension: str, view: View, periods: Sequence[Period], name: str = "structure"
) -> Exhibit:
    """Return how a total is split among members in each of several periods, in shares where every period is large enough."""
    view = view.absolute
    _, language = view.words, view.language
    parts = []
    for period in periods:
        frame = metric_values.by_member(metric, dimension, view.filters, period)
        frame = named(frame, metric, dimension, view).assign(stated=is_stated(frame))
        parts.append(frame.assign(row=short_words(period, language)))
    columns = ["row", "member", "value", "stated"]
    rows = pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)
    shares = shares_of(rows, parts_of_one=view.period.season is None)
    dimension_title = title_of(dimension, metric, view)
    fields = [Field("row", _("Период")), Field("member", dimension_title), *value_fields(metric, view)[:1]]
    is_only_found = only_found(metric.register, view, *periods)
    title = structure_title(shares, metric, dimension_title, view, is_only_found)
    chart = exhibit(Kind.STACKED, f"{name}.{dimension}", metric, view, title, shares.frame, fields)
    return replace(chart, as_share=shares.are_solid, notes=(*chart.notes, *shares.notes(view)))
