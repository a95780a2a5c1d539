"""Small lines on one scale, one native chart per panel."""

import math
from collections.abc import Sequence
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE

from dashboard.figures.kinds.line import Series
from dashboard.figures.kinds.multiples import Panel, headline, read, spoken
from dashboard.model.exhibit import Exhibit, Role
from dashboard.slides.drawing import chart, legend
from dashboard.slides.drawing.boxes import GAP, Box
from dashboard.slides.drawing.canvas import Canvas
from dashboard.slides.drawing.colours import ACCENT, COMPARISON, INK, SECONDARY
from dashboard.slides.drawing.text import Paragraph, Run, cut
from dashboard.slides.kinds.line import dots, dress, set_time

HEADING, SHAPE, TINY, ROOM, MARKS = 0.3, 1.7, 8, 1.1, 4


def draw(canvas: Canvas, exhibit: Exhibit, box: Box) -> None:
    """Draw the panels in a grid, the lines of all on one scale."""
    panels, names = read(exhibit), dict(zip(exhibit.frame["role"], exhibit.frame["series"], strict=True))
    values = [value for panel in panels for _, _, line in panel.lines for value in line if not math.isnan(value)]
    room = box.above(box.height - legend.HIGH) if len(names) > 1 else box
    for panel, place in zip(panels, grid(room, len(panels)), strict=False):
        draw_panel(canvas, exhibit, panel, place, max(values, default=1) or 1)
    if len(names) > 1:
        looks = ((Role.CURRENT, ACCENT), (Role.COMPARISON, COMPARISON))
        entries = [legend.swatch(canvas, str(names[role]), colour.fill()) for role, colour in looks if role in names]
        legend.write(canvas, entries, box.below(box.height - legend.HIGH))


def grid(room: Box, count: int) -> list[Box]:
    """Return the boxes of that many panels, as close to the shape of a small chart as the room allows."""
    across = max(1, min(count, round(math.sqrt(count * room.width / room.height / SHAPE))))
    return [place for row in room.rows(-(-count // across)) for place in row.columns(across)]


def draw_panel(canvas: Canvas, exhibit: Exhibit, panel: Panel, box: Box, top: float) -> None:
    """Draw one panel: its name, its number, its lines."""
    number = headline(panel, exhibit)
    name = Run(cut(panel.name, 12, box.width - 0.12 * len(number) - GAP), 12, INK, True)
    heading = Paragraph((name, Run(f"  {number}", 12, SECONDARY)))
    canvas.text(box.above(HEADING), [heading], panel.name)
    lines = [Series(role, role, days, days, values) for role, days, values in panel.lines]
    places = sorted({place for line in lines for place in line.places})
    rows = chart.data(places, chart.number_format(exhibit))
    for line in lines:
        at = dict(zip(line.places, line.values, strict=True))
        rows.add_series(series_name(exhibit, line.role), chart.cells(at.get(place, math.nan) for place in places))
    drawn = chart.add(canvas, box.below(HEADING), XL_CHART_TYPE.LINE, rows, exhibit, spoken(panel, exhibit))
    style(drawn, exhibit, lines, places, top)


def style(drawn: Any, exhibit: Exhibit, lines: Sequence[Series], places: Sequence[Any], top: float) -> None:
    """Give a panel its look: the scale of all panels, the first and the last moment."""
    for element, line in zip(drawn.plots[0].series, lines, strict=True):
        colour = ACCENT if line.role == Role.CURRENT else COMPARISON
        dress(element._element, line, colour, dots(line, places))
    drawn.has_legend = False
    chart.set_axis(drawn.value_axis, written=chart.number_format(exhibit), size=TINY)
    chart.set_grid(drawn.value_axis)
    drawn.value_axis.minimum_scale, drawn.value_axis.maximum_scale = 0, top * ROOM
    set_time(drawn.category_axis, exhibit, places, TINY, MARKS)


def series_name(exhibit: Exhibit, role: str) -> str:
    """Return the name of the line of that role."""
    return str(exhibit.frame.loc[exhibit.frame["role"] == role, "series"].iloc[0])
