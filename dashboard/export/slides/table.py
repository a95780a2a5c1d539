"""A native table: texts as the page writes them, numbers to the right, split over slides or cut with what is left said."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from dashboard.exhibit import Exhibit, Field, Shape, State
from dashboard.export.slides.boxes import EMU, Box
from dashboard.export.slides.canvas import Canvas, frame, named
from dashboard.export.slides.colours import INK, LINE, SECONDARY, Colour, outline
from dashboard.export.slides.text import LEADING, POINTS, Paragraph, Run, cut, lines, width
from dashboard.figures.values import absence
from dashboard.formats import MISSING, number
from dashboard.language import translator
from dashboard.table import WRITE, writer

SIZE, HEAD, EDGE, PAD = 11, 10, 0.08, 0.05
MOST_LINES, MOST_SLIDES = 2, 3
NARROWEST, WIDEST = 0.7, 5.0
URI = "http://schemas.openxmlformats.org/drawingml/2006/table"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its paragraphs, its fill, its borders; `turned` text is read from below."""

    paragraphs: tuple[Paragraph, ...]
    fill: str = "<a:noFill/>"
    rule: Colour | None = LINE
    turned: bool = False

    def xml(self, language: str) -> str:
        """Return the cell as the file writes it."""
        edge, pad = round(EDGE * EMU / 2), round(PAD * EMU / 2)
        sides = "".join(f'<a:ln{side} w="0"><a:noFill/></a:ln{side}>' for side in "LRT")
        rule = outline(self.rule, 0.75).replace("<a:ln", "<a:lnB", 1).replace("</a:ln>", "</a:lnB>")
        turn = ' vert="vert270"' if self.turned else ""
        look = f'<a:tcPr marL="{edge}" marR="{edge}" marT="{pad}" marB="{pad}"{turn} anchor="ctr">'
        words = "".join(paragraph.xml(language) for paragraph in self.paragraphs or (Paragraph((Run("", 8),)),))
        body = f"<a:txBody><a:bodyPr/><a:lstStyle/>{words}</a:txBody>"
        return f"<a:tc>{body}{look}{sides}{rule}{self.fill}</a:tcPr></a:tc>"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells and its height in inches."""

    cells: tuple[Cell, ...]
    height: float


def place(canvas: Canvas, box: Box, widths: Sequence[float], rows: Sequence[Row], name: str, told: str) -> None:
    """Put a native table on the slide; its first row is its heading."""
    grid = "".join(f'<a:gridCol w="{round(wide * EMU)}"/>' for wide in widths)
    written = "".join(
        f'<a:tr h="{round(row.height * EMU)}">{"".join(cell.xml(canvas.language) for cell in row.cells)}</a:tr>'
        for row in rows
    )
    own = Box(box.left, box.top, sum(widths), sum(row.height for row in rows))
    canvas.put(
        f"<p:graphicFrame><p:nvGraphicFramePr>{named(canvas, name, told)}<p:cNvGraphicFramePr>"
        '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f'{frame(own, prefix="p")}<a:graphic><a:graphicData uri="{URI}"><a:tbl><a:tblPr firstRow="1"/>'
        f"<a:tblGrid>{grid}</a:tblGrid>{written}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def draw(canvas: Canvas, exhibit: Exhibit, box: Box) -> None:
    """Draw the table of the exhibit; rows that do not fit are counted in a line under it."""
    texts = written(exhibit)
    widths = column_widths(exhibit.fields, texts, box.width)
    heights = [row_height(row, widths) for row in texts]
    shown = fitting(heights, box.height - head_height(exhibit.fields, widths))
    head = Row(tuple(heading(field) for field in exhibit.fields), head_height(exhibit.fields, widths))
    body = [Row(tuple(cells(exhibit, row, widths)), high) for row, high in zip(texts[:shown], heights, strict=False)]
    told = f"{exhibit.title}. {', '.join(field.title for field in exhibit.fields)}"
    place(canvas, box, widths, [head, *body], exhibit.title[:80], told)
    if shown < len(texts):
        under = Box(box.left, box.top + head.height + sum(row.height for row in body) + 0.04, box.width, 0.24)
        say_rest(canvas, under, len(texts) - shown)


def say_rest(canvas: Canvas, box: Box, rest: int) -> None:
    """Say how many rows are left out."""
    _ = translator(canvas.language)
    words = _.many("ещё {number} строка", "ещё {number} строк", rest)
    canvas.text(box, [Paragraph((Run(words, SIZE, SECONDARY),))], words)


def split(exhibit: Exhibit, box: Box) -> list[Callable[..., None]]:
    """Return a drawing a slide, at most three: the last says how many rows are left."""
    texts = written(exhibit)
    widths = column_widths(exhibit.fields, texts, box.width)
    heights = [row_height(row, widths) for row in texts]
    room, start = box.height - head_height(exhibit.fields, widths), 0
    parts: list[pd.DataFrame] = []
    while start < len(texts) and len(parts) < MOST_SLIDES:
        count = max(fitting(heights[start:], room), 1)
        last = len(parts) == MOST_SLIDES - 1
        parts.append(exhibit.frame.iloc[start:] if last else exhibit.frame.iloc[start : start + count])
        start += count
    return [partial(draw, exhibit=replace(exhibit, frame=part.reset_index(drop=True))) for part in parts]


def fitting(heights: Sequence[float], room: float) -> int:
    """Return how many rows fit; a line is kept for saying what did not."""
    if sum(heights) <= room:
        return len(heights)
    taken, count = 0.28, 0
    while count < len(heights) and taken + heights[count] <= room:
        taken, count = taken + heights[count], count + 1
    return count


def written(exhibit: Exhibit) -> list[list[str]]:
    """Return the rows of the table as the page writes them."""
    states = list(exhibit.frame["state"]) if "state" in exhibit.frame else [State.VALUE] * len(exhibit.frame)
    columns = [
        [text(value, field, exhibit.language) for value in exhibit.frame[field.name]] for field in exhibit.fields
    ]
    for field, column in zip(exhibit.fields, columns, strict=True):
        if field.name == "value":
            known = zip(column, states, strict=True)
            absent = (State.NO_DATA, State.NO_BASE)
            column[:] = [absence(exhibit, state) if state in absent else cell for cell, state in known]
    return [list(row) for row in zip(*columns, strict=True)]


def text(value: Any, field: Field, language: str) -> str:
    """Return one value as its column is written; a dash when there is none."""
    if value is None or value != value:
        return MISSING
    if field.shape is Shape.DATE:
        return writer(field, language)(date(value.year, value.month, value.day))
    if field.shape in WRITE:
        return writer(field, language)(float(value))
    whole = isinstance(value, float) and value.is_integer()
    return number(value, language) if whole else str(value)


def column_widths(fields: Sequence[Field], texts: Sequence[Sequence[str]], room: float) -> tuple[float, ...]:
    """Return the widths of the columns: as their texts want, together exactly the room."""
    wanted = []
    for column, field in enumerate(fields):
        inside = max((width(row[column], SIZE) for row in texts), default=0.0)
        word = max((width(part, HEAD) for part in field.title.split()), default=0.0)
        wanted.append(min(max(inside, word, NARROWEST) * 1.05 + 2 * EDGE, WIDEST))
    total = sum(wanted)
    if total <= room:
        return tuple(wide * min(room / total, 1.6) for wide in wanted)
    return tuple(shared(wanted, room))


def shared(wanted: Sequence[float], room: float) -> Iterator[float]:
    """Yield the widths when the room is too small: the narrow columns keep theirs, the wide ones share the rest."""
    fair = room / len(wanted)
    kept = sum(wide for wide in wanted if wide <= fair)
    spread = sum(wide for wide in wanted if wide > fair)
    for wide in wanted:
        yield wide if wide <= fair else wide * (room - kept) / spread


def row_height(row: Sequence[str], widths: Sequence[float]) -> float:
    """Return the height of a row: one line, or two where a text needs them."""
    most = max((lines(cell, SIZE, wide - 2 * EDGE) for cell, wide in zip(row, widths, strict=True)), default=1)
    return min(most, MOST_LINES) * SIZE * LEADING / POINTS + 2 * PAD


def head_height(fields: Sequence[Field], widths: Sequence[float]) -> float:
    """Return the height of the heading."""
    most = max(
        (lines(field.title, HEAD, wide - 2 * EDGE) for field, wide in zip(fields, widths, strict=True)), default=1
    )
    return most * HEAD * LEADING / POINTS + 2 * PAD


def align(field: Field) -> str:
    """Return the side a column is written to."""
    return "r" if field.shape in (Shape.NUMBER, Shape.PERCENT, Shape.CHANGE) else "l"


def heading(field: Field) -> Cell:
    """Return the heading of a column."""
    return Cell((Paragraph((Run(field.title, HEAD, SECONDARY, True),), align(field)),), rule=SECONDARY)


def cells(exhibit: Exhibit, row: Sequence[str], widths: Sequence[float]) -> Iterator[Cell]:
    """Yield the cells of a row; a text longer than two lines is cut."""
    for field, words, wide in zip(exhibit.fields, row, widths, strict=True):
        short = cut(words, SIZE, (wide - 2 * EDGE) * MOST_LINES * 0.95)
        yield Cell((Paragraph((Run(short, SIZE, INK),), align(field)),))
