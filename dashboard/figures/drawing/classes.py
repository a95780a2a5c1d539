"""Classes of a map: up to five steps with round bounds, and zero as a class of its own."""

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from dashboard.language.formats import DASH, number, rounded

STEPS = tuple(map(Decimal, ("1", "1.5", "2", "3", "4", "5", "6", "8")))
MOST = 5
# Where the second to fifth class start, as shares of the regions above zero: the leaders are few, the middle is even.
STARTS = (0.25, 0.5, 0.75, 0.92)


class Class(NamedTuple):
    """One step of the scale: both bounds belong to it; the highest has no upper bound."""

    low: float
    high: float
    label: str


def classes(values: Sequence[float], decimals: int = 0, language: str = "ru") -> list[Class]:
    """Return the classes of the values, zero first, then up to five, the highest for the leaders."""
    amounts = sorted(rounded(value, decimals) for value in values)
    above = [value for value in amounts if value > 0]
    zero = [Class(0.0, 0.0, "0")] if len(above) < len(amounts) or not above else []
    steps = bounds(above, Decimal(1).scaleb(-decimals))
    return zero + [Class(low, high, label(low, high, language)) for low, high in steps]


def bounds(above: Sequence[Decimal], unit: Decimal) -> list[tuple[float, float]]:
    """Return the lowest and highest value of each class."""
    if not above:
        return []
    distinct = sorted(set(above))
    starts = distinct if len(distinct) <= MOST else round_starts(above, unit)
    ends = [after - unit for after in starts[1:]]
    if len(distinct) <= MOST:
        ends = starts[:-1]
    last = float("inf") if len(distinct) > MOST else float(distinct[-1])
    return list(zip(map(float, starts), [*map(float, ends), last], strict=True))


def round_starts(above: Sequence[Decimal], unit: Decimal) -> list[Decimal]:
    """Return the round numbers at which the classes start."""
    starts = [max(below(above[0], unit), unit)]
    for part in STARTS:
        start = below(above[int(len(above) * part)], unit)
        if start > starts[-1]:
            starts.append(start)
    return starts


def below(value: Decimal, unit: Decimal) -> Decimal:
    """Return the largest round number not above the value, a multiple of the unit."""
    scale = Decimal(1).scaleb(value.adjusted())
    step = max(step for step in STEPS if step * scale <= value)
    return (step * scale).quantize(unit) if step * scale % unit == 0 else (step * scale // unit) * unit


def label(low: float, high: float, language: str) -> str:
    """Return the class as the legend writes it: «5–9», «50+»."""
    if high == float("inf"):
        return f"{plain(low, language)}+"
    return plain(low, language) if low == high else f"{plain(low, language)}{DASH}{plain(high, language)}"


def plain(value: float, language: str) -> str:
    """Return the bound with no more decimals than it needs."""
    return number(value, language, max(0, -int(Decimal(repr(value)).normalize().as_tuple().exponent)))


def place(value: float, steps: Sequence[Class], decimals: int = 0) -> int:
    """Return the index of the class that holds the value."""
    return bisect_right([step.low for step in steps], float(rounded(value, decimals))) - 1
