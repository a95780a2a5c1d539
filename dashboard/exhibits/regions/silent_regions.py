"""The regions that no register names in a period, and for how long."""

from collections.abc import Callable
from datetime import date
from math import nan
from operator import attrgetter

import pandas as pd

from dashboard.model.filters import EARLIEST, FIRST_DAY, LAST_DAY, Period
from dashboard.queries.completeness import complete_regions
from dashboard.queries.scopes import district_regions
from dashboard.queries.sums import register_sums
from dashboard.queries.view import View
from dashboard.truth.reach import clipped
from etl.datasets import REPORTING
from etl.regions import Region

When = Callable[[View], Period | None]
now: When = attrgetter("period")
then: When = attrgetter("compared")


def end(view: View) -> date:
    """Return the last day of the period that the data reach."""
    return min(view.period.until, view.as_of)


def subjects(view: View, period: Period) -> list[Region]:
    """Return the regions on the page that were subjects of the federation on the last day of a period."""
    last_day, regions = min(period.until, view.as_of), district_regions(view.filters)
    return [region for region in regions if region.valid_from is None or region.valid_from <= last_day]


def with_full_sources(view: View, when: When = now) -> list[Region]:
    """Return the subjects of whom every register that reaches a period holds all there is: of others nobody knows."""
    full = [complete_regions(name, period) for name, period in periods(view, when).items()]
    codes = frozenset.intersection(*full) if full else frozenset[str]()
    return [region for region in subjects(view, when(view) or view.period) if region.code in codes]


def periods(view: View, when: When = now) -> dict[str, Period]:
    """Return the period of each register whose own data reach it, so that the absence of a fact says something."""
    views = {name: view.on_days().at(name) for name in REPORTING}
    own = {name: (when(one), one.reach) for name, one in views.items()}
    return {name: period for name, (period, reach) in own.items() if period and clipped(period, reach)}


def reached(view: View, when: When = now) -> list[str]:
    """Return the registers whose own data reach a period."""
    return list(periods(view, when))


def fact_counts(view: View, when: When = now) -> pd.DataFrame:
    """Return the number of facts by subject and register that reaches the period; plans and announcements do not count."""
    codes = [region.code for region in with_full_sources(view, when)]
    counts = {
        name: register_sums.by_scope(name, period)[REPORTING[name].happened].reindex(codes).fillna(0.0)
        for name, period in periods(view, when).items()
    }
    return pd.DataFrame(counts, index=codes)


def silent(view: View, when: When = now) -> set[str]:
    """Return the subjects that no register names in a period; nobody is silent where no register reaches it."""
    counts = fact_counts(view, when)
    return set(counts.index[~counts.any(axis=1)]) if len(counts.columns) else set()


def compared(view: View) -> bool:
    """Return whether every register that reaches the period reaches the compared one too."""
    registers = reached(view)
    return bool(view.compared and registers) and registers == reached(view, then)


def last_months(view: View) -> pd.DataFrame:
    """Return the last month with a fact before the end of the period, by region and register; NaT for never."""
    codes = [region.code for region in subjects(view, view.period)]
    last = {}
    for name, dataset in REPORTING.items():
        months = register_sums.by_step(name, Period(EARLIEST, end(view.on_days().at(name))), "month", codes)
        last_named = {
            code: month for month in sorted(months) for code, row in months[month].items() if row[dataset.happened]
        }
        last[name] = pd.Series(last_named, codes, dtype="datetime64[s]")
    return pd.DataFrame({name: pd.to_datetime(days) for name, days in last.items()}, index=codes)


def months_between(last: pd.Timestamp, until: date) -> float:
    """Return the number of months from the month of the last fact to the month of a day; NaN for never."""
    return nan if pd.isna(last) else float((until.year - last.year) * 12 + until.month - last.month)


def months_of_silence(view: View) -> pd.Series:
    """Return the months since each subject was last named, the fewest of all registers; NaN for never."""
    last = last_months(view)
    months = {name: [months_between(month, end(view.on_days().at(name))) for month in last[name]] for name in REPORTING}
    return pd.DataFrame(months, index=last.index, dtype=float).min(axis=1)


def months_observed(view: View) -> float:
    """Return the number of months from the beginning of the registers to the end of the period."""
    reach = view.at(*REPORTING).reach
    return months_between(pd.Timestamp(reach.since), end(view)) if reach else nan


def is_empty() -> bool:
    """Return whether no register has a single fact, so that silence means nothing."""
    whole = Period(FIRST_DAY, LAST_DAY)
    return not any(register_sums.scope_sums(name, whole) for name in REPORTING)
