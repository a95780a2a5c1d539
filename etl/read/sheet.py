"""One sheet as rows of text cells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from etl.problems import Refused

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384  # what a sheet of Excel has


@dataclass(frozen=True, slots=True)
class Merge:
    """One merged range, in Excel's own row and column numbers (from 1)."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Looks:
    """What a sheet hides, strikes out or links, in Excel's own row and column numbers.

    `struck_rows` are crossed out whole, `partly_struck` in some of their cells; `links` are the addresses behind cells.
    """

    hidden_rows: frozenset[int] = frozenset()
    filtered_rows: frozenset[int] = frozenset()
    struck_rows: frozenset[int] = frozenset()
    partly_struck: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as text: every row has the same width, `rows[0]` is Excel's row `first_row`.

    `filled` are the (row, column) of the cells that hold the text of the merged cell they belong to.
    Rows without any text may be one shared list, so rows are never changed in place. `hidden` is a sheet that is not seen.
    """

    name: str
    rows: list[list[str]]
    first_row: int = 1
    first_column: int = 1
    merged: tuple[Merge, ...] = ()
    filled: frozenset[tuple[int, int]] = frozenset()
    hidden: bool = False
    looks: Looks = field(default_factory=Looks)


def make_sheet(
    file: str,
    name: str,
    rows: Iterable[list[str]],
    first_row: int = 1,
    first_column: int = 1,
    merged: Sequence[Merge] = (),
) -> Sheet:
    """Return the sheet of these rows without the empty ones at its end, merged cells filled down."""
    level = _level(_without_empty_end(file, name, rows))
    if _height(merged, first_row + len(level)) > len(level) * max(map(len, level), default=0):
        raise Refused("damaged", file=file)
    filled, places = _fill_down(level, first_row, first_column, merged)
    return Sheet(name, filled, first_row, first_column, tuple(merged), places)


def _without_empty_end(file: str, name: str, rows: Iterable[list[str]]) -> list[list[str]]:
    """Return the rows up to the last one with text; too many rows with text are refused."""
    trimmed: list[list[str]] = []
    nothing: list[str] = []
    filled = 0
    for row in rows:
        if len(row) > MAX_COLUMNS:
            raise Refused("too_many_columns", file=file, sheet=name, limit=MAX_COLUMNS)
        has_text = any(row)
        filled += has_text
        if filled > MAX_ROWS:
            raise Refused("too_many_rows", file=file, sheet=name, limit=MAX_ROWS)
        trimmed.append(row if has_text else nothing)
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    return trimmed


def _level(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows with one width; all empty rows become one shared list."""
    width = max(map(len, rows), default=0)
    blank = [""] * width
    return [row if len(row) == width else row + [""] * (width - len(row)) if row else blank for row in rows]


def _height(merged: Sequence[Merge], last_row: int) -> int:
    """Return how many rows the merges cover together: more than the sheet has cells means that they overlap."""
    return sum(max(0, min(merge.last_row, last_row) - merge.first_row) for merge in merged)


def _fill_down(
    rows: list[list[str]], first_row: int, first_column: int, merged: Sequence[Merge]
) -> tuple[list[list[str]], frozenset[tuple[int, int]]]:
    """Return the rows with every merged cell's text also in the rows below it, and the cells so filled."""
    filled = list(rows)
    places: set[tuple[int, int]] = set()
    for merge in merged:
        top, left = merge.first_row - first_row, merge.first_column - first_column
        if not (0 <= top < len(rows) and 0 <= left < len(rows[top]) and rows[top][left]):
            continue
        for index in range(top + 1, min(merge.last_row - first_row + 1, len(rows))):
            if not filled[index][left]:
                filled[index] = [*filled[index][:left], rows[top][left], *filled[index][left + 1 :]]
                places.add((first_row + index, first_column + left))
    return filled, frozenset(places)
