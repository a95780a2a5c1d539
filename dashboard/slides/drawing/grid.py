"""A native table: cells with their fills and borders, row heights, column widths."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.slides.drawing.boxes import EMU, Box
from dashboard.slides.drawing.canvas import Canvas, frame, named
from dashboard.slides.drawing.colours import LINE, Colour, outline
from dashboard.slides.drawing.text import Paragraph, Run

EDGE, PAD = 0.08, 0.05
URI = "http://schemas.openxmlformats.org/drawingml/2006/table"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its paragraphs, its fill, its lower border; `turned` text reads upwards.

    It reaches over `span` columns; the cells it covers stand in the row all the same, with a span of 0.
    """

    paragraphs: tuple[Paragraph, ...]
    fill: str = "<a:noFill/>"
    rule: Colour | None = LINE
    turned: bool = False
    span: int = 1

    def xml(self, language: str) -> str:
        """Return the cell as the file writes it."""
        edge, pad = round(EDGE * EMU / 2), round(PAD * EMU / 2)
        sides = "".join(f'<a:ln{side} w="0"><a:noFill/></a:ln{side}>' for side in "LRT")
        rule = outline(self.rule, 0.75).replace("<a:ln", "<a:lnB", 1).replace("</a:ln>", "</a:lnB>")
        turn = ' vert="vert270"' if self.turned else ""
        look = f'<a:tcPr marL="{edge}" marR="{edge}" marT="{pad}" marB="{pad}"{turn} anchor="ctr">'
        words = "".join(paragraph.xml(language) for paragraph in self.written())
        body = f"<a:txBody><a:bodyPr/><a:lstStyle/>{words}</a:txBody>"
        reach = "" if self.span == 1 else f' gridSpan="{self.span}"' if self.span else ' hMerge="1"'
        return f"<a:tc{reach}>{body}{look}{sides}{rule}{self.fill}</a:tcPr></a:tc>"

    def written(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs; without words one of the smallest letters, which never makes its row higher."""
        has_words = any(run.text for paragraph in self.paragraphs for run in paragraph.runs)
        return self.paragraphs if has_words else (Paragraph((Run("", 1),)),)


def across(paragraphs: tuple[Paragraph, ...], columns: int) -> tuple[Cell, ...]:
    """Return the cells of a row whose words reach over all columns."""
    return (Cell(paragraphs, span=columns), *(Cell((), span=0) for _ in range(columns - 1)))


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells and its height in inches."""

    cells: tuple[Cell, ...]
    height: float


def place(canvas: Canvas, box: Box, widths: Sequence[float], rows: Sequence[Row], name: str, description: str) -> None:
    """Put a native table on the slide; its first row is its heading."""
    grid = "".join(f'<a:gridCol w="{round(wide * EMU)}"/>' for wide in widths)
    written = "".join(
        f'<a:tr h="{round(row.height * EMU)}">{"".join(cell.xml(canvas.language) for cell in row.cells)}</a:tr>'
        for row in rows
    )
    own = Box(box.left, box.top, sum(widths), sum(row.height for row in rows))
    canvas.put(
        f"<p:graphicFrame><p:nvGraphicFramePr>{named(canvas, name, description)}<p:cNvGraphicFramePr>"
        '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f'{frame(own, prefix="p")}<a:graphic><a:graphicData uri="{URI}"><a:tbl><a:tblPr firstRow="1"/>'
        f"<a:tblGrid>{grid}</a:tblGrid>{written}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
