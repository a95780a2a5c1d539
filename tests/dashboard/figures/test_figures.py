import json
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import plotly.io
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import figures
from dashboard.figures import legend
from dashboard.figures.drawing.classes import classes, place
from dashboard.figures.drawing.look import DARK, LIGHT, Tokens, config, tokens
from dashboard.figures.drawing.shapes import shapes
from dashboard.figures.drawing.value_text import STANDOFF, UNMEASURED, broken, full_text, names_room
from dashboard.figures.kinds import line
from dashboard.figures.kinds.line import apart
from dashboard.figures.kinds.region_map import legend_words
from dashboard.model.exhibit import Exhibit
from tests.dashboard.sample_exhibits import (
    NAN,
    bar_exhibit,
    line_exhibit,
    map_exhibit,
    number_exhibit,
    stacked_exhibit,
    ties_exhibit,
)

ALL = (map_exhibit, bar_exhibit, line_exhibit, stacked_exhibit, number_exhibit, ties_exhibit)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG counts it."""

    def light(colour: str) -> float:
        parts = [part / 255 for part in bytes.fromhex(colour[1:])]
        red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dim = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def figure(exhibit: Exhibit, dark: bool) -> go.Figure:
    """Return the figure of an exhibit once plotly has checked every property of it."""
    return go.Figure(figures.figure(exhibit, dark).to_dict())


def traces(drawn: go.Figure, kind: str) -> list[Any]:
    return [trace for trace in drawn.data if trace.type == kind]


def areas(exhibit: Exhibit, dark: bool = False) -> Any:
    return traces(figure(exhibit, dark), "choropleth")[1]


@pytest.mark.parametrize("make", ALL)
def test_a_figure_is_the_same_each_time_it_is_made(make: Any) -> None:
    plotly.io.templates.default = "plotly"  # as whoever is imported later may set it
    first, again = (figures.DRAW[exhibit.kind](exhibit, False) for exhibit in (make(), make()))
    assert first == again
    assert "template" not in first.to_dict()["layout"]  # plotly would take it for a new one each time


@pytest.mark.parametrize("dark", [False, True])
def test_a_figure_has_the_shared_look_wherever_it_says_nothing_else(dark: bool) -> None:
    look = tokens(dark)
    layout = figure(line_exhibit(), dark).layout
    assert (layout.font.color, layout.margin.t, layout.hoverlabel.bgcolor) == (look.ink, 0, look.ink)
    assert (layout.yaxis.gridcolor, layout.yaxis.showgrid, layout.xaxis.showgrid) == (look.line, True, False)
    mapped = figure(map_exhibit(), dark).layout.legend
    assert (mapped.orientation, mapped.font.color, mapped.itemclick) == ("h", look.secondary, False)


@pytest.mark.parametrize("make", ALL)
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_kind_is_drawn_without_a_word_from_elsewhere(make: Any, dark: bool, language: str) -> None:
    text = figure(make(language=language), dark).to_json()
    assert "http" not in text
    assert "NaN" not in text


@pytest.mark.parametrize("make", ALL)
def test_nothing_to_show_is_drawn_too(make: Any) -> None:
    whole = make()
    assert figure(replace(whole, frame=whole.frame.iloc[:0], trail=()), dark=False).to_json()


def test_the_map_draws_all_89_regions_and_points_for_the_smallest() -> None:
    drawn = figure(map_exhibit(), dark=False)
    assert sorted(areas(map_exhibit()).locations) == sorted(shapes())
    assert len(shapes()) == 89
    points = traces(drawn, "scattergeo")[1]
    assert {row[0] for row in points.customdata} >= {"77", "78", "92"}
    assert points.marker.size >= 12


def test_zero_no_data_and_no_base_have_three_looks_and_their_own_words_in_the_legend() -> None:
    drawn = figure(map_exhibit(), dark=False)
    signs = [(sign.name, sign.marker.color, sign.marker.pattern.shape) for sign in traces(drawn, "bar")]
    assert signs[0] == ("0", LIGHT.sequence[0], None)
    assert signs[-2:] == [("нет данных", LIGHT.no_data, "/"), ("нет базы", LIGHT.no_base, None)]
    painted = dict(zip(areas(map_exhibit()).locations, areas(map_exhibit()).z, strict=True))
    assert len({painted["01"], painted["49"], painted["90"]}) == 3


def test_only_a_region_without_data_is_hatched() -> None:
    lines = traces(figure(map_exhibit(), dark=False), "scattergeo")[0]
    assert tuple(lines.lon) == shapes()["49"].longitudes


def test_regions_outside_the_selection_stay_as_pale_ground() -> None:
    whole = map_exhibit()
    some = replace(whole, frame=whole.frame[whole.frame["code"].isin(["59", "16"])])
    ground, drawn = traces(figure(some, dark=False), "choropleth")
    assert (len(ground.locations), list(drawn.locations)) == (87, ["16", "59"])
    assert ground.hoverinfo == "skip"


def test_a_selected_region_is_outlined_and_a_small_one_ringed() -> None:
    drawn = figure(map_exhibit(selected=("59", "77")), dark=False)
    border, ring = traces(drawn, "choropleth")[2], traces(drawn, "scattergeo")[2]
    assert (sorted(border.locations), border.marker.line.color) == (["59", "77"], LIGHT.highlight)
    assert (ring.lon, ring.lat) == ((shapes()["77"].centre[0],), (shapes()["77"].centre[1],))


def test_the_map_tells_name_value_and_unit_and_a_click_gives_the_code() -> None:
    hovers = {row[0]: (row[1], row[2].replace("\u00a0", " ")) for row in areas(map_exhibit()).customdata}
    assert hovers["49"] == ("Регион 49", "нет данных")
    assert hovers["01"] == ("Регион 01", "0 заявок")
    assert hovers["04"][1].endswith("заявки")


def test_those_who_cannot_see_the_map_are_told_its_classes() -> None:
    assert legend_words(map_exhibit()).endswith("нет данных: 1; нет базы: 1")


@given(st.lists(st.integers(0, 100_000), max_size=89), st.integers(0, 1))
def test_classes_hold_every_value_once_and_their_bounds_do_not_touch(counts: list[int], decimals: int) -> None:
    values = [count / 10**decimals for count in counts]
    steps = classes(values, decimals)
    assert len(steps) <= 6
    assert all(step.low <= step.high for step in steps)
    assert all(before.high < after.low for before, after in pairwise(steps))
    for value in values:
        step = steps[place(value, steps, decimals)]
        assert step.low <= value <= step.high
        assert (value == 0) == (step.high == 0)


def test_class_labels_are_whole_numbers_people_read() -> None:
    counts = [0.0, *map(float, range(1, 61))]
    assert [step.label for step in classes(counts)] == ["0", "1–14", "15–29", "30–39", "40–49", "50+"]
    assert [step.label for step in classes([0, 1, 2, 2])] == ["0", "1", "2"]
    assert [step.label for step in classes([])] == ["0"]


def test_a_bar_without_a_number_says_why_and_is_not_a_zero() -> None:
    bars = figure(bar_exhibit(), dark=False).data[0]
    assert list(bars.text) == ["<b>96</b>", "<b>88</b>", "<b>0</b>", "нет данных", "нет базы"]
    assert bars.textfont.color[2:] == (LIGHT.ink, LIGHT.hint, LIGHT.hint)


def test_a_selected_bar_is_in_the_highlight_colour_and_the_compared_period_is_grey() -> None:
    drawn = figure(bar_exhibit(selected=("16",)), dark=False)
    assert drawn.data[0].marker.color == (LIGHT.accent, LIGHT.highlight, *[LIGHT.accent] * 3)
    assert list(drawn.data[1].x) == [75.0, 84.0, 2.0, 0, 0]
    assert legend(bar_exhibit(), dark=False) == [("2024", LIGHT.comparison)]


def test_bars_without_comparison_need_no_legend() -> None:
    alone = bar_exhibit()
    bare = replace(alone, frame=alone.frame.drop(columns="previous"))
    assert (len(figure(bare, dark=False).data), legend(bare, dark=False)) == (1, [])


def test_the_compared_year_is_laid_over_the_same_months() -> None:
    behind, front = figure(line_exhibit(), dark=False).data
    assert (behind.name, behind.x[0], behind.x[-1]) == ("2024", date(2025, 1, 1), date(2025, 12, 1))
    assert behind.customdata[0][0] == "янв 2024"
    assert (front.name, front.line.color) == ("2025", LIGHT.accent)


def test_the_axis_of_a_month_names_its_days() -> None:
    days = [("2025", "current", date(2025, 1, number), 5.0) for number in range(1, 32)]
    frame = pd.DataFrame(days, columns=["series", "role", "date", "value"])
    axis = figure(replace(line_exhibit(), frame=frame), dark=False).layout.xaxis
    assert (axis.tickformat, axis.tickvals) == ("%-d %b", None)
    assert figure(line_exhibit(), dark=False).layout.xaxis.tickformat == "%b"


def test_long_names_at_the_ends_leave_room_for_every_other_month() -> None:
    frame = line_exhibit().frame
    assert len(figure(line_exhibit(), dark=False).layout.xaxis.tickvals) == 12
    long_names = replace(line_exhibit(), frame=frame.assign(series=frame["series"].map("01.01–26.12.{}".format)))
    assert figure(long_names, dark=False).layout.xaxis.tickvals[:2] == (date(2025, 1, 1), date(2025, 3, 1))


def test_of_few_whole_things_the_axis_numbers_no_half() -> None:
    frame = line_exhibit().frame
    few, many, parts = (
        figure(replace(line_exhibit(), frame=frame.assign(value=values)), dark=False).layout.yaxis.dtick
        for values in (frame["value"] // 30, frame["value"], frame["value"] / 31)
    )
    assert (few, many, parts) == (1, None, None)


def test_lines_are_named_at_their_ends_and_start_from_zero() -> None:
    drawn = figure(line_exhibit(), dark=False)
    assert {note.text for note in drawn.layout.annotations} == {"<b>2025</b>", "2024"}
    assert drawn.layout.yaxis.range[0] == 0


@given(st.lists(st.floats(0, 1000), max_size=6))
def test_names_at_line_ends_do_not_overlap(heights: list[float]) -> None:
    placed = sorted(apart(heights, 10))
    assert all(after - before >= 10 - 1e-9 for before, after in pairwise(placed))


def test_a_gap_in_a_line_stays_a_gap() -> None:
    rows = [("2025", "current", date(2025, 1, 1), 5.0), ("2025", "current", date(2025, 2, 1), NAN)]
    frame = pd.DataFrame(rows, columns=["series", "role", "date", "value"])
    drawn = figure(replace(line_exhibit(), frame=frame), dark=False)
    assert json.loads(drawn.to_json())["data"][0]["y"] == [5.0, None]


def test_members_beyond_five_are_put_together_and_nothing_is_lost() -> None:
    drawn = figure(stacked_exhibit(7), dark=False)
    assert [trace.name for trace in drawn.data] == [*(f"часть {n}" for n in range(2, 7)), "прочие"]
    assert sum(trace.x[0] for trace in drawn.data) == sum(range(1, 8))
    assert legend(stacked_exhibit(7), dark=False)[-1] == ("прочие", LIGHT.rest)


def test_shares_of_a_row_make_a_hundred() -> None:
    drawn = figure(stacked_exhibit(4, as_share=True), dark=False)
    assert sum(trace.x[0] for trace in drawn.data) == pytest.approx(100)
    assert [trace.text[0] for trace in drawn.data] == ["10", "20", "30", "40"]


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_words_can_be_read_on_their_ground(look: Tokens) -> None:
    for ink in (look.ink, look.secondary, look.hint, look.accent, look.highlight, look.good, look.bad):
        assert contrast(ink, look.box) >= 4.5, ink
    for fill in look.categories:
        assert contrast(look.on_category, fill) >= 4.5, fill
    assert contrast(look.on_rest, look.rest) >= 4.5


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_more_is_further_from_the_ground_of_the_box(look: Tokens) -> None:
    steps = [contrast(colour, look.box) for colour in look.sequence]
    assert steps == sorted(steps)


def test_units_agree_and_a_rate_keeps_its_base() -> None:
    rate = map_exhibit(unit="заявок на 100 муниципалитетов", decimals=1)
    assert full_text(rate, 3.4).replace("\u00a0", " ") == "3,4 заявки на 100 муниципалитетов"
    assert full_text(map_exhibit(unit="заявок"), 21).replace("\u00a0", " ") == "21 заявка"
    assert full_text(map_exhibit(unit="%", decimals=1), 12.5) == "12,5\u00a0%"


def test_a_long_name_is_broken_between_words() -> None:
    assert broken("Ханты-Мансийский автономный округ — Югра") == "Ханты-Мансийский<br>автономный округ — Югра"
    assert broken("один два три четыре", width=6) == "один<br>два<br>три…"


def test_long_names_get_the_height_they_need_and_bars_of_the_same_thickness() -> None:
    short = bar_exhibit()
    long = replace(short, frame=short.frame.assign(name="Региональные дни форума «Малая Родина — сила России»"))
    rows = len(short.frame)
    drawn = [figure(exhibit, dark=False) for exhibit in (short, long)]
    assert drawn[1].layout.height - drawn[0].layout.height >= 20 * rows
    thick = [bars.layout.height * bars.data[0].width for bars in drawn]
    assert thick[0] == pytest.approx(thick[1], rel=0.1)


def test_months_are_said_in_the_language_of_the_page() -> None:
    assert config("ru")["locales"]["ru"]["format"]["shortMonths"][0] == "янв"
    assert config("en")["locales"]["en"]["format"]["shortMonths"][0] == "Jan"


@pytest.mark.parametrize("make", [bar_exhibit, stacked_exhibit])
def test_rows_of_bars_have_a_range_that_plotly_need_not_find(make: Any) -> None:
    axis = figure(make(), False).layout.yaxis
    assert axis.range == (len(axis.tickvals) - 0.5, -0.5)
    assert axis.autorange is None


def test_a_few_days_are_each_named_once() -> None:
    days = [date(2025, 2, 3), date(2025, 2, 4)]
    assert line.ticks([*days, days[-1]])["tickvals"] == days
    assert "tickvals" not in line.ticks([date(2025, 2, day) for day in range(1, 29)])


@pytest.mark.parametrize(
    ("name", "pixels"),
    [("смешанный", 67.6), ("ЖКХ", 25.3), ("Муниципальный диалог", 137.9), ("селекторное совещание", 138.5)],
)
def test_names_beside_bars_have_the_room_a_browser_needs_for_them(name: str, pixels: float) -> None:
    assert names_room([name]) >= pixels + STANDOFF + UNMEASURED
