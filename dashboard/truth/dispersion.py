"""How much more the days of a register vary than chance alone: what a change must exceed to be one.

Acts come in batches and people in events, so that their counts vary more than those of independent things (Poisson). The
model is that of quasi-likelihood: the variance is the mean times a factor (Wedderburn 1974; McCullagh and Nelder,
*Generalized Linear Models*, 1989, 4.5 and 6.2). The factor is Pearson's, from the residuals of a table of years by weeks
or months in which year and season multiply: a stable peak is in the fitted values and so in no residual. For sums of people
it equals the ratio of the sum of squares of the events to their sum, the variance of a compound Poisson sum over its mean.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dashboard.model.filters import Period, shift_months
from dashboard.queries.time.daily_amounts import DailyAmounts

Table = npt.NDArray[np.float64]

LONGEST, HALF_YEAR, WEEK = 364, 180, 7
MOST_YEARS = 4
# Where months vary by half more than their weeks explain, something lasts longer than a week, and months alone are trusted.
TRUST_IN_MONTHS = 0.5
LEAST_FREEDOM = 2.0


@dataclass(frozen=True, slots=True)
class Dispersion:
    """The variance over the mean, at least 1, and the degrees of freedom it is estimated with."""

    factor: float
    freedom: float

    @property
    def is_known(self) -> bool:
        """Return whether there is enough to estimate it from."""
        return self.freedom >= LEAST_FREEDOM


UNKNOWN = Dispersion(1.0, 0.0)


# The rules about one metric ask for the same one several times.
@lru_cache(maxsize=64)
def dispersion(days: DailyAmounts, period: Period) -> Dispersion:
    """Return the dispersion of a count, by which a change in a period is judged."""
    table = years_for(days, period)
    if len(table.rows) < 2:
        return UNKNOWN
    return between(*(multiplied(summed(table.rows, blocks)) for blocks in groupings(table)))


class Years(NamedTuple):
    """Days of several years that end on the same day of the year, a row a year, the newest first; and the last day."""

    rows: Table
    until: date


def years_for(days: DailyAmounts, period: Period) -> Years:
    """Return the days that say how a register varies beside a change in a period: its own and the same of earlier years.

    A change is then one of a whole row. A short period has too few weeks: the years before it are taken, if there are two.
    """
    if period.days < HALF_YEAR:
        before = years_until(days, period.since - timedelta(days=1), HALF_YEAR, LONGEST)
        if len(before.rows) > 1:
            return before
    length = min(period.days, LONGEST)
    return years_until(days, period.until, length, length)


def years_until(days: DailyAmounts, until: date, least: int, most: int) -> Years:
    """Return the days up to one and the same days of earlier years: as many years and days as give most freedom."""
    ends = [back(until, years) for years in range(MOST_YEARS)]
    lengths = [min((end - days.first).days + 1, most) for end in ends]
    fitting = [years for years, length in enumerate(lengths) if length >= least]
    if not fitting or until > days.last:
        return Years(np.empty((0, 0)), until)
    oldest = max(fitting, key=lambda years: years * lengths[years])
    spans = [Period(end - timedelta(days=lengths[oldest] - 1), end) for end in ends[: oldest + 1]]
    return Years(np.array([days.within(span) for span in spans]), until)


def back(day: date, years: int) -> date:
    """Return the same day some years earlier; the end of a month stays one."""
    return shift_months(day + timedelta(days=1), -12 * years) - timedelta(days=1)


def groupings(table: Years) -> Iterator[npt.NDArray[np.int64]]:
    """Yield the week and then the month of each column, counted from the first."""
    length, last = table.rows.shape[1], np.datetime64(table.until)
    yield (np.arange(length) - length % WEEK).clip(0) // WEEK
    months = np.arange(last - length + 1, last + 1).astype("datetime64[M]").astype(int)
    yield months - months[0]


def summed(rows: Table, blocks: npt.NDArray[np.int64]) -> Table:
    """Return the sums of the days of each block, a column a block."""
    return np.add.reduceat(rows, np.unique(blocks, return_index=True)[1], axis=1)


def multiplied(table: Table) -> Dispersion:
    """Return the dispersion about a table whose rows and columns multiply: sum of squares over what the mean predicts."""
    whole = table.sum()
    if not whole > 0:
        return UNKNOWN
    rows, columns = table.sum(1) / whole, table.sum(0) / whole
    fitted = whole * np.outer(rows, columns)
    predicted = float((fitted * np.outer(1 - rows, 1 - columns)).sum())
    if not predicted > 0:
        return UNKNOWN
    freedom = (len(table) - 1) * (effective(columns) - 1)
    return Dispersion(max(float(((table - fitted) ** 2).sum()) / predicted, 1.0), freedom)


def effective(shares: npt.NDArray[np.float64]) -> float:
    """Return how many equal parts are as concentrated as these shares: one over the sum of their squares."""
    return 1 / float((shares**2).sum())


def between(weeks: Dispersion, months: Dispersion) -> Dispersion:
    """Return the dispersion of weeks, the more of that of months the more it exceeds the first.

    Weeks give more degrees of freedom; what lasts longer than a week shows in months only.
    """
    if not (weeks.is_known and months.is_known):
        return weeks if not months.freedom else months
    weight = min(max(months.factor / weeks.factor - 1, 0.0) / TRUST_IN_MONTHS, 1.0)
    freedom = 1 / ((1 - weight) ** 2 / weeks.freedom + weight**2 / months.freedom)
    return Dispersion((1 - weight) * weeks.factor + weight * months.factor, freedom)
