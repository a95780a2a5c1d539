"""The activity index on invented regions: every rule by itself, and what must hold whatever the numbers are."""

from math import isnan, nan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.exhibits.rating import index
from dashboard.exhibits.rating.index import COMPONENTS, ENOUGH, Component
from dashboard.exhibits.rating.place_intervals import rate
from dashboard.model.metrics import METRICS

NAMES = tuple(component.metric for component in COMPONENTS)


def column(*values: float, name: str = "events") -> pd.DataFrame:
    """Return a component over regions А, Б, В ..."""
    return pd.DataFrame({name: values}, index=list("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"[: len(values)]), dtype=float)


def table(**columns: list[float]) -> pd.DataFrame:
    return pd.concat([column(*values, name=name) for name, values in columns.items()], axis="columns")


def test_the_components_are_metrics_with_a_sign_and_a_code_of_their_own() -> None:
    assert {component.polarity for component in COMPONENTS} == {1}
    assert len({component.code for component in COMPONENTS}) == len({*NAMES}) == len(COMPONENTS)
    assert all(component.metric in METRICS and len(component.code) == 2 for component in COMPONENTS)


def test_one_record_does_not_rule_the_scale() -> None:
    values = column(*range(1, 21), 1000.0)
    clipped = index.winsorised(values)["events"]
    assert (clipped.iloc[0], clipped.iloc[-1]) == (2.0, 20.0), "the 5th and the 95th percentile of 21 values"
    assert clipped.iloc[1:-1].tolist() == list(range(2, 21))


def test_a_score_is_the_share_of_regions_below_and_half_of_the_equal() -> None:
    assert index.scores(column(10, 20, 30, 40))["events"].tolist() == [12.5, 37.5, 62.5, 87.5]
    assert index.scores(column(10, 30, 30, 40))["events"].tolist() == [12.5, 50.0, 50.0, 87.5]
    assert index.scores(column(7, 7, 7))["events"].tolist() == [50.0] * 3


def test_an_unknown_value_has_no_score_and_does_not_count_among_the_known() -> None:
    scores = index.scores(column(10, nan, 30))["events"]
    assert scores.dropna().tolist() == [25.0, 75.0] and isnan(scores["Б"])


def test_where_less_is_better_the_scale_is_turned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Component, "polarity", -1)
    assert index.scores(column(10, 20, 30, 40))["events"].tolist() == [87.5, 62.5, 37.5, 12.5]


def test_the_weight_of_an_unknown_component_goes_to_the_others() -> None:
    scored = table(events=[80, 80], entering_share=[20, nan], agreements=[50, 50])
    weights = {"events": 2.0, "entering_share": 1.0, "agreements": 1.0}
    parts = index.contributions(scored, weights)
    assert parts.to_numpy()[0].tolist() == [40.0, 5.0, 12.5]
    np.testing.assert_allclose(parts.to_numpy()[1], [80 * 2 / 3, nan, 50 / 3])


@pytest.mark.parametrize(("weight", "has_place"), [(6, True), (5.999, False)])
def test_with_less_than_sixty_per_cent_of_the_weight_there_is_no_place(weight: float, has_place: bool) -> None:
    values = table(events=[1, 2, 3], entering_share=[1, 2, nan])
    rated = rate(values, {"events": weight, "entering_share": 10 - weight})
    assert rated.places["rank"].notna().tolist() == [True, True, has_place]
    assert rated.places.loc["В", "weight_known"] == pytest.approx(weight / 10)
    assert len(rated.ranked) == (3 if has_place else 2), "a region without a place is never the last"


def test_equal_regions_share_the_better_place() -> None:
    rated = rate(column(5, 9, 9, 1), {"events": 1})
    assert rated.places["rank"].tolist() == [3, 1, 1, 4]


def test_a_group_has_places_of_its_own_and_the_same_index() -> None:
    values = table(events=[1, 2, 3, 4], entering_share=[4, 1, 3, 2])
    weights = {"events": 4, "entering_share": 1}
    everyone, group = rate(values, weights), rate(values, weights, ["А", "Б"])
    assert group.places.index.tolist() == ["А", "Б"]
    assert group.places["index"].tolist() == everyone.places["index"].tolist()[:2]
    assert group.places["rank"].tolist() == [2, 1] and everyone.places["rank"].tolist() == [4, 3, 2, 1]


def test_nobody_with_a_place_is_an_empty_rating() -> None:
    rated = rate(table(events=[1, 2], entering_share=[nan, nan]), {"events": 1, "entering_share": 1})
    assert rated.ranked.empty and rated.places["rank"].isna().all() and rated.places["first"].isna().all()


amounts = st.one_of(st.floats(0, 1000).map(lambda value: round(value, 2)), st.just(nan))
frames = st.integers(1, 12).flatmap(
    lambda regions: st.lists(st.lists(amounts, min_size=4, max_size=4), min_size=regions, max_size=regions)
)
weights = st.lists(st.integers(0, 10), min_size=4, max_size=4).filter(any)


def framed(rows: list[list[float]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(NAMES[:4]), index=[f"{place:02}" for place in range(len(rows))], dtype=float)


def weighed(numbers: list[int]) -> dict[str, float]:
    return dict(zip(NAMES, map(float, numbers), strict=False))


@settings(max_examples=60, deadline=None)
@given(frames, weights)
def test_what_holds_whatever_the_numbers_are(rows: list[list[float]], numbers: list[int]) -> None:
    rated = rate(framed(rows), weighed(numbers))
    places = rated.ranked
    assert ((places["index"] > 0) & (places["index"] < 100)).all()
    np.testing.assert_array_equal(rated.contributions.loc[places.index].sum(axis=1), places["index"])
    assert (places["first"] <= places["rank"]).all() and (places["rank"] <= places["last"]).all()
    assert (places["first"] >= 1).all() and (places["last"] <= len(places)).all()
    assert set(places.index) == set(rated.places.index[rated.places["weight_known"] >= ENOUGH - 1e-9])
    assert len(places) + rated.places["rank"].isna().sum() == len(rows)


@settings(max_examples=40, deadline=None)
@given(frames, weights, st.sampled_from([0.1, 2.0, 7.0]))
def test_all_weights_times_a_number_change_nothing(rows: list[list[float]], numbers: list[int], factor: float) -> None:
    once, more = weighed(numbers), {name: weight * factor for name, weight in weighed(numbers).items()}
    pd.testing.assert_frame_equal(rate(framed(rows), once).places, rate(framed(rows), more).places)


@settings(max_examples=40, deadline=None)
@given(frames, st.permutations(range(4)))
def test_with_equal_weights_the_order_of_the_components_is_nothing(rows: list[list[float]], order: list[int]) -> None:
    turned = [[row[place] for place in order] for row in rows]
    one, other = (rate(framed(given), weighed([1] * 4)).places for given in (rows, turned))
    pd.testing.assert_frame_equal(one[["index", "weight_known", "rank"]], other[["index", "weight_known", "rank"]])


def test_a_component_known_for_under_half_of_the_regions_is_not_in_the_default_index() -> None:
    values = table(events=[1, 2, 3, 4], entering_share=[1, 2, nan, nan], agreements=[1, nan, nan, nan])
    weights = index.default_weights(values)
    assert [weights[name] for name in ("events", "entering_share", "agreements", "completeness")] == [1, 1, 0, 0]
    one = index.default_weights(values[["events", "agreements"]])
    assert set(one.values()) == {1.0}, "one component is no index: nobody has 60 % of the weight then"
