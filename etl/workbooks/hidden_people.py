"""Personal data that a workbook holds beside the cells that are read: who wrote it, remarks, names, margins, formulas, copies."""

from collections.abc import Callable, Iterator, MutableMapping
from functools import cache
from itertools import chain
from typing import Any, cast
from urllib.parse import unquote

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.packaging.core import DocumentProperties
from openpyxl.packaging.custom import CustomPropertyList
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.header_footer import _HeaderFooterPart as Part
from openpyxl.worksheet.scenario import ScenarioList
from openpyxl.worksheet.worksheet import Worksheet

from etl.intake.people.names import MASK
from etl.intake.people.personal_data import hidden

LINKED = "linked.xlsx"


def hide_people(book: Workbook, author: str) -> None:
    """Hide who wrote and changed a workbook, and the personal data in everything of it that is written again."""
    before, hide, whole = book.properties, cache(hidden), cast(Any, book)
    book.properties = DocumentProperties(creator=author, created=before.created, modified=before.modified)
    whole.custom_doc_props = CustomPropertyList()
    for link in whole._external_links:  # what other workbooks held when it was saved, and where they lay
        link.externalBook.sheetDataSet, link.file_link.Target = None, LINKED
    drop_personal(book.defined_names)
    for sheet in book.worksheets:
        drop_personal(sheet.defined_names)
        drop_copies(sheet)
        for part in margins(sheet):
            part.text = part.text and hidden(part.text)
        for cell in sheet._cells.values():
            hide_in_cell(cell, author, hide)


def hide_in_cell(cell: Any, author: str, hide: Callable[[str], str]) -> None:
    """Hide the personal data in the text or formula of a cell, in its link and its remark."""
    text = cell.value if isinstance(cell.value, str) else str(getattr(cell.value, "text", cell.value or ""))
    if text and hide(text) != text:
        cell.value = MASK
    link = cell.hyperlink
    if link is not None and is_personal(link.target, link.tooltip, link.display, link.location):
        cell.hyperlink = None
    if (remark := cell.comment) is not None:
        cell.comment = Comment(without_author(remark), author, remark.height, remark.width)


def without_author(remark: Comment) -> str:
    """Return the text of a remark without personal data, and without the name of its author that Excel puts before it."""
    text = str(remark.text)
    first, colon, rest = text.partition(":")
    if colon and (first.strip() == (remark.author or "").strip() or hidden(first) != first):
        text = f"{MASK}:{rest}"
    return "\n".join(map(hidden, text.split("\n")))


def drop_copies(sheet: Worksheet) -> None:
    """Drop what holds copies of cells or pictures that nobody can look through, and rules that name somebody."""
    whole = cast(Any, sheet)
    whole._charts, whole._images, whole._pivots = [], [], []
    sheet.scenarios = ScenarioList()
    sheet.sheet_properties.codeName = None
    rules = sheet.data_validations.dataValidation
    sheet.data_validations.dataValidation = [
        rule for rule in rules if not is_personal(rule.formula1, rule.formula2, rule.prompt, rule.promptTitle, rule.error, rule.errorTitle)
    ]  # fmt: skip
    formats = ConditionalFormattingList()
    for place in sheet.conditional_formatting:
        for rule in place.rules:
            if not is_personal(rule.text, *rule.formula):
                formats.add(str(place.sqref), rule)
    sheet.conditional_formatting = formats


def is_personal(*texts: str | None) -> bool:
    """Return whether any of these texts holds personal data, an address also as links write it."""
    return any(hidden(text) != text for text in map(unquote, filter(None, texts)))


def drop_personal(names: MutableMapping[str, DefinedName]) -> None:
    """Drop the defined names that hold personal data: a constant may be a telephone."""
    for name, defined in list(names.items()):
        if is_personal(f"{name} {defined.attr_text}".replace("_", " "), defined.comment, defined.description):
            del names[name]


def margins(sheet: Worksheet) -> Iterator[Part]:
    """Yield the parts of the headers and footers of a sheet."""
    odd, even, first = (
        (sheet.oddHeader, sheet.oddFooter),
        (sheet.evenHeader, sheet.evenFooter),
        (sheet.firstHeader, sheet.firstFooter),
    )
    for line in filter(None, chain(odd, even, first)):
        yield from (line.left, line.center, line.right)
