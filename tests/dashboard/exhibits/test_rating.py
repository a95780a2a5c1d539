"""The rating on a warehouse: every region is there once, parts add up, the weights in force are said everywhere."""

import numpy as np
import pytest

from dashboard.exhibits.rating import contribution, places, rating, stability, weights
from dashboard.exhibits.rating.rating import Standing, standing
from dashboard.model.filters import Filters, Preset
from dashboard.queries.view import view
from tests.pages.warehouses import address, copy, demo, point, record

YEAR = Filters(preset=Preset.LAST_YEAR)


@pytest.fixture(scope="module")
def shown() -> Standing:
    point(address(copy(demo())))
    return standing(view(YEAR, "ru"), weights.equal())


@pytest.mark.parametrize("filled", [demo, record])
def test_regions_with_a_place_and_without_are_89_together(filled: object) -> None:
    point(address(copy(demo() if filled is demo else record())))
    rated = standing(view(YEAR, "ru"), weights.equal())
    assert len(places.place_table(rated).frame) + len(contribution.unranked(rated).frame) == 89
    assert len(places.index_map(rated).frame) == 89


def test_the_parts_of_a_bar_add_up_to_the_index(shown: Standing) -> None:
    summed = contribution.contributions(shown).frame.groupby("key")["value"].sum()
    index = places.places(shown).frame.set_index("key")["value"]
    np.testing.assert_allclose(summed[index.index], index)


def test_the_table_adds_up_as_well(shown: Standing) -> None:
    frame = contribution.contribution_table(shown).frame
    parts = frame[[component.metric for component in contribution.weighted_components(shown)]]
    np.testing.assert_allclose(parts.sum(axis=1), frame["index"])


def test_own_weights_are_in_the_name_the_notes_and_the_parameters(shown: Standing) -> None:
    own = weights.equal() | {"events": 3.0, "completeness": 0.0}
    exhibit = places.places(standing(shown.view, own))
    assert exhibit.name == "places.ev3-co0.all"
    assert dict(exhibit.parameters)["Веса индекса"].startswith("Мероприятия 33")
    assert exhibit.notes[0].startswith("Веса: Мероприятия 33") and "веса: свои" in exhibit.subtitle


def test_a_component_without_weight_gives_nothing_and_is_not_shown(shown: Standing) -> None:
    without = standing(shown.view, weights.equal() | {"success_share": 0.0})
    assert "success_share" not in [field.name for field in contribution.contribution_table(without).fields]
    assert len(contribution.weight_known(without).frame) == 7


def test_places_among_the_district_of_the_picked_region_are_their_own(shown: Standing) -> None:
    picked = view(Filters(preset=Preset.LAST_YEAR, regions=("59",)), "ru")
    assert list(rating.groups(picked))[:2] == ["all", "similar"] and list(rating.groups(shown.view)) == ["all"]
    among = standing(picked, weights.equal(), "district")
    assert len(among.rating.places) == 14 and among.among.startswith("Пермский край")
    everyone = shown.rating.places.loc[among.rating.places.index, "index"]
    np.testing.assert_allclose(among.rating.places["index"], everyone), "the same index, places of their own"
    assert among.rating.places["rank"].max() <= 14


def test_the_picked_region_is_on_the_list_wherever_it_stands(shown: Standing) -> None:
    last = str(shown.rating.ranked.index[-1])
    picked = standing(view(Filters(preset=Preset.LAST_YEAR, regions=(last,)), "ru"), weights.equal())
    frame = places.places(picked).frame
    assert frame["key"].iloc[-1] == last and len(frame) == 16


def test_the_move_of_a_place_is_the_old_place_less_the_new(shown: Standing) -> None:
    frame = places.place_table(shown).frame
    moved = frame[frame["was"].notna()]
    np.testing.assert_array_equal(moved["moved"], moved["was"] - moved["rank"])
    alone = standing(view(YEAR, "ru"), weights.equal())
    assert shown.before is not None and alone.before is not None
    assert shown.before.equals(alone.before)


def test_stability_lists_the_widest_ranges_first(shown: Standing) -> None:
    exhibit = stability.stability(shown)
    assert exhibit.frame["value"].is_monotonic_decreasing and len(exhibit.frame) <= rating.SHOWN
    assert f"из {len(shown.rating.ranked)}" in exhibit.title
