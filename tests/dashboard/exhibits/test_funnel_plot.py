"""The funnel plot: verdicts in words, regions that stand on it, the factor by which regions vary, no funnel of a census."""

import pandas as pd
import pytest

from dashboard.exhibits.common import funnel_plot
from dashboard.exhibits.common.funnel_plot import SHARES, differing
from dashboard.exhibits.common.funnel_verdicts import Compared, verdicts
from dashboard.figures.kinds.scatter import read
from dashboard.model.filters import Filters, Preset
from dashboard.model.metric import Metric
from dashboard.model.metrics import METRICS
from dashboard.queries.view import View, view
from dashboard.truth.funnels import Spread
from tests.pages.warehouses import address, copy, demo, point


@pytest.fixture(scope="module")
def last_year() -> View:
    point(address(copy(demo())))
    return view(Filters(preset=Preset.ALL), "ru")


def against_half(part: float, base: float, between: float = 0.0) -> int:
    regions = pd.DataFrame({"part": [part], "base": [base]})
    return int(verdicts(Compared(0.5, regions, Spread(1.0, between)))[0])


@pytest.mark.parametrize(("part", "expected"), [(50, 0), (59, 0), (60, 1), (40, 0), (39, -1), (66, 2), (33, -2)])
def test_a_verdict_at_each_level(part: float, expected: int) -> None:
    assert against_half(part, 100) == expected


def test_the_same_share_differs_on_a_large_base_only_and_not_where_regions_vary_as_much() -> None:
    assert against_half(13, 20) == 0 and against_half(130, 200) == 2
    assert against_half(140, 200, between=0.005) == 1 and against_half(140, 200, between=0.02) == 0


@pytest.mark.parametrize("metric", SHARES, ids=lambda metric: metric.name)
def test_points_lines_and_words_are_of_the_same_regions(metric: Metric, last_year: View) -> None:
    exhibit = funnel_plot.funnel_plot(metric, last_year)
    plot, table = exhibit.frame, differing(metric, last_year).frame
    assert sorted(plot.loc[plot["role"] == "point", "key"]) == sorted(table["code"])
    assert (table["base"] >= 10).all() and table["value"].between(0, 100).all()
    lines = plot[plot["role"].isin(["lower", "upper"])].groupby(["role", "key"]).size()
    assert len(lines) == (4 if len(table) else 0)
    passed = {point.key: point.passed for point in read(exhibit)} if len(table) else {}
    assert passed == dict(zip(table["code"], table["verdict"].abs(), strict=True)), (
        "the picture says what the words say"
    )


@pytest.mark.parametrize("metric", SHARES, ids=lambda metric: metric.name)
def test_few_regions_differ_however_much_they_vary_and_the_factor_is_said(metric: Metric, last_year: View) -> None:
    exhibit = differing(metric, last_year)
    if exhibit.frame.empty:
        return
    assert (exhibit.frame["verdict"].abs() == 2).mean() < 0.15
    assert any("Разброс между регионами" in note for note in exhibit.notes)


@pytest.mark.parametrize("name", ["municipalities_covered", "entering_share"])
def test_a_census_has_no_funnel(name: str, last_year: View) -> None:
    assert METRICS[name] not in SHARES
    for exhibit in (funnel_plot.funnel_plot(METRICS[name], last_year), differing(METRICS[name], last_year)):
        assert exhibit.frame.empty and exhibit.title.startswith("Считаны все муниципалитеты")


def test_the_title_of_one_picked_region_is_its_verdict(last_year: View) -> None:
    table = differing(METRICS["deputies_share"], last_year).frame
    row = table[table["verdict"] == 0].iloc[0]
    picked = view(Filters(preset=Preset.ALL, regions=(row["code"],)), "ru")
    assert differing(METRICS["deputies_share"], picked).title == f"{row['name']}: статистически не отличается"
