"""The plan of a metric for a period, and what each region and the country have reached of it."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.exhibits.common.standard import all_regions
from dashboard.model.exhibit import State
from dashboard.model.filters import Period, unit_end, unit_start
from dashboard.model.metric import Aggregate, Metric
from dashboard.queries import metric_values, newest_rows
from dashboard.queries.sums.amounts import SMALL_BASE
from dashboard.queries.view import View
from etl.regions import NATION


@dataclass(frozen=True, eq=False)
class Plan:
    """The plans of a metric: the calendar unit they are for, and the target of each region and of the country."""

    period: Period
    targets: pd.Series

    def time_passed(self, until: date) -> float:
        """Return the share of the plan's days up to this one, 1 when its period is over."""
        return min(((until - self.period.since).days + 1) / self.period.days, 1.0)


def counted_until(view: View) -> date:
    """Return the last day that the fact counts: the end of the period, or of the data where they end before it."""
    return min(view.period.until, view.as_of)


def is_running(period_plan: Plan, view: View) -> bool:
    """Return whether the plan goes on after the last day that the fact counts, so that it can still be met."""
    return counted_until(view) < period_plan.period.until


def plan(metric: Metric, period: Period) -> Plan | None:
    """Return the plan of exactly this period, else that of the year it begins; None when there is neither."""
    frame = newest_rows.targets()
    plans = frame[frame["indicator"] == metric.title.ru]
    year = Period(unit_start(period.since, "year"), unit_end(period.since, "year"), "year")
    for unit in (period, year) if year.since == period.since and period.until <= year.until else (period,):
        rows = plans[(plans["day"] == unit.since) & (plans["day_end"] == unit.until)]
        if len(rows):
            return Plan(unit, rows.set_index("region")["target"])
    return None


def achieved(metric: Metric, period_plan: Plan, view: View) -> pd.DataFrame:
    """Return key, value, state, target, progress and met of every region of the district; NaN where nothing is planned."""
    frame = metric_values.by_region(metric, view.absolute.filters, view.period)[["code", "value", "state"]]
    frame = frame.rename(columns={"code": "key"})
    # The number of regions covered has no meaning for a single region.
    targets = period_plan.targets if metric.aggregate is not Aggregate.COVERAGE else period_plan.targets.iloc[:0]
    frame["target"] = frame["key"].map(targets).astype(float)
    return measured(metric, frame)


def country(metric: Metric, period_plan: Plan, view: View) -> pd.DataFrame:
    """Return the same for the country: one row; none when nobody states its plan or a district is chosen."""
    if NATION not in period_plan.targets.index or view.filters.district or view.filters.only:
        return measured(metric, pd.DataFrame(columns=["key", "value", "state", "target"], dtype=float))
    filters = all_regions(view.absolute).filters
    now = metric_values.total(metric, filters, view.period)
    row = {"key": NATION, "value": now.value, "state": now.state.value, "target": float(period_plan.targets[NATION])}
    return measured(metric, pd.DataFrame([row]))


def measured(metric: Metric, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with `progress`, in % of the plan (NaN for ratios and plans under ten), and `met` (NaN when unknown).

    `may_fall_back` says that a plan met today may be missed at its end: a ratio falls again, what should be low may grow.
    """
    small = frame["target"] < SMALL_BASE
    progress = (100 * frame["value"] / frame["target"]).where(~small & (not metric.is_ratio))
    reached = frame["value"] <= frame["target"] if metric.polarity < 0 else frame["value"] >= frame["target"]
    comparable = frame["target"].notna() & ~frame["state"].isin((State.NO_DATA, State.NO_BASE))
    may_fall_back = metric.is_ratio or metric.polarity < 0
    return frame.assign(progress=progress, met=reached.astype(float).where(comparable), may_fall_back=may_fall_back)
