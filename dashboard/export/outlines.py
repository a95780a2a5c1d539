"""Draws the outlines of the regions for slides, in the projection of the page's map.

`python -m dashboard.export.outlines` draws them anew from data/reference; run it when the boundaries change.
"""

import json
from typing import Any

import shapely
from shapely.geometry import shape

from dashboard.export.slides.outlines import KEPT, WIDTH
from dashboard.figures.hatch import REFERENCE, sheet
from dashboard.figures.projection import flat
from dashboard.figures.shapes import shapes

Place = tuple[int, int]


def drawn() -> str:
    """Return the text of the kept file, made from the reference shapes, a region a line."""
    features = json.loads(REFERENCE.read_text(encoding="utf-8"))["features"]
    areas = {feature["id"]: sheet(shape(feature["geometry"])) for feature in features}
    left, low, right, high = shapely.total_bounds(list(areas.values()))
    unit = WIDTH / (right - left)

    def placed(x: float, y: float) -> Place:
        return round((x - left) * unit), round((high - y) * unit)

    lines = []
    for code, area in sorted(areas.items()):
        rings = [ring for part in shapely.get_parts(area) for ring in (part.exterior, *part.interiors)]
        traced = [trace([placed(*point) for point in ring.coords]) for ring in rings]
        region = kept([ring for ring in traced if len(ring) > 2])
        told = {"centre": placed(*flat(*shapes()[code].centre)), "small": shapes()[code].small, **region}
        lines.append(f'"{code}": {json.dumps(told)}')
    return f'{{"height": {round((high - low) * unit)}, "regions": {{\n' + ",\n".join(lines) + "\n}}\n"


def trace(points: list[Place]) -> list[Place]:
    """Return the points of a ring on the grid, none twice in a row, the last not again the first."""
    steps = [point for place, point in enumerate(points) if place == 0 or point != points[place - 1]]
    return steps[:-1] if steps[0] == steps[-1] else steps


def kept(rings: list[list[Place]]) -> dict[str, Any]:
    """Return what is kept of an outline: its place, and its path from the corner of that place."""
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    left, top = min(xs), min(ys)
    path = "".join(
        "".join(f"{'L' if place else 'M'}{x - left} {y - top}" for place, (x, y) in enumerate(ring)) + "Z"
        for ring in rings
    )
    return {"box": [left, top, max(max(xs) - left, 1), max(max(ys) - top, 1)], "path": path}


if __name__ == "__main__":
    KEPT.write_text(drawn(), encoding="utf-8")
