"""The cells of a downloaded table: values, words for an absence, and nothing a spreadsheet would run."""

import math
import re
from datetime import date, datetime
from numbers import Number

import pandas as pd

from dashboard.model.exhibit import Exhibit, Field, Shape, State, date_words
from etl.words import Text

Cell = str | float | date | None

ABSENT: dict[str, Text] = {State.NO_DATA: Text("нет данных", "no data"), State.NO_BASE: Text("нет базы", "no base")}
CSV_DECIMALS = 6
# A fixed date of creation for files whose exhibits have no day of loading.
CREATED_WHEN_UNKNOWN = date(2000, 1, 1)
# A spreadsheet reads a cell that starts like this as a formula; Asian locales accept the wide forms too.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
SIGNED_NUMBER = re.compile(r"[+-]\d[\d\s.,]*%?")


def neutral(text: str) -> str:
    """Return the text, after an apostrophe if a spreadsheet would run it; «+12,5 %» is only a number."""
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
        if shape not in (Shape.TEXT, Shape.LINK):
            return number
        return str(int(number)) if number.is_integer() else repr(number)
    return neutral(str(value))


def rows_of(exhibit: Exhibit) -> tuple[tuple[Cell, ...], ...]:
    """Return the exhibit's table row by row, in the order of its frame and fields, with absences in words."""
    frame = exhibit.tabled
    states = list(frame["state"]) if "state" in frame else [State.VALUE] * len(frame)
    columns = [[plain(value, field.shape) for value in frame[field.name]] for field in exhibit.fields]
    for field, column in zip(exhibit.fields, columns, strict=True):
        if field.shape is Shape.DATE:
            column[:] = [words or cell for words, cell in zip(date_words(frame, field.name), column, strict=True)]
        if field.name == "value":
            column[:] = [stated(cell, state, exhibit) for cell, state in zip(column, states, strict=True)]
    return tuple(zip(*columns, strict=True))


def stated(cell: Cell, state: str, exhibit: Exhibit) -> Cell:
    """Return a value, or the words for its absence."""
    if state not in ABSENT and cell is not None:
        return cell
    absent = ABSENT.get(state, ABSENT[State.NO_DATA])
    return exhibit.never if exhibit.never and absent is ABSENT[State.NO_DATA] else absent.of(exhibit.language)


def number_format(field: Field, language: str) -> str:
    """Return Excel's format for the values of a column; Excel itself shows the reader's separators."""
    digits = "0" + ("." + "0" * field.decimals if field.decimals else "")
    match field.shape:
        case Shape.NUMBER:
            return "#,##" + digits
        case Shape.PERCENT:
            # The value is already in percent, so the quoted sign only shows, without multiplying by 100.
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
