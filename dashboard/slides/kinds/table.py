"""A table: texts as the page writes them, numbers to the right, split over slides or cut with a count of the rest."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any

from dashboard.figures.drawing.value_text import absence
from dashboard.figures.table import WRITE, writer
from dashboard.language.formats import MISSING, number
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit, Field, Shape, State, date_words
from dashboard.slides.drawing.boxes import Box
from dashboard.slides.drawing.canvas import Canvas
from dashboard.slides.drawing.colours import INK, SECONDARY
from dashboard.slides.drawing.grid import EDGE, PAD, Cell, Row, place
from dashboard.slides.drawing.text import LEADING, POINTS, Paragraph, Run, cut, lines, width

SIZES = (14, 12, 11)
MOST_LINES, MOST_SLIDES, REST = 2, 3, 0.28
NARROWEST, WIDEST = 0.7, 5.0


@dataclass(frozen=True, slots=True)
class Layout:
    """A table laid out: its texts and their size, the widths of its columns, the heights of its rows and its heading."""

    texts: list[list[str]]
    size: int
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    head: float

    def fits(self, box: Box) -> bool:
        """Return whether the whole table fits the box."""
        return sum(self.widths) <= box.width + 0.01 and self.head + sum(self.heights) <= box.height


def draw(canvas: Canvas, exhibit: Exhibit, box: Box) -> None:
    """Draw the table of the exhibit; rows that do not fit are counted in a line under it."""
    layout = laid(exhibit, box)
    draw_rows(canvas, box, exhibit, layout, 0, fitting(layout.heights, box.height - layout.head))


def split(exhibit: Exhibit, box: Box) -> list[Callable[..., None]]:
    """Return a drawing for each slide, at most three; the last says how many rows are left out."""
    layout, ends = laid(exhibit, box), [0]
    while ends[-1] < len(layout.texts) and len(ends) <= MOST_SLIDES:
        ends.append(ends[-1] + max(fitting(layout.heights[ends[-1] :], box.height - layout.head), 1))
    return [
        partial(draw_rows, exhibit=exhibit, layout=layout, start=start, stop=stop, is_last=stop == ends[-1])
        for start, stop in pairwise(ends)
    ]


def draw_rows(
    canvas: Canvas, box: Box, exhibit: Exhibit, layout: Layout, start: int, stop: int, is_last: bool = True
) -> None:
    """Draw rows of the table; the last slide says how many are left out."""
    head = Row(tuple(heading(field, layout.size) for field in exhibit.fields), layout.head)
    visible = zip(layout.texts[start:stop], layout.heights[start:stop], strict=True)
    body = [Row(tuple(cells(exhibit, row, layout)), high) for row, high in visible]
    description = f"{exhibit.title}. {', '.join(field.title for field in exhibit.fields)}"
    place(canvas, box, layout.widths, [head, *body], exhibit.title[:80], description)
    rest = len(layout.texts) - stop
    if rest and is_last:
        under = Box(box.left, box.top + head.height + sum(row.height for row in body) + 0.04, box.width, REST)
        say_rest(canvas, under, rest)


def say_rest(canvas: Canvas, box: Box, rest: int) -> None:
    """Say how many rows are left out."""
    _ = translator(canvas.language)
    words = _.many("ещё {number} строка", "ещё {number} строк", rest)
    canvas.text(box, [Paragraph((Run(words, SIZES[-1], SECONDARY),))], words)


def fitting(heights: Sequence[float], room: float) -> int:
    """Return how many rows fit, leaving a line for the count of the others."""
    if sum(heights) <= room:
        return len(heights)
    taken, count = REST, 0
    while count < len(heights) and taken + heights[count] <= room:
        taken, count = taken + heights[count], count + 1
    return count


def laid(exhibit: Exhibit, box: Box) -> Layout:
    """Return the table in the largest letters in which it all fits, else in the smallest."""
    texts = written(exhibit)
    *larger, smallest = (sized(exhibit.fields, texts, size, box) for size in SIZES)
    return next((layout for layout in larger if layout.fits(box)), smallest)


def sized(fields: Sequence[Field], texts: list[list[str]], size: int, box: Box) -> Layout:
    """Return the table in letters of that size."""
    widths = column_widths(fields, texts, size, box.width)
    heights = tuple(row_height(row, widths, size, MOST_LINES) for row in texts)
    return Layout(texts, size, widths, heights, row_height([field.title for field in fields], widths, size - 1, 9))


def written(exhibit: Exhibit) -> list[list[str]]:
    """Return the rows of the table as the page writes them."""
    states = list(exhibit.frame["state"]) if "state" in exhibit.frame else [State.VALUE] * len(exhibit.frame)
    columns = [
        [text(value, field, exhibit.language) for value in exhibit.frame[field.name]] for field in exhibit.fields
    ]
    for field, column in zip(exhibit.fields, columns, strict=True):
        if field.shape is Shape.DATE:
            words = date_words(exhibit.frame, field.name)
            column[:] = [inexact or cell for inexact, cell in zip(words, column, strict=True)]
        if field.name == "value":
            stated = zip(column, states, strict=True)
            absent = (State.NO_DATA, State.NO_BASE)
            column[:] = [absence(exhibit, state) if state in absent else cell for cell, state in stated]
    return [list(row) for row in zip(*columns, strict=True)]


def text(value: Any, field: Field, language: str) -> str:
    """Return one value in the format of its column; a dash when there is none."""
    if value is None or value != value:
        return MISSING
    if field.shape is Shape.DATE:
        return writer(field, language)(date(value.year, value.month, value.day))
    if field.shape in WRITE:
        return writer(field, language)(float(value))
    whole = isinstance(value, float) and value.is_integer()
    return number(value, language) if whole else str(value)


def column_widths(fields: Sequence[Field], texts: Sequence[Sequence[str]], size: int, room: float) -> tuple[float, ...]:
    """Return the widths of the columns by the lengths of their texts, never wider than the room together."""
    desired = []
    for column, field in enumerate(fields):
        inside = max((width(row[column], size) for row in texts), default=0.0)
        word = max((width(part, size - 1) for part in field.title.split()), default=0.0)
        desired.append(min(max(inside, word, NARROWEST) * 1.05 + 2 * EDGE, WIDEST))
    total = sum(desired)
    if total <= room:
        return tuple(wide * min(room / total, 1.6) for wide in desired)
    return tuple(shared(desired, room))


def shared(desired: Sequence[float], room: float) -> Iterator[float]:
    """Yield the widths when the room is too small: narrow columns keep theirs, and wide ones share the rest."""
    fair = room / len(desired)
    narrow = sum(wide for wide in desired if wide <= fair)
    spread = sum(wide for wide in desired if wide > fair)
    for wide in desired:
        yield wide if wide <= fair else wide * (room - narrow) / spread


def row_height(row: Sequence[str], widths: Sequence[float], size: int, most: int) -> float:
    """Return the height of a row: the lines its longest text needs, up to `most`."""
    needed = max((lines(cell, size, wide - 2 * EDGE) for cell, wide in zip(row, widths, strict=True)), default=1)
    return min(needed, most) * size * LEADING / POINTS + 2 * PAD


def align(field: Field) -> str:
    """Return the alignment of a column: r or l."""
    return "r" if field.shape in (Shape.NUMBER, Shape.PERCENT, Shape.CHANGE) else "l"


def heading(field: Field, size: int) -> Cell:
    """Return the heading of a column."""
    return Cell((Paragraph((Run(field.title, size - 1, SECONDARY, True),), align(field)),), rule=SECONDARY)


def cells(exhibit: Exhibit, row: Sequence[str], layout: Layout) -> Iterator[Cell]:
    """Yield the cells of a row; texts longer than two lines are cut."""
    for field, words, wide in zip(exhibit.fields, row, layout.widths, strict=True):
        short = cut(words, layout.size, (wide - 2 * EDGE) * MOST_LINES * 0.95)
        yield Cell((Paragraph((Run(short, layout.size, INK),), align(field)),))
