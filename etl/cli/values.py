"""values: how each value of a column is understood."""

import csv
import io
import sys
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated, Literal

import typer

from etl.cli.value_explainer import HEADINGS, explain_column, explain_municipalities
from etl.problems import Refused
from etl.read import is_workbook, read_sheets
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
    Literal["count", "date", "flag", "municipality", "region"],
    typer.Option("--kind", help=both("что стоит в столбце", "what the column holds")),
]


RegionColumn = Annotated[
    str,
    typer.Option(
        "--region-column",
        metavar="NAME",
        help=both(
            "для муниципалитетов: заголовок столбца с регионом, кодом или названием",
            "for municipalities: heading of the column with the region, by code or name",
        ),
    ),
]


def explain_values(file: File, column: Column, kind: Kind, region_column: RegionColumn = "") -> int:
    """Print how every value of a column is understood, row by row, as CSV."""
    if kind == "municipality" and not region_column:
        raise Refused("region_column_needed")
    texts = column_texts(file, [column, region_column] if region_column else [column])
    writer = csv.writer(sys.stdout)
    writer.writerow(HEADINGS[kind])
    if kind == "municipality":
        state = present_state(warehouse())
        writer.writerows(explain_municipalities(texts, state.aliases, state.municipalities))
    else:
        confirmed = present_state(warehouse()).aliases if kind == "region" else {}
        writer.writerows(explain_column((row[0] for row in texts), kind, confirmed))
    return 0


def column_texts(path: Path, columns: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """Return the cells of each row under these headings of the first row; Refused when one is not there."""
    content = read_bytes(path)
    rows = read_sheets(path.name, content)[0].rows
    headings = [heading.strip() for heading in rows[0]]
    if not is_workbook(content):
        rows = text_rows(content, columns[0])
    named_columns = [heading.strip() for heading in rows[0]]
    for column in columns:
        if column not in named_columns:
            possible = ", ".join(f"«{heading}»" for heading in headings)
            raise Refused("no_column", file=path.name, column=column, possible=possible)
    places = [named_columns.index(column) for column in columns]
    return (tuple(row[place] if place < len(row) else "" for place in places) for row in rows[1:])


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
