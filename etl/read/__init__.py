"""Reading a file of any accepted format into sheets of text cells with their true Excel row numbers."""

from etl.problems import Refused
from etl.read.child_process import read_isolated
from etl.read.delimited import read_text
from etl.read.sheet import Merge, Sheet

__all__ = ["Merge", "Sheet", "read_sheets"]

ZIP_MARK = b"PK"
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_sheets(name: str, content: bytes) -> list[Sheet]:
    """Return the sheets of a file as text; what the file is, its bytes say and not its extension."""
    if content.startswith((ZIP_MARK, OLE_MARK)):
        sheets = read_isolated(name, content)
    elif b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("not_a_spreadsheet", file=name)
    else:
        sheets = read_text(name, content)
    if not any(sheet.rows for sheet in sheets):
        raise Refused("empty_file", file=name)
    return sheets
