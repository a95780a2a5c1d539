"""A map as native shapes, one a region: each can be picked, recoloured, moved; colours are those of the theme."""

from collections.abc import Sequence

from dashboard.exhibit import Exhibit
from dashboard.export.slides.boxes import GAP, Box, around
from dashboard.export.slides.canvas import ELLIPSE, Canvas, group, path, shape, text_box
from dashboard.export.slides.colours import (
    BOX,
    HIGHLIGHT,
    LINE,
    NO_BASE,
    NO_DATA_LINE,
    OUTSIDE,
    SECONDARY,
    SEQUENCE,
    hatch,
    outline,
)
from dashboard.export.slides.outlines import Country, country
from dashboard.export.slides.text import line, width
from dashboard.figures.map import Paint, Region, painted
from dashboard.figures.template import LIGHT
from dashboard.language import translator

LEGEND, SWATCH, WORDS, MARKER = 0.34, 0.2, 12, 0.16
# The page's classes are told by its colours; on a slide the theme's stand for them.
FILLS = {colour: own.fill() for colour, own in zip(LIGHT.sequence, SEQUENCE, strict=True)} | {
    LIGHT.no_base: NO_BASE.fill()
}


def draw(canvas: Canvas, exhibit: Exhibit, box: Box) -> None:
    """Draw the regions in the colours of their classes, small ones as points too, and the legend."""
    paints, regions = painted(exhibit, LIGHT)
    sheet = box.above(box.height - LEGEND - GAP / 2).fitted(country().ratio)
    shapes = [
        *ground(canvas, sheet, {region.code for region in regions}),
        *areas(canvas, exhibit, sheet, paints, regions),
    ]
    _ = translator(canvas.language)
    canvas.put(group(canvas, sheet, shapes, _("Карта"), told(exhibit, paints, regions)))
    used = [paints[place] for place in sorted({region.paint for region in regions})]
    write_legend(canvas, [(paint.label, fill(paint)) for paint in used], box.below(box.height - LEGEND))


def fill(paint: Paint) -> str:
    """Return the fill of a class, of a region without data, or without a base."""
    return hatch() if paint.hatched else FILLS[paint.colour]


def told(exhibit: Exhibit, paints: Sequence[Paint], regions: Sequence[Region]) -> str:
    """Return the map in words: the finding, and how many regions are in each class."""
    counts = {paint.label: sum(paints[region.paint] is paint for region in regions) for paint in paints}
    listed = "; ".join(f"{label}: {count}" for label, count in counts.items() if count)
    return f"{exhibit.title}. {exhibit.subtitle}. {listed}"


def ground(canvas: Canvas, sheet: Box, drawn: set[str] = frozenset()) -> list[str]:  # type: ignore[assignment]
    """Return the pale shapes of the regions that are not drawn otherwise."""
    _, border = translator(canvas.language), outline(BOX, 0.5)
    told = _("не выбран")
    return [
        path(canvas, region.box(sheet), region.path, OUTSIDE.fill(), code, f"{code}: {told}", border=border)
        for code, region in country().regions.items()
        if code not in drawn
    ]


def areas(
    canvas: Canvas, exhibit: Exhibit, sheet: Box, paints: Sequence[Paint], regions: Sequence[Region]
) -> list[str]:
    """Return the shapes of the regions, then the picked ones again in front, then points for the small ones."""
    land: Country = country()
    picked = [region for region in regions if region.code in exhibit.selected]
    others = [region for region in regions if region.code not in exhibit.selected]
    shapes = []
    for region in (*others, *picked):
        border = outline(HIGHLIGHT, 2) if region in picked else edge(paints[region.paint])
        own = land.regions[region.code]
        told = f"{region.name}: {region.text}"
        shapes.append(
            path(canvas, own.box(sheet), own.path, fill(paints[region.paint]), region.name, told, border=border)
        )
    return [*shapes, *points(canvas, exhibit, sheet, paints, regions)]


def edge(paint: Paint) -> str:
    """Return the border of a region: one that is hatched is told apart by a line."""
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
            place = around(*own.point(sheet), MARKER)
            told = f"{region.name}: {region.text}"
            colour = fill(paints[region.paint])
            shapes.append(shape(canvas, place, colour, region.name, told, form=ELLIPSE, border=border))
    return shapes


def write_legend(canvas: Canvas, entries: Sequence[tuple[str, str]], box: Box) -> None:
    """Write the classes in a row: a square of the fill and its words."""
    _, left, shapes = translator(canvas.language), box.left, []
    for label, colour in entries:
        square = Box(left, box.top + (box.height - SWATCH) / 2, SWATCH, SWATCH)
        words = Box(left + SWATCH + 0.08, box.top, width(label, WORDS) + 0.1, box.height)
        shapes.append(shape(canvas, square, colour, label, border=outline(LINE, 0.5)))
        shapes.append(text_box(canvas, words, [line(label, WORDS, SECONDARY)], label, anchor="ctr", wrap=False))
        left = words.right + 0.22
    canvas.put(group(canvas, box, shapes, _("Легенда"), "; ".join(label for label, _fill in entries)))
