"""Whether regions that came or went are more than chance: their number, and each by itself."""

from collections.abc import Mapping
from math import sqrt

from dashboard.truth.dispersion import Dispersion
from dashboard.truth.evidence import LEVEL, Evidence, two_sided, usual_deviations


def change_of_number(
    now: frozenset[str], before: frozenset[str], spread: Dispersion, level: float = LEVEL
) -> Evidence | None:
    """Return how unusual the number of regions present is: of those present once only, half are expected in each period.

    McNemar's test (1947) with the correction for continuity, its variance multiplied by the dispersion of the days: one
    event brings many regions.
    """
    gained, lost = len(now - before), len(before - now)
    if not spread.is_known:
        return None
    error = sqrt(spread.factor * max(gained + lost, 1))
    p = two_sided(max(abs(gained - lost) - 1, 0) / error, spread.freedom)
    reach = usual_deviations(spread.freedom, level) * error + 1
    return Evidence(p, max(len(before) - reach, 0.0), len(before) + reach)


def absent(
    amounts: Mapping[str, float],
    others: Mapping[str, float],
    days: Mapping[str, int],
    share: float,
    spread: Dispersion,
    least_base: float,
) -> tuple[float, dict[str, float]]:
    """Return the p-value of the regions with an amount and nothing in the other period, and theirs one by one.

    When a region's n acts fall into this period with the probability `share`, all do so by chance in share ** n cases. What
    comes together counts once: n is divided by the dispersion, and is at most the number of the region's days. The
    p-value of the family is the smallest one times their number (Bonferroni), also of the regions that did not go.
    """
    tested = {code: amount + others.get(code, 0.0) for code, amount in amounts.items() if amount >= least_base}
    chances = {
        code: min(share ** min(whole / spread.factor, days.get(code, 0)), 1.0)
        for code, whole in tested.items()
        if not others.get(code, 0.0)
    }
    family = min(min(chances.values(), default=1.0) * max(len(tested), 1), 1.0)
    return family, {code: chance for code, chance in chances.items() if chance * len(tested) <= LEVEL}
