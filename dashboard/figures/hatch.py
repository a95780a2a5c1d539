"""Draws the hatch of every region: a choropleth has none, so lines are cut to the shapes beforehand.

`python -m dashboard.figures.hatch` draws them anew from data/reference and puts the shapes where the browser fetches
them; run it when the boundaries change.
"""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
import shapely.affinity
from shapely.geometry import LineString, shape
from shapely.geometry.base import BaseGeometry

from dashboard.figures.projection import Point, flat, globe
from dashboard.figures.shapes import KEPT

REFERENCE = Path(__file__).parents[2] / "data" / "reference" / "regions_mid.geojson"
SERVED = Path(__file__).parents[1] / "static" / "regions_mid.geojson"

SPACING = 0.0105  # in radii of the earth, about 6 px on a map 700 px wide
SMALL = 0.00011  # in square radii, about 4,500 km2: a few pixels on such a map


def sheet(geometry: BaseGeometry) -> BaseGeometry:
    """Return the geometry on the sheet of the map."""
    return shapely.transform(geometry, lambda points: [flat(*point) for point in points])


def hatch(area: BaseGeometry) -> Iterator[tuple[Point, Point]]:
    """Yield the lines that hatch an area of the sheet, at 45 degrees, as pairs of longitude and latitude."""
    turned = shapely.affinity.rotate(area, -45, origin=(0, 0))
    left, low, right, high = turned.bounds
    for step in range(math.ceil(low / SPACING), math.floor(high / SPACING) + 1):
        level = LineString([(left - 1, step * SPACING), (right + 1, step * SPACING)])
        for piece in shapely.get_parts(shapely.intersection(turned, level)):
            if piece.length > SPACING / 4:
                line = shapely.affinity.rotate(piece, 45, origin=(0, 0))
                yield globe(*line.coords[0]), globe(*line.coords[-1])


def outlined(geometry: BaseGeometry) -> dict[str, Any]:
    """Return what is kept of a region."""
    area = sheet(geometry)
    inside = area.representative_point() if area.area > SMALL else area.centroid
    lines = [[*start, *end] for start, end in hatch(area)]
    return {"centre": globe(inside.x, inside.y), "small": area.area < SMALL, "hatch": lines}


def drawn() -> dict[str, dict[str, Any]]:
    """Return what is kept of every region, from the reference shapes."""
    features = json.loads(REFERENCE.read_text(encoding="utf-8"))["features"]
    return {feature["id"]: outlined(shape(feature["geometry"])) for feature in features}


def written(regions: dict[str, dict[str, Any]]) -> str:
    """Return the kept file's text, a region a line."""
    lines = (f'"{code}": {json.dumps(region, separators=(",", ":"))}' for code, region in sorted(regions.items()))
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    SERVED.write_bytes(REFERENCE.read_bytes())
    KEPT.write_text(written(drawn()), encoding="utf-8")
