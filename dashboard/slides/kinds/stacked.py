"""How totals divide: native stacked bars, or a doughnut for the shares of a single total."""

from math import isnan

import pandas as pd
from pptx.enum.chart import XL_CHART_TYPE

from dashboard.figures.drawing.value_text import full_text
from dashboard.figures.kinds.stacked import MOST, coloured, divided, labels
from dashboard.language.formats import NBSP, percent
from dashboard.model.exhibit import Exhibit
from dashboard.sheets.cells import neutral
from dashboard.slides.drawing import chart
from dashboard.slides.drawing.boxes import Box
from dashboard.slides.drawing.canvas import Canvas
from dashboard.slides.drawing.colours import BOX, CATEGORIES, INK, REST, Colour, outline
from dashboard.slides.drawing.text import described

NARROWEST, WIDEST_RING = 5, 1.9


def draw(canvas: Canvas, exhibit: Exhibit, box: Box) -> None:
    """Draw every row of the exhibit divided among its members, as shares if the exhibit says so."""
    table = divided(exhibit)
    amounts = table.div(table.sum(axis=1), axis=0) * 100 if exhibit.as_share else table
    if exhibit.as_share and len(amounts) == 1:
        doughnut(canvas, exhibit, box, table, amounts)
    else:
        bars(canvas, exhibit, box, table, amounts)


def description(exhibit: Exhibit, table: pd.DataFrame) -> str:
    """Return the chart in words: the finding, and every part with its share."""
    rows = []
    for name, row in table.iterrows():
        total = row.sum() or 1
        parts = (
            f"{member}: {full_text(exhibit, value)} ({percent(100 * value / total, exhibit.language)})"
            for member, value in row.items()
        )
        rows.append(f"{name} – {', '.join(parts)}")
    return described(exhibit, "; ".join(rows))


def bars(canvas: Canvas, exhibit: Exhibit, box: Box, table: pd.DataFrame, amounts: pd.DataFrame) -> None:
    """Draw a bar for each row."""
    rows = chart.data(list(labels(exhibit, table).values()), share_format(exhibit))
    for member in amounts.columns:
        rows.add_series(neutral(str(member)), chart.cells(amounts[member].astype(float)))
    drawn = chart.add(canvas, box, XL_CHART_TYPE.BAR_STACKED, rows, exhibit, description(exhibit, table))
    longest = 100.0 if exhibit.as_share else float(amounts.sum(axis=1).max() or 1)
    plot = drawn.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    for series, (_member, place) in zip(plot.series, coloured(exhibit, table), strict=True):
        fill, ink = colours(place)
        chart.paint(series._element, fill.fill(), outline(BOX))
        chart.label(series._element, wide_only(exhibit, longest), chart.font(12, ink), "ctr")
    chart.set_bars(drawn, 13, 0, longest)
    chart.set_legend(drawn)


def doughnut(canvas: Canvas, exhibit: Exhibit, box: Box, table: pd.DataFrame, amounts: pd.DataFrame) -> None:
    """Draw one total as a ring."""
    shares = amounts.iloc[0]
    rows = chart.data([str(member) for member in amounts.columns], share_format(exhibit))
    (name,) = labels(exhibit, table).values()
    rows.add_series(neutral(name), [0 if isnan(share) else float(share) for share in shares])
    ring = box.fitted(WIDEST_RING)
    drawn = chart.add(canvas, ring, XL_CHART_TYPE.DOUGHNUT, rows, exhibit, description(exhibit, table))
    element = drawn.plots[0].series[0]._element
    for part, (_member, place) in enumerate(coloured(exhibit, table)):
        chart.paint_point(element, part, colours(place)[0])
    for hole in drawn._chartSpace.xpath(".//c:holeSize"):
        hole.set("val", "58")
    chart.label(element, wide_only(exhibit, 100), chart.font(12, BOX, bold=True), "")
    chart.set_legend(drawn, right=True)


def colours(place: int) -> tuple[Colour, Colour]:
    """Return the fill of a member and the ink on it."""
    return (CATEGORIES[place], BOX) if place < MOST else (REST, INK)


def share_format(exhibit: Exhibit) -> str:
    """Return the format of the values in the workbook."""
    return "0.0" if exhibit.as_share else chart.number_format(exhibit)


def wide_only(exhibit: Exhibit, longest: float) -> str:
    """Return the format of the labels, empty in a part too narrow for its number."""
    sign = f'"{NBSP}%"' if exhibit.language == "ru" else '"%"'
    plain = f"0{sign}" if exhibit.as_share else "#,##0"
    return f'[<{longest * NARROWEST / 100:.6g}]"";{plain}'
