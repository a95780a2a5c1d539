"""Whether a total is unusual, given its own days: against the same days of earlier years, and its season."""

from collections.abc import Sequence
from datetime import timedelta
from math import sqrt

import numpy as np

from dashboard.model.filters import Period, shift_months
from dashboard.queries.time.daily_amounts import DailyAmounts
from dashboard.truth.dispersion import MOST_YEARS, Dispersion, back, dispersion
from dashboard.truth.evidence import LEVEL, Evidence, two_sided, usual_deviations

# Earlier years whose sums vary by more than twice what their weeks and months explain are no common level.
MOST_BETWEEN_YEARS = 2.0
QUARTERS = 4


def years_back(period: Period, years: int) -> Period:
    """Return the same days some years earlier."""
    return Period(shift_months(period.since, -12 * years), back(period.until, years), period.unit)


def same_season(period: Period, compared: Period) -> bool:
    """Return whether two periods begin on the same day of different years."""
    return (period.since.month, period.since.day) == (compared.since.month, compared.since.day)


def earlier_years(days: DailyAmounts, period: Period) -> list[Period]:
    """Return the same days of the earlier years a register covers, the newest first."""
    earlier = [years_back(period, years) for years in range(1, MOST_YEARS)]
    return [window for window in earlier if days.covers(window)]


def change_of_total(days: DailyAmounts, period: Period, compared: Period, level: float = LEVEL) -> Evidence | None:
    """Return how unusual the total of a period is; None where the register's own days cannot tell.

    Against other months of the year only what goes beyond the season of earlier years counts. The range holds the total in
    all but `level` of cases.
    """
    if not (days.covers(period) and days.covers(compared)):
        return None
    spread = dispersion(days, period)
    if not spread.is_known:
        return None
    if same_season(period, compared):
        totals = [days.total(window) for window in usual_years(days, period, compared, spread)]
        return against_usual(days.total(period), totals, spread, level)
    return against_season(days, period, compared, spread, level)


def usual_years(days: DailyAmounts, period: Period, compared: Period, spread: Dispersion) -> list[Period]:
    """Return the earlier years that say what is usual: all with the compared one when they are alike, else that one."""
    windows = earlier_years(days, period)
    totals = np.array([days.total(window) for window in windows])
    if len(totals) < 2 or not totals.sum() or compared.since not in {window.since for window in windows}:
        return [compared]
    between = float(((totals - totals.mean()) ** 2).sum() / totals.mean() / (len(totals) - 1))
    return windows if between <= MOST_BETWEEN_YEARS * spread.factor else [compared]


def against_usual(now: float, earlier: Sequence[float], spread: Dispersion, level: float = LEVEL) -> Evidence:
    """Return how unusual a count is beside the mean of earlier ones.

    Given the sum of all, the newest of k + 1 equal Poisson counts is binomial with 1 / (k + 1) (Przyborowski and Wilenski
    1940); its variance is multiplied by the dispersion, and half a thing is taken off for continuity. The range is the
    same test turned round: the counts it would not call unusual.
    """
    years, usual = len(earlier), sum(earlier) / len(earlier)
    half = (years + 1) / (2 * years)
    error = sqrt(spread.factor * (now + sum(earlier)) / years)
    deviations = max(abs(now - usual) - half, 0.0) / error if error else 0.0
    reach = usual_deviations(spread.freedom, level) ** 2 * spread.factor / years
    squares = [reach**2 + 4 * reach * (usual * (1 + years) + side * half) for side in (-1, 1)]
    low, high = (
        usual + reach / 2 + side * (half + sqrt(max(square, 0.0)) / 2)
        for side, square in zip((-1, 1), squares, strict=True)
    )
    seen = [*earlier, usual]
    p = two_sided(deviations, spread.freedom) if not min(seen) <= now <= max(seen) else 1.0
    return Evidence(p, max(min(low, *seen), 0.0), max(high, *seen))


def against_season(
    days: DailyAmounts, period: Period, compared: Period, spread: Dispersion, level: float = LEVEL
) -> Evidence | None:
    """Return how unusual a total is beside another season's, given how the two related in earlier years."""
    pairs = [(years_back(period, years), years_back(compared, years)) for years in range(1, MOST_YEARS)]
    pairs = [pair for pair in pairs if all(days.covers(window) for window in pair) and pair[0].until < compared.since]
    if not pairs:
        return None
    earlier, earlier_compared = (sum(days.total(pair[side]) for pair in pairs) for side in (0, 1))
    return beside(days.total(period), days.total(compared), earlier, earlier_compared, spread, level)


def beside(
    now: float, others: float, earlier: float, earlier_others: float, spread: Dispersion, level: float = LEVEL
) -> Evidence | None:
    """Return how unusual a count is beside others of its year, given both in earlier years; None where one is zero.

    It is expected in the proportion of the earlier years. Square roots of counts have nearly the same variance, a quarter of
    the dispersion (Anscombe 1948); that of the expected count follows by the delta method.
    """
    if min(others, earlier, earlier_others) <= 0:
        return None
    expected = others * earlier / earlier_others
    error = sqrt(spread.factor * (1 + expected * (1 / others + 1 / earlier + 1 / earlier_others))) / 2
    nearer = now + min(max(expected - now, -0.5), 0.5)
    deviations = (root(nearer) - root(expected)) / error
    reach = usual_deviations(spread.freedom, level) * error
    low, high = (max(root(expected) + side * reach, root(0.0)) ** 2 - 0.375 + side / 2 for side in (-1, 1))
    return Evidence(two_sided(deviations, spread.freedom), max(low, 0.0), high)


def root(count: float) -> float:
    """Return Anscombe's square root of a count."""
    return sqrt(count + 0.375)


def unusual_month(days: DailyAmounts, month: Period) -> Evidence | None:
    """Return how unusual a month is beside the eleven before it, given the same months of earlier years."""
    others = Period(shift_months(month.since, -11), month.since - timedelta(days=1))
    if not days.covers(years_back(others, 1)) or not days.covers(month):
        return None
    spread = dispersion(days, month)
    return against_season(days, month, others, spread) if spread.is_known else None


def steady_rise(days: DailyAmounts, quarters: Sequence[Period]) -> Evidence | None:
    """Return whether four quarters rise or fall more than their season: a linear trend in the counts (Armitage 1955).

    Each quarter is expected in its share of earlier years; the range is that of the last one.
    """
    year = Period(quarters[0].since, quarters[-1].until)
    windows = [years_back(year, years) for years in range(1, MOST_YEARS)]
    windows = [window for window in windows if days.covers(window)]
    spread = dispersion(days, year)
    if not (windows and spread.is_known):
        return None
    counts = np.array([days.total(quarter) for quarter in quarters])
    earlier = np.array(
        [sum(days.total(years_back(quarter, years + 1)) for years in range(len(windows))) for quarter in quarters]
    )
    if min(counts.sum(), *earlier) <= 0:
        return None
    shares, steps = earlier / earlier.sum(), np.arange(QUARTERS) - (QUARTERS - 1) / 2
    varies = float((shares * steps**2).sum() - (shares * steps).sum() ** 2)
    error = sqrt(spread.factor * counts.sum() * (1 + counts.sum() / earlier.sum()) * varies)
    deviations = float((steps * (counts - counts.sum() * shares)).sum()) / error
    last = beside(counts[-1], counts[:-1].sum(), earlier[-1], earlier[:-1].sum(), spread)
    return last and Evidence(two_sided(deviations, spread.freedom), last.low, last.high)
