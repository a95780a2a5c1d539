"""One sheet as text cells, and how the values of a cell become text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from etl.problems import Refused

MAX_ROWS = 1_048_576
MAX_CELL_CHARACTERS = 131_072
MAX_REMEMBERED = 1_000_000
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Merge:
    """One merged range, in Excel's own row and column numbers (from 1)."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as text: every row has the same width, `rows[0]` is Excel's row `first_row`.

    Rows without any text may be one shared list, so rows are never changed in place.
    """

    name: str
    rows: list[list[str]]
    first_row: int = 1
    first_column: int = 1
    merged: tuple[Merge, ...] = ()


class Texts(dict[object, str]):
    """The text of every cell value met: computed once, so equal cells share one string."""

    def __missing__(self, value: object) -> str:
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        text = cell_text(value)
        self[value] = text
        return text


def cell_text(value: object) -> str:
    """Return what stands in the cell: 2025.0 as "2025", dates in ISO, a midnight as the date alone."""
    match value:
        case str():
            return _plain(value)
        case bool():
            return "1" if value else "0"
        case int() | float():
            return number_text(value)
        case datetime():
            return _moment_text(value)
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M:%S")
        case timedelta():
            return _duration_text(value)
        case _:
            return ""


def number_text(value: float) -> str:
    """Return a number with the 15 significant digits Excel itself keeps, never in exponent form."""
    text = repr(value) if isinstance(value, int) else f"{value:.15g}"
    if "e" in text:
        text = f"{Decimal(text):f}"
    return "0" if text == "-0" else text


def make_sheet(
    file: str, name: str, rows: Iterable[list[str]], first_row: int, first_column: int, merged: Sequence[Merge]
) -> Sheet:
    """Return the sheet of these rows without the empty ones at its end; too many rows are refused."""
    kept: list[list[str]] = []
    nothing: list[str] = []
    filled = 0
    for row in rows:
        filled += bool(any(row))
        if filled > MAX_ROWS:
            raise Refused("too_many_rows", file=file, sheet=name, limit=MAX_ROWS)
        kept.append(row if any(row) else nothing)
    while kept and not kept[-1]:
        kept.pop()
    return Sheet(name, _level(kept), first_row, first_column, tuple(merged))


def _level(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows with one width; all empty rows become one shared list."""
    width = max(map(len, rows), default=0)
    blank = [""] * width
    return [row if len(row) == width else row + [""] * (width - len(row)) if row else blank for row in rows]


def _plain(text: str) -> str:
    """Return a string as Excel shows it: `_x000D_` is how its files write a control character."""
    if "_x" in text:
        text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\0", "") if "\0" in text else text


def _moment_text(value: datetime) -> str:
    if value.microsecond >= 500_000 and value < datetime.max - timedelta(seconds=1):
        value += timedelta(seconds=1)
    return value.strftime("%Y-%m-%d") if value.time() == time() else value.replace(microsecond=0).isoformat(" ")


def _duration_text(value: timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"
