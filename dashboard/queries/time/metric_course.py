"""The course of a metric over a period: its value in every day, month or year, with gaps where there is none."""

from collections.abc import Mapping, Sequence, Set
from datetime import date
from itertools import groupby
from math import nan

import numpy as np
import pandas as pd

from dashboard.engine.cache import remembered
from dashboard.engine.sums import Row
from dashboard.model.filters import Filters, Period, unit_start
from dashboard.model.metric import Aggregate, Metric
from dashboard.queries import data_state, metric_values
from dashboard.queries.completeness import completeness
from dashboard.queries.known_zeros import is_complete, is_zero_known
from dashboard.queries.metric_values import amount, summed, total
from dashboard.queries.rate_bases import denominator, is_rate, shared_things, summed_scopes, with_base
from dashboard.queries.scopes import chosen_regions
from dashboard.queries.sums import register_sums
from dashboard.queries.sums.amounts import regions_present, share
from dashboard.queries.sums.municipalities import municipality_count
from dashboard.queries.time.seasons import seasons_to
from dashboard.queries.time.time_steps import filled, grain, step_period, steps_between
from dashboard.queries.view import View
from etl.datasets.expressions import WAITING_NAMES
from etl.regions import Region

LAST_STEPS, LAST_SEASONS = 24, 4


def over_time(metric: Metric, filters: Filters, period: Period) -> pd.DataFrame:
    """Return the metric by day, month or year of the period: date, value."""
    values = course(metric, filters, period)
    days = np.array(list(values), dtype="datetime64[s]")
    return pd.DataFrame({"date": days, "value": np.array(list(values.values()), dtype=float)})


def course(metric: Metric, filters: Filters, period: Period, unit: str = "") -> Mapping[date, float]:
    """Return the metric by step of a period, by the first day of each; NaN where there is no value.

    The steps are as long as suits the period, or `unit`. There are none where the data of its register do not reach.
    """
    return remembered(_course, metric, filters, period, unit or step_unit(metric, period))


def step_unit(metric: Metric, period: Period) -> str:
    """Return what a period is cut into: days, months or years; different things are not counted by day."""
    unit = grain(period)
    return "month" if metric.counts_different and unit == "day" else unit


def _course(metric: Metric, filters: Filters, chosen: Period, unit: str) -> Mapping[date, float]:
    if chosen.season and not chosen.season.dated:
        return {}
    reach = data_state.reaches().get(metric.register)
    period = chosen.within(reach) if reach else None
    if period is None:
        return {}
    if metric.counts_different:
        return different_course(metric, filters, period, unit)
    steps = stepped(metric, filters, period, unit)
    may_be_any_day = unit == "day" and any_without_day(metric, filters, period)
    complete = set() if may_be_any_day else complete_steps(metric, filters, period, unit)
    if metric.aggregate is Aggregate.COVERAGE:
        present = {step: sum(row[metric.measure] > 0 for row in rows) for step, rows in steps.items()}
        steps_known = present.keys() | complete
        numbers = {step: regions_present(present.get(step, 0), 0, step in complete).value for step in steps_known}
        return filled(numbers, period, unit, nan)
    columns, regions = ["rows", *summed(metric)], chosen_regions(filters)
    values: dict[date, float] = {}
    for step, end in ends_of_steps(period, unit).items():
        per, row = denominator(filters.normalisation, regions, end), register_sums.added(steps.get(step, []), columns)
        values[step] = amount(metric, row, per, step in complete).value
    return values


def complete_steps(metric: Metric, filters: Filters, period: Period, unit: str) -> set[date]:
    """Return the steps of a period in which nothing is a zero: of a season all or none."""
    ends = ends_of_steps(period, unit)
    if period.season:
        return set(ends) if is_complete(metric, filters, period) else set()
    days = {step: Period(max(step, period.since), end) for step, end in ends.items()}
    return {step for step, own in days.items() if is_zero_known(metric, filters, own)}


def last_values(metric: Metric, view: View) -> tuple[float, ...]:
    """Return the last values there are of a metric: those of its steps of time, or of the last seasons of its contest.

    A season that sources cover otherwise than the one shown is not in line with it.
    """
    if view.period.season:
        own = completeness(metric.register, view.filters, view.period)
        seasons = seasons_to(view.period, view.as_of, LAST_SEASONS)
        alike = [period for period in seasons if completeness(metric.register, view.filters, period) is own]
        values = [total(metric, view.filters, period).value for period in alike]
    else:
        values = list(course(metric, view.filters, view.period).values())
    return tuple(value for value in values if value == value)[-LAST_STEPS:]


