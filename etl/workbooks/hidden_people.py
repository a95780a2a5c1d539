"""Personal data that a workbook holds beside its cells: who wrote it, remarks, names, headers and footers."""

from collections.abc import Iterator, MutableMapping

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.packaging.core import DocumentProperties
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.header_footer import _HeaderFooterPart as Part
from openpyxl.worksheet.worksheet import Worksheet

from etl.intake.personal_data import masked


def hide_people(book: Workbook, author: str) -> None:
    """Hide who wrote and changed a workbook, and the personal data in its remarks, names, headers and footers."""
    before = book.properties
    book.properties = DocumentProperties(creator=author, created=before.created, modified=before.modified)
    drop_personal(book.defined_names)
    for sheet in book.worksheets:
        drop_personal(sheet.defined_names)
        for part in margins(sheet):
            part.text = part.text and masked(part.text)
        for cell in sheet._cells.values():
            if cell.comment is not None:
                remark = cell.comment
                cell.comment = Comment(masked(remark.text), author, remark.height, remark.width)


def drop_personal(names: MutableMapping[str, DefinedName]) -> None:
    """Drop the defined names that hold personal data: a constant may be a telephone."""
    for name, defined in list(names.items()):
        text = f"{name} {defined.attr_text}".replace("_", " ")
        if masked(text) != text:
            del names[name]


def margins(sheet: Worksheet) -> Iterator[Part]:
    """Yield the parts of the headers and footers of a sheet."""
    odd, even, first = (
        (sheet.oddHeader, sheet.oddFooter),
        (sheet.evenHeader, sheet.evenFooter),
        (sheet.firstHeader, sheet.firstFooter),
    )
    for line in filter(None, (*odd, *even, *first)):
        yield from (line.left, line.center, line.right)
