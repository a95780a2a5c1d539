"""What stands in the cells of a downloaded table: values, words for absence, and nothing a spreadsheet would run."""

import math
import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import zip_longest
from numbers import Number
from typing import Any

import pandas as pd

from dashboard.model.exhibit import Exhibit, Field, Kind, Role, Shape, State
from etl.words import Text

Cell = str | float | date | None

ABSENT = {State.NO_DATA: Text("нет данных", "no data"), State.NO_BASE: Text("нет базы", "no base")}
CSV_DECIMALS = 6
HEADER_ROW = 4
DATE_TITLE = Text("Дата", "Date")
# A spreadsheet reads a cell that starts so as a formula; the wide forms are what an Asian locale accepts.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
SIGNED_NUMBER = re.compile(r"[+-]\d[\d\s.,]*%?")
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

    def index(self, name: str) -> int:
        """Return the place of the column of that name; ValueError when there is none."""
        return [field.name for field in self.fields].index(name)


def neutral(text: str) -> str:
    """Return the text, with an apostrophe before it when a spreadsheet would run it; «+12,5 %» is only a number."""
    if not text.lstrip(" \xa0").startswith(FORMULA_STARTS) or SIGNED_NUMBER.fullmatch(text):
        return text
    return "'" + text


def missing(value: object) -> bool:
    """Return whether there is no value: None, NaN, NaT, an infinity."""
    if isinstance(value, float) and not math.isfinite(value):
        return True
    return value is None or value is pd.NaT or value is pd.NA


def plain(value: object, shape: Shape) -> Cell:
    """Return one value of a frame as the text, number or date a cell holds."""
    if missing(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, Number) and not isinstance(value, bool):
        number = float(value)  # type: ignore[arg-type]  # every Number of a frame is real
        return _number_text(number) if shape in (Shape.TEXT, Shape.LINK) else number
    return neutral(str(value))


def _number_text(number: float) -> str:
    return str(int(number)) if number.is_integer() else repr(number)


def rows_of(exhibit: Exhibit) -> tuple[tuple[Cell, ...], ...]:
    """Return the exhibit's table row by row, in the order of its frame and fields; an absent value is said in words."""
    frame = exhibit.tabled
    states = list(frame["state"]) if "state" in frame else [State.VALUE] * len(frame)
    columns = [[plain(value, field.shape) for value in frame[field.name]] for field in exhibit.fields]
    for field, column in zip(exhibit.fields, columns, strict=True):
        if field.name == "value":
            column[:] = [_stated(cell, state, exhibit) for cell, state in zip(column, states, strict=True)]
    return tuple(zip(*columns, strict=True))


def _stated(cell: Cell, state: str, exhibit: Exhibit) -> Cell:
    if state not in ABSENT and cell is not None:
        return cell
    absent = ABSENT.get(State(state), ABSENT[State.NO_DATA])
    return exhibit.never if exhibit.never and absent is ABSENT[State.NO_DATA] else absent.of(exhibit.language)


def grid(exhibit: Exhibit) -> Grid:
    """Return the table as a sheet shows it: ranked on a map, one column a series or a member."""
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
    # A chart draws words as zero, so the absent go below the part it reads.
    valued = [row for row in rows if isinstance(row[place], float)]
    absent = [row for row in rows if not isinstance(row[place], float)]
    if exhibit.kind in (Kind.MAP, Kind.TILES):
        valued.sort(key=lambda row: -_number(row[place]))
    return Grid(exhibit.fields, (*valued, *absent), len(valued))


def _indicators_grid(exhibit: Exhibit) -> Grid:
    """Return the indicators with their last quarters beside them, a column each, for the small lines that a sheet draws."""
    rows, length = rows_of(exhibit), max(map(len, exhibit.frame["trail"]), default=0)
    title = QUARTER_BACK.of(exhibit.language)
    quarters = [Field(f"{TRAIL}{back}", title.format(back=back), Shape.NUMBER, 1) for back in reversed(range(length))]
    trails = ([plain(value, Shape.NUMBER) for value in trail] for trail in exhibit.frame["trail"])
    wide = tuple((*row, *trail) for row, trail in zip(rows, trails, strict=True))
    return Grid((*exhibit.fields, *quarters), wide, len(wide))


def _panels_grid(exhibit: Exhibit) -> Grid:
    """Return a column a panel, the days beside it; the compared values follow in the order of their own days."""
    frame = exhibit.frame
    now = frame[frame["role"] != Role.COMPARISON]
    days = sorted({pd.Timestamp(day).date() for day in now["date"]})
    fields = [Field("date", _title(exhibit, "date", DATE_TITLE.of(exhibit.language)), Shape.DATE)]
    columns: list[list[Cell]] = [list(days)]
    for (panel, role, series), part in frame.groupby(["panel", "role", "series"], sort=False):
        ordered = part.sort_values("date")
        compared = role == Role.COMPARISON
        field = _value_field(exhibit, f"{panel}, {series}" if compared else str(panel))
        fields.append(replace(field, name="previous" if compared else "value"))
        columns.append([plain(value, Shape.NUMBER) for value in ordered["value"]])
    rows = tuple(zip_longest(*columns))
    return Grid(tuple(fields), rows, len(rows))