def stepped(metric: Metric, filters: Filters, period: Period, cut: str) -> Mapping[date, Sequence[Row]]:
    """Return the sums of the selection by step, a row for each scope; coverage needs every region by itself."""
    if not is_rate(metric, filters):
        return steps_of(metric, filters, period, cut, period.until)
    ends = ends_of_steps(period, cut)
    # The regions with a base change seldom: each lot of them is read once.
    steps: dict[date, Sequence[Row]] = {}
    for _, run in groupby(ends, lambda step: with_base(filters, ends[step])):
        own = list(run)
        read = steps_of(metric, filters, period, cut, ends[own[-1]])
        steps |= {step: read[step] for step in own if step in read}
    return steps


def ends_of_steps(period: Period, cut: str) -> Mapping[date, date]:
    """Return the last day of each step of a period, by its first day: municipalities are those of that day."""
    steps = steps_between(period.since, period.until, cut)
    return {step: min(step_period(step, cut).until, period.until) for step in steps}


def steps_of(metric: Metric, filters: Filters, period: Period, cut: str, day: date) -> Mapping[date, Sequence[Row]]:
    """Return the sums of the selection by step; of a rate, those of the regions that have a base on a day."""
    if together := shared_things(metric, filters, day):
        steps = register_sums.by_step(metric.register, period, cut, together, together=True)
    else:
        regions = tuple(region.code for region in chosen_regions(filters))
        scopes = regions if metric.aggregate is Aggregate.COVERAGE else summed_scopes(metric, filters, day)
        steps = register_sums.by_step(metric.register, period, cut, scopes)
    return {step: list(rows.values()) for step, rows in steps.items()}


def without_day(metric: Metric, filters: Filters, period: Period) -> float:
    """Return how much of a total is known to its month or year only, so that a line by day leaves it out."""
    if metric.aggregate is not Aggregate.TOTAL or period.season or step_unit(metric, period) != "day":
        return 0.0
    columns = summed(metric)
    by_day = stepped(metric, filters, period, "day").values()
    shown = sum(register_sums.added(rows, columns)[metric.measure] for rows in by_day)
    return metric_values.sums(metric, filters, period)[metric.measure] - shown


def any_without_day(metric: Metric, filters: Filters, period: Period) -> bool:
    """Return whether anything of the selection is known to its month or year only: it may be of any day, so none is a zero."""
    by_day = stepped(metric, filters, period, "day")
    if metric.aggregate is not Aggregate.COVERAGE:
        shown = register_sums.added([row for rows in by_day.values() for row in rows], summed(metric))
        return bool(metric_values.sums(metric, filters, period)[metric.measure] > shown[metric.measure])
    every = register_sums.scope_sums(metric.register, period)
    whole = sum(every[region.code][metric.measure] for region in chosen_regions(filters) if region.code in every)
    return whole > sum(row[metric.measure] for rows in by_day.values() for row in rows)


def different_course(metric: Metric, filters: Filters, period: Period, unit: str) -> Mapping[date, float]:
    """Return the share of municipalities that came in each month or year of the period."""
    regions = chosen_regions(filters)
    counts = different_in(metric.register, metric.measure, regions, period, unit)
    if metric.aggregate is Aggregate.REPEAT_SHARE:
        base = different_in(metric.register, metric.base, regions, period, unit)
        return filled(
            {step: share(counts.get(step, 0.0), came).value for step, came in base.items()}, period, unit, nan
        )
    steps = counts.keys() | nobody_came(metric, filters, period, unit)
    ends = ends_of_steps(period, unit)
    wholes = {step: municipality_count(regions, ends[step]) for step in steps}
    shares = {step: share(counts.get(step, 0.0), whole, True).value for step, whole in wholes.items()}
    return filled(shares, period, unit, nan)


def nobody_came(metric: Metric, filters: Filters, period: Period, unit: str) -> Set[date]:
    """Return the steps in which a municipality that is not named did not come: all is told there, and no name waits."""
    complete = complete_steps(metric, filters, period, unit)
    waiting = different_in(metric.register, WAITING_NAMES, chosen_regions(filters), period, unit) if complete else {}
    return complete - waiting.keys()


def different_in(
    register: str, measure: str, regions: Sequence[Region], period: Period, unit: str
) -> Mapping[date, float]:
    """Return how many different things these regions have in each month or year of a period."""
    frame = register_sums.different_by(register, measure, unit, period)
    own = frame[frame["scope"].isin([region.code for region in regions])]
    counts: dict[date, float] = {}
    for day, count in zip(own["day"].dt.date, own["amount"], strict=True):
        step = unit_start(day, unit)
        counts[step] = counts.get(step, 0.0) + count
    return counts
