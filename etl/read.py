"""Reading a file of any accepted format into sheets of text cells with their true Excel row numbers.

The kind of a file is what its first bytes say; the extension is not believed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from etl.delimited import read_records
from etl.problems import Refused
from etl.workbook import read_workbook

MAX_ROWS = 1_048_576
ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


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
