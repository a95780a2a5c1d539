"""values: how each value of a column is understood."""

import csv
import io
import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Annotated, Literal

import typer

from etl.cli.value_explainer import HEADINGS, explain_column
from etl.problems import Refused
from etl.read import OLE_MARK, ZIP_MARK, read_sheets
from etl.read.delimited import DELIMITERS, find_delimiter
from etl.read.encodings import find_encoding
from etl.terminal.help_text import both
from etl.terminal.printing import read_bytes, warehouse
from etl.warehouse.journal import present_state

NO_DELIMITER = "\x1f"  # occurs in no text: a file of one column is never split


File = Annotated[
    Path,
    typer.Argument(metavar="FILE", help=both("файл .xlsx, .xls, .ods или .csv", "a file .xlsx, .xls, .ods or .csv")),
]
Column = Annotated[
    str, typer.Option("--column", metavar="NAME", help=both("заголовок в первой строке", "heading in the first row"))
]
Kind = Annotated[
    Literal["count", "date", "flag", "region"],
    typer.Option("--kind", help=both("что стоит в столбце", "what the column holds")),
]


def explain_values(file: File, column: Column, kind: Kind) -> int:
    """Print how every value of a column is understood, row by row, as CSV."""
    writer = csv.writer(sys.stdout)
    writer.writerow(HEADINGS[kind])
    confirmed = present_state(warehouse()).aliases if kind == "region" else {}
    writer.writerows(explain_column(column_texts(file, column), kind, confirmed))
    return 0


def column_texts(path: Path, column: str) -> Iterable[str]:
    """Return the cells under a heading of the first row; Refused when there is no such heading."""
    content = read_bytes(path)
    rows = read_sheets(path.name, content)[0].rows
    headings = [heading.strip() for heading in rows[0]]
    if not content.startswith((ZIP_MARK, OLE_MARK)):
        rows = text_rows(content, column)
    named_columns = [heading.strip() for heading in rows[0]]
    if column not in named_columns:
        raise Refused(
            "no_column", file=path.name, column=column, possible=", ".join(f"«{heading}»" for heading in headings)
        )
    place = named_columns.index(column)
    return (row[place] if place < len(row) else "" for row in rows[1:])


def text_rows(content: bytes, column: str) -> list[list[str]]:
    """Return every row of a text file, empty ones too: an explanation must stand beside its value."""
    encoding = find_encoding(content)
    best, hinted = find_delimiter(content, encoding)
    text = content.decode(encoding)
    for delimiter in (best, *DELIMITERS, NO_DELIMITER):
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        headings = next(islice(rows, hinted, None), [])
        if delimiter == NO_DELIMITER or (len(headings) > 1 and column in map(str.strip, headings)):
            break
    return [headings, *rows]
