"""A map as native shapes, one per region: each can be selected, recoloured or moved; colours come from the theme."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.figures.drawing.look import LIGHT
from dashboard.figures.kinds.region_map import Paint, Region, class_counts, painted
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit, Kind, State
from dashboard.slides.drawing import classed, legend
from dashboard.slides.drawing.boxes import GAP, Box, around
from dashboard.slides.drawing.canvas import ELLIPSE, Canvas, group, path, shape
from dashboard.slides.drawing.colours import BOX, HIGHLIGHT, NO_DATA_LINE, OUTSIDE, outline
from dashboard.slides.drawing.outlines import country
from dashboard.slides.drawing.text import described
from dashboard.slides.kinds import table

MARKER = 0.16
# A room at least this wide has a list beside the map, which stays as large as without it.
WIDE, LIST = 10.0, 2.9


def draw(canvas: Canvas, exhibit: Exhibit, box: Box) -> None:
    """Draw the regions in the colours of their classes, points for small ones, the legend, and a list of the largest."""
    paints, regions = painted(exhibit, LIGHT)
    land, beside = parts(box)
    sheet = land.above(land.height - legend.HIGH - GAP / 2).fitted(country().ratio)
    codes = {region.code for region in regions}
    shapes = [*ground(canvas, sheet, codes), *areas(canvas, exhibit, sheet, paints, regions)]
    _ = translator(canvas.language)
    canvas.put(group(canvas, sheet, shapes, _("Карта"), described(exhibit, class_counts(paints, regions))))
    entries = classed.entries(canvas, paints, (region.paint for region in regions))
    legend.write(canvas, entries, land.below(land.height - legend.HIGH))
    if beside:
        table.draw(canvas, largest(exhibit), beside)


def parts(box: Box) -> tuple[Box, Box | None]:
    """Return the room of the map, and that of the list if there is enough."""
    if box.width < WIDE:
        return box, None
    wide = box.width - LIST - GAP
    return replace(box, width=wide), Box(box.left + wide + GAP, box.top, LIST, box.height)


def largest(exhibit: Exhibit) -> Exhibit:
    """Return the regions with a value as a table, the largest first."""
    frame = exhibit.frame[exhibit.frame["state"].isin([State.VALUE, State.ZERO])]
    fields = tuple(field for field in exhibit.fields if field.name in ("name", "value"))
    sorted_rows = frame.sort_values("value", ascending=False, kind="stable").reset_index(drop=True)
    return replace(exhibit, kind=Kind.TABLE, frame=sorted_rows, fields=fields)


def ground(canvas: Canvas, sheet: Box, drawn: set[str]) -> list[str]:
    """Return the pale shapes of the regions outside the selection."""
    _, border = translator(canvas.language), outline(BOX, 0.5)
    unselected = _("не выбран")
    return [
        path(canvas, region.box(sheet), region.path, OUTSIDE.fill(), code, f"{code}: {unselected}", border=border)
        for code, region in country().regions.items()
        if code not in drawn
    ]


def areas(
    canvas: Canvas, exhibit: Exhibit, sheet: Box, paints: Sequence[Paint], regions: Sequence[Region]
) -> list[str]:
    """Return the shapes of the regions, the selected ones in front of them, then points for the small ones."""
    shapes = []
    for region in sorted(regions, key=lambda region: region.code in exhibit.selected):
        border = outline(HIGHLIGHT, 2) if region.code in exhibit.selected else edge(paints[region.paint])
        own, colour = country().regions[region.code], classed.fill(paints[region.paint])
        description = f"{region.name}: {region.text}"
        shapes.append(path(canvas, own.box(sheet), own.path, colour, region.name, description, border=border))
    return [*shapes, *points(canvas, exhibit, sheet, paints, regions)]


def edge(paint: Paint) -> str:
    """Return the border of a region: a hatched one has a visible line."""
    return outline(NO_DATA_LINE, 0.5) if paint.hatched else outline(BOX, 0.5)


def points(
    canvas: Canvas, exhibit: Exhibit, sheet: Box, paints: Sequence[Paint], regions: Sequence[Region]
) -> list[str]:
    """Return a point for each region too small to be seen."""
    shapes = []
    for region in regions:
        own = country().regions[region.code]
        if own.small:
            border = outline(HIGHLIGHT if region.code in exhibit.selected else BOX, 1.25)
            place, description = around(*own.point(sheet), MARKER), f"{region.name}: {region.text}"
            colour = classed.fill(paints[region.paint])
            shapes.append(shape(canvas, place, colour, region.name, description, form=ELLIPSE, border=border))
    return shapes
