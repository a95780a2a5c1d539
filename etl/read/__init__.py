"""Reading a file of any accepted format into sheets of text cells with their true Excel row numbers."""

from etl.problems import Refused
from etl.read.child_process import OLE_MARK, ZIP_MARK, is_workbook, read_isolated
from etl.read.delimited import read_text
from etl.read.sheet import Merge, Sheet

__all__ = ["OLE_MARK", "ZIP_MARK", "Merge", "Sheet", "is_workbook", "read_sheets"]

ALONE = 16 << 20  # a longer text is read by a process of its own, as workbooks are


def read_sheets(name: str, content: bytes) -> list[Sheet]:
    """Return the sheets of a file as text; what the file is, its bytes say and not its extension."""
    if is_workbook(content):
        sheets = read_isolated(name, content)
    elif b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("not_a_spreadsheet", file=name)
    else:
        sheets = read_isolated(name, content) if len(content) > ALONE else read_text(name, content)
    if not any(sheet.rows for sheet in sheets):
        raise Refused("empty_file", file=name)
    return sheets
