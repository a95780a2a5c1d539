"""The shapes of the regions for the map: a hatch over each, and a point for those too small to see."""

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[3] / "data" / "reference"

Point = tuple[float, float]
Line = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """A region on the map: a point inside it, whether it needs a marker, and its hatch with None between lines."""

    centre: Point
    small: bool
    longitudes: tuple[float | None, ...]
    latitudes: tuple[float | None, ...]


@cache
def shapes() -> dict[str, Shape]:
    """Return the regions of the map by their codes."""
    hatch = json.loads((REFERENCE / "hatch.json").read_text(encoding="utf-8"))
    with (REFERENCE / "region_shapes.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: read_shape(row, hatch[row["code"]]) for row in csv.DictReader(file)}


def read_shape(row: dict[str, str], hatch: list[Line]) -> Shape:
    """Return the shape of a row and its hatch."""
    longitudes = tuple(value for line in hatch for value in (line[0], line[2], None))
    latitudes = tuple(value for line in hatch for value in (line[1], line[3], None))
    return Shape((float(row["longitude"]), float(row["latitude"])), row["small"] == "1", longitudes, latitudes)
