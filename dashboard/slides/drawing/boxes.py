"""Places on a slide, in inches: a slide of 16:9 is 13.333 by 7.5."""

from collections.abc import Sequence
from dataclasses import dataclass

EMU = 914_400
MARGIN, GAP = 0.5, 0.2


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the slide, in inches from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Return the lower edge."""
        return self.top + self.height

    def emu(self) -> tuple[int, int, int, int]:
        """Return left, top, width and height in the units of the file."""
        return emu(self.left), emu(self.top), emu(self.width), emu(self.height)

    def columns(self, count: int, gap: float = GAP) -> list["Box"]:
        """Return the box divided into equal columns."""
        return self.divided([1] * count, gap)

    def divided(self, weights: Sequence[float], gap: float = GAP) -> list["Box"]:
        """Return the box divided into columns as wide as their weights say."""
        unit = (self.width - gap * (len(weights) - 1)) / sum(weights)
        left, parts = self.left, []
        for weight in weights:
            parts.append(Box(left, self.top, unit * weight, self.height))
            left += unit * weight + gap
        return parts

    def rows(self, count: int, gap: float = GAP) -> list["Box"]:
        """Return the box divided into equal rows."""
        height = (self.height - gap * (count - 1)) / count
        return [Box(self.left, self.top + (height + gap) * row, self.width, height) for row in range(count)]

    def above(self, height: float) -> "Box":
        """Return the upper part of that height."""
        return Box(self.left, self.top, self.width, height)

    def below(self, height: float) -> "Box":
        """Return the rest below the upper part of that height."""
        return Box(self.left, self.top + height, self.width, max(self.height - height, 0.1))

    def within(self, margin: float) -> "Box":
        """Return the box without a margin on every side."""
        return Box(self.left + margin, self.top + margin, self.width - 2 * margin, self.height - 2 * margin)

    def fitted(self, ratio: float) -> "Box":
        """Return the largest box of that ratio of width to height, centred in this one."""
        width = min(self.width, self.height * ratio)
        height = width / ratio
        return Box(self.left + (self.width - width) / 2, self.top + (self.height - height) / 2, width, height)


def emu(inches: float) -> int:
    """Return a length in the units of the file."""
    return round(inches * EMU)


def around(x: float, y: float, size: float) -> Box:
    """Return the square of that size around a point."""
    return Box(x - size / 2, y - size / 2, size, size)
