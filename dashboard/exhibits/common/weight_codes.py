"""Weights in names and addresses: «mu2-en0,5» is 2 and a half, and 1 for everything that is not named."""

import re
from collections.abc import Collection, Mapping

HEAVIEST = 100.0
PART = re.compile(r"([a-z]{2})(\d+(?:,\d+)?)")


def is_weight(value: object) -> bool:
    """Return whether the value is a number that can be a weight; NaN is not."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= HEAVIEST


def written(weight: float) -> str:
    """Return a weight with a decimal comma, since a dot separates the arguments in the name of an exhibit."""
    return f"{weight:.6f}".rstrip("0").rstrip(".").replace(".", ",")


def code_of(weights: Mapping[str, float]) -> str:
    """Return the code of weights by their short names; empty when all are one."""
    parts = {short: written(weight) for short, weight in weights.items()}
    return "-".join(short + weight for short, weight in parts.items() if weight != "1")


def read(code: str, shorts: Collection[str]) -> dict[str, float]:
    """Return the weights that a code names, by their short names; those that are unknown or no weights are left out."""
    pairs = [(short, float(weight.replace(",", "."))) for short, weight in PART.findall(code)]
    return {short: weight for short, weight in pairs if short in shorts and is_weight(weight)}


def is_code(code: str, shorts: Collection[str]) -> bool:
    """Return whether every part of a code is valid."""
    parts = [PART.fullmatch(part) for part in code.split("-")]
    return all(part and part[1] in shorts for part in parts)
