"""Lines over time as a native chart: the compared period in grey behind the chosen one, names at the ends."""

from collections.abc import Sequence
from itertools import cycle, pairwise
from math import isnan
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE

from dashboard.figures.drawing.value_text import column_title, full_text
from dashboard.figures.kinds.line import Series, by_step, read, yearly
from dashboard.model.exhibit import Exhibit, Role
from dashboard.slides.drawing import chart
from dashboard.slides.drawing.boxes import Box
from dashboard.slides.drawing.canvas import Canvas
from dashboard.slides.drawing.colours import ACCENT, CATEGORIES, COMPARISON, SECONDARY, Colour, outline
from dashboard.slides.drawing.text import described

ORDER = {Role.COMPARISON: 0, Role.OTHER: 1, Role.CURRENT: 2}
# The share of the axis by which line ends must differ for names to be written there; otherwise there is a legend. Then
# the share of the chart's width that those names take.
APART, NAMES = 0.07, 0.16
# How many months are named on the axis.
MARKS = 13
NO_MARKER = '<c:symbol val="none"/>'


def draw(canvas: Canvas, exhibit: Exhibit, box: Box) -> None:
    """Draw the lines of the exhibit, the chosen period in front."""
    lines = sorted(read(exhibit), key=lambda line: ORDER[Role(line.role)])
    places = every_place(exhibit, lines)
    rows = chart.data(places, chart.number_format(exhibit))
    for line in lines:
        at = dict(zip(line.places, line.values, strict=True))
        rows.add_series(line.name, chart.cells(at.get(place, float("nan")) for place in places))
    drawn = chart.add(canvas, box, XL_CHART_TYPE.LINE, rows, exhibit, description(exhibit, lines))
    style(drawn, exhibit, lines, places)


def every_place(exhibit: Exhibit, lines: Sequence[Series]) -> list[Any]:
    """Return the places of the axis: the moments of the lines, or every step from the first to the last."""
    places = sorted({moment for line in lines for moment in line.places})
    return list(range(int(places[0]), int(places[-1]) + 1)) if places and by_step(exhibit) else places


def description(exhibit: Exhibit, lines: Sequence[Series]) -> str:
    """Return the chart in words: the finding, and where each line starts and ends."""
    ends = [
        f"{line.name}: {full_text(exhibit, line.values[0])} – {full_text(exhibit, line.values[-1])}"
        for line in reversed(lines)
        if line.values
    ]
    return described(exhibit, "; ".join(ends))


def style(drawn: Any, exhibit: Exhibit, lines: Sequence[Series], places: Sequence[Any]) -> None:
    """Give the chart the look of the page."""
    values = [value for line in lines for value in line.values if not isnan(value)]
    written, top = chart.number_format(exhibit), max(values, default=1) or 1
    direct = names_fit(lines, top)
    for element, line, colour in zip(drawn.plots[0].series, lines, colours(lines), strict=True):
        dress(element._element, line, colour, dots(line, places, joined=by_step(exhibit)))
        if direct and line.values:
            text = chart.font(12, SECONDARY if line.role == Role.COMPARISON else colour, line.role == Role.CURRENT)
            last = list(places).index(line.places[-1])
            chart.label_end(element._element, last, written, text)
    if direct:
        drawn.has_legend = False
        chart.leave_right(drawn, NAMES)
    else:
        chart.set_legend(drawn)
    chart.set_axis(drawn.value_axis, written=written)
    chart.set_grid(drawn.value_axis)
    drawn.value_axis.minimum_scale = chart.lowest(values)
    if by_step(exhibit):
        chart.join_gaps(drawn)
        chart.set_axis(drawn.category_axis)
        chart.set_title(drawn.category_axis, column_title(exhibit, "step"))
    else:
        set_time(drawn.category_axis, exhibit, places)


def names_fit(lines: Sequence[Series], top: float) -> bool:
    """Return whether the names can stand at the ends of the lines without touching."""
    ends = sorted(line.values[-1] for line in lines if line.values and not isnan(line.values[-1]))
    gaps = [high - low for low, high in pairwise(ends)]
    return len(ends) == len(lines) <= 4 and all(gap >= APART * top for gap in gaps)


def colours(lines: Sequence[Series]) -> list[Colour]:
    """Return the colour of each line, the same as on the page: other lines have the categories that follow the accent."""
    own, others = {Role.CURRENT: ACCENT, Role.COMPARISON: COMPARISON}, cycle(CATEGORIES[1:])
    return [own.get(Role(line.role)) or next(others) for line in lines]


def dots(line: Series, places: Sequence[Any], *, joined: bool = False) -> list[int]:
    """Return which places of the axis hold a point that no line reaches: a gap or an end on either side of it."""
    at = dict(zip(line.places, line.values, strict=True))
    filled = [place for place, each in enumerate(places) if not isnan(at.get(each, float("nan")))]
    if joined:
        return filled if len(filled) == 1 else []
    return [place for place in filled if place - 1 not in filled and place + 1 not in filled]


def dress(element: Any, line: Series, colour: Colour, lone: Sequence[int]) -> None:
    """Draw one line; its lone points are dots."""
    weight = 2 if line.role == Role.COMPARISON else 2.75
    chart.paint(element, "", outline(colour, weight, "<a:round/>"))
    chart.set_marker(element, NO_MARKER)
    for place in lone:
        chart.mark_point(element, place, f'<c:symbol val="circle"/><c:size val="8"/><c:spPr>{colour.fill()}</c:spPr>')
    for smooth in element.xpath("./c:smooth"):
        smooth.set("val", "0")


def moments(exhibit: Exhibit, places: Sequence[Any]) -> str:
    """Return the format of the axis of time: years, months or days."""
    if yearly(places):
        return "yyyy"
    locale = "[$-419]" if exhibit.language == "ru" else "[$-409]"
    if all(place.day == 1 for place in places):
        return f"{locale}mmm" if len({place.year for place in places}) == 1 else f"{locale}mmm\\ yy"
    return "dd.mm" if exhibit.language == "ru" else f"{locale}d\\ mmm"


def set_time(axis: Any, exhibit: Exhibit, places: Sequence[Any], size: float = chart.SMALL, marks: int = MARKS) -> None:
    """Give the axis of time its unit, its marks and their format."""
    chart.set_axis(axis, written=moments(exhibit, places), size=size)
    if yearly(places):
        chart.set_time(axis, "years", 1)
    elif all(place.day == 1 for place in places):
        months = 12 * (places[-1].year - places[0].year) + places[-1].month - places[0].month + 1
        chart.set_time(axis, "months", -(-months // marks))
    else:
        chart.set_time(axis, "days", 0)
