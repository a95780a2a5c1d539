"""Write the shapes of the regions that pages and slides read, so that neither has to compute them.

    python -m etl.regions.drawings [--out DIR]

Run it when the boundaries change. Every file is drawn from the table of `etl.regions.shapes`.
"""

import argparse
import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from etl.regions.projection import CONE, DEGREES
from etl.regions.shapes import LOW, MID, REFERENCE, Level, in_degrees, joined, regions_table, rounded, simplified

# Where the browser fetches the shapes of the map.
SERVED = REFERENCE.parents[1] / "dashboard" / "static" / MID.file
LICENCE = (
    "Made with Natural Earth (public domain), 1:10m admin-1; simplified. "
    "Boundaries as drawn by the source, not an official delimitation."
)
PROPERTIES = ["code", "iso", "name", "short", "fd"]
# The lines of the hatch are about 6 px apart on a map 700 px wide.
HATCH_SPACING = 67_000.0


def drawings() -> dict[Path, str]:
    """Return the text of every file by its place."""
    table = regions_table()
    mid = level_text(table, MID)
    return {
        REFERENCE / LOW.file: level_text(table, LOW),
        REFERENCE / MID.file: mid,
        SERVED: mid,
        REFERENCE / "region_shapes.csv": points_text(table),
        REFERENCE / "hatch.json": by_region(hatch(table)),
        REFERENCE / "outlines.json": outlines_text(table),
    }


def level_text(table: gpd.GeoDataFrame, level: Level) -> str:
    """Return the GeoJSON of the regions at a level."""
    return geojson(table.set_geometry(simplified(table.geometry, level)), level.decimals)


def geojson(table: gpd.GeoDataFrame, decimals: int) -> str:
    """Return the GeoJSON of shapes on the cone."""
    # Exteriors go clockwise: plotly (d3-geo) takes the other turn for the whole globe.
    turned = joined(in_degrees(table.geometry, decimals).explode()).orient_polygons(exterior_cw=True)
    named = gpd.GeoDataFrame(table[PROPERTIES], geometry=turned).set_index("code", drop=False)
    features = [
        {name: feature[name] for name in ("type", "id", "properties", "geometry")}
        for feature in named.to_geo_dict()["features"]
    ]
    return compact({"type": "FeatureCollection", "licence": LICENCE, "features": features})


def points_text(table: gpd.GeoDataFrame) -> str:
    """Return a line a region: where its label stands, whether it needs a marker to be seen, its neighbours."""
    labels = rounded(table["label"].to_crs(DEGREES), 2)
    columns = {"longitude": labels.x, "latitude": labels.y, "small": table["small"].astype(int)}
    columns |= {"neighbours": table["neighbours"].map(" ".join)}
    return str(table[["code"]].assign(**columns).sort_index().to_csv(index=False, lineterminator="\n"))


def hatch(table: gpd.GeoDataFrame) -> dict[str, Any]:
    """Return the lines that hatch each region at 45 degrees, each as two longitudes and latitudes."""
    turned = table["simple"].rotate(-45, origin=(0, 0))
    left, low, right, high = turned.total_bounds
    steps = range(math.ceil(low / HATCH_SPACING), math.floor(high / HATCH_SPACING) + 1)
    lines = shapely.multilinestrings([[(left, y), (right, y)] for y in np.multiply(steps, HATCH_SPACING)])
    pieces = turned.intersection(lines).rotate(45, origin=(0, 0)).set_crs(CONE).explode()
    drawn = rounded(pieces[pieces.length > HATCH_SPACING / 4].to_crs(DEGREES), 2)
    return {
        code: shapely.get_coordinates(drawn[drawn.index == code].to_numpy()).reshape(-1, 4).tolist()
        for code in table.index
    }


def outlines_text(table: gpd.GeoDataFrame) -> str:
    """Return the outlines for slides in whole kilometres from the upper left corner of the country."""
    left, low, right, high = table["simple"].total_bounds
    to_sheet = [1e-3, 0, 0, -1e-3, -left / 1e3, high / 1e3]
    labels = shapely.get_coordinates(rounded(table["label"].affine_transform(to_sheet), 0).to_numpy())
    shapes = rounded(table["simple"].affine_transform(to_sheet), 0)
    regions = {
        code: {"label": label, **outline(shape)}
        for code, label, shape in zip(table.index, labels.astype(int).tolist(), shapes, strict=True)
    }
    width, height = math.ceil((right - left) / 1e3), math.ceil((high - low) / 1e3)
    return f'{{"width": {width}, "height": {height}, "regions": {by_region(regions).rstrip()}}}\n'


def outline(shape: Any) -> dict[str, Any]:
    """Return the place of a shape on the sheet, and its path from the corner of that place."""
    left, top, right, low = map(int, shape.bounds)
    rings = shapely.get_rings(shapely.get_parts(shape))
    steps = [(shapely.get_coordinates(ring)[:-1] - (left, top)).astype(int) for ring in rings]
    path = "".join("M" + "L".join(f"{x} {y}" for x, y in ring) + "Z" for ring in steps)
    return {"box": [left, top, right - left, low - top], "path": path}


def compact(value: Any) -> str:
    """Return a value as JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def by_region(regions: Mapping[str, Any]) -> str:
    """Return JSON with one region a line, so that a diff shows which one changed."""
    return "{\n" + ",\n".join(f'"{code}":{compact(region)}' for code, region in sorted(regions.items())) + "\n}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m etl.regions.drawings", description="Draw the shapes anew.")
    parser.add_argument("--out", type=Path, help="a folder to look at before replacing; without it each to its place")
    out = parser.parse_args(arguments).out
    for place, text in drawings().items():
        path = out / place.name if out else place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
