"""Reading a file of any accepted format into sheets of text cells with their true Excel row numbers."""

from etl.problems import Refused
from etl.read.child_process import OLE_MARK, ZIP_MARK, is_workbook, read_isolated
from etl.read.delimited import read_text
from etl.read.header_rows import SEARCHED_ROWS
from etl.read.sheet import Merge, Sheet

__all__ = ["OLE_MARK", "ZIP_MARK", "Merge", "Sheet", "beginning", "is_long", "is_workbook", "read_sheets"]

ALONE = 16 << 20  # a longer text is read by a process of its own, as workbooks are
BEGINNING = 1 << 20  # bytes of a long text in which its headings stand


def is_long(content: bytes) -> bool:
    """Return whether bytes are a text that takes long to read."""
    return len(content) > ALONE and not is_workbook(content)


def beginning(name: str, content: bytes) -> list[Sheet]:
    """Return the sheet of the first rows of a text; none when they are not enough to look for headings in."""
    try:
        sheets = read_text(name, content[:BEGINNING].rpartition(b"\n")[0])
    except Refused:  # it may be the cut that cannot be read
        return []
    return [sheet for sheet in sheets if len(sheet.rows) > SEARCHED_ROWS]


def read_sheets(name: str, content: bytes) -> list[Sheet]:
    """Return the sheets of a file as text; what the file is, its bytes say and not its extension."""
    if is_workbook(content):
        sheets = read_isolated(name, content)
    else:
        sheets = read_isolated(name, content) if is_long(content) else read_text(name, content)
    if not any(sheet.rows for sheet in sheets):
        raise Refused("empty_file", file=name)
    return sheets
