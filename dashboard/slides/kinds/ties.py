"""Ties between regions as native connectors over the pale map: glued to their ends, wider for more ties."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.figures.drawing.value_text import full_text
from dashboard.figures.kinds.ties import WIDTHS, Tie, read, totals, words
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit, Kind
from dashboard.slides.drawing import legend
from dashboard.slides.drawing.boxes import GAP, Box, around
from dashboard.slides.drawing.canvas import ELLIPSE, Canvas, End, Point, connector, group, shape, taken_id
from dashboard.slides.drawing.colours import ACCENT, BOX, HIGHLIGHT, outline
from dashboard.slides.drawing.outlines import country
from dashboard.slides.drawing.text import described
from dashboard.slides.kinds import table
from dashboard.slides.kinds.region_map import ground, parts

DOT, RING, SIGN = 0.12, 0.26, 0.5
HEAD = '<a:tailEnd type="triangle" w="med" len="med"/>'
# An ellipse has eight connection sites, counted anticlockwise from its top.
SITES = 8


def draw(canvas: Canvas, exhibit: Exhibit, box: Box) -> None:
    """Draw the map, a dot for each region with ties, a connector for each tie, the legend, and a list of the strongest."""
    _, (labels, ties) = translator(canvas.language), read(exhibit)
    land, beside = parts(box)
    sheet = land.above(land.height - legend.HIGH - GAP / 2).fitted(country().ratio)
    widths = WIDTHS.get(len(labels), ())
    dots, drawn = ends(canvas, exhibit, ties, sheet)
    lines = [drawn_tie(canvas, exhibit, tie, sheet, dots, widths) for tie in ties]
    shapes = [*ground(canvas, sheet, set()), *lines, *drawn]
    canvas.put(group(canvas, sheet, shapes, _("Карта связей"), described(exhibit, words(exhibit))))
    legend.write(canvas, entries(canvas, exhibit, labels, widths), land.below(land.height - legend.HIGH), SIGN)
    if beside:
        table.draw(canvas, strongest(exhibit), beside)


def strongest(exhibit: Exhibit) -> Exhibit:
    """Return the ties as a table, the strongest first, both names in one column."""
    titles = {field.name: field for field in exhibit.fields}
    sign = arrow(exhibit)
    frame = exhibit.frame.sort_values("value", ascending=False, kind="stable").reset_index(drop=True)
    inner = frame["code"] == frame["other"]
    frame["name"] = frame["name"].where(inner, frame["name"] + sign + frame["other_name"])
    name = replace(
        titles["name"], title=sign.join(titles[end].title for end in ("name", "other_name") if end in titles)
    )
    return replace(exhibit, kind=Kind.TABLE, frame=frame, fields=(name, titles["value"]))


def arrow(exhibit: Exhibit) -> str:
    """Return the arrow or dash between the names of the two ends."""
    return " → " if exhibit.directed else " — "


def ends(canvas: Canvas, exhibit: Exhibit, ties: Sequence[Tie], sheet: Box) -> tuple[Mapping[str, int], list[str]]:
    """Return the shape ids of the dots by region, and the dots."""
    names = {code: name for tie in ties for code, name in zip((tie.code, tie.other), tie.names, strict=True)}
    sums, dots, shapes = totals(exhibit), {}, []
    for code, name in names.items():
        colour = HIGHLIGHT if code in exhibit.selected else ACCENT
        place = around(*country().regions[code].point(sheet), DOT)
        description = f"{name}: {full_text(exhibit, sums[code])}"
        shapes.append(shape(canvas, place, colour.fill(), name, description, form=ELLIPSE, border=outline(BOX, 0.75)))
        dots[code] = taken_id(shapes[-1])
    return dots, shapes


def drawn_tie(
    canvas: Canvas, exhibit: Exhibit, tie: Tie, sheet: Box, dots: Mapping[str, int], widths: Sequence[float]
) -> str:
    """Return one tie: a connector, or a ring around the dot when both ends are the same region."""
    colour = HIGHLIGHT if {tie.code, tie.other} & set(exhibit.selected) else ACCENT
    points, weight = country().regions, widths[tie.size] if widths else 1.5
    if tie.inner:
        place, name = around(*points[tie.code].point(sheet), RING), tie.names[0]
        border = outline(colour, weight)
        return shape(canvas, place, "<a:noFill/>", name, f"{name}: {tie.text}", form=ELLIPSE, border=border)
    name = arrow(exhibit).join(tie.names)
    start, end = points[tie.code].point(sheet), points[tie.other].point(sheet)
    glued = site(dots[tie.code], start, end), site(dots[tie.other], end, start)
    # The head is at the receiving end.
    border = outline(colour, weight, HEAD if exhibit.directed else "")
    return connector(canvas, *glued, border, name, f"{name}: {tie.text}")


def site(dot: int, at: Point, to: Point) -> End:
    """Return the connection site of the dot nearest to the other end."""
    turn = math.atan2(at[1] - to[1], to[0] - at[0])
    place = round((turn / math.tau - 0.25) * SITES) % SITES
    angle = (place / SITES + 0.25) * math.tau
    return End(dot, place, (at[0] + math.cos(angle) * DOT / 2, at[1] - math.sin(angle) * DOT / 2))


def entries(canvas: Canvas, exhibit: Exhibit, labels: Sequence[str], widths: Sequence[float]) -> list[legend.Entry]:
    """Return the legend entries: the widths of the classes, and the meaning of a head."""
    _ = translator(canvas.language)
    signs = [stroke(canvas, label, outline(ACCENT, wide)) for label, wide in zip(labels, widths, strict=True)]
    if exhibit.directed:
        signs.append(stroke(canvas, _("остриё — у того, кто принимает"), outline(ACCENT, 1.5, HEAD)))
    return signs


def stroke(canvas: Canvas, label: str, look: str) -> legend.Entry:
    """Return an entry whose sign is a line."""
    return label, lambda box: shape(
        canvas, Box(box.left, box.top + box.height / 2, box.width, 0), "", label, form="line", border=look
    )
