"""The classes of a map, a cartogram or a matrix in the colours of the theme: fills, the ink on them, their legend."""

from collections.abc import Iterable, Sequence

from dashboard.figures.drawing.look import LIGHT
from dashboard.figures.kinds.region_map import Paint
from dashboard.slides.drawing import legend
from dashboard.slides.drawing.canvas import Canvas
from dashboard.slides.drawing.colours import INK, NO_BASE, ON_SEQUENCE, SEQUENCE, Colour, hatch

# The classes of the page are identified by its colours; a slide replaces those with the colours of the theme.
FILLS = {colour: own.fill() for colour, own in zip(LIGHT.sequence, SEQUENCE, strict=True)}
INKS = dict(zip(LIGHT.sequence, ON_SEQUENCE, strict=True))


def fill(paint: Paint) -> str:
    """Return the fill of a class, of a region without data, or without a base."""
    return hatch() if paint.hatched else FILLS.get(paint.colour, NO_BASE.fill())


def ink(paint: Paint) -> Colour:
    """Return the colour of letters on a class."""
    return INKS.get(paint.colour, INK)


def entries(canvas: Canvas, paints: Sequence[Paint], used: Iterable[int]) -> list[legend.Entry]:
    """Return the legend entries of the classes in use."""
    return [legend.swatch(canvas, paints[place].label, fill(paints[place])) for place in sorted(set(used))]
