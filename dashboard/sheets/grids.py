"""The table of an exhibit as a sheet lays it out: ranked, a column for each series, a row for each line of a matrix."""

from dataclasses import dataclass, replace
from itertools import zip_longest
from math import nan
from typing import Any

import pandas as pd

from dashboard.figures.drawing.value_text import column_title
from dashboard.model.exhibit import Exhibit, Field, Kind, Role, Shape
from dashboard.sheets.cells import Cell, neutral, plain, rows_of, stated
from etl.words import Text

HEADER_ROW = 4
DATE_TITLE = Text("Дата", "Date")
LINES = {
    "centre": Text("среднее", "average"),
    "lower": Text("нижняя граница", "lower limit"),
    "upper": Text("верхняя граница", "upper limit"),
}
STEP, LIMIT = "step", "limit"
QUARTER_BACK, TRAIL = Text("Кварталов назад: {back}", "Quarters back: {back}"), "trail"
CELL, MATRIX_HEADS = "cell", ("group", "row")
ROLE_ORDER = {Role.CURRENT: 0, Role.OTHER: 1, Role.COMPARISON: 2}


@dataclass(frozen=True, slots=True)
class Grid:
    """A table ready to be written: its columns, its rows, and how many rows from the top a chart can draw."""

    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]
    drawn: int


def grid(exhibit: Exhibit) -> Grid:
    """Return the table as a sheet lays it out: ranked for a map, a column for each series or member."""
    match exhibit.kind:
        case Kind.LINE:
            return _line_grid(exhibit)
        case Kind.STACKED:
            return _stacked_grid(exhibit)
        case Kind.MATRIX:
            return _matrix_grid(exhibit)
        case Kind.MAP | Kind.BAR | Kind.TILES:
            return _ranked_grid(exhibit)
        case Kind.MULTIPLES:
            return _panels_grid(exhibit)
        case Kind.SCATTER:
            return _scatter_grid(exhibit)
        case Kind.INDICATORS:
            return _indicators_grid(exhibit)
        case _:
            rows = rows_of(exhibit)
            return Grid(exhibit.fields, rows, len(rows))


def _ranked_grid(exhibit: Exhibit) -> Grid:
    rows = rows_of(exhibit)
    names = [field.name for field in exhibit.fields]
    if "value" not in names:
        return Grid(exhibit.fields, rows, 0)
    place = names.index("value")
    # A chart draws words as zero, so rows without a value go below the part it reads.
    valued = [row for row in rows if isinstance(row[place], float)]
    absent = [row for row in rows if not isinstance(row[place], float)]
    if exhibit.kind in (Kind.MAP, Kind.TILES):
        valued.sort(key=lambda row: -_number(row[place]))
    return Grid(exhibit.fields, (*valued, *absent), len(valued))


def _indicators_grid(exhibit: Exhibit) -> Grid:
    """Return the indicators with a column for each of their last quarters, from which the sheet draws small lines.

    The seasons of a contest are fewer and no quarters: their cells stay empty.
    """
    rows, length = rows_of(exhibit), max(map(len, exhibit.frame["trail"]), default=0)
    title = QUARTER_BACK.of(exhibit.language)
    quarters = [Field(f"{TRAIL}{back}", title.format(back=back), Shape.NUMBER, 1) for back in reversed(range(length))]
    by_quarter = (trail if len(trail) == length else (nan,) * length for trail in exhibit.frame["trail"])
    trails = ([plain(value, Shape.NUMBER) for value in trail] for trail in by_quarter)
    wide = tuple((*row, *trail) for row, trail in zip(rows, trails, strict=True))
    return Grid((*exhibit.fields, *quarters), wide, len(wide))


def _panels_grid(exhibit: Exhibit) -> Grid:
    """Return a column for each panel after the days; compared values stand at the days they are shifted to."""
    frame, moment = exhibit.frame, _axis(exhibit.frame)
    days = sorted({pd.Timestamp(day).date() for day in frame[moment]})
    fields = [Field("date", column_title(exhibit, "date") or DATE_TITLE.of(exhibit.language), Shape.DATE)]
    columns: list[list[Cell]] = [list(days)]
    for (panel, role, series), part in frame.groupby(["panel", "role", "series"], sort=False):
        compared = role == Role.COMPARISON
        field = _value_field(exhibit, f"{panel}, {series}" if compared else str(panel))
        fields.append(replace(field, name="previous" if compared else "value"))
        points = {pd.Timestamp(day).date(): value for day, value in zip(part[moment], part["value"], strict=True)}
        columns.append([plain(points.get(day), Shape.NUMBER) for day in days])
    rows = tuple(zip(*columns, strict=True))
    return Grid(tuple(fields), rows, len(rows))


def _axis(frame: pd.DataFrame) -> str:
    """Return the column that places the points of lines: their steps, the days they are shifted to, or their own."""
    return next(name for name in (STEP, "axis_date", "date") if name in frame)


