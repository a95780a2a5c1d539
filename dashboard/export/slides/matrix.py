"""A matrix as native tables: rows by group, a cell in the colour of its class, groups kept together over slides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from dashboard.exhibit import Exhibit, State
from dashboard.export.slides import classed, legend, table
from dashboard.export.slides.boxes import GAP, Box
from dashboard.export.slides.canvas import Canvas
from dashboard.export.slides.colours import HIGHLIGHT, INK, LINE, SECONDARY, Colour
from dashboard.export.slides.table import Cell
from dashboard.export.slides.text import Paragraph, Run, cut, line
from dashboard.figures.map import Paint
from dashboard.figures.matrix import Row, read, words
from dashboard.figures.template import LIGHT
from dashboard.figures.values import short_text
from dashboard.formats import MISSING, number
from dashboard.language import translator

NAME, SUM, NARROWEST, WIDEST = 2.3, 0.6, 0.36, 1.0
HEAD, HIGH, SMALL, TINY = 1.3, 0.205, 9, 8
EMPTY = "<a:noFill/>"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn on every slide of the matrix: the columns, the colours, the words in the cells, the rows."""

    columns: tuple[str, ...]
    left_out: int
    paints: Sequence[Paint]
    texts: dict[tuple[str, str], str]
    rows: tuple[Row, ...]


def split(exhibit: Exhibit, box: Box) -> list[Callable[..., None]]:
    """Return a drawing a slide: as many groups on each as fit, a larger one cut."""
    sheet = read_sheet(exhibit, box)
    most = max(int((box.height - HEAD - legend.HIGH - GAP) / HIGH), 2)
    return [partial(draw_rows, exhibit=exhibit, sheet=sheet, rows=rows) for rows in packed(sheet.rows, most)]


def draw(canvas: Canvas, exhibit: Exhibit, box: Box) -> None:
    """Draw what fits of the matrix beside other exhibits."""
    split(exhibit, box)[0](canvas, box=box)


def read_sheet(exhibit: Exhibit, box: Box) -> Sheet:
    """Return the matrix with as many of its last columns as fit."""
    paints, rows = read(exhibit, LIGHT)
    columns = tuple(dict.fromkeys(exhibit.frame["column"].astype(str)))
    kept = columns[-max(int((box.width - NAME - SUM) / NARROWEST), 1) :]
    frame = exhibit.frame[exhibit.frame["state"] == State.VALUE]
    cells = zip(frame["key"].astype(str), frame["column"].astype(str), frame["value"], strict=True)
    texts = {(key, column): short_text(exhibit, value) for key, column, value in cells}
    return Sheet(kept, len(columns) - len(kept), paints, texts, tuple(rows))


def packed(rows: Sequence[Row], most: int) -> list[list[Row]]:
    """Return the rows by slides: whole groups where they fit, each with a line for its name."""
    slides: list[list[Row]] = [[]]
    for name in dict.fromkeys(row.group for row in rows):
        group = [row for row in rows if row.group == name]
        if slides[-1] and taken(slides[-1]) + taken(group) > most:
            slides.append([])
        slides[-1] += group[: most - 1]
        slides += [group[start : start + most - 1] for start in range(most - 1, len(group), most - 1)]
    return slides


def taken(rows: Sequence[Row]) -> int:
    """Return how many lines the rows take with the names of their groups."""
    return len(rows) + len({row.group for row in rows})


def draw_rows(canvas: Canvas, box: Box, exhibit: Exhibit, sheet: Sheet, rows: Sequence[Row]) -> None:
    """Draw one slide of the matrix and its legend."""
    _ = translator(canvas.language)
    wide = min((box.width - NAME - SUM) / len(sheet.columns), WIDEST)
    lines = [table.Row(tuple(head(canvas, sheet)), HEAD)]
    for group in dict.fromkeys(row.group for row in rows):
        own = [row for row in rows if row.group == group]
        lines += [caption(canvas, sheet, group), *(table.Row(tuple(cells(exhibit, sheet, row)), HIGH) for row in own)]
    told = f"{exhibit.title}. {exhibit.subtitle}. {words(exhibit)}"
    table.place(canvas, box, [NAME, *[wide] * len(sheet.columns), SUM], lines, exhibit.title[:80], told)
    under = Box(box.left, box.bottom - legend.HIGH, box.width, legend.HIGH)
    used = [cell.paint for row in rows for cell in row.cells.values()]
    entries = [legend.swatch(canvas, _("не участвовал"), EMPTY), *classed.entries(canvas, sheet.paints, used)]
    legend.write(canvas, entries, under)
    if sheet.left_out:
        text = _.many("ещё {number} столбец", "ещё {number} столбцов", sheet.left_out)
        canvas.text(under, [line(text, SMALL, SECONDARY, align="r")], text, anchor="ctr")


def head(canvas: Canvas, sheet: Sheet) -> list[Cell]:
    """Return the names of the columns, read from below, and the heading of the sums."""
    _ = translator(canvas.language)
    names = [
        Cell((line(cut(name, SMALL, (HEAD - 0.2) * 1.9), SMALL, SECONDARY),), turned=True, rule=SECONDARY)
        for name in sheet.columns
    ]
    return [Cell((), rule=SECONDARY), *names, small(_("Всего"), SECONDARY, "r", rule=SECONDARY)]


def caption(canvas: Canvas, sheet: Sheet, group: str) -> table.Row:
    """Return the line of a group: how many of its rows have anything, in all and in each column."""
    _, rows = translator(canvas.language), [row for row in sheet.rows if row.group == group]
    told = _("{part} из {base}", part=sum(bool(row.attended) for row in rows), base=len(rows))
    counts = [str(sum(column in row.attended for row in rows) or "") for column in sheet.columns]
    name = Paragraph((Run(group, SMALL, INK, True), Run(f"  {told}", TINY, SECONDARY)))
    return table.Row((Cell((name,)), *(small(count, SECONDARY, "ctr") for count in counts), Cell(())), HIGH)


def cells(exhibit: Exhibit, sheet: Sheet, row: Row) -> list[Cell]:
    """Return one row: its name, its cells, their number; a dash where nothing is known."""
    chosen = row.key in exhibit.selected
    name = line(cut(row.name, SMALL, NAME - 0.1), SMALL, HIGHLIGHT if chosen else INK, bold=chosen)
    known = MISSING if row.cells and not row.attended else number(len(row.attended), exhibit.language)
    return [Cell((name,)), *(cell(sheet, row, column) for column in sheet.columns), small(known, INK, "r")]


def cell(sheet: Sheet, row: Row, column: str) -> Cell:
    """Return one cell with its number in the colour of its class."""
    found = row.cells.get(column)
    if found is None:
        return Cell(())
    paint = sheet.paints[found.paint]
    return small(sheet.texts.get((row.key, column), ""), classed.ink(paint), "ctr", fill=classed.fill(paint))


def small(text: str, colour: Colour, align: str, *, fill: str = EMPTY, rule: Colour = LINE) -> Cell:
    """Return a cell of small letters."""
    return Cell((line(text, TINY, colour, align=align),), fill, rule)
