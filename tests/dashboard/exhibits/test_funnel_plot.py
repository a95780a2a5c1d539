"""The funnel plot: limits that Wilson's interval confirms, verdicts in words, regions that stand on it."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.exhibits.common import funnel_plot
from dashboard.exhibits.common.funnel_plot import INNER, OUTER, SHARES, deviation, differing, limits, verdict
from dashboard.model.filters import Filters, Preset
from dashboard.model.metrics import METRICS
from dashboard.queries.view import View, view
from tests.pages.warehouses import address, copy, demo, point


@pytest.fixture(scope="module")
def last_year() -> View:
    point(address(copy(demo())))
    return view(Filters(preset=Preset.LAST_YEAR), "ru")


def wilson(part: float, base: float, level: float) -> tuple[float, float]:
    """Return the score interval of a share as Wilson wrote it in 1927."""
    z, share = deviation(level), part / base
    middle = (share + z * z / (2 * base)) / (1 + z * z / base)
    half = z / (1 + z * z / base) * sqrt(share * (1 - share) / base + z * z / (4 * base * base))
    return middle - half, middle + half


def test_the_limits_by_hand() -> None:
    assert deviation(INNER) == pytest.approx(1.96, abs=0.001) and deviation(OUTER) == pytest.approx(3.09, abs=0.001)
    assert limits(0.5, 100, INNER) == pytest.approx((0.402, 0.598), abs=0.0001)
    assert limits(0.02, 10, OUTER)[0] == 0.0, "a share is never below zero"


@given(
    st.integers(10, 500).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))),
    st.floats(0.02, 0.98),
    st.sampled_from([INNER, OUTER]),
)
def test_a_share_is_beyond_the_limits_when_its_own_interval_leaves_the_country_out(
    counted: tuple[int, int], share: float, level: float
) -> None:
    part, base = counted
    (least, most), (low, high) = limits(share, base, level), wilson(part, base, level)
    if min(abs(share - low), abs(share - high)) > 1e-9:
        assert (least <= part / base <= most) == (low <= share <= high)


@pytest.mark.parametrize(("part", "expected"), [(50, 0), (59, 0), (60, 1), (40, -1), (66, 2), (34, -2)])
def test_a_verdict_at_each_level(part: float, expected: int) -> None:
    assert verdict(part, 100, 0.5) == expected


def test_the_same_share_differs_on_a_large_base_only() -> None:
    assert verdict(14, 20, 0.5) == 0 and verdict(140, 200, 0.5) == 2


@pytest.mark.parametrize("metric", SHARES, ids=lambda metric: metric.name)
def test_points_lines_and_words_are_of_the_same_regions(metric: object, last_year: View) -> None:
    share = next(candidate for candidate in SHARES if candidate is metric)
    plot, table = funnel_plot.funnel_plot(share, last_year).frame, differing(share, last_year).frame
    assert sorted(plot.loc[plot["role"] == "point", "key"]) == sorted(table["code"])
    assert (table["base"] >= 10).all() and table["value"].between(0, 100).all()
    lines = plot[plot["role"].isin(["lower", "upper"])].groupby(["role", "key"]).size()
    assert len(lines) == (4 if len(table) else 0)


def test_the_title_of_one_picked_region_is_its_verdict(last_year: View) -> None:
    table = differing(METRICS["entering_share"], last_year).frame
    row = table[table["verdict"] == 0].iloc[0]
    picked = view(Filters(preset=Preset.LAST_YEAR, regions=(row["code"],)), "ru")
    assert differing(METRICS["entering_share"], picked).title == f"{row['name']}: статистически не отличается"
