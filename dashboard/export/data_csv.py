"""The data of an address as CSV for other programs: ISO days, decimal points, an empty cell for an unknown value.

A month or a year stands in place of a day of which no more is known.
"""

import csv
import io
from collections.abc import Mapping
from typing import Any

from dashboard.model.exhibit import State
from dashboard.sheets.cells import ABSENT, neutral
from dashboard.sheets.grids import LINES
from etl.words import Text

STATE = "state"
STATE_TITLE = Text("Состояние", "State")
STATE_WORDS: Mapping[str, Text] = {
    State.VALUE: Text("значение", "value"),
    State.ZERO: Text("ноль", "zero"),
    **ABSENT,
}


def data_csv(record: Mapping[str, Any], language: str) -> bytes:
    """Return the titled columns of a record in UTF-8 with BOM; a column of its own says what an empty cell means.

    The limits of a scatter are not rows of its table.
    """
    rows = [row for row in record["rows"] if row.get("role") not in LINES]
    names = [field["name"] for field in record["fields"]]
    headings = [field["title"] for field in record["fields"]]
    stated = STATE not in names and any(STATE in row for row in rows)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([neutral(heading) for heading in (*headings, *([STATE_TITLE.of(language)] if stated else []))])
    for row in rows:
        cells = [cell(row.get(f"{name}_words") or row.get(name)) for name in names]
        writer.writerow([*cells, state_words(row, language)] if stated else cells)
    return buffer.getvalue().encode("utf-8-sig")


def cell(value: Any) -> str | int | float:
    """Return a value as a cell: whole numbers without a decimal point, text that no spreadsheet would run."""
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
    """Return the state of a row's value in words."""
    words = STATE_WORDS.get(row.get(STATE) or "")
    return words.of(language) if words else ""
