"""What the map needs of the regions' shapes: a hatch over each, and a point for those too small to see."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.figures.projection import Point

KEPT = Path(__file__).with_name("shapes.json")


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
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    return {code: read_shape(region) for code, region in kept.items()}


def read_shape(region: dict[str, Any]) -> Shape:
    """Return the shape a line of the kept file stands for."""
    longitudes = tuple(value for line in region["hatch"] for value in (line[0], line[2], None))
    latitudes = tuple(value for line in region["hatch"] for value in (line[1], line[3], None))
    return Shape(tuple(region["centre"]), region["small"], longitudes, latitudes)
