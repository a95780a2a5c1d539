"""A matrix as native tables: rows by group, cells in the colours of their classes, groups kept together over slides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from dashboard.figures.drawing.look import LIGHT
from dashboard.figures.drawing.value_text import short_text
from dashboard.figures.kinds.matrix import Row as Line
from dashboard.figures.kinds.matrix import absent, read, total_words, words
from dashboard.figures.kinds.region_map import Paint
from dashboard.language.formats import NBSP
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit, State
from dashboard.slides.drawing import classed, legend
from dashboard.slides.drawing.boxes import GAP, Box
from dashboard.slides.drawing.canvas import Canvas
from dashboard.slides.drawing.colours import HIGHLIGHT, INK, LINE, SECONDARY, Colour
from dashboard.slides.drawing.grid import EDGE, Cell, Row, place
from dashboard.slides.drawing.text import POINTS, Paragraph, Run, cut, described, line, width
from dashboard.slides.kinds.table import say_rest

# In inches: the names of the rows, the sums, the least and largest width of a column, the column names, a row.
NAME, LONGEST_NAME, SUM, NARROWEST, WIDEST = 2.3, 5.0, 0.65, 0.36, 1.2
LEVEL_HEAD, TURNED_HEAD, LOWEST, HIGHEST = 0.32, 1.6, 0.205, 0.34
LETTERS, SMALLEST, LARGEST = 0.62, 8.0, 12.0
EMPTY = "<a:noFill/>"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every slide of the matrix shares: columns, colours, texts of the cells, rows, and their measures."""

    columns: tuple[str, ...]
    left_out: int
    paints: Sequence[Paint]
    texts: dict[tuple[str, str], str]
    rows: tuple[Line, ...]
    name: float
    wide: float
    head: float
    high: float

    @property
    def size(self) -> float:
        """Return the size of the letters."""
        return max(SMALLEST, min(self.high * POINTS * LETTERS - 1, LARGEST))

    @property
    def is_turned(self) -> bool:
        """Return whether the names of the columns read upwards."""
        return self.head > LEVEL_HEAD


def split(exhibit: Exhibit, box: Box) -> list[Callable[..., None]]:
    """Return a drawing for each slide, with as many whole groups as fit; larger groups are cut."""
    sheet = measured(exhibit, box)
    most = max(int(room_of_rows(box, sheet.head) / sheet.high), 2)
    return [partial(draw_rows, exhibit=exhibit, sheet=sheet, rows=rows) for rows in packed(sheet.rows, most)]


def draw(canvas: Canvas, exhibit: Exhibit, box: Box) -> None:
    """Draw the rows of the matrix that fit beside other exhibits, and say how many are left out."""
    first, *others = split(exhibit, box)
    first(canvas, box=box)
    if others:
        low = Box(box.left, box.bottom - legend.HIGH - GAP, box.width, legend.HIGH)
        say_rest(canvas, low, sum(len(other.keywords["rows"]) for other in others if isinstance(other, partial)))


def room_of_rows(box: Box, head: float) -> float:
    """Return the height left for the rows."""
    return box.height - head - legend.HIGH - GAP


def measured(exhibit: Exhibit, box: Box) -> Sheet:
    """Return the matrix with as many of its last columns as fit, in letters as large as its rows allow."""
    paints, rows = read(exhibit, LIGHT)
    columns = tuple(dict.fromkeys(exhibit.frame["column"].astype(str)))
    latest = columns[-max(int((box.width - NAME - SUM) / NARROWEST), 1) :]
    wide = min((box.width - NAME - SUM) / len(latest), WIDEST)
    head = LEVEL_HEAD if max(width(name, SMALLEST) for name in latest) < wide - EDGE else TURNED_HEAD
    high = max(LOWEST, min(room_of_rows(box, head) / taken(rows), HIGHEST))
    longest = max(width(row.name, high * POINTS * LETTERS) for row in rows) + 0.2
    name = max(NAME, min(box.width - SUM - wide * len(latest), longest, LONGEST_NAME))
    return Sheet(latest, len(columns) - len(latest), paints, cell_texts(exhibit), tuple(rows), name, wide, head, high)


def cell_texts(exhibit: Exhibit) -> dict[tuple[str, str], str]:
    """Return the numbers in the cells; none when all of them are one, which the colour says."""
    frame = exhibit.frame[exhibit.frame["state"] == State.VALUE]
    if (frame["value"] == 1).all():
        return {}
    cells = zip(frame["key"].astype(str), frame["column"].astype(str), frame["value"], strict=True)
    return {(key, column): short_text(exhibit, value) for key, column, value in cells}


