"""The native Excel chart of an exhibit: it reads the cells of the table beside it."""

from collections.abc import Sequence
from itertools import cycle

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from dashboard.model.exhibit import Exhibit, Kind
from dashboard.sheets.grids import HEADER_ROW, LIMIT, STEP, Grid

LINES = (Kind.LINE, Kind.MULTIPLES)
ACCENT, COMPARED, INK = "#1F5FA8", "#A9B4BF", "#17212B"
CATEGORIES = (ACCENT, "#C2571A", "#0B7A75", "#8A6D00", "#7A4FA3")
# A workbook draws every member of a total, more than the screen does, so the hues repeat in a light form.
LIGHT_CATEGORIES = ("#6FA8FF", "#FF9A5C", "#4FC3B8", "#D8B84A", "#C4A1F0")
WIDTH, LINE_HEIGHT, FRAME_HEIGHT, BAR_HEIGHT = 720, 360, 140, 20


def insert_chart(file: xlsxwriter.Workbook, sheet: Worksheet, exhibit: Exhibit, table: Grid) -> None:
    """Put the exhibit's chart beside its table; it reads the cells, so an edited cell redraws it."""
    if exhibit.kind == Kind.SCATTER and table.drawn:
        insert_scatter(file, sheet, exhibit, table)
        return
    series = _series(exhibit, table)
    if not series or not table.drawn:
        return
    stacked = {"subtype": "percent_stacked" if exhibit.as_share else "stacked"} if exhibit.kind == Kind.STACKED else {}
    chart = file.add_chart({"type": "line" if exhibit.kind in LINES else "bar", **stacked})
    last = HEADER_ROW + table.drawn
    for place, (column, categories, colour) in enumerate(series):
        chart.add_series(
            _ranges(sheet, categories, column, last)
            | _drawn(exhibit.kind, colour, labelled=place == 0 or exhibit.kind == Kind.STACKED)
        )
    _style_chart(chart, exhibit, sheet.name, table, len(series))
    sheet.insert_chart(HEADER_ROW, len(table.fields) + 1, chart, {"description": exhibit.title})


def _ranges(sheet: Worksheet, categories: int, column: int, last: int) -> dict[str, object]:
    """Return the cells of a series: its name in the heading, its categories and values down to the last row."""
    return {
        "name": [sheet.name, HEADER_ROW, column],
        "categories": [sheet.name, HEADER_ROW + 1, categories, last, categories],
        "values": [sheet.name, HEADER_ROW + 1, column, last, column],
    }


def _series(exhibit: Exhibit, table: Grid) -> list[tuple[int, int, str]]:
    """Return the column of values, the column of categories and the colour of each series."""
    names = [field.name for field in table.fields]
    if exhibit.kind in (*LINES, Kind.STACKED):
        colours = cycle((*CATEGORIES, *LIGHT_CATEGORIES))
        drawn = {place: name for place, name in enumerate(names) if name in ("value", "previous")}
        return [(place, 0, COMPARED if name == "previous" else next(colours)) for place, name in drawn.items()]
    if exhibit.kind not in (Kind.MAP, Kind.TILES, Kind.BAR) or not {"name", "value"} <= set(names):
        return []
    columns = (("value", ACCENT), ("previous", COMPARED), ("target", INK))
    return [(names.index(name), names.index("name"), colour) for name, colour in columns if name in names]


def _drawn(kind: Kind, colour: str, *, labelled: bool) -> dict[str, object]:
    if kind in LINES:
        return {"line": {"color": colour, "width": 2.25}}
    label = {"data_labels": {"value": True, "font": {"size": 9}}} if labelled else {}
    return {"fill": {"color": colour}, "gap": 40, **label}


def _style_chart(chart: Chart, exhibit: Exhibit, sheet_name: str, table: Grid, series: int) -> None:
    chart.set_title({"name": [sheet_name, 0, 0], "name_font": {"size": 12, "bold": True, "color": INK}})
    chart.set_legend({"none": True} if series == 1 else {"position": "bottom"})
    # Seasons are known on days of their own: the line goes on over the days of the others.
    chart.show_blanks_as("span" if table.fields[0].name == STEP else "gap")
    values: dict[str, object] = {
        "major_gridlines": {"visible": True, "line": {"color": "#E3E7EB"}},
        "line": {"none": True},
    }
    if not any(isinstance(cell, float) and cell < 0 for row in table.rows for cell in row):
        values["min"] = 0
    if exhibit.kind in LINES:
        months = "[$-419]mmm yy" if exhibit.language == "ru" else "[$-409]mmm yy"
        dates = {"date_axis": True, "num_format": months}
        across = {"name": table.fields[0].title} if table.fields[0].name == STEP else dates
        chart.set_x_axis({**across, "major_gridlines": {"visible": False}})
        chart.set_y_axis(values)
        chart.set_size({"width": WIDTH, "height": LINE_HEIGHT})
        return
    # A bar chart counts from the bottom: reversed, the first row of the table is the top bar and the values stay below.
    chart.set_y_axis({"reverse": True, "interval_unit": 1, "major_gridlines": {"visible": False}})
    chart.set_x_axis({**values, "label_position": "high"})
    bars = table.drawn * (1 if exhibit.kind == Kind.STACKED else series)
    chart.set_size({"width": WIDTH, "height": FRAME_HEIGHT + BAR_HEIGHT * bars})


def insert_scatter(file: xlsxwriter.Workbook, sheet: Worksheet, exhibit: Exhibit, table: Grid) -> None:
    """Put the points and the lines they are read against beside the table."""
    names = [field.name for field in table.fields]
    last, end = HEADER_ROW + table.drawn, HEADER_ROW + len(table.rows)
    chart = file.add_chart({"type": "scatter", "subtype": "straight"})
    chart.add_series(
        _ranges(sheet, names.index("x"), names.index("y"), last)
        | {
            "marker": {"type": "circle", "size": 6, "fill": {"color": ACCENT}, "border": {"color": ACCENT}},
            "line": {"none": True},
        }
    )
    base, *limits = [place for place, name in enumerate(names) if name == LIMIT]
    for place in limits:
        chart.add_series(
            _ranges(sheet, base, place, end)
            | {
                "line": {"color": COMPARED, "width": 1.25, "dash_type": "dash"},
                "marker": {"type": "none"},
            }
        )
    _style_scatter(chart, sheet.name, table, names)
    sheet.insert_chart(HEADER_ROW, len(table.fields) + 1, chart, {"description": exhibit.title})


def _style_scatter(chart: Chart, sheet_name: str, table: Grid, names: Sequence[str]) -> None:
    chart.set_title({"name": [sheet_name, 0, 0], "name_font": {"size": 12, "bold": True, "color": INK}})
    chart.set_legend({"position": "bottom"})
    chart.set_x_axis({"name": table.fields[names.index("x")].title, "min": 0, "major_gridlines": {"visible": False}})
    chart.set_y_axis({"name": table.fields[names.index("y")].title, "min": 0})
    chart.set_size({"width": WIDTH, "height": LINE_HEIGHT})
