"""A matrix as one table of HTML: rows by group, a cell coloured by its class, counts beside rows and over columns.

Not a plotly figure: with 89 rows the column names must stay in sight, and each row must be reachable by keyboard.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape

from dashboard.figures.drawing.look import Tokens, tokens
from dashboard.figures.drawing.value_text import short_text
from dashboard.figures.kinds.region_map import Paint, Region, painted
from dashboard.language.formats import MISSING, number
from dashboard.language.phrases import Words, translator
from dashboard.model.exhibit import Exhibit, State

# Up to this many columns the cells are wide and write out their numbers.
FEW = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the matrix: its key, name and group, its cells by column without empty ones, the columns with a number.

    `total` is the sum of the cells, given when they write out their numbers.
    """

    key: str
    name: str
    group: str
    total: float | None = None
    cells: dict[str, Region] = field(default_factory=dict)
    attended: set[str] = field(default_factory=set)


def html(exhibit: Exhibit, dark: bool) -> str:
    """Return the matrix and its legend."""
    look, columns = tokens(dark), list(dict.fromkeys(exhibit.frame["column"].astype(str)))
    paints, rows = read(exhibit, look)
    _, groups = translator(exhibit.language), dict.fromkeys(row.group for row in rows)
    body = "".join(group(name, [row for row in rows if row.group == name], columns, exhibit) for name in groups)
    style = f"--columns:{len(columns)};" + "".join(
        f"--c{place}:{fill(p, look)};--i{place}:{ink(p)};" for place, p in enumerate(paints)
    )
    attributes = f'aria-label="{escape(exhibit.title)}" data-empty="{escape(absent(exhibit))}"'
    return (
        f'<div class="matrix-legend" style="{style}">{legend(rows, paints, exhibit)}</div>'
        f'<div class="matrix{" few" if is_few(exhibit) else ""}" style="{style}" tabindex="0" role="region" {attributes}>'
        f"<table>{head(columns, rows, _)}{body}</table></div>"
    )


def read(exhibit: Exhibit, look: Tokens) -> tuple[list[Paint], list[Row]]:
    """Return the colours and the rows in the order of the frame."""
    frame = exhibit.frame
    filled = frame[frame["state"] != State.ZERO]
    paints, cells = painted(replace(exhibit, frame=filled.rename(columns={"key": "code", "row": "name"})), look)
    if is_few(exhibit):
        stated_cells = zip(cells, filled["value"], filled["state"], strict=True)
        cells = [
            cell._replace(text=short_text(exhibit, value)) if state == State.VALUE else cell
            for cell, value, state in stated_cells
        ]
    heads = frame[["key", "row", "group"]].drop_duplicates("key").astype(str).itertuples(index=False)
    summed = frame.assign(key=frame["key"].astype(str)).groupby("key")["value"].sum()
    totals = summed.to_dict() if is_few(exhibit) else {}
    rows = {key: Row(key, name, group, totals.get(key)) for key, name, group in heads}
    for column, cell, state in zip(filled["column"].astype(str), cells, filled["state"], strict=True):
        row = rows[str(cell.code)]
        row.cells[column] = cell
        if state == State.VALUE:
            row.attended.add(column)
    return paints, list(rows.values())


def is_few(exhibit: Exhibit) -> bool:
    """Return whether cells write out their numbers: the columns are few and some number is above one."""
    return exhibit.frame["column"].nunique() <= FEW and bool((exhibit.frame["value"] > 1).any())


def is_dark(paint: Paint) -> bool:
    """Return whether white letters read better on a colour than black ones, by its relative luminance (WCAG 2)."""
    parts = [part / 255 for part in bytes.fromhex(paint.colour[1:])]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.18


def ink(paint: Paint) -> str:
    """Return the colour of letters on a class."""
    return "#ffffff" if is_dark(paint) else "#17212b"


def fill(paint: Paint, look: Tokens) -> str:
    """Return the background of a class."""
    if not paint.hatched:
        return paint.colour
    return f"repeating-linear-gradient(135deg,{look.no_data_line} 0 1px,{paint.colour} 1px 4px)"


def absent(exhibit: Exhibit) -> str:
    """Return what an empty cell means."""
    _ = translator(exhibit.language)
    return exhibit.never or _("не участвовал")


def legend(rows: Sequence[Row], paints: Sequence[Paint], exhibit: Exhibit) -> str:
    """Return the legend of the classes in use, and of the empty cell."""
    used = sorted({cell.paint for row in rows for cell in row.cells.values()})
    signs = [("empty", absent(exhibit)), *((f"c{place}", paints[place].label) for place in used)]
    return "".join(f'<span class="legend"><i class="{sign}"></i>{escape(label)}</span>' for sign, label in signs)


def head(columns: Sequence[str], rows: Sequence[Row], _: Words) -> str:
    """Return the slanted column names, each over the number of rows that have something there."""
    cells = "".join(
        f'<th scope="col"><span title="{escape(column)}">{escape(column)}</span><b>{count(column, rows)}</b></th>'
        for column in columns
    )
    return f'<thead><tr><td></td>{cells}<th scope="col" class="sum"><span>{_("Всего")}</span></th></tr></thead>'


def count(column: str, rows: Sequence[Row]) -> int:
    """Return how many of the rows have something in the column."""
    return sum(column in row.attended for row in rows)


def group(name: str, rows: Sequence[Row], columns: Sequence[str], exhibit: Exhibit) -> str:
    """Return the rows of one group under a caption that counts those with anything at all."""
    _ = translator(exhibit.language)
    attendance = _("{part} из {base}", part=sum(bool(row.attended) for row in rows), base=len(rows))
    counts = "".join(f"<td>{count(column, rows) or ''}</td>" for column in columns)
    caption = (
        f'<tr class="group"><th scope="rowgroup">{escape(name)} <span>{attendance}</span></th>{counts}<td></td></tr>'
    )
    return f"<tbody>{caption}{''.join(line(row, columns, exhibit) for row in rows)}</tbody>"


def line(row: Row, columns: Sequence[str], exhibit: Exhibit) -> str:
    """Return one row: its name as a button, its cells, and their total."""
    cells = "".join(cell(row.cells.get(column)) for column in columns)
    chosen = ' class="chosen"' if row.key in exhibit.selected else ""
    return (
        f'<tr data-key="{escape(row.key)}"{chosen}><th scope="row"><button type="button">{escape(row.name)}</button></th>'
        f'{cells}<td class="sum">{total_words(row, exhibit.language)}</td></tr>'
    )


def total_words(row: Row, language: str) -> str:
    """Return the total of a row: the sum of the numbers it writes out, else how many cells it has; a dash when none is known."""
    if row.cells and not row.attended:
        return MISSING
    return number(len(row.attended) if row.total is None else row.total, language)


def cell(region: Region | None) -> str:
    """Return one cell; its text is for screen readers and for hovering."""
    return f'<td class="c{region.paint}">{escape(region.text)}</td>' if region else '<td class="empty"></td>'


def words(exhibit: Exhibit) -> str:
    """Return the matrix in a sentence for those who cannot see it: its size and how full it is."""
    _ = translator(exhibit.language)
    _paints, rows = read(exhibit, tokens(dark=False))
    return _(
        "Таблица: строк {rows}, столбцов {columns}, заполнено ячеек {filled}, пустых строк {empty}",
        rows=len(rows),
        columns=exhibit.frame["column"].nunique(),
        filled=sum(len(row.attended) for row in rows),
        empty=sum(not row.attended for row in rows),
    )
