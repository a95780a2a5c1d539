"""Who takes part in events: the share of deputies by quarter, and the organisations and partners named."""

from dataclasses import replace
from math import nan

import pandas as pd

from dashboard.exhibits.common import standard
from dashboard.exhibits.common.row_tables import figures, picked, under
from dashboard.exhibits.common.titles.leaders import NAMED, lead
from dashboard.exhibits.common.titles.quiet_words import counted_words, stated_words
from dashboard.exhibits.common.titles.value_words import course_words
from dashboard.language.formats import NBSP, names, number, period_text
from dashboard.model.exhibit import Exhibit, Field, Kind, Shape, State
from dashboard.model.filters import Period
from dashboard.model.metrics import METRICS
from dashboard.queries import metric_values, newest_rows
from dashboard.queries.time.last_quarters import quarters_to
from dashboard.queries.time.own_end import at_end_of
from dashboard.queries.view import View
from dashboard.queries.wording.metric_words import only_found
from dashboard.queries.wording.view_words import place
from etl.datasets import EVENTS
from etl.regions import REGION_BY_CODE

QUARTERS, NEWEST_EVENTS = 8, 60


@at_end_of(EVENTS.name)
def deputies(view: View) -> Exhibit:
    """Return the share of deputies in each of the last quarters, with the numbers behind it beside its name."""
    _, language = view.words, view.language
    metric, quarters = METRICS["deputies_share"], quarters_of(view)
    amounts = [metric_values.total(metric, view.filters, quarter) for quarter in quarters]
    rows = [
        (
            quarter.since.isoformat(),
            f"{period_text(quarter, language)}: {part_of_base(amount.part, amount.base, view)}",
            amount.value,
            amount.state.value,
            amount.part,
            amount.base,
            float(metric_values.sums(metric, view.filters, quarter)[metric.whole]),
        )
        for quarter, amount in zip(quarters, amounts, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["key", "name", "value", "state", "part", "base", "whole"])
    stated_amount, whole = float(frame["base"].sum()), float(frame["whole"].sum())
    unknown = stated_words(_("Доля депутатов и председателей"), stated_amount, whole, metric, view)
    if unknown:
        frame = frame.assign(value=nan, state=State.NO_BASE.value)
    frame = frame if frame["base"].fillna(0).any() else frame.head(0)
    fields = [Field("name", _("Квартал")), *standard.value_fields(metric, view)]
    title = unknown if unknown and len(frame) else deputies_title(frame, view)
    exhibit = standard.exhibit(Kind.BAR, "deputies", metric, view, title, frame, fields)
    span = f"{period_text(quarters[0], language)} — {period_text(quarters[-1], language)}" if quarters else ""
    measured = _("Депутаты и председатели из участников с указанной категорией, %")
    subtitle = " · ".join(filter(None, (measured, span, place(view.filters, language))))
    return replace(exhibit, name="deputies", subtitle=subtitle)


def quarters_of(view: View) -> list[Period]:
    """Return the last quarters up to the end of the period, each cut to the days the data reach."""
    until = min(view.period.until, view.as_of)
    parts = [quarter.within(view.reach) for quarter in quarters_to(until, QUARTERS)] if view.reach else []
    return [replace(part, until=min(part.until, until)) for part in parts if part and part.since <= until]


def part_of_base(part: float, base: float, view: View) -> str:
    """Return the part and the base of a share in words; a dash when nothing is known."""
    if base != base or not base:
        return "—"
    part_words, base_words = number(part, view.language), number(base, view.language)
    return view.words("{part} из {base}", part=part_words, base=base_words).replace(" ", NBSP)


def deputies_title(frame: pd.DataFrame, view: View) -> str:
    """Return the share in the last quarter that has one, and how it lay in the others."""
    _, quarters = view.words, frame.dropna(subset=["value"])
    if frame.empty:
        return _("Категории участников не указаны ни в одной строке")
    if quarters.empty:
        return _("Доля депутатов и председателей: мало данных")
    shares = {name.split(":")[0]: value for name, value in zip(quarters["name"], quarters["value"], strict=True)}
    return course_words(_("Доля депутатов и председателей"), shares, view)


@at_end_of(EVENTS.name)
def organisations(view: View) -> Exhibit:
    """Return the organisations and partners named at the newest events, those at most events first."""
    _ = view.words
    frame = newest_rows.newest(view.period, picked(view), NEWEST_EVENTS)
    frame = frame[frame["held"] & (frame["organisation"] != "")]
    rows = [
        (
            name,
            part["identity"].nunique(),
            part.loc[part["region"].isin(REGION_BY_CODE), "region"].nunique(),
            figures(part, view),
        )
        for name, part in frame.groupby("organisation")
    ]
    table = pd.DataFrame(rows, columns=["organisation", "events", "regions", "people"])
    table = table.sort_values(["events", "regions"], ascending=False, kind="stable", ignore_index=True)
    fields = (
        Field("organisation", _("Организация")),
        Field("events", _("Мероприятий"), Shape.NUMBER),
        Field("regions", _("Регионов"), Shape.NUMBER),
        Field("people", _("Участников")),
    )
    title = organisations_title(table, view)
    exhibit = standard.listing("organisations", title, under(view), table, fields, view, EVENTS.name)
    return replace(exhibit, notes=(_("По {most} последним мероприятиям периода", most=NEWEST_EVENTS),))


def organisations_title(table: pd.DataFrame, view: View) -> str:
    """Return how many organisations are named and which comes most often."""
    _ = view.words
    if table.empty:
        return _("Организации и партнёры не указаны ни в одной строке")
    organisation_words = _.many("{number} организация или партнёр", "{number} организаций и партнёров", len(table))
    if only_found(EVENTS.name, view):
        return counted_words(organisation_words, EVENTS.name, view)
    first = lead(dict(zip(table["organisation"], table["events"], strict=True)), 0)
    if first is None or first.is_flat or len(first.names) > NAMED or first.value == 1:
        return organisation_words
    event_words = _.many("{number} мероприятие", "{number} мероприятий", int(first.value))
    if len(first.names) > 1:
        return _(
            "{organisations}; чаще всех — {leaders}: по {each}",
            organisations=organisation_words,
            leaders=names(first.names, view.language),
            each=int(first.value),
        )
    return _(
        "{organisations}; чаще всех — {name}: {events}",
        organisations=organisation_words,
        name=first.names[0],
        events=event_words,
    )
