"""What the error workbook marks, and the repairs it asks for: plain values, whatever file they are written into."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from etl.datasets.dataset import Column, Dataset
from etl.intake.checked import Checked
from etl.normalise.validate import Batch
from etl.problems import Problem, sentence
from etl.regions import REGIONS
from etl.workbooks.blank_form import example_of
from etl.workbooks.words import HEADED, IN_SHEET, TITLE

MAX_TEXT = 32_767  # of a cell in Excel
MAX_QUOTED = 200
MAX_RUNS = 1_800  # each at most two numbers of seven figures
MAX_SHEET_NAME = 31
# Neither XML nor Excel's files can hold these.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NAMES_EN = {region.name: region.name_en for region in REGIONS}
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked on one sheet, in Excel's own row and column numbers.

    `title` heads the added column, which stands right of `last_column` and is free down to `last_row`.
    """

    sheet: str
    title: str
    header_row: int
    last_row: int
    last_column: int
    cells: Mapping[Cell, str]
    rows: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Place:
    """One cell of one sheet."""

    sheet: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing to do, the rows that want it, and how the cell may look then."""

    action: str
    rows: tuple[tuple[str, int], ...]
    example: str
    first: Place


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of a table stand: the number of each by its heading; `filled` are cells that a merge hides."""

    columns: Mapping[str, int]
    last_column: int
    filled: frozenset[Cell] = frozenset()


def clean(text: str) -> str:
    """Return the text as a cell of Excel can hold it."""
    return UNWRITABLE.sub("", text)[:MAX_TEXT]


def free_name(title: str, taken: Iterable[str], limit: int = MAX_TEXT) -> str:
    """Return the title, with «(2)», «(3)» ... behind it when it is taken; capitals make no difference."""
    used = {name.strip().casefold() for name in taken}
    name, number = title[:limit], 1
    while name.casefold() in used:
        number += 1
        mark = f" ({number})"
        name = title[: limit - len(mark)] + mark
    return name


def sender_layout(batch: Batch) -> Layout:
    """Return where the columns stand in the sender's own sheet."""
    table = batch.table
    columns: dict[str, int] = {}
    for heading, number in zip(table.headings, table.column_numbers, strict=True):
        columns.setdefault(heading, number)
    return Layout(columns, max(table.column_numbers), table.filled)


def fault_words(problem: Problem, language: str) -> str:
    """Return what is wrong with the cell, without its place."""
    details = {**problem.details, "value": shortened(problem.value)}
    if "candidates" in details:
        details["candidates"] = ", ".join(candidates(problem, language)) or "—"
    return clean(sentence(problem.code, details, language))


def candidates(problem: Problem, language: str) -> list[str]:
    """Return the names of the regions that were perhaps meant."""
    names = [name for name in str(problem.details.get("candidates", "—")).split(", ") if name != "—"]
    return [NAMES_EN.get(name, name) for name in names] if language == "en" else names


def shortened(text: str) -> str:
    """Return the text on one line, cut where nobody would read on."""
    text = " ".join(text.split())
    return text if len(text) <= MAX_QUOTED else text[:MAX_QUOTED] + "…"


def headed(problem: Problem, language: str) -> str:
    """Return what is wrong, with the heading of the column before it."""
    words = {"heading": shortened(problem.heading), "sentence": fault_words(problem, language)}
    return HEADED.of(language).format_map(words)


def marks_of(batch: Batch, layout: Layout, language: str) -> Marks:
    """Return what is marked on the sheet of a table."""
    cells: dict[Cell, dict[str, None]] = {}
    rows: dict[int, dict[str, None]] = {}
    for problem in batch.problems:
        rows.setdefault(problem.row, {})[headed(problem, language)] = None
        if column := layout.columns.get(problem.heading):
            cell = _shown((problem.row, column), layout.filled)
            cells.setdefault(cell, {})[fault_words(problem, language)] = None
    table = batch.table
    return Marks(
        sheet=table.sheet,
        title=free_name(TITLE.of(language), table.headings),
        header_row=table.header_row,
        last_row=max([table.header_row, *table.row_numbers, *(drop.row for drop in table.dropped)]),
        last_column=layout.last_column,
        cells={cell: clean("\n".join(words)) for cell, words in cells.items()},
        rows={row: clean(" ".join(words)) for row, words in rows.items()},
    )


def _shown(cell: Cell, filled: frozenset[Cell]) -> Cell:
    """Return the cell a merge shows in place of this one."""
    row, column = cell
    while (row, column) in filled:
        row -= 1
    return row, column


def repairs(checked: Checked, layouts: Sequence[Layout], language: str) -> list[Repair]:
    """Return what is to be done, the most frequent first; equal faults of a column are one repair."""
    groups: dict[tuple[object, ...], dict[tuple[str, int], Problem]] = {}
    for problem in checked.problems:
        key = (problem.heading, problem.code, problem.value, *sorted(problem.details.items()))
        groups.setdefault(key, {}).setdefault((problem.sheet, problem.row), problem)
    by_sheet = {batch.table.sheet: layout for batch, layout in zip(checked.batches, layouts, strict=True)}
    columns = {read.heading: read.column for batch in checked.batches for read in batch.columns}
    all_repairs = [
        Repair(
            action=headed(first, language),
            rows=tuple(group),
            example=_example(first, columns[first.heading], checked.dataset, language),
            first=_place(first, by_sheet[first.sheet]),
        )
        for group in groups.values()
        for first in islice(group.values(), 1)
    ]
    return sorted(all_repairs, key=lambda repair: -len(repair.rows))


def _place(problem: Problem, layout: Layout) -> Place:
    return Place(problem.sheet, *_shown((problem.row, layout.columns.get(problem.heading, 1)), layout.filled))


def _example(problem: Problem, column: Column, dataset: Dataset, language: str) -> str:
    """Return a candidate, else what the register gives as an example of the column or of its kind."""
    columns = [column, *(other for other in dataset.columns if other.kind is column.kind)]
    examples = [*candidates(problem, language), *(example_of(similar, language) for similar in columns)]
    return next(filter(None, examples), "")


def compact(numbers: Iterable[int]) -> list[str]:
    """Return row numbers as people write them: 5–9, 14."""
    ordered = sorted(set(numbers))
    starts = [0, *(place for place, (a, b) in enumerate(pairwise(ordered), start=1) if b - a > 1), len(ordered)]
    runs = [ordered[a:b] for a, b in pairwise(starts) if a < b]
    return [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]


def row_words(rows: Iterable[tuple[str, int]], several_sheets: bool, language: str) -> list[str]:
    """Return the rows in as few texts as cells can hold, with the sheet before them where there are several."""
    by_sheet: dict[str, list[int]] = {}
    for sheet, row in rows:
        by_sheet.setdefault(sheet, []).append(row)
    texts = [
        IN_SHEET.of(language).format(sheet=sheet, rows=part) if several_sheets else part
        for sheet, numbers in by_sheet.items()
        for part in _parts(compact(numbers))
    ]
    together = "; ".join(texts)
    return [together] if len(together) <= MAX_TEXT else texts


def _parts(runs: list[str]) -> list[str]:
    """Return the runs joined by commas, in texts that cells can hold."""
    return [", ".join(runs[at : at + MAX_RUNS]) for at in range(0, len(runs), MAX_RUNS)]