def _scatter_grid(exhibit: Exhibit) -> Grid:
    """Return the points, and beside them the lines they are read against: one base, then a column for each line."""
    frame = exhibit.frame
    points = exhibit.frame[frame["role"] == "point"]
    columns = [[plain(value, field.shape) for value in points[field.name]] for field in exhibit.fields]
    fields = list(exhibit.fields)
    base = next(field for field in exhibit.fields if field.name == "x")
    for (role, _key, name), line in frame[frame["role"] != "point"].groupby(["role", "key", "name"], sort=False):
        if len(fields) == len(exhibit.fields):
            fields.append(replace(base, name=LIMIT))
            columns.append([plain(value, Shape.NUMBER) for value in line["x"]])
        fields.append(replace(_value_field(exhibit, f"{name}, {LINES[str(role)].of(exhibit.language)}"), name=LIMIT))
        columns.append([plain(value, Shape.NUMBER) for value in line["y"]])
    return Grid(tuple(fields), tuple(zip_longest(*columns)), len(points))


def _number(cell: Cell) -> float:
    return cell if isinstance(cell, float) else 0.0


def _line_grid(exhibit: Exhibit) -> Grid:
    """Return a column for each line; a compared one has its own days beside its values, in the rows they are shifted to."""
    lines, by_step = _lines(exhibit.frame), STEP in exhibit.frame
    places = sorted({place for line in lines for place in line.points})
    title = column_title(exhibit, STEP if by_step else "date") or DATE_TITLE.of(exhibit.language)
    first = Field(STEP, title, Shape.NUMBER) if by_step else Field("date", title, Shape.DATE)
    fields, columns = [first], [list[Cell](places)]
    for line in lines:
        if line.days != {place: place for place in line.points}:
            fields.append(replace(first, name="date_compared", title=f"{title} ({line.name})"))
            columns.append([line.days.get(place) for place in places])
        columns.append([line.points.get(place) for place in places])
        name = "previous" if line.role == Role.COMPARISON else "value"
        fields.append(replace(_value_field(exhibit, line.name), name=name))
    rows = tuple(zip(*columns, strict=True))
    return Grid(tuple(fields), rows, len(rows))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its values and its own days by where they stand on the axis."""

    name: str
    role: str
    points: dict[Any, Cell]
    days: dict[Any, Cell]


def _lines(frame: pd.DataFrame) -> list[_Line]:
    lines: dict[tuple[str, str], _Line] = {}
    moments = (_axis(frame), STEP if STEP in frame else "date")
    columns = (frame[name] for name in ("series", "role", *moments, "value"))
    for name, role, *at, value in zip(*columns, strict=True):
        line = lines.setdefault((name, role), _Line(neutral(str(name)), str(role), {}, {}))
        place, day = (float(moment) if STEP in frame else pd.Timestamp(moment).date() for moment in at)
        line.points[place], line.days[place] = plain(value, Shape.NUMBER), day
    return sorted(lines.values(), key=lambda line: ROLE_ORDER[Role(line.role)])


def _stacked_grid(exhibit: Exhibit) -> Grid:
    frame = exhibit.frame
    values = {
        (row, member): plain(value, Shape.NUMBER)
        for row, member, value in zip(frame["row"], frame["member"], frame["value"], strict=True)
    }
    members = list(dict.fromkeys(frame["member"]))
    names = list(dict.fromkeys(frame["row"]))
    fields = (Field("row", column_title(exhibit, "row")), *(_value_field(exhibit, str(member)) for member in members))
    rows = tuple((plain(name, Shape.TEXT), *(values.get((name, member)) for member in members)) for name in names)
    return Grid(fields, rows, len(rows))


def _matrix_grid(exhibit: Exhibit) -> Grid:
    """Return the matrix as it is: its lines as rows, its columns as columns, absences in words."""
    frame = exhibit.frame
    cells = {
        (key, column): stated(plain(value, Shape.NUMBER), state, exhibit)
        for key, column, value, state in zip(frame["key"], frame["column"], frame["value"], frame["state"], strict=True)
    }
    columns = list(dict.fromkeys(frame["column"]))
    heads = frame[["key", "group", "row"]].drop_duplicates("key")
    fields = (
        *(Field(name, column_title(exhibit, name)) for name in MATRIX_HEADS),
        *(replace(_value_field(exhibit, str(column)), name=CELL) for column in columns),
    )
    rows = tuple(
        (plain(group, Shape.TEXT), plain(row, Shape.TEXT), *(cells.get((key, column)) for column in columns))
        for key, group, row in heads.itertuples(index=False)
    )
    return Grid(fields, rows, len(rows))


def _value_field(exhibit: Exhibit, title: str) -> Field:
    """Return the column of one series or member, formatted like the exhibit's value."""
    percent = exhibit.metric is not None and exhibit.metric.is_percent
    written = Field("value", title, Shape.PERCENT if percent else Shape.NUMBER, exhibit.decimals)
    declared = next((field for field in exhibit.fields if field.name == "value"), written)
    return replace(declared, title=title)
