"""What a slide draws stands where its rows, its words and its points are."""

from dataclasses import replace
from typing import Any

import pytest

from dashboard.model.exhibit import Exhibit
from dashboard.slides import Slide, a4
from dashboard.slides.drawing.grid import PAD
from dashboard.slides.drawing.text import LEADING, POINTS
from tests.dashboard.sample_exhibits import NAN, bar_exhibit, indicators_exhibit, line_exhibit, multiples_exhibit
from tests.dashboard.slides.test_slides import opened

LONG = "Участие в мероприятиях, Активность ассоциаций, Поручения, Инициативы: 2025 к 2024 · вся страна"


def drawn(exhibit: Exhibit, **more: Any) -> Any:
    [slide] = opened(Slide((exhibit,)), **more).slides
    return slide


def many(count: int) -> Exhibit:
    """Return the indicators repeated, so that their rows are as low as they get."""
    one = indicators_exhibit()
    return replace(one, frame=one.frame.loc[one.frame.index.repeat(count)].reset_index(drop=True))


def test_no_cell_makes_its_row_higher_than_the_shapes_over_it_expect() -> None:
    for row in drawn(many(12))._element.xpath(".//a:tr"):
        letters = max(int(size) / 100 for size in row.xpath(".//@sz"))
        assert letters * LEADING / POINTS + PAD <= int(row.get("h")) / 914_400 + 0.001


@pytest.mark.parametrize("times", [1, 4])
def test_what_is_shown_begins_under_a_subtitle_however_long(times: int) -> None:
    slide = drawn(replace(indicators_exhibit(), subtitle=LONG * times), template=a4())
    subtitle = next(shape for shape in slide.placeholders if shape.text_frame.text.startswith(LONG))
    letters = subtitle.text_frame.paragraphs[0].runs[0].font.size.inches
    needed = letters * LEADING * len(subtitle.text_frame.text) * letters * 0.5 / subtitle.width.inches
    [table] = [shape for shape in slide.shapes if shape.has_table]
    assert table.top.inches >= subtitle.top.inches + needed


def test_a_title_of_a_line_and_a_word_is_written_on_one_line() -> None:
    title = "Пермский край выше медианы похожих регионов по 17 показателям из 34"
    size = drawn(replace(bar_exhibit(), title=title)).shapes.title.text_frame.paragraphs[0].runs[0].font.size
    assert size.pt == 20


def lone_points(slide: Any) -> list[list[str]]:
    """Return the points with a sign of their own, for each line of each chart."""
    charts = [shape.chart for shape in slide.shapes if shape.has_chart]
    lines = [line._element for chart in charts for line in chart.plots[0].series]
    return [line.xpath("./c:dPt[c:marker/c:symbol[@val='circle']]/c:idx/@val") for line in lines]


def test_a_point_between_gaps_is_a_dot() -> None:
    exhibit = line_exhibit()
    exhibit.frame.loc[(exhibit.frame["role"] == "current") & (exhibit.frame.index % 3 > 0), "value"] = NAN
    assert lone_points(drawn(exhibit)) == [[], ["0", "3", "6"]]


def test_a_point_between_gaps_of_a_panel_is_a_dot() -> None:
    # The first panel knows January and March of this year.
    assert [points for points in lone_points(drawn(multiples_exhibit())) if points] == [["0", "2"]]
