"""What a sheet shows inside its table: the colours of a matrix. Excel draws them from the cells themselves."""

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from dashboard.exhibit import Exhibit, Kind
from dashboard.export.cells import HEADER_ROW, MATRIX_HEADS, Grid

LEAST, MIDDLE, MOST = "#E6EEF7", "#8FB6DC", "#2F68A6"
NARROW, TALL = 6, 130


def add_marks(file: xlsxwriter.Workbook, sheet: Worksheet, exhibit: Exhibit, table: Grid) -> None:
    """Add to the written table what the kind of the exhibit asks for."""
    if exhibit.kind is Kind.MATRIX and table.rows:
        colour_matrix(file, sheet, table)


def colour_matrix(file: xlsxwriter.Workbook, sheet: Worksheet, table: Grid) -> None:
    """Colour the cells by their size; a zero stays white, so that an empty cell looks empty."""
    left, right = len(MATRIX_HEADS), len(table.fields) - 1
    area = (HEADER_ROW + 1, left, HEADER_ROW + len(table.rows), right)
    zero = {"type": "cell", "criteria": "==", "value": 0, "format": file.add_format({"font_color": "#A9B4BF"})}
    sheet.conditional_format(*area, zero | {"stop_if_true": True})
    scale = {"type": "3_color_scale", "min_color": LEAST, "mid_color": MIDDLE, "max_color": MOST}
    sheet.conditional_format(*area, scale)
    sheet.set_column(left, right, NARROW)
    sheet.set_row(HEADER_ROW, TALL)
    sheet.freeze_panes(HEADER_ROW + 1, left)
