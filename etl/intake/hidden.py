"""What a file hides: its sheets, rows and columns, and the addresses behind its cells.

What a clerk hid may be meant or not, so nobody guesses: hidden sheets are not read and hidden rows wait, until a person
says that they are wanted.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from etl.datasets.dataset import Dataset, Kind
from etl.intake.people.personal_data import hidden
from etl.read import Sheet
from etl.read.table import UNSEEN, Table

ADDRESS_PARTS = re.compile(r"[/?&=#+]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person says of a file beyond its cells.

    Its hidden or filtered `rows`, its hidden `sheets` are meant too; its `sections` are the regions of the rows under them;
    all its rows that say none are of one `region`.
    """

    rows: bool = False
    sheets: bool = False
    sections: bool = False
    region: str = ""


NOTHING_HIDDEN = Wanted()


def seen_sheets(sheets: Sequence[Sheet], wanted: Wanted = NOTHING_HIDDEN) -> list[Sheet]:
    """Return the sheets that are read: all where none is seen, or where the hidden ones are wanted."""
    return [sheet for sheet in sheets if wanted.sheets or not sheet.hidden] or list(sheets)


def unused(sheets: Iterable[Sheet], used: Collection[str]) -> tuple[str, ...]:
    """Return the names of the sheets that are not read, of hidden ones that they are."""
    names = ((sheet.name, sheet.hidden) for sheet in sheets if sheet.name not in used)
    return tuple(f"{name} (скрыт)" if hidden else name for name, hidden in names)


def with_wanted_rows(table: Table, wanted: Wanted) -> Table:
    """Return a table whose hidden rows count like all others, when they are wanted."""
    if not wanted.rows or not table.waiting:
        return table
    return replace(table, waiting={row: reason for row, reason in table.waiting.items() if reason not in UNSEEN})


def with_addresses(table: Table, dataset: Dataset, matched: Mapping[int, str]) -> Table:
    """Return a table whose columns of addresses say where their links lead, not what is written over them."""
    places = [place for place, name in matched.items() if dataset.column(name).kind is Kind.URL] if table.links else []
    columns = list(table.columns)
    for place in places:
        number = table.column_numbers[place]
        rows = zip(table.row_numbers, columns[place], strict=True)
        columns[place] = [_address(table.links.get((row, number), ""), text) for row, text in rows]
    return replace(table, columns=columns, links={}) if table.links else table


def _address(link: str, text: str) -> str:
    """Return where a link leads; what is written over it, when it leads to no page or its address names somebody."""
    is_page = link.lower().startswith(("http://", "https://"))
    return link if is_page and not any(map(_names_somebody, ADDRESS_PARTS.split(unquote(link)))) else text


def _names_somebody(piece: str) -> bool:
    return hidden(piece) != piece
