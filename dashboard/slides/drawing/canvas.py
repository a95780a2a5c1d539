"""Native shapes on a slide, written as XML: python-pptx builds them one by one, fifty times slower."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from pptx.oxml import parse_xml
from pptx.slide import Slide

from dashboard.slides.drawing.boxes import Box, emu
from dashboard.slides.drawing.colours import Colour, outline
from dashboard.slides.drawing.text import Paragraph, body, quoted

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
# Lower ids belong to the placeholders of a layout.
FIRST_ID = 100
RECTANGLE, ROUNDED, ELLIPSE = "rect", "roundRect", "ellipse"


@dataclass(frozen=True)
class Canvas:
    """The slide being drawn; `ids` gives its shapes ids unique on the slide."""

    slide: Slide
    language: str
    ids: Iterator[int] = field(default_factory=lambda: count(FIRST_ID))

    def put(self, *shapes: str) -> None:
        """Add shapes written as XML, in this order from back to front.

        Each declares the namespaces itself: lxml moves such a piece whole, but looks up every node of any other.
        """
        for shape in shapes:
            self.slide.shapes._spTree.append(parse_xml(shape.replace(">", f" {NAMESPACES}>", 1)))

    def text(
        self, box: Box, paragraphs: Sequence[Paragraph], name: str, *, anchor: str = "t", wrap: bool = True
    ) -> None:
        """Add a box of text without a border."""
        self.put(text_box(self, box, paragraphs, name, anchor=anchor, wrap=wrap))


def named(canvas: Canvas, name: str, description: str) -> str:
    """Return the identity of a shape: id, name, and the description for those who cannot see it."""
    return f'<p:cNvPr id="{next(canvas.ids)}" name={quoted(name)} descr={quoted(description or name)}/>'


def taken_id(shape: str) -> int:
    """Return the id of a shape written as XML, to glue a connector to it."""
    return int(shape.partition(' id="')[2].partition('"')[0])


def frame(box: Box, turn: str = "", prefix: str = "a") -> str:
    """Return the place of a shape."""
    left, top, width, height = box.emu()
    return f'<{prefix}:xfrm{turn}><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></{prefix}:xfrm>'


def text_box(
    canvas: Canvas, box: Box, paragraphs: Sequence[Paragraph], name: str, *, anchor: str = "t", wrap: bool = True
) -> str:
    """Return a box of text."""
    description = " ".join(run.text for paragraph in paragraphs for run in paragraph.runs)
    geometry = f'{frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
    inside = body(paragraphs, canvas.language, anchor=anchor, wrap=wrap)
    return (
        f'<p:sp><p:nvSpPr>{named(canvas, name, description)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f"<p:spPr>{geometry}</p:spPr><p:txBody>{inside}</p:txBody></p:sp>"
    )


def shape(
    canvas: Canvas,
    box: Box,
    fill: str,
    name: str,
    description: str = "",
    *,
    form: str = RECTANGLE,
    border: str = "",
    paragraphs: Sequence[Paragraph] = (),
) -> str:
    """Return a rectangle or another preset form with its fill and border, given as XML, and any text inside."""
    geometry = f'<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>'
    return _shape(canvas, box, geometry, fill, border, name, description, paragraphs)


def path(canvas: Canvas, box: Box, drawn: str, fill: str, name: str, description: str = "", *, border: str = "") -> str:
    """Return a free form; `drawn` is its `a:path`, stretched over the box."""
    geometry = (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f"<a:pathLst>{drawn}</a:pathLst></a:custGeom>"
    )
    return _shape(canvas, box, geometry, fill, border, name, description, ())


def _shape(
    canvas: Canvas,
    box: Box,
    geometry: str,
    fill: str,
    border: str,
    name: str,
    description: str,
    paragraphs: Sequence[Paragraph],
) -> str:
    inside = body(paragraphs, canvas.language, anchor="ctr", inset=0.02)
    return (
        f"<p:sp><p:nvSpPr>{named(canvas, name, description)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{frame(box)}{geometry}{fill}{border or outline(None)}</p:spPr>"
        f"<p:txBody>{inside}</p:txBody></p:sp>"
    )


def group(canvas: Canvas, box: Box, shapes: Sequence[str], name: str, description: str = "") -> str:
    """Return shapes grouped so that they move and scale together."""
    left, top, wide, high = box.emu()
    own = f'<a:chOff x="{left}" y="{top}"/><a:chExt cx="{wide}" cy="{high}"/>'
    place = frame(box).replace("</a:xfrm>", f"{own}</a:xfrm>")
    return (
        f"<p:grpSp><p:nvGrpSpPr>{named(canvas, name, description)}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        f"<p:grpSpPr>{place}</p:grpSpPr>{''.join(shapes)}</p:grpSp>"
    )


Point = tuple[float, float]


def polyline(
    canvas: Canvas, points: Sequence[Point], colour: Colour, name: str, description: str = "", weight: float = 1.5
) -> str:
    """Return a broken line through points of the slide."""
    left, top = min(x for x, _ in points), min(y for _, y in points)
    box = Box(left, top, max(x for x, _ in points) - left, max(y for _, y in points) - top)
    steps = [f'<a:pt x="{emu(x - left)}" y="{emu(y - top)}"/>' for x, y in points]
    drawn = f"<a:moveTo>{steps[0]}</a:moveTo>" + "".join(f"<a:lnTo>{step}</a:lnTo>" for step in steps[1:])
    size = f'w="{emu(box.width)}" h="{emu(box.height)}"'
    border = outline(colour, weight, "<a:round/>")
    return path(
        canvas, box, f'<a:path {size} fill="none">{drawn}</a:path>', "<a:noFill/>", name, description, border=border
    )


@dataclass(frozen=True, slots=True)
class End:
    """Where a connector is glued: the id of the shape, the index of its site, and the point there."""

    shape: int
    site: int
    point: Point


def connector(canvas: Canvas, start: End, end: End, border: str, name: str, description: str) -> str:
    """Return a straight line glued to two shapes, which follows them when they are moved."""
    (x, y), (to_x, to_y) = start.point, end.point
    box = Box(min(x, to_x), min(y, to_y), abs(to_x - x), abs(to_y - y))
    turn = (' flipH="1"' if to_x < x else "") + (' flipV="1"' if to_y < y else "")
    glue = f'<a:stCxn id="{start.shape}" idx="{start.site}"/><a:endCxn id="{end.shape}" idx="{end.site}"/>'
    return (
        f"<p:cxnSp><p:nvCxnSpPr>{named(canvas, name, description)}<p:cNvCxnSpPr>{glue}</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr>"
        f'<p:spPr>{frame(box, turn)}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{border}</p:spPr></p:cxnSp>'
    )
