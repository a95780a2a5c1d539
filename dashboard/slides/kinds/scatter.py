"""Points against their limits as a native scatter chart: those beyond are coloured, and the farthest are named."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE

from dashboard.figures.drawing.value_text import column_title, full_text
from dashboard.figures.kinds.scatter import Point, extent, named, read
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit
from dashboard.sheets.cells import neutral
from dashboard.slides.drawing import chart
from dashboard.slides.drawing.boxes import Box
from dashboard.slides.drawing.canvas import Canvas
from dashboard.slides.drawing.colours import ACCENT, BOX, COMPARISON, HIGHLIGHT, INK, SECONDARY, Colour, outline, tint
from dashboard.slides.drawing.text import Run, described

DASHES = ("dash", "sysDot")
SIZE = 7


class Cloud(NamedTuple):
    """The points that share a look; those beyond some limits but not all are pale."""

    name: str
    colour: Colour
    pale: bool
    points: list[Point]


class Limit(NamedTuple):
    """A line the points are read against; `dash` is empty for the centre."""

    name: str
    role: str
    dash: str
    points: list[tuple[float, float]]


def draw(canvas: Canvas, exhibit: Exhibit, box: Box) -> None:
    """Draw the limits, then the points over them."""
    points = read(exhibit)
    lines, clouds = limits(exhibit), divided(exhibit, points)
    rows = XyChartData(number_format="General")
    for line in lines:
        add(rows, line.name, line.points)
    for cloud in clouds:
        add(rows, cloud.name, [(point.x, point.y) for point in cloud.points])
    drawn = chart.add(canvas, box, XL_CHART_TYPE.XY_SCATTER, rows, exhibit, description(exhibit, points))
    series = [plotted._element for plotted in drawn.plots[0].series]
    for element, line in zip(series, lines, strict=False):
        dress_limit(element, line)
    names = named(points, exhibit.selected)
    for element, cloud in zip(series[len(lines) :], clouds, strict=True):
        dress_cloud(element, cloud, names, canvas.language)
    style(drawn, exhibit, points, lines)


def add(rows: XyChartData, name: str, places: Sequence[tuple[float, float]]) -> None:
    """Add a series to the chart's workbook."""
    series = rows.add_series(neutral(name))
    for x, y in places:
        series.add_data_point(x, y)


def limits(exhibit: Exhibit) -> list[Limit]:
    """Return the lines of the frame, each level with its own dash."""
    frame = exhibit.frame[exhibit.frame["role"] != "point"]
    levels = list(dict.fromkeys(frame.loc[frame["role"] != "centre", "key"]))
    lines = []
    for (role, key), part in frame.groupby(["role", "key"], sort=False):
        dash = "" if role == "centre" else DASHES[levels.index(key) % len(DASHES)]
        places = list(zip(part["x"].astype(float), part["y"].astype(float), strict=True))
        lines.append(Limit(str(part["name"].iloc[0]), str(role), dash, places))
    return lines


def divided(exhibit: Exhibit, points: Sequence[Point]) -> list[Cloud]:
    """Return the points by look: within the limits, beyond some, beyond all, selected."""
    _, levels = translator(exhibit.language), exhibit.frame.loc[exhibit.frame["role"] == "upper", "key"].nunique()
    picked = [point for point in points if point.key in exhibit.selected]
    others = [point for point in points if point.key not in exhibit.selected]
    clouds = (
        Cloud(_("в пределах"), COMPARISON, False, [point for point in others if not point.passed]),
        Cloud(_("за ближним пределом"), ACCENT, True, [point for point in others if 0 < point.passed < levels]),
        Cloud(_("за дальним пределом"), ACCENT, False, [point for point in others if 0 < point.passed == levels]),
        Cloud(_("выбранные"), HIGHLIGHT, False, picked),
    )
    return [cloud for cloud in clouds if cloud.points]


def description(exhibit: Exhibit, points: Sequence[Point]) -> str:
    """Return the chart in words: the finding, and every point beyond the limits."""
    beyond = [f"{point.name}: {full_text(exhibit, point.y)}" for point in points if point.passed]
    return described(exhibit, "; ".join(beyond))


def dress_limit(element: Any, line: Limit) -> None:
    """Draw a limit as a line without points."""
    dash = f'<a:prstDash val="{line.dash}"/>' if line.dash else ""
    chart.paint(element, "", outline(SECONDARY if line.role == "centre" else COMPARISON, 1.5, dash))
    chart.set_marker(element, '<c:symbol val="none"/>')


def dress_cloud(element: Any, cloud: Cloud, names: set[str], language: str) -> None:
    """Draw points without a line, some with their names."""
    chart.paint(element, "", outline(None))
    # A paler point, not an empty one: Impress draws no border around points.
    fill, edge = (tint(cloud.colour.scheme, 45), cloud.colour) if cloud.pale else (cloud.colour, BOX)
    look = f"<c:spPr>{fill.fill()}{outline(edge, 0.75)}</c:spPr>"
    chart.set_marker(element, f'<c:symbol val="circle"/><c:size val="{SIZE}"/>{look}')
    words = {place: point.name for place, point in enumerate(cloud.points) if point.key in names}
    if words:
        chart.label_words(element, chart.worded(words, Run("", 10, INK), "t", language))


def style(drawn: Any, exhibit: Exhibit, points: Sequence[Point], lines: Sequence[Limit]) -> None:
    """Give the chart its axes from zero with their titles, and a legend that names a pair of limits once."""
    widest, highest = extent(points)
    for axis, end, column in ((drawn.category_axis, widest, "x"), (drawn.value_axis, highest, "y")):
        written = "General" if column == "x" else chart.number_format(exhibit, 0)
        chart.set_axis(axis, written=written)
        axis.minimum_scale, axis.maximum_scale = 0, end
        chart.set_title(axis, column_title(exhibit, column))
    chart.set_grid(drawn.value_axis)
    chart.set_legend(drawn)
    chart.hide_entries(drawn, [place for place, line in enumerate(lines) if line.role == "lower"])
