"""The equal-area cone of the maps and slides: on it the country is one sheet, cut by no meridian."""

from functools import cache
from typing import Any

CONE = "+proj=aea +lat_0=0 +lat_1=52 +lat_2=64 +lon_0=100 +datum=WGS84 +units=m +no_defs"
# Longitudes run from 0 to 360, so that Chukotka, which ends at 191, stays in one piece.
DEGREES = "+proj=longlat +datum=WGS84 +lon_wrap=180 +no_defs"


@cache
def _transformer() -> Any:
    # Imported here: a page without a map of ties should not wait a tenth of a second for it.
    from pyproj import Transformer

    return Transformer.from_crs(DEGREES, CONE, always_xy=True)


def to_cone(longitudes: Any, latitudes: Any) -> Any:
    """Return x and y in metres on the cone, north up; numbers or arrays, as they come."""
    return _transformer().transform(longitudes, latitudes)


def to_degrees(xs: Any, ys: Any) -> Any:
    """Return longitudes from 0 to 360 and latitudes of places on the cone; numbers or arrays, as they come."""
    return _transformer().transform(xs, ys, direction="INVERSE")
