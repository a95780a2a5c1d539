"""Whether a share is unusual: two proportions whose parts come together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import sqrt

import numpy as np
import numpy.typing as npt

from dashboard.model.filters import Period
from dashboard.queries.time.daily_amounts import DailyAmounts
from dashboard.truth.change import same_season, years_back
from dashboard.truth.dispersion import UNKNOWN, Dispersion, Table, between, effective, groupings, summed, years_for
from dashboard.truth.evidence import LEVEL, Evidence, two_sided, usual_deviations

Fraction = tuple[float, float]
Days = npt.NDArray[np.float64]
# What is likelier than this is no change anyway, on a card or in a family.
MOST_LIKELY = 0.05


def change_of_share(
    parts: DailyAmounts,
    bases: DailyAmounts,
    period: Period,
    compared: Period,
    least_base: float,
    level: float = LEVEL,
) -> Evidence | None:
    """Return how unusual a share is, its range in percent; None where a base is small or the days cannot tell.

    Against other months of the year it is the difference of differences: what a year ago lay between the two is usual.
    People of one kind come to one event together, so that no single day makes a change: it must stand without the day of
    each period that moves its share most.
    """
    windows = [period, compared]
    if not same_season(period, compared):
        windows += [years_back(period, 1), years_back(compared, 1)]
    if not all(bases.covers(window) for window in windows):
        return None
    fractions = [(parts.total(window), bases.total(window)) for window in windows]
    spread = dispersion_of_share(parts, bases, period)
    if min(base for _, base in fractions) < least_base or not spread.is_known:
        return None
    evidence = beside(fractions, spread, level)
    if evidence.p > MOST_LIKELY:
        return evidence
    days = [(parts.within(window), bases.within(window)) for window in windows]
    return with_p(evidence, weakest(fractions, days, spread), fractions[0], level)


def weakest(fractions: Sequence[Fraction], days: Sequence[tuple[Days, Days]], spread: Dispersion) -> float:
    """Return the largest p-value of a share beside others when one of them goes without its heaviest day."""
    p_values = []
    for place, (parts, bases) in enumerate(days):
        fraction = without_heaviest_day(parts, bases)
        others = [*fractions[:place], fraction, *fractions[place + 1 :]]
        p_values.append(beside(others, spread).p if fraction[1] > 0 else 1.0)
    return max(p_values)


def with_p(evidence: Evidence, p: float, now: Fraction, level: float) -> Evidence:
    """Return evidence with a p-value that is no smaller; a share that this makes usual lies within the usual."""
    if p <= max(evidence.p, level):
        return replace(evidence, p=max(evidence.p, p))
    share = 100 * now[0] / now[1]
    return Evidence(p, min(evidence.low, share), max(evidence.high, share))


def without_heaviest_day(parts: Days, bases: Days) -> Fraction:
    """Return part and base without the day that moves their share most."""
    part, base = float(parts.sum()), float(bases.sum())
    if len(parts) != len(bases):  # the parts begin later: nothing is known of their first days
        return part, base
    heaviest = int(np.abs(parts - bases * part / base).argmax())
    return part - float(parts[heaviest]), base - float(bases[heaviest])


def beside(fractions: Sequence[Fraction], spread: Dispersion, level: float = LEVEL) -> Evidence:
    """Return how unusual the first share is beside the second, less the difference of the third and fourth if given.

    The test of two proportions with a common one, z = (p1 - p2) / sqrt(p (1 - p) (1 / n1 + 1 / n2)), its variance multiplied
    by the dispersion; the range is the same test turned round.
    """
    now, *others = (part / base for part, base in fractions)
    expected = others[0] + (others[1] - others[2] if len(others) > 1 else 0.0)
    together = sum(part for part, _ in fractions) / sum(base for _, base in fractions)
    error = sqrt(max(spread.factor * together * (1 - together), 0.0) * sum(1 / base for _, base in fractions))
    p = two_sided((now - expected) / error, spread.freedom) if error else 1.0
    reach = usual_deviations(spread.freedom, level) * error
    return Evidence(p, max(100 * (expected - reach), 0.0), min(100 * (expected + reach), 100.0))


def dispersion_of_share(parts: DailyAmounts, bases: DailyAmounts, period: Period) -> Dispersion:
    """Return how much more a share varies between weeks or months than the binomial, over the years up to a period's end."""
    part_years, base_years = years_for(parts, period), years_for(bases, period)
    if len(base_years.rows) < 2 or part_years.rows.shape != base_years.rows.shape:
        return UNKNOWN
    return between(
        *(
            of_fractions(summed(part_years.rows, blocks), summed(base_years.rows, blocks))
            for blocks in groupings(base_years)
        )
    )


def of_fractions(parts: Table, bases: Table) -> Dispersion:
    """Return the dispersion of parts about the share of their row, over what the binomial predicts (Pearson's)."""
    whole = bases.sum(1)
    parts, bases = parts[whole > 0], bases[whole > 0]
    if not len(bases):
        return UNKNOWN
    shares = parts.sum(1, keepdims=True) / bases.sum(1, keepdims=True)
    weights = bases / bases.sum(1, keepdims=True)
    predicted = float((bases * shares * (1 - shares) * (1 - weights)).sum())
    if not predicted > 0:
        return UNKNOWN
    freedom = float(sum(effective(row) - 1 for row in weights))
    return Dispersion(max(float(((parts - shares * bases) ** 2).sum()) / predicted, 1.0), freedom)


def change_over_regions(
    now: Mapping[str, Fraction], before: Mapping[str, Fraction], days: Dispersion, least_base: float
) -> Evidence | None:
    """Return how unusual a share is of things that come again over time and so have no days: its regions vary instead.

    What one large event brings to many regions at once is in the dispersion of the days, which multiplies that of regions.
    """
    codes = sorted(now.keys() | before.keys())
    rows = [[fractions.get(code, (0.0, 0.0)) for code in codes] for fractions in (now, before)]
    parts, bases = (np.array([[fraction[place] for fraction in row] for row in rows]) for place in (0, 1))
    if not len(codes) or min(bases.sum(1)) < least_base or not days.is_known:
        return None
    regions = of_fractions(parts, bases)
    spread = Dispersion(regions.factor * days.factor, min(regions.freedom, days.freedom))
    fractions = [(float(part), float(base)) for part, base in zip(parts.sum(1), bases.sum(1), strict=True)]
    return beside(fractions, spread) if spread.is_known else None
