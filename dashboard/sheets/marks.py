"""Marks inside a sheet's table, which Excel draws from its cells: the colours of a matrix, the small lines of indicators."""

import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_range
from xlsxwriter.worksheet import Worksheet

from dashboard.model.exhibit import Exhibit, Kind
from dashboard.sheets.grids import HEADER_ROW, MATRIX_HEADS, TRAIL, Grid

LEAST, MIDDLE, MOST = "#E6EEF7", "#8FB6DC", "#2F68A6"
NARROW, WIDE, TALL = 6, 18, 130


def add_marks(file: xlsxwriter.Workbook, sheet: Worksheet, exhibit: Exhibit, table: Grid) -> None:
    """Add the marks of the exhibit's kind to the written table."""
    if exhibit.kind is Kind.MATRIX and table.rows:
        colour_matrix(file, sheet, table)
    if exhibit.kind is Kind.INDICATORS and table.rows:
        draw_trails(sheet, table)


def colour_matrix(file: xlsxwriter.Workbook, sheet: Worksheet, table: Grid) -> None:
    """Colour the cells by their values; a zero stays white so that it looks empty."""
    left, right = len(MATRIX_HEADS), len(table.fields) - 1
    area = (HEADER_ROW + 1, left, HEADER_ROW + len(table.rows), right)
    zero = {"type": "cell", "criteria": "==", "value": 0, "format": file.add_format({"font_color": "#A9B4BF"})}
    sheet.conditional_format(*area, zero | {"stop_if_true": True})
    scale = {"type": "3_color_scale", "min_color": LEAST, "mid_color": MIDDLE, "max_color": MOST}
    sheet.conditional_format(*area, scale)
    sheet.set_column(left, right, NARROW)
    sheet.set_row(HEADER_ROW, TALL)
    sheet.freeze_panes(HEADER_ROW + 1, left)


def draw_trails(sheet: Worksheet, table: Grid) -> None:
    """Draw the last quarters of each indicator as a small line in the cell after them."""
    places = [place for place, field in enumerate(table.fields) if field.name.startswith(TRAIL)]
    if not places:
        return
    for row in range(HEADER_ROW + 1, HEADER_ROW + 1 + len(table.rows)):
        cells = xl_range(row, places[0], row, places[-1])
        name = quote_sheetname(sheet.get_name())
        sheet.add_sparkline(
            row, len(table.fields), {"range": f"{name}!{cells}", "series_color": MOST, "last_point": True}
        )
    sheet.set_column(len(table.fields), len(table.fields), WIDE)
