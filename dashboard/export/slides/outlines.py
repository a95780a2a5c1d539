"""The outlines of the regions as paths of native shapes, as `dashboard.export.outlines` has drawn them."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.export.slides.boxes import Box

KEPT = Path(__file__).with_name("outlines.json")
# The map is so many units wide; a unit is a quarter of a pixel of a slide shown on 2,000 pixels.
WIDTH = 8000
STEP = re.compile(r"([ML])(-?\d+) (-?\d+)|Z")

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Outline:
    """A region: its place on the map and its centre in units of the map, its outline as the `a:path` of a shape."""

    left: int
    top: int
    width: int
    height: int
    centre: Point
    small: bool
    path: str

    def box(self, sheet: Box) -> Box:
        """Return where the region stands when the map fills the sheet."""
        unit = sheet.width / WIDTH
        return Box(sheet.left + self.left * unit, sheet.top + self.top * unit, self.width * unit, self.height * unit)

    def point(self, sheet: Box) -> Point:
        """Return where the centre of the region stands when the map fills the sheet."""
        unit = sheet.width / WIDTH
        return sheet.left + self.centre[0] * unit, sheet.top + self.centre[1] * unit


@dataclass(frozen=True, slots=True)
class Country:
    """The outlines of all regions by code, and how wide the map is to its height."""

    ratio: float
    regions: dict[str, Outline]


@cache
def country() -> Country:
    """Return the kept outlines."""
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    return Country(WIDTH / kept["height"], {code: outline(region) for code, region in kept["regions"].items()})


def outline(kept: dict[str, Any]) -> Outline:
    """Return the outline a line of the kept file stands for."""
    left, top, width, height = kept["box"]
    return Outline(left, top, width, height, tuple(kept["centre"]), kept["small"], drawn(kept["path"], width, height))


def drawn(path: str, width: int, height: int) -> str:
    """Return a kept path as the file of a slide writes it."""
    tags = {"M": "moveTo", "L": "lnTo"}

    def step(found: re.Match[str]) -> str:
        if not found[1]:
            return "<a:close/>"
        return f'<a:{tags[found[1]]}><a:pt x="{found[2]}" y="{found[3]}"/></a:{tags[found[1]]}>'

    return f'<a:path w="{width}" h="{height}">{STEP.sub(step, path)}</a:path>'
