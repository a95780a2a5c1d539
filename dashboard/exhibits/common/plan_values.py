"""What is planned for a metric in a period, and how far each region and the country have come."""

from dataclasses import dataclass, replace

import pandas as pd

from dashboard.model.exhibit import State
from dashboard.model.filters import Normalisation, Period, unit_end, unit_start
from dashboard.model.metric import Aggregate, Metric
from dashboard.queries import metric_values, newest_rows
from dashboard.queries.metric_values import SMALL_BASE
from dashboard.queries.view import View
from etl.regions import NATION


@dataclass(frozen=True, eq=False)
class Plan:
    """The plans of a metric: the calendar unit they are for, and the target of each region and of the country."""

    period: Period
    targets: pd.Series


def plan(metric: Metric, period: Period) -> Plan | None:
    """Return the plan of exactly this period, else the plan of the year it is the beginning of; None without one."""
    frame = newest_rows.targets()
    ours = frame[frame["indicator"] == metric.title.ru]
    year = Period(unit_start(period.since, "year"), unit_end(period.since, "year"), "year")
    for unit in (period, year) if year.since == period.since and period.until <= year.until else (period,):
        found = ours[(ours["day"] == unit.since) & (ours["day_end"] == unit.until)]
        if len(found):
            return Plan(unit, found.set_index("region")["target"])
    return None


def absolute(view: View) -> View:
    """Return the view with totals as they are: a plan is a total."""
    return replace(view, filters=replace(view.filters, normalisation=Normalisation.ABSOLUTE))


def achieved(metric: Metric, planned: Plan, view: View) -> pd.DataFrame:
    """Return value, state, target, progress and met of every region of the district: key, and NaN where nothing is planned."""
    frame = metric_values.by_region(metric, absolute(view).filters, view.period)[["code", "value", "state"]]
    frame = frame.rename(columns={"code": "key"})
    # How many regions are covered says nothing of one region.
    targets = planned.targets if metric.aggregate is not Aggregate.COVERAGE else planned.targets.iloc[:0]
    frame["target"] = frame["key"].map(targets).astype(float)
    return measured(metric, frame)


def country(metric: Metric, planned: Plan, view: View) -> pd.DataFrame:
    """Return the same of the country: one row, none when no row states its plan or a district is chosen."""
    if NATION not in planned.targets.index or view.filters.district:
        return measured(metric, pd.DataFrame(columns=["key", "value", "state", "target"], dtype=float))
    whole = replace(absolute(view).filters, regions=())
    now = metric_values.total(metric, whole, view.period)
    row = {"key": NATION, "value": now.value, "state": now.state.value, "target": float(planned.targets[NATION])}
    return measured(metric, pd.DataFrame([row]))


def measured(metric: Metric, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with `progress`, % of the plan (NaN for ratios and plans under ten), and `met`, NaN when unknown."""
    small = frame["target"] < SMALL_BASE
    progress = (100 * frame["value"] / frame["target"]).where(~small & (not metric.is_ratio))
    reached = frame["value"] <= frame["target"] if metric.polarity < 0 else frame["value"] >= frame["target"]
    known = frame["target"].notna() & ~frame["state"].isin((State.NO_DATA, State.NO_BASE))
    return frame.assign(progress=progress, met=reached.astype(float).where(known))