def packed(rows: Sequence[Line], most: int) -> list[list[Line]]:
    """Return the rows of each slide: whole groups if they fit, each with a line for its name."""
    slides: list[list[Line]] = [[]]
    for name in dict.fromkeys(row.group for row in rows):
        group = [row for row in rows if row.group == name]
        if slides[-1] and taken(slides[-1]) + taken(group) > most:
            slides.append([])
        slides[-1] += group[: most - 1]
        slides += [group[start : start + most - 1] for start in range(most - 1, len(group), most - 1)]
    return slides


def taken(rows: Sequence[Line]) -> int:
    """Return how many lines the rows and the names of their groups take."""
    return len(rows) + len({row.group for row in rows})


def draw_rows(canvas: Canvas, box: Box, exhibit: Exhibit, sheet: Sheet, rows: Sequence[Line]) -> None:
    """Draw one slide of the matrix and its legend."""
    _ = translator(canvas.language)
    lines = [Row(tuple(head(canvas, sheet)), sheet.head)]
    for group in dict.fromkeys(row.group for row in rows):
        own = [row for row in rows if row.group == group]
        lines += [caption(canvas, sheet, group), *(Row(tuple(cells(exhibit, sheet, row)), sheet.high) for row in own)]
    description = described(exhibit, words(exhibit))
    place(canvas, box, [sheet.name, *[sheet.wide] * len(sheet.columns), SUM], lines, exhibit.title[:80], description)
    under = box.below(box.height - legend.HIGH)
    used = [cell.paint for row in rows for cell in row.cells.values()]
    entries = [legend.swatch(canvas, absent(exhibit), EMPTY), *classed.entries(canvas, sheet.paints, used)]
    legend.write(canvas, entries, under)
    if sheet.left_out:
        text = _.many("ещё {number} столбец", "ещё {number} столбцов", sheet.left_out)
        canvas.text(under, [line(text, 10, SECONDARY, align="r")], text, anchor="ctr")


def head(canvas: Canvas, sheet: Sheet) -> list[Cell]:
    """Return the names of the columns, turned when they are long, and the heading of the sums."""
    _, size = translator(canvas.language), min(sheet.size, 9) if sheet.is_turned else sheet.size - 1
    room = (sheet.head if sheet.is_turned else sheet.wide) - 2 * EDGE
    align = "l" if sheet.is_turned else "ctr"
    names = (cut(name, size, room).replace(" ", NBSP) for name in sheet.columns)
    cells = [
        Cell((line(name, size, SECONDARY, align=align),), turned=sheet.is_turned, rule=SECONDARY) for name in names
    ]
    return [Cell((), rule=SECONDARY), *cells, small(_("Всего"), size, SECONDARY, "r", rule=SECONDARY)]


def caption(canvas: Canvas, sheet: Sheet, group: str) -> Row:
    """Return the line of a group: how many of its rows have something, in all and in each column."""
    _, rows = translator(canvas.language), [row for row in sheet.rows if row.group == group]
    attendance = _("{part} из {base}", part=sum(bool(row.attended) for row in rows), base=len(rows))
    counts = [str(sum(column in row.attended for row in rows) or "") for column in sheet.columns]
    about = Run(f"  {attendance}", sheet.size - 1, SECONDARY)
    name = Run(cut(group, sheet.size, sheet.name - width(about.text, sheet.size)), sheet.size, INK, True)
    numbers = (small(count, sheet.size - 1, SECONDARY, "ctr") for count in counts)
    return Row((Cell((Paragraph((name, about)),)), *numbers, Cell(())), sheet.high)


def cells(exhibit: Exhibit, sheet: Sheet, row: Line) -> list[Cell]:
    """Return one row: its name, its cells, and their total."""
    chosen, size = row.key in exhibit.selected, sheet.size
    name = cut(row.name, size, sheet.name - 2 * EDGE).replace(" ", NBSP)
    total = total_words(row, exhibit.language)
    first = Cell((line(name, size, HIGHLIGHT if chosen else INK, bold=chosen),))
    return [first, *(cell(sheet, row, column) for column in sheet.columns), small(total, size, INK, "r")]


def cell(sheet: Sheet, row: Line, column: str) -> Cell:
    """Return one cell with its number in the colour of its class."""
    region = row.cells.get(column)
    if region is None:
        return Cell(())
    paint, text = sheet.paints[region.paint], sheet.texts.get((row.key, column), "")
    return small(text, sheet.size - 1, classed.ink(paint), "ctr", fill=classed.fill(paint))


def small(text: str, size: float, colour: Colour, align: str, *, fill: str = EMPTY, rule: Colour = LINE) -> Cell:
    """Return a cell of one short text."""
    return Cell((line(text, size, colour, align=align),), fill, rule)
