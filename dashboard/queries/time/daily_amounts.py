"""What a measure came to on every day of a register, without gaps: what a change is tested against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from dashboard.engine.cache import daily, remembered
from dashboard.engine.daily import active_days, amounts_of_days
from dashboard.engine.sums import Question
from dashboard.model.filters import Filters, Period, shift_months, unit_start
from dashboard.model.metric import Aggregate, Metric
from dashboard.queries import data_state
from dashboard.queries.completeness import codes_of, full_since
from dashboard.queries.rate_bases import shared_things, summed_scopes
from dashboard.queries.scopes import scopes_of
from dashboard.queries.sums import register_sums
from dashboard.queries.wording.readable_members import untold

YEARS_READ = 5


@dataclass(frozen=True, eq=False, slots=True)
class DailyAmounts:
    """An amount for every day from `first` on."""

    first: date
    amounts: npt.NDArray[np.float64]

    @property
    def last(self) -> date:
        """Return the last day."""
        return self.first + timedelta(days=len(self.amounts) - 1)

    def covers(self, period: Period) -> bool:
        """Return whether every day of a period is among the days."""
        return self.first <= period.since and period.until <= self.last

    def within(self, period: Period) -> npt.NDArray[np.float64]:
        """Return the amounts of the days of a period."""
        start = (period.since - self.first).days
        return self.amounts[max(start, 0) : max(start + period.days, 0)]

    def total(self, period: Period) -> float:
        """Return the sum over a period."""
        return float(self.within(period).sum())


def of_measure(metric: Metric, measure: str, filters: Filters, until: date) -> DailyAmounts | None:
    """Return a measure over the selection by day up to a day, from the month in which the register begins on.

    Where full sources hold the day, from where they begin: what was only found earlier says nothing of what is usual.
    Five years at the most; None when the register has no day up to then.
    """
    together = shared_things(metric, filters, until)
    chosen = together or scopes_of_metric(metric, filters, until)
    days = remembered(_of_measure, metric.register, measure, chosen, bool(together), until)
    return days and beginning_at(days, full_since(metric.register, codes_of(filters), until))


def scopes_of_metric(metric: Metric, filters: Filters, day: date) -> tuple[str, ...]:
    """Return the scopes whose amounts add up to what the metric is computed from; of a rate, by the bases of a day."""
    return scopes_of(filters) if metric.aggregate is Aggregate.COVERAGE else summed_scopes(metric, filters, day)


def _of_measure(
    register: str, measure: str, chosen: tuple[str, ...], together: bool, until: date
) -> DailyAmounts | None:
    first = beginning(register, until)
    if first is None:
        return None
    if together:
        steps = register_sums.by_step(register, Period(first, until), "day", chosen, together=True)
        return dense(first, until, {day: row[""][measure] for day, row in steps.items()})
    return DailyAmounts(first, amounts_of_days(daily(register), chosen, measure, first, until))


def beginning(register: str, until: date) -> date | None:
    """Return the first day that is read: that of the month in which the register begins, or of one five years back."""
    reach = data_state.reaches().get(register)
    if reach is None or reach.since > until:
        return None
    return max(reach.since, shift_months(unit_start(until, "month"), -12 * YEARS_READ))


def dense(first: date, until: date, amounts: Mapping[date, float]) -> DailyAmounts:
    """Return amounts by day with zeros on the days that have none."""
    days = np.zeros((until - first).days + 1)
    for day, amount in amounts.items():
        days[(day - first).days] += amount
    return DailyAmounts(first, days)


def of_members(metric: Metric, dimension: str, filters: Filters, until: date) -> Mapping[str, DailyAmounts]:
    """Return the stated members of a dimension by day up to a day."""
    together = shared_things(metric, filters, until)
    chosen = together or scopes_of(filters)
    members = remembered(_of_members, metric.register, metric.measure, dimension, chosen, bool(together))
    first = full_since(metric.register, codes_of(filters), until)
    hidden = untold(metric.register, dimension, members, filters)
    return {
        member: beginning_at(ending(days, until), first)
        for member, days in members.items()
        if days.first <= until and member not in hidden
    }


# The days of the whole register are read at once: another period then asks for nothing.
def _of_members(
    register: str, measure: str, dimension: str, chosen: tuple[str, ...], together: bool
) -> Mapping[str, DailyAmounts]:
    reach = data_state.reaches().get(register)
    first = beginning(register, reach.until) if reach else None
    if reach is None or first is None:
        return {}
    by_member: dict[str, dict[date, float]] = {}
    for cell in register_sums.cells(register, Question((first, reach.until), "day", chosen, dimension, together)):
        if cell.step is not None and cell.member:
            days = by_member.setdefault(cell.member, {})
            days[cell.step] = days.get(cell.step, 0.0) + cell.sums[measure]
    return {member: dense(first, reach.until, days) for member, days in by_member.items()}


def beginning_at(days: DailyAmounts, first: date | None) -> DailyAmounts:
    """Return the days from one on, all of them without one."""
    if first is None or first <= days.first:
        return days
    return DailyAmounts(first, days.amounts[(first - days.first).days :])


def ending(days: DailyAmounts, until: date) -> DailyAmounts:
    """Return the days up to one."""
    return DailyAmounts(days.first, days.amounts[: (until - days.first).days + 1])


def days_of_regions(register: str, measure: str, periods: Sequence[Period]) -> Mapping[str, int]:
    """Return on how many different days of these periods each scope has any of a measure."""
    counts: dict[str, int] = {}
    for period in periods:
        for scope, days in active_days(daily(register), measure, period.since, period.until).items():
            counts[scope] = counts.get(scope, 0) + days
    return counts
