"""The table of the regions' shapes, the files drawn from it, and who shares a border with whom."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import box

from dashboard.figures.drawing.shapes import shapes
from dashboard.slides.drawing.boxes import Box
from dashboard.slides.drawing.outlines import country
from etl.regions import REGION_BY_CODE, REGIONS, neighbours
from etl.regions.drawings import SERVED, drawings, main
from etl.regions.projection import to_cone, to_degrees
from etl.regions.shapes import REFERENCE, in_degrees, regions_table, whole

DRAWN = drawings()
CODES = [region.code for region in REGIONS]


@pytest.mark.parametrize("place", DRAWN, ids=lambda place: f"{place.parent.name}/{place.name}")
def test_every_file_that_ships_is_the_one_drawn_from_the_table(place: Path) -> None:
    again = "run `python -m etl.regions.drawings`"
    assert place.read_bytes() == DRAWN[place].encode(), again


def test_the_command_writes_the_files_where_it_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--out", str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {place.name for place in DRAWN}
    assert (tmp_path / SERVED.name).read_bytes() == SERVED.read_bytes()
    assert capsys.readouterr().out.count(str(tmp_path)) == len(DRAWN)


def test_the_shapes_that_are_drawn_have_no_gaps_and_no_overlaps() -> None:
    table = regions_table()
    assert list(table.index) == CODES
    assert whole(table.geometry) and whole(table["simple"])


def test_a_thin_neck_that_rounding_pinches_is_mended() -> None:
    neck = shapely.union_all([box(50, 50, 51, 51), box(51, 50.5, 52, 50.5004), box(52, 50, 53, 51)])
    shape = gpd.GeoSeries([neck], crs=4326).to_crs(regions_table().crs)
    assert whole(in_degrees(shape, 3))


def test_a_label_stands_inside_its_region_on_the_map_and_on_slides() -> None:
    simple, sheet, origin = regions_table()["simple"], Box(0, 0, 1, 1), regions_table()["simple"].total_bounds
    wide = origin[2] - origin[0]
    for code in CODES:
        x, y = country().regions[code].point(sheet)
        on_slide = shapely.Point(origin[0] + x * wide, origin[3] - y * wide)
        on_map = shapely.Point(to_cone(*shapes()[code].centre))
        assert simple[code].contains(on_map)
        assert on_slide.distance(on_map) < 2_000


def test_an_outline_on_a_slide_has_every_island_and_lake_and_stays_in_its_box() -> None:
    for code, area in regions_table()["simple"].items():
        rings = shapely.get_rings(shapely.get_parts(area))
        path = country().regions[str(code)].path
        assert path.count("<a:close/>") == len(rings)
        place, points = country().regions[str(code)].place, re.findall(r'x="(\d+)" y="(\d+)"', path)
        assert len(points) > 2 * len(rings)
        assert 0 <= place.left < place.right <= 1
        for numbers, size in zip(zip(*points, strict=True), re.findall(r'[wh]="(\d+)"', path), strict=True):
            assert (min(map(int, numbers)), max(map(int, numbers))) == (0, int(size))


def test_the_small_regions_are_those_a_map_shows_as_a_few_pixels() -> None:
    assert {code for code in CODES if shapes()[code].small} == {"06", "77", "78", "92"}


def test_the_cone_keeps_areas_so_that_small_and_large_can_be_told_apart() -> None:
    drawn = regions_table()["area_km2"]
    published = {code: REGION_BY_CODE[code].area_km2 for code in CODES}
    order = drawn.rank().corr(pd.Series(published).rank())
    assert order > 0.99


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("59", "02 11 18 43 66"),
        ("77", "40 50"),
        ("39", ""),
        ("65", ""),
        ("78", "47"),
        ("01", "23"),
        ("92", "91"),
        ("25", "27"),
        ("51", "10"),
        ("14", "24 27 28 38 49 75 87"),
    ],
)
def test_who_shares_a_border_is_what_an_atlas_says(code: str, expected: str) -> None:
    assert neighbours(code) == tuple(expected.split())


def test_neighbours_are_mutual_and_never_oneself() -> None:
    pairs = {(code, other) for code in CODES for other in neighbours(code)}
    assert pairs == {(other, code) for code, other in pairs}
    assert all(code != other for code, other in pairs)


def test_every_border_has_a_length_but_one_that_the_source_draws_as_a_point() -> None:
    table = regions_table().geometry
    shared = {
        (code, other): table[code].intersection(table[other]).length
        for code in CODES
        for other in neighbours(code)
        if code < other
    }
    assert {pair for pair, length in shared.items() if length < 5_000} == {("56", "64")}


def test_the_projection_goes_there_and_back_and_past_the_date_line() -> None:
    places: Any = np.array([(37.6, 55.75), (131.9, 43.1), (191.0, 66.0)])
    assert np.column_stack(to_degrees(*to_cone(*places.T))) == pytest.approx(places)
    assert to_cone(100.0, 60.0)[0] == pytest.approx(0)


def test_a_start_of_the_pages_does_not_wait_for_the_libraries_of_shapes() -> None:
    script = (
        "import sys, dashboard.figures, dashboard.slides.deck, etl.service;"
        "from dashboard.figures.drawing.shapes import shapes; from etl.regions import neighbours; shapes(); neighbours('59');"
        "print(sorted({'geopandas', 'shapely', 'pyproj'} & sys.modules.keys()))"
    )
    ended = subprocess.run([sys.executable, "-c", script], cwd=REFERENCE.parents[1], capture_output=True, text=True)
    assert (ended.stdout.strip(), ended.stderr) == ("[]", "")
