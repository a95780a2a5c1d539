"""The rating on a warehouse: every region is there once, parts add up, the weights in force are said everywhere."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from dashboard.exhibits.rating import contribution, places, rating, stability, weights
from dashboard.exhibits.rating.interval_words import range_words
from dashboard.exhibits.rating.rating import Standing, standing
from dashboard.language.formats import number
from dashboard.model.filters import Filters, Preset
from dashboard.model.metrics import METRICS
from dashboard.queries.view import view
from tests.pages.warehouses import address, copy, demo, point, record

YEAR = Filters(preset=Preset.LAST_YEAR)


@pytest.fixture(scope="module")
def shown() -> Standing:
    point(address(copy(demo())))
    return standing(view(YEAR, "ru"), weights.DEFAULT)


@pytest.mark.parametrize("filled", [demo, record])
def test_regions_with_a_place_and_without_are_89_together(filled: object) -> None:
    point(address(copy(demo() if filled is demo else record())))
    rated = standing(view(YEAR, "ru"), weights.DEFAULT)
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


def test_places_among_the_district_of_the_picked_region_are_their_own(shown: Standing) -> None:
    picked = view(Filters(preset=Preset.LAST_YEAR, regions=("59",)), "ru")
    assert list(rating.groups(picked))[:2] == ["all", "similar"] and list(rating.groups(shown.view)) == ["all"]
    among = standing(picked, weights.DEFAULT, "district")
    assert len(among.rating.places) == 14 and among.among.startswith("Пермский край")
    everyone = shown.rating.places.loc[among.rating.places.index, "index"]
    np.testing.assert_allclose(among.rating.places["index"], everyone), "the same index, places of their own"
    assert among.rating.places["rank"].max() <= 14


def test_the_picked_region_is_on_the_list_wherever_it_stands(shown: Standing) -> None:
    last = str(shown.rating.ranked.index[-1])
    picked = standing(view(Filters(preset=Preset.LAST_YEAR, regions=(last,)), "ru"), weights.DEFAULT)
    frame = places.places(picked).frame
    assert frame["key"].iloc[-1] == last and len(frame) == 16


def test_a_rare_component_is_left_out_and_it_is_said(shown: Standing) -> None:
    counts = contribution.weight_known(shown).frame.set_index("key")["value"]
    assert len(counts) == 8, "how much is known is shown of every component"
    rare = set(counts.index[counts < 45])
    assert rare and rare == {name for name, weight in shown.weights.items() if not weight}
    assert all(METRICS[str(name)].title.ru in rating.caution(shown) for name in rare)
    everything = standing(shown.view, weights.equal())
    assert set(everything.weights.values()) == {1.0}, "a reader may still put it in"


def test_a_place_is_an_interval_and_the_first_chart_says_the_bands(shown: Standing) -> None:
    chart, ranked = places.places(shown), shown.rating.ranked
    for row in chart.frame.to_dict("records"):
        assert row["text"].endswith(f"({range_words(row)})")
    assert (ranked["first"] <= ranked["rank"]).all() and (ranked["rank"] <= ranked["last"]).all()
    unsure = replace(shown.rating, places=shown.rating.places.assign(band="middle"))
    none = f"Первых и последних нет: места {len(ranked)} регионов от середины не отличить"
    assert places.places_title(replace(shown, rating=unsure)) == none
    bands = ["upper" if code in ranked.index[:3] else "middle" for code in shown.rating.places.index]
    sure = replace(shown.rating, places=shown.rating.places.assign(band=bands))
    assert places.places_title(replace(shown, rating=sure)).startswith("Верхняя группа — 3 региона; остальных")


def test_a_move_is_told_only_when_the_intervals_share_no_place() -> None:
    point(address(copy(demo())))
    seen = standing(view(Filters(), "ru"), weights.DEFAULT)
    assert seen.before is not None
    table, before = places.place_table(seen).frame, seen.before.places
    now = seen.rating.ranked
    for code, row in zip(now.index, table.to_dict("records"), strict=True):
        first, last = before.loc[code, ["first", "last"]] if code in before.index else (np.nan, np.nan)
        apart = row["last"] < first or row["first"] > last
        assert (row["moved"] in ("выше", "ниже")) == bool(apart)


@pytest.mark.parametrize(
    ("then", "direction"),
    [((1.0, 4.0), 0), ((8.0, 20.0), 0), ((9.0, 20.0), 1), ((1.0, 2.0), -1), ((np.nan, np.nan), None)],
)
def test_a_move_of_a_place(then: tuple[float, float], direction: int | None) -> None:
    assert places.move(3.0, 8.0, *then) == direction


def test_the_pairs_told_apart_are_said(shown: Standing) -> None:
    ranked = shown.rating.ranked
    ends = list(zip(ranked["first"], ranked["last"], strict=True))
    apart = sum(a[1] < b[0] or b[1] < a[0] for number, a in enumerate(ends) for b in ends[number + 1 :])
    assert shown.pairs == (apart, len(ends) * (len(ends) - 1) // 2)
    assert f"у {number(apart)} пар регионов из {number(shown.pairs[1])}" in rating.caution(shown)


def test_stability_lists_the_widest_intervals_first_and_what_moves_them(shown: Standing) -> None:
    exhibit, sources = stability.stability(shown), stability.place_sources(shown)
    assert exhibit.frame["value"].is_monotonic_decreasing and len(exhibit.frame) <= rating.SHOWN
    assert len(sources.frame) == len(shown.rating.ranked)
    count = int(sources.frame["cause"].value_counts().max())
    assert f"у {count} из {len(sources.frame)}" in sources.title


def test_where_every_region_is_equal_nobody_is_drawn() -> None:
    point(address(copy(record())))
    alike = standing(view(YEAR, "ru"), weights.from_code("mu0-en0-su0-pr0-co0-ag0-an0"))
    if alike.rating.ranked["rank"].max() == 1:
        assert places.places(alike).frame.empty


def test_places_are_not_compared_with_days_before_a_register_begins() -> None:
    point(address(copy(demo())))
    early = Filters(preset=Preset.CUSTOM, since=date(2023, 1, 1), until=date(2023, 12, 31))
    first_year = standing(view(early, "ru"), weights.DEFAULT)
    assert first_year.before is None
    assert "moved" not in [field.name for field in places.place_table(first_year).fields]


def test_where_no_source_is_full_nothing_is_ranked_and_the_title_says_why() -> None:
    point(address(copy(record())))
    rated = standing(view(YEAR, "ru"), weights.DEFAULT)
    assert rated.rating.ranked.empty
    assert places.places(rated).title == "Сравнить регионы нельзя: полных источников за этот период нет"
    before_any = view(Filters(preset=Preset.CUSTOM, since=date(1990, 1, 1), until=date(1990, 12, 31)), "ru")
    assert places.places(standing(before_any, weights.DEFAULT)).title == "За этот период данных нет"
