"""What the journal keeps in place of a file: CSV of the register's columns, one section a sheet, with the rows' true numbers.

From it the same rows are derived again, and a person can read it. A workbook also holds its author, comments, hidden sheets and
columns that nobody reads; a text has only what is seen, so one that is all register is kept as it was sent.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from etl.intake.people.removed import Piece
from etl.normalise.columns import NOT_KNOWN, ReadColumn
from etl.normalise.validate import Batch
from etl.read.table import Dropped, Table

SHEET, ROWS, DROPPED, WAITING, PEOPLE = "Лист", "Строки файла", "Отброшено", "Ждут ответа", "люди по строкам"


def write_kept(batches: Iterable[Batch]) -> bytes:
    """Return the rows of judged tables as the journal keeps them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for batch in batches:
        table = batch.table
        members = batch.members or tuple((row,) for row in table.row_numbers)
        writer.writerow([SHEET, table.sheet, table.header_row, PEOPLE if batch.people else ""])
        writer.writerow([ROWS, *table.headings])
        writer.writerows(zip(map(as_ranges, members), *table.columns, strict=True))
        writer.writerows([DROPPED, drop.row, drop.reason] for drop in table.dropped)
        writer.writerows([WAITING, row, reason] for row, reason in table.waiting.items())
    return text.getvalue().encode("utf-8-sig")


def of_register(batch: Batch) -> Table:
    """Return the columns of the register that a table has, with the texts that stand in them."""
    table = batch.table
    reads = [read for read in batch.columns if read.heading in table.headings]
    places = [table.headings.index(read.heading) for read in reads]
    return replace(
        table,
        headings=[read.heading for read in reads],
        columns=[standing(table.columns[place], read) for place, read in zip(places, reads, strict=True)],
        column_numbers=[table.column_numbers[place] for place in places],
    )


def standing(texts: Sequence[str], read: ReadColumn) -> list[str]:
    """Return the texts of a column; what its heading makes of them is read from the copy again, what is not known is said."""
    return [NOT_KNOWN if own == NOT_KNOWN else text for text, own in zip(texts, read.texts, strict=True)]


def read_kept(content: bytes) -> list[Piece]:
    """Return the tables of a kept copy, to be judged."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    return [piece(section) for section in sections(rows)]


def sections(rows: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    """Yield the rows of each sheet, its name first."""
    section: list[list[str]] = []
    for row in rows:
        if row[0] == SHEET and section:
            yield section
            section = []
        section.append(row)
    if section:
        yield section


def piece(section: Sequence[Sequence[str]]) -> Piece:
    """Return the table of one section."""
    (_, sheet, header_row, people), (_, *headings), *rows = section
    data = [row for row in rows if row[0] not in (DROPPED, WAITING)]
    members = [as_numbers(row[0]) for row in data]
    columns = [list(texts) for texts in zip(*(row[1:] for row in data), strict=True)]
    table = Table(
        sheet=sheet,
        headings=list(headings),
        header_row=int(header_row),
        columns=columns or [[] for _ in headings],
        row_numbers=[rows[0] for rows in members],
        dropped=[Dropped(int(row[1]), row[2]) for row in rows if row[0] == DROPPED],
        column_numbers=list(range(1, len(headings) + 1)),
        waiting={int(row[1]): row[2] for row in rows if row[0] == WAITING},
    )
    return Piece(table, tuple(members), people=True) if people else Piece(table)


def as_ranges(rows: Sequence[int]) -> str:
    """Return row numbers in few words: «4–6, 9»."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)


def as_numbers(ranges: str) -> tuple[int, ...]:
    """Return the row numbers that were written in few words."""
    numbers: list[int] = []
    for span in ranges.split(", "):
        first, _, last = span.partition("–")
        numbers += range(int(first), int(last or first) + 1)
    return tuple(numbers)
