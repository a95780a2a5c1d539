"""What whoever sends a file should know of it beside its faults: what it hides, strikes out or shares among rows."""

from collections.abc import Iterable, Iterator, Sequence

from etl.datasets.dataset import Kind
from etl.datasets.events import PLANNED, STATUSES
from etl.intake.headings.said_region import remarks_on_region
from etl.intake.hidden import Wanted
from etl.intake.plans import STATUS
from etl.normalise.columns import NOT_KNOWN
from etl.normalise.validate import Batch
from etl.problems import Remark
from etl.read import Sheet
from etl.read.table import FILTERED, HIDDEN, PARTLY_STRUCK, STRUCK_OUT, Table

MOST_ROWS = 20


def remarks_of(
    sheets: Sequence[Sheet], tables: Sequence[Table], batches: Sequence[Batch], wanted: Wanted
) -> tuple[Remark, ...]:
    """Return what is said of a file: of its sheets that are hidden, and of each of its tables."""
    used = {table.sheet for table in tables}
    left = [sheet.name for sheet in sheets if sheet.hidden and sheet.name not in used]
    said = [Remark("sheets_hidden", {"count": len(left), "sheets": ", ".join(f"«{name}»" for name in left)})]
    by_name = {sheet.name: sheet for sheet in sheets}
    for table in tables:
        said += _of_table(by_name[table.sheet], table, wanted)
    for table, batch in zip(tables, batches, strict=True):
        said += _shared_figures(batch)
        said += _plans(table, batch)
    return tuple(said if left else said[1:])


def _of_table(sheet: Sheet, table: Table, wanted: Wanted) -> Iterator[Remark]:
    struck = [drop.row for drop in table.dropped if drop.reason == STRUCK_OUT]
    groups = (
        ("rows_shown" if wanted.rows else "rows_hidden", _rows(table, HIDDEN)),
        ("rows_shown" if wanted.rows else "rows_filtered", _rows(table, FILTERED)),
        ("rows_struck_out", struck),
        ("rows_partly_struck", _rows(table, PARTLY_STRUCK)),
    )
    for code, rows in groups:
        if rows:
            yield Remark(code, {"sheet": sheet.name, "count": len(rows), "rows": listed(rows)})
    yield from remarks_on_region(sheet, table, wanted)
    hidden = [
        f"«{heading}»"
        for heading, number in zip(table.headings, table.column_numbers, strict=True)
        if number in sheet.looks.hidden_columns and heading.strip()
    ]
    if hidden:
        yield Remark("columns_hidden", {"sheet": sheet.name, "columns": ", ".join(hidden)})


def _rows(table: Table, reason: str) -> list[int]:
    return [row for row, why in table.waiting.items() if why == reason]


def _shared_figures(batch: Batch) -> Iterator[Remark]:
    """Yield the columns whose figure stands in a merged cell: it is of all its rows together, and counted in the first."""
    table = batch.table
    for read in batch.columns if table.filled else ():
        if read.column.kind not in (Kind.COUNT, Kind.NUMBER) or read.heading not in table.headings:
            continue
        number = table.column_numbers[table.headings.index(read.heading)]
        rows = [row for row, text in zip(table.row_numbers, read.texts, strict=True) if text == NOT_KNOWN]
        rows = [row for row in rows if (row, number) in table.filled]
        if rows:
            yield Remark("figure_shared", {"sheet": table.sheet, "column": read.heading, "rows": listed(rows)})


def _plans(table: Table, batch: Batch) -> Iterator[Remark]:
    """Yield how many rows of days to come are taken for plans though they do not say so."""
    read = next((read for read in batch.columns if read.column.name == STATUS), None)
    if read is None or batch.members or read.column.vocabulary is not STATUSES:
        return
    places = {heading: place for place, heading in enumerate(table.headings)}
    before = table.columns[places[read.heading]] if read.heading in places else None
    said = dict(zip(table.row_numbers, before, strict=True)) if before else {}
    rows = [
        row
        for row, text in zip(batch.table.row_numbers, read.texts, strict=True)
        if text == PLANNED and not said.get(row, "").strip()
    ]
    if rows:
        yield Remark("plans_to_come", {"sheet": table.sheet, "count": len(rows), "rows": listed(rows)})


def listed(rows: Iterable[int]) -> str:
    """Return row numbers with commas, the first ones when they are many."""
    numbers = list(rows)
    more = "…" if len(numbers) > MOST_ROWS else ""
    return ", ".join(map(str, numbers[:MOST_ROWS])) + more
