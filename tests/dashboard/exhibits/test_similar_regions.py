"""Similar regions: by at least six features, each as heavy as the reader likes, and how steady they are is said."""

from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.exhibits.regions import peer_groups
from dashboard.exhibits.regions.similar_regions import (
    CODES,
    EQUAL,
    FEATURES,
    KIND,
    NEAREST,
    is_kind,
    kind_of,
    nearest,
    positions,
    standardised,
    steady,
    to_moscow,
    weights_of,
)
from etl.regions import REGION_BY_CODE, REGIONS

weights = st.lists(st.integers(0, 20).map(lambda half: half / 2), min_size=len(CODES), max_size=len(CODES)).filter(any)


def test_regions_are_compared_by_at_least_six_features_of_mean_nothing_and_deviation_one() -> None:
    assert len(FEATURES) >= 6 and len(set(CODES)) == len(FEATURES)
    for column in zip(*positions().values(), strict=True):
        assert sum(column) == pytest.approx(0, abs=1e-9)
        assert sum(value**2 for value in column) / len(column) == pytest.approx(1)
    assert standardised([2.0, 2.0]) == [0.0, 0.0]


def test_under_equal_weights_the_nearest_are_those_at_the_least_distance() -> None:
    places = positions()
    order = sorted(places.keys() - {"59"}, key=lambda code: dist(places[code], places["59"]))
    assert list(nearest("59", EQUAL)) == order[:NEAREST]


def test_the_distance_to_moscow() -> None:
    assert to_moscow(REGION_BY_CODE["77"]) < 5
    assert to_moscow(REGION_BY_CODE["59"]) == pytest.approx(1155, abs=15)


def test_a_single_feature_decides_alone() -> None:
    only_area = {**dict.fromkeys(CODES, 0.0), "ar": 1.0}
    sizes = {region.code: region.area_km2 for region in REGIONS if region.code in positions()}
    closest = nearest("59", only_area, 2)
    ratio = {code: max(size / sizes["59"], sizes["59"] / size) for code, size in sizes.items() if code != "59"}
    assert set(closest) == set(sorted(ratio, key=lambda code: ratio[code])[:2])


@given(weights)
def test_the_weights_are_read_from_the_kind_that_stands_in_the_address(numbers: list[float]) -> None:
    own = dict(zip(CODES, numbers, strict=True))
    assert is_kind(kind_of(own)) and weights_of(kind_of(own)) == own
    assert "." not in kind_of(own)


@pytest.mark.parametrize("kind", ["similar:", "similar:zz2", "similar:po", "similarly", "district", "own:similar"])
def test_what_is_no_kind(kind: str) -> None:
    assert not is_kind(kind)


def test_nothing_that_counts_is_everything_that_counts() -> None:
    assert (
        kind_of(dict.fromkeys(CODES, 0.0)) == KIND
        and weights_of("similar:" + "-".join(f"{code}0" for code in CODES)) == EQUAL
    )


def test_steady_neighbours_stay_whichever_feature_is_left_out_and_their_number_is_said() -> None:
    kept = steady("59", EQUAL)
    for code in CODES:
        assert set(kept) <= set(nearest("59", {**EQUAL, code: 0.0}))
    lost = set(nearest("59", EQUAL)) - set(kept)
    assert all(any(other not in nearest("59", {**EQUAL, code: 0.0}) for code in CODES) for other in lost)
    assert f"{len(kept)} из {NEAREST} остаются" in peer_groups.group_of("59", "similar").reason
    assert 0 < len(kept) < NEAREST


def test_own_weights_make_a_group_of_their_own() -> None:
    own = peer_groups.group_of("59", "similar:po0-mu0-ta0-ur0-ne0-mo0-de0")
    assert own.name == "Похожие регионы, свои веса" and own.codes == nearest(
        "59", weights_of("similar:po0-mu0-ta0-ur0-ne0-mo0-de0")
    )


def test_a_region_whose_population_nobody_publishes_has_no_similar_ones() -> None:
    assert nearest("93", EQUAL) == () == steady("93", EQUAL)
