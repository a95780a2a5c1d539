"""The error workbook: a file goes back to its sender with every fault marked and a list of what to correct."""

from collections.abc import Sequence

from etl.intake.checked import Checked
from etl.read import ZIP_MARK, read_sheets
from etl.workbooks.first_sheet import Line, summary
from etl.workbooks.in_original import Job, marked_original
from etl.workbooks.marks import Layout, Marks, marks_of, repairs, sender_layout
from etl.workbooks.rebuilt import Page, rebuilt, register_layout, register_page, sender_pages
from etl.workbooks.words import AUTHOR, TITLE

# A larger workbook would take minutes and gigabytes to open with its looks: it is written anew.
MAX_CELLS_WITH_LOOKS = 1_200_000


def error_workbook(checked: Checked, original: bytes, language: str = "ru") -> bytes:
    """Return an .xlsx for the sender: what to correct on the first sheet, then the file with its faults marked.

    A sender's .xlsx keeps its looks. Of a file that names people only the register's own columns are shown.
    """
    if checked.personal:
        return _without_people(checked, language)
    layouts = [sender_layout(batch) for batch in checked.batches]
    marks = _marks(checked, layouts, language)
    if original.startswith(ZIP_MARK) and _cells(checked) <= MAX_CELLS_WITH_LOOKS:
        lines = _summary(checked, layouts, language, anew=False)
        job = Job(original, TITLE.of(language), AUTHOR.of(language), lines, marks)
        if (done := marked_original(job)) is not None:
            return done
    pages = sender_pages(read_sheets(checked.file_name, original), marks)
    return _anew(_summary(checked, layouts, language, anew=True), pages, language)


def _without_people(checked: Checked, language: str) -> bytes:
    layouts = [register_layout(batch) for batch in checked.batches]
    marks = _marks(checked, layouts, language)
    pages = [register_page(batch, mark, language) for batch, mark in zip(checked.batches, marks, strict=True)]
    return _anew(_summary(checked, layouts, language, anew=False), pages, language)


def _marks(checked: Checked, layouts: Sequence[Layout], language: str) -> list[Marks]:
    return [marks_of(batch, layout, language) for batch, layout in zip(checked.batches, layouts, strict=True)]


def _summary(checked: Checked, layouts: Sequence[Layout], language: str, anew: bool) -> list[Line]:
    return summary(checked, repairs(checked, layouts, language), language, anew)


def _cells(checked: Checked) -> int:
    return sum(batch.rows * len(batch.table.headings) for batch in checked.batches)


def _anew(lines: Sequence[Line], pages: Sequence[Page], language: str) -> bytes:
    return rebuilt(TITLE.of(language), AUTHOR.of(language), lines, pages)
