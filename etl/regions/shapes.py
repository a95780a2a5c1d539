"""The shapes of the 89 regions as one table, made from the most detailed file of data/reference.

Nothing that a page or a slide needs at run time imports this: `etl.regions.drawings` writes small files for them.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from etl.regions.projection import CONE, DEGREES

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"
MOST_REPAIRS = 8
# On a map 700 px wide a smaller region is a few pixels.
SMALL_KM2 = 4500


class ShapesError(Exception):
    """The shapes overlap, leave gaps or are not valid: nothing may be drawn from them."""


@dataclass(frozen=True, slots=True)
class Level:
    """How much detail one file keeps: tolerance, smallest free island, decimals of a degree."""

    name: str
    tolerance_km: float
    island_km2: float
    decimals: int

    @property
    def file(self) -> str:
        """Return the name of the file."""
        return f"regions_{self.name}.geojson"


LOW, MID, HIGH = Level("low", 22.0, 1000.0, 2), Level("mid", 5.8, 120.0, 2), Level("high", 1.3, 8.0, 3)


@cache
def regions_table() -> gpd.GeoDataFrame:
    """Return the regions on the cone by code: shapes, label point, drawn area, whether small, neighbours.

    `geometry` has all detail, `simple` is what maps and slides draw. The shapes are generalised: `area_km2` serves to
    tell small from large, areas to be shown are in regions.csv.
    """
    features = json.loads((REFERENCE / HIGH.file).read_text(encoding="utf-8"))["features"]
    table = gpd.GeoDataFrame.from_features(features, crs=DEGREES).set_index("code", drop=False).to_crs(CONE)
    simple = simplified(table.geometry, MID)
    area = simple.area / 1e6
    # The middle of the largest circle inside: where most room is for a point or a name.
    label = gpd.GeoSeries(shapely.get_point(simple.maximum_inscribed_circle(), 0), table.index, CONE)
    beside = neighbours(table.geometry)
    return table.assign(simple=simple, label=label, area_km2=area, small=area < SMALL_KM2, neighbours=beside)


def neighbours(shapes: gpd.GeoSeries) -> pd.Series:
    """Return the codes each region shares a border with; a border drawn as short as a point counts."""
    codes = shapes.index.to_numpy()
    ones, others = shapes.sindex.query(shapes, predicate="touches")
    return pd.Series({code: tuple(sorted(codes[others[codes[ones] == code]])) for code in codes})


def simplified(shapes: gpd.GeoSeries, level: Level) -> gpd.GeoSeries:
    """Return the shapes of a level; neighbours keep one common border."""
    return without_free_islands(shapes, level.island_km2).simplify_coverage(level.tolerance_km * 1e3)


def without_free_islands(shapes: gpd.GeoSeries, smallest_km2: float) -> gpd.GeoSeries:
    """Return the shapes without small islands; an exclave in a neighbour stays, or it would leave a hole."""
    parts = shapes.explode()
    part, region = shapes.sindex.query(parts, predicate="intersects")
    exclaves = np.isin(np.arange(len(parts)), part[parts.index[part] != shapes.index[region]])
    largest = parts.area == parts.area.groupby(level=0).transform("max")
    parts_left = parts[exclaves | largest | (parts.area >= smallest_km2 * 1e6)]
    return joined(parts_left)


def joined(parts: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return one shape a region of its parts, the largest first."""
    by_size = parts.iloc[np.argsort(-shapely.area(parts.to_numpy()), kind="stable")]
    return by_size.groupby(level=0, sort=False).agg(shape_of).reindex(parts.index.unique()).set_crs(parts.crs)


def shape_of(parts: gpd.GeoSeries) -> Any:
    """Return the one part there is, or all of them as one shape."""
    return parts.iloc[0] if len(parts) == 1 else shapely.multipolygons(parts.to_numpy())


def rounded(shapes: gpd.GeoSeries, decimals: int) -> gpd.GeoSeries:
    """Return the shapes with rounded coordinates, no point twice in a row."""
    return shapes.transform(lambda points: np.round(points, decimals)).remove_repeated_points(0)


def in_degrees(shapes: gpd.GeoSeries, decimals: int) -> gpd.GeoSeries:
    """Return a valid coverage in rounded degrees: rounding can pinch a thin neck, so clean and round until it does not."""
    degrees = rounded(shapes.to_crs(DEGREES), decimals)
    for _ in range(MOST_REPAIRS):
        if whole(degrees):
            return degrees
        cleaned = shapely.coverage_clean(degrees.to_numpy(), snapping_distance=0.0)
        degrees = rounded(gpd.GeoSeries(cleaned, degrees.index, DEGREES), decimals)
    raise ShapesError(f"Контуры не стыкуются и после {MOST_REPAIRS} исправлений.")


def whole(shapes: gpd.GeoSeries) -> bool:
    """Return whether every region has a valid shape and neighbours neither overlap nor leave gaps."""
    return bool(shapes.is_valid.all() and not shapes.is_empty.any() and shapes.is_valid_coverage())
