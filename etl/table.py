"""Finding the table in a sheet: its headings, its data rows, and the rows that are certainly not data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from etl.read import Sheet

Recognise = Callable[[Sequence[str]], int]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A row under the headings that is certainly not data, and the code of the reason."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a sheet, column by column; `row_numbers` and `column_numbers` are Excel's own."""

    sheet: str
    headings: list[str]
    header_row: int
    columns: list[list[str]]
    row_numbers: list[int]
    dropped: list[Dropped]
    column_numbers: list[int]
