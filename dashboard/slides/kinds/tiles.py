"""The regions as equal native squares, roughly in place."""

from dashboard.figures.drawing.look import LIGHT
from dashboard.figures.kinds.region_map import Paint, Region, class_counts, painted
from dashboard.figures.kinds.tiles import tiles
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit
from dashboard.slides.drawing import classed, legend
from dashboard.slides.drawing.boxes import GAP, Box
from dashboard.slides.drawing.canvas import Canvas, group, shape
from dashboard.slides.drawing.colours import BOX, HIGHLIGHT, outline
from dashboard.slides.drawing.text import described, line

LETTERS = 0.24


def draw(canvas: Canvas, exhibit: Exhibit, box: Box) -> None:
    """Draw a square for each region, with its letters and in the colour of its class, and the legend."""
    paints, regions = painted(exhibit, LIGHT)
    rows, columns = (
        max(part) + 1 for part in zip(*((tile.row, tile.column) for tile in tiles().values()), strict=True)
    )
    sheet = box.above(box.height - legend.HIGH - GAP / 2).fitted(columns / rows)
    side = sheet.width / columns
    shapes = [square(canvas, exhibit, region, paints[region.paint], sheet, side) for region in regions]
    _ = translator(canvas.language)
    canvas.put(group(canvas, sheet, shapes, _("Плитки регионов"), described(exhibit, class_counts(paints, regions))))
    entries = classed.entries(canvas, paints, (region.paint for region in regions))
    legend.write(canvas, entries, box.below(box.height - legend.HIGH))


def square(canvas: Canvas, exhibit: Exhibit, region: Region, paint: Paint, sheet: Box, side: float) -> str:
    """Return the square of one region."""
    tile = tiles()[region.code]
    place = Box(sheet.left + tile.column * side, sheet.top + tile.row * side, side, side).within(side * 0.03)
    letters = line(
        tile.short_en if canvas.language == "en" else tile.short, LETTERS * side * 72, classed.ink(paint), align="ctr"
    )
    border = outline(HIGHLIGHT, 2.25) if region.code in exhibit.selected else outline(BOX, 0.5)
    description = f"{region.name}: {region.text}"
    return shape(canvas, place, classed.fill(paint), region.name, description, border=border, paragraphs=[letters])