def _scatter_grid(exhibit: Exhibit) -> Grid:
    """Return the points, and beside them the lines they are read against: the base of each, then a column a line."""
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
    lines = _lines(exhibit.frame)
    days = sorted({day for line in lines if line.role != Role.COMPARISON for day in line.points})
    by_step = STEP in exhibit.frame
    title = _title(exhibit, STEP if by_step else "date", DATE_TITLE.of(exhibit.language))
    first = Field(STEP, title, Shape.NUMBER) if by_step else Field("date", title, Shape.DATE)
    fields, columns = [first], [list[Cell](days)]
    for line in lines:
        own_days = sorted(line.points)
        if line.role == Role.COMPARISON and not set(own_days) <= set(days):
            # Another period on the same axis: first day over first day, its own dates kept beside it.
            fields.append(replace(first, name="date_compared", title=f"{title} ({line.name})"))
            columns.append(list[Cell](own_days))
            columns.append([line.points[day] for day in own_days])
        else:
            columns.append([line.points.get(day) for day in days])
        name = "previous" if line.role == Role.COMPARISON else "value"
        fields.append(replace(_value_field(exhibit, line.name), name=name))
    rows = tuple(zip_longest(*columns))
    return Grid(tuple(fields), rows, len(rows))


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    role: str
    points: dict[Any, Cell]


def _lines(frame: pd.DataFrame) -> list[_Line]:
    lines: dict[tuple[str, str], _Line] = {}
    moment = STEP if STEP in frame else "date"
    columns = (frame[name] for name in ("series", "role", moment, "value"))
    for name, role, day, value in zip(*columns, strict=True):
        line = lines.setdefault((name, role), _Line(neutral(str(name)), str(role), {}))
        line.points[float(day) if moment == STEP else pd.Timestamp(day).date()] = plain(value, Shape.NUMBER)
    return sorted(lines.values(), key=lambda line: ROLE_ORDER[Role(line.role)])


def _stacked_grid(exhibit: Exhibit) -> Grid:
    frame = exhibit.frame
    values = {
        (row, member): plain(value, Shape.NUMBER)
        for row, member, value in zip(frame["row"], frame["member"], frame["value"], strict=True)
    }
    members = list(dict.fromkeys(frame["member"]))
    names = list(dict.fromkeys(frame["row"]))
    fields = (Field("row", _title(exhibit, "row", "")), *(_value_field(exhibit, str(member)) for member in members))
    rows = tuple((plain(name, Shape.TEXT), *(values.get((name, member)) for member in members)) for name in names)
    return Grid(fields, rows, len(rows))


def _matrix_grid(exhibit: Exhibit) -> Grid:
    """Return the matrix in its own form: a row a line, a column a column; an absence is said in words."""
    frame = exhibit.frame
    cells = {
        (key, column): _stated(plain(value, Shape.NUMBER), state, exhibit)
        for key, column, value, state in zip(frame["key"], frame["column"], frame["value"], frame["state"], strict=True)
    }
    columns = list(dict.fromkeys(frame["column"]))
    heads = frame[["key", "group", "row"]].drop_duplicates("key")
    fields = (
        *(Field(name, _title(exhibit, name, "")) for name in MATRIX_HEADS),
        *(replace(_value_field(exhibit, str(column)), name=CELL) for column in columns),
    )
    rows = tuple(
        (plain(group, Shape.TEXT), plain(row, Shape.TEXT), *(cells.get((key, column)) for column in columns))
        for key, group, row in heads.itertuples(index=False)
    )
    return Grid(fields, rows, len(rows))


def _title(exhibit: Exhibit, name: str, otherwise: str) -> str:
    return next((field.title for field in exhibit.fields if field.name == name), otherwise)


def _value_field(exhibit: Exhibit, title: str) -> Field:
    """Return the column of one series or member: written as the exhibit's value is."""
    percent = exhibit.metric is not None and exhibit.metric.is_percent
    written = Field("value", title, Shape.PERCENT if percent else Shape.NUMBER, exhibit.decimals)
    declared = next((field for field in exhibit.fields if field.name == "value"), written)
    return replace(declared, title=title)


def number_format(field: Field, language: str) -> str:
    """Return Excel's format for the values of a column; Excel itself shows the reader's separators."""
    digits = "0" + ("." + "0" * field.decimals if field.decimals else "")
    match field.shape:
        case Shape.NUMBER:
            return "#,##" + digits
        case Shape.PERCENT:
            # The value is already in percent, so the sign is only written, not a multiplication by 100.
            return digits + ('"\xa0%"' if language == "ru" else '"%"')
        case Shape.CHANGE:
            return f"+#,##{digits};-#,##{digits};{digits}"
        case Shape.DATE:
            return "dd.mm.yyyy" if language == "ru" else "yyyy-mm-dd"
        case _:
            return "@"


def csv_text(cell: Cell, language: str) -> str:
    """Return a cell as a CSV file writes it: decimal comma and «12.03.2025» in Russian, point and ISO in English."""
    match cell:
        case float():
            number = f"{round(cell, CSV_DECIMALS) + 0.0:.{CSV_DECIMALS}f}".rstrip("0").rstrip(".")
            return number.replace(".", ",") if language == "ru" else number
        case date():
            return cell.strftime("%d.%m.%Y") if language == "ru" else cell.isoformat()
        case _:
            return cell or ""


def table_rows(exhibit: Exhibit) -> list[list[str]]:
    """Return the headings and the rows of the exhibit's table as the texts of a CSV file."""
    headings = [neutral(field.title) for field in exhibit.fields]
    rows = [[csv_text(cell, exhibit.language) for cell in row] for row in rows_of(exhibit)]
    return [headings, *rows]
