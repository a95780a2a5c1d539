"""The colours of a slide, named by the template's theme, so that another template recolours every shape and chart."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour of the theme, its luminance scaled and then raised by these percentages."""

    scheme: str
    luminance: int = 100
    offset: int = 0

    def xml(self) -> str:
        """Return the colour as the file writes it."""
        parts = (("lumMod", self.luminance, 100), ("lumOff", self.offset, 0))
        changes = "".join(f'<a:{name} val="{part}000"/>' for name, part, plain in parts if part != plain)
        return f'<a:schemeClr val="{self.scheme}">{changes}</a:schemeClr>'

    def fill(self) -> str:
        """Return the colour as a solid fill."""
        return f"<a:solidFill>{self.xml()}</a:solidFill>"


def tint(scheme: str, luminance: int) -> Colour:
    """Return a colour of the theme at that percentage of its strength, the rest white."""
    return Colour(scheme, luminance, 100 - luminance)


BOX, INK = Colour("bg1"), Colour("tx1")
SECONDARY = Colour("tx2")
LINE = Colour("bg1", 88)
ACCENT, COMPARISON = Colour("accent1"), Colour("bg1", 68)
HIGHLIGHT = BAD = Colour("accent2")
GOOD = Colour("accent3")
JUDGED = {1: GOOD, -1: BAD, 0: SECONDARY}
CATEGORIES = tuple(Colour(f"accent{place}") for place in (1, 4, 2, 5, 3))  # that of the better is the last, as on pages
REST = Colour("bg1", 82)
OUTSIDE, NO_DATA_LINE, NO_BASE = Colour("bg1", 95), Colour("bg1", 65), Colour("accent4", 25, 75)
# From zero to the most: one hue in even steps of luminance, distinguishable in greyscale too.
SEQUENCE = (
    tint("accent1", 12),
    tint("accent1", 30),
    tint("accent1", 52),
    tint("accent1", 78),
    Colour("accent1", 92),
    Colour("accent1", 58),
)
ON_SEQUENCE = (INK, INK, INK, BOX, BOX, BOX)


def steps(zero: bool, above: int) -> Sequence[int]:
    """Return which colours of the sequence so many classes take: the lightest is kept for zero."""
    spread: dict[int, tuple[int, ...]] = {1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5)}
    return (*((0,) if zero else ()), *spread.get(above, tuple(range(1, above + 1))))


def hatch() -> str:
    """Return the fill of a region without data."""
    front, back = NO_DATA_LINE.xml(), BOX.xml()
    return f'<a:pattFill prst="wdUpDiag"><a:fgClr>{front}</a:fgClr><a:bgClr>{back}</a:bgClr></a:pattFill>'


def outline(colour: Colour | None, points: float = 0.75, more: str = "") -> str:
    """Return the line around or along a shape; none without a colour."""
    if colour is None:
        return "<a:ln><a:noFill/></a:ln>"
    return f'<a:ln w="{round(points * 12_700)}">{colour.fill()}{more}</a:ln>'
