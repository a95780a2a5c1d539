"""The data of an address as CSV for other programs: ISO days, decimal points, an empty cell where nothing is known."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from dashboard.model.exhibit import State
from dashboard.sheets.cells import LINES, neutral
from etl.words import Text

STATE = "state"
STATE_TITLE = Text("Состояние", "State")
STATE_WORDS: Mapping[str, Text] = {
    State.VALUE: Text("значение", "value"),
    State.ZERO: Text("ноль", "zero"),
    State.NO_DATA: Text("нет данных", "no data"),
    State.NO_BASE: Text("нет базы", "no base"),
}


def data_csv(record: Mapping[str, Any], language: str) -> bytes:
    """Return the titled columns of a record in UTF-8 with BOM; what an empty cell means stands in a column of its own.

    The lines that the points of a scatter are read against are no rows of its table.
    """
    rows = [row for row in record["rows"] if row.get("role") not in LINES]
    names = [field["name"] for field in record["fields"]]
    headings = [field["title"] for field in record["fields"]]
    stated = STATE not in names and any(STATE in row for row in rows)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([neutral(heading) for heading in (*headings, *([STATE_TITLE.of(language)] if stated else []))])
    for row in rows:
        cells = [cell(row.get(name)) for name in names]
        writer.writerow([*cells, state_words(row, language)] if stated else cells)
    return buffer.getvalue().encode("utf-8-sig")


def cell(value: Any) -> str | int | float:
    """Return a value as a cell: whole numbers without a point, text that no spreadsheet would run."""
    match value:
        case None:
            return ""
        case float() if value.is_integer():
            return int(value)
        case int() | float():
            return value
        case list():
            return neutral(", ".join(str(cell(item)) for item in value))
    return neutral(str(value))


def state_words(row: Mapping[str, Any], language: str) -> str:
    """Return what is known of a row's value."""
    words = STATE_WORDS.get(row.get(STATE) or "")
    return words.of(language) if words else ""
