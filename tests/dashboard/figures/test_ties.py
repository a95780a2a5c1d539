"""Arcs between regions: their ends, width, direction, and what they tell."""

import io
import math
from typing import Any

import openpyxl
import plotly.graph_objects as go
import pytest

from dashboard.figures import words
from dashboard.figures.drawing.look import LIGHT
from dashboard.figures.drawing.shapes import shapes
from dashboard.figures.kinds import ties
from dashboard.sheets.workbook import workbook
from etl.regions.projection import to_cone
from tests.dashboard.figures.test_figures import figure
from tests.dashboard.sample_exhibits import ties_exhibit


def lines_and_points(drawn: go.Figure) -> list[Any]:
    return [trace for trace in drawn.data if trace.type == "scattergeo"]


def test_an_arc_goes_from_the_one_region_to_the_other_and_bends() -> None:
    tie = next(tie for tie in ties.read(ties_exhibit())[1] if tie.code == "14")
    points = ties.curve(tie)
    ends = to_cone(*shapes()["14"].centre), to_cone(*shapes()["77"].centre)
    assert [*points[0], *points[-1]] == pytest.approx([*ends[0], *ends[1]])
    middle = ((ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2)
    assert math.dist(points[len(points) // 2], middle) == pytest.approx(math.dist(*ends) * ties.BEND / 2)


def test_more_is_wider_and_every_width_is_in_the_legend() -> None:
    drawn = figure(ties_exhibit(), dark=False)
    widths = [
        trace.line.width for trace in lines_and_points(drawn) if trace.mode == "lines" and trace.customdata is not None
    ]
    assert widths == sorted(widths)
    assert len(set(widths)) == 3
    named = [trace.name for trace in drawn.data if trace.showlegend]
    assert named == ["1", "2", "3", "7", "остриё — у того, кто принимает"]


def test_a_half_of_an_arc_tells_the_region_at_its_end_and_hover_names_both() -> None:
    hovers = [
        row
        for trace in lines_and_points(figure(ties_exhibit(), dark=False))
        if trace.mode == "lines"
        for row in (() if trace.customdata is None else trace.customdata)
    ]
    assert {row[0] for row in hovers} == {"73", "94", "59", "93", "14", "77", "41", "39", ""}
    assert "<b>Ульяновская область — ЛНР</b><br>7\u00a0соглашений" in {row[1] for row in hovers}


def test_a_tie_inside_one_region_is_a_ring() -> None:
    drawn = figure(ties_exhibit(), dark=False)
    rings = [
        trace for trace in lines_and_points(drawn) if trace.mode == "markers" and trace.marker.symbol == "circle-open"
    ]
    assert [row[0] for trace in rings for row in (() if trace.customdata is None else trace.customdata)] == ["16"]


def test_heads_point_at_the_one_who_takes_and_only_when_there_is_one() -> None:
    def heads(directed: bool) -> list[float]:
        drawn = figure(ties_exhibit(directed=directed), dark=False)
        return [
            turn
            for trace in lines_and_points(drawn)
            if trace.marker.symbol == "triangle-up"
            for turn in trace.marker.angle
        ]

    assert (len(heads(True)), heads(False)) == (4, [])
    eastern = next(tie for tie in ties.read(ties_exhibit())[1] if tie.code == "14")
    assert ties.arrow(ties.curve(eastern))[2] < 0  # from Yakutia to Moscow: westwards


def test_ties_of_a_selected_region_stand_out() -> None:
    drawn = figure(ties_exhibit(selected=("59",)), dark=False)
    highlighted = [
        trace for trace in lines_and_points(drawn) if trace.mode == "lines" and trace.line.color == LIGHT.highlight
    ]
    assert {row[0] for trace in highlighted for row in trace.customdata} == {"59", "93", ""}


def test_those_who_cannot_see_the_arcs_are_told_the_strongest() -> None:
    sentence = words(ties_exhibit()).replace("\u00a0", " ")
    assert sentence == "Карта связей: связей 5, регионов 9; самая сильная: Ульяновская область — ЛНР, 7 соглашений"


def test_the_sheet_is_the_list_of_ties() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook([ties_exhibit()])))["Данные"]
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert rows[:2] == [("Регион", "С кем", "Соглашения"), ("Ульяновская область", "ЛНР", 7)]
    assert len(rows) == 6
