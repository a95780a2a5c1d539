"""The days the data of registers reach, and whether a period and an earlier one both lie within them."""

from datetime import date, timedelta

from dashboard.model.filters import Period
from dashboard.queries import data_state
from dashboard.queries.sums import register_sums
from etl.datasets import DATASETS


def reach(*registers: str) -> Period | None:
    """Return the days these registers have data for, of any of them; of all when none is named, None without data."""
    every = data_state.reaches()
    own = [every[name] for name in registers or every if name in every]
    return Period(min(days.since for days in own), max(days.until for days in own)) if own else None


def data_end(*registers: str) -> date:
    """Return the last day the data of these registers reach; of all registers when none is named or these have no data."""
    days = reach(*registers)
    return days.until if days else data_state.as_of()


def both_reached(period: Period, earlier: Period, registers: tuple[str, ...]) -> bool:
    """Return whether the data of any of these registers, or of all, reach a period and the whole of the earlier one."""
    return any(reaches_both(name, period, earlier) for name in registers or data_state.reaches())


def reaches_both(register: str, period: Period, earlier: Period) -> bool:
    """Return the same of one register.

    Days before its data begin are no loss to the earlier period where the same days of the later one hold nothing either.
    """
    days = reach(register)
    if days is None or not period.within(days) or not earlier.within(days):
        return False
    lost = (days.since - earlier.since).days
    return lost <= 0 or not happened(register, Period(period.since, period.since + timedelta(days=lost - 1)))


def happened(register: str, period: Period) -> bool:
    """Return whether anything happened in a period; announcements do not count."""
    measure = DATASETS[register].happened
    return any(row[measure] > 0 for row in register_sums.scope_sums(register, period).values())
