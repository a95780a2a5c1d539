"""Bars as a native chart: the value, the compared value beside it, a plan as a frame around the bar."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pptx.enum.chart import XL_CHART_TYPE

from dashboard.figures.drawing.value_text import absence, full_text
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit, State
from dashboard.slides.drawing import chart
from dashboard.slides.drawing.boxes import Box
from dashboard.slides.drawing.canvas import Canvas
from dashboard.slides.drawing.colours import ACCENT, COMPARISON, HIGHLIGHT, INK, SECONDARY, Colour, outline
from dashboard.slides.drawing.text import Run, described

ROOM = 1.15


class Series(NamedTuple):
    """One column of the chart's workbook and its look: a bar, or a frame that the bar fills."""

    key: str
    name: str
    colour: Colour
    frame: bool


def draw(canvas: Canvas, exhibit: Exhibit, box: Box) -> None:
    """Draw the rows of the exhibit, the first on top."""
    names = [named(exhibit, *row) for row in exhibit.frame[["name", "state"]].itertuples(index=False)]
    columns = series(exhibit)
    rows = chart.data(names, chart.number_format(exhibit))
    for column in columns:
        rows.add_series(column.name, chart.cells(exhibit.frame[column.key].astype(float)))
    drawn = chart.add(canvas, box, XL_CHART_TYPE.BAR_CLUSTERED, rows, exhibit, description(exhibit))
    style(drawn, exhibit, columns, box)


def named(exhibit: Exhibit, name: str, state: str) -> str:
    """Return the name of a row, with words for an absence instead of a bar."""
    return f"{name} ({absence(exhibit, state)})" if state in (State.NO_DATA, State.NO_BASE) else str(name)


def series(exhibit: Exhibit) -> list[Series]:
    """Return the columns to draw; with a plan, all but the value are frames, so that each row is one bar."""
    _ = translator(exhibit.language)
    frame, titles = exhibit.frame, {field.name: field.title for field in exhibit.fields}
    planned = "target" in frame and frame["target"].notna().any()
    columns = [Series("value", titles.get("value") or exhibit.unit or exhibit.title, ACCENT, False)]
    if "previous" in frame and frame["previous"].notna().any():
        columns.append(Series("previous", titles.get("previous") or _("прошлый период"), COMPARISON, bool(planned)))
    if planned:
        columns.append(Series("target", titles.get("target") or _("план"), INK, True))
    return columns


def description(exhibit: Exhibit) -> str:
    """Return the chart in words: the finding and every row."""
    rows = exhibit.frame[["name", "value", "state"]].itertuples(index=False)
    listed = "; ".join(f"{name}: {full_text(exhibit, value, state)}" for name, value, state in rows)
    return described(exhibit, listed)


def style(drawn: Any, exhibit: Exhibit, columns: Sequence[Series], box: Box) -> None:
    """Give the chart the look of the page."""
    plot, elements = drawn.plots[0], [column._element for column in drawn.plots[0].series]
    framed = any(column.frame for column in columns)
    plot.gap_width, plot.overlap = 45 if len(columns) == 1 or framed else 60, 100 if framed else -5
    values = [value for column in columns for value in chart.cells(exhibit.frame[column.key].astype(float))]
    top = max((value for value in values if value is not None), default=1) or 1
    for column, element in zip(columns, elements, strict=True):
        dress(element, exhibit, column)
    for index in highlighted(exhibit):
        chart.paint_point(elements[0], index, HIGHLIGHT)
    chart.set_bars(drawn, name_size(len(exhibit.frame), box), chart.lowest(values), top * ROOM)
    chart.show_every(drawn.category_axis)
    if len(columns) > 1:
        chart.set_legend(drawn)
    else:
        drawn.has_legend = False


def dress(element: Any, exhibit: Exhibit, column: Series) -> None:
    """Style a column of the workbook as bars with their values or words, or as frames."""
    if column.frame:
        chart.paint(element, "<a:noFill/>", outline(column.colour, 1.75))
        return
    chart.paint(element, column.colour.fill())
    front = column.key == "value"
    look = Run("", 12 if front else 10, INK if front else SECONDARY, front)
    words = chart.worded(own_words(exhibit), look, "outEnd", exhibit.language) if front else ""
    text = chart.font(look.size, look.colour or INK, look.bold)
    chart.label(element, chart.number_format(exhibit), text, "outEnd", words)


def own_words(exhibit: Exhibit) -> dict[int, str]:
    """Return the words that replace the numbers of rows, by row index."""
    if "text" not in exhibit.frame:
        return {}
    return {place: str(text) for place, text in enumerate(exhibit.frame["text"]) if isinstance(text, str) and text}


def highlighted(exhibit: Exhibit) -> list[int]:
    """Return the indexes of the rows the reader has selected."""
    if "key" not in exhibit.frame:
        return []
    return [place for place, key in enumerate(exhibit.frame["key"]) if key in exhibit.selected]


def name_size(rows: int, box: Box) -> float:
    """Return the size of the names, smaller when there are many rows."""
    return max(8.0, min(13.0, box.height / max(rows, 1) * 72 * 0.55))
