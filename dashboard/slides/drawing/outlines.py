"""The outlines of the regions as paths of native shapes, read from the file that `etl.regions.drawings` writes."""

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from dashboard.figures.drawing.shapes import REFERENCE, shapes
from dashboard.slides.drawing.boxes import Box

STEP = re.compile(r"([ML])(-?\d+) (-?\d+)|Z")

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Outline:
    """A region: its box and its centre as shares of the map's width, and its outline as the `a:path` of a shape."""

    place: Box
    centre: Point
    small: bool
    path: str

    def box(self, sheet: Box) -> Box:
        """Return where the region stands when the map fills the sheet."""
        wide, own = sheet.width, self.place
        return Box(sheet.left + own.left * wide, sheet.top + own.top * wide, own.width * wide, own.height * wide)

    def point(self, sheet: Box) -> Point:
        """Return where the centre of the region stands when the map fills the sheet."""
        return sheet.left + self.centre[0] * sheet.width, sheet.top + self.centre[1] * sheet.width


@dataclass(frozen=True, slots=True)
class Country:
    """The outlines of all regions by code, and the ratio of the map's width to its height."""

    ratio: float
    regions: dict[str, Outline]


@cache
def country() -> Country:
    """Return the outlines of the regions."""
    drawings = json.loads((REFERENCE / "outlines.json").read_text(encoding="utf-8"))
    width = drawings["width"]
    outlines = {code: outline(region, shapes()[code].small, width) for code, region in drawings["regions"].items()}
    return Country(width / drawings["height"], outlines)


def outline(drawing: dict[str, Any], small: bool, unit: int) -> Outline:
    """Return the outline of one region of the file, the map being `unit` units wide."""
    x, y = drawing["label"]
    place = Box(*(number / unit for number in drawing["box"]))
    return Outline(place, (x / unit, y / unit), small, drawn(drawing["path"], *drawing["box"][2:]))


def drawn(path: str, width: int, height: int) -> str:
    """Return a path of the file as the XML of a slide."""
    tags = {"M": "moveTo", "L": "lnTo"}

    def step(command: re.Match[str]) -> str:
        if not command[1]:
            return "<a:close/>"
        return f'<a:{tags[command[1]]}><a:pt x="{command[2]}" y="{command[3]}"/></a:{tags[command[1]]}>'

    return f'<a:path w="{width}" h="{height}">{STEP.sub(step, path)}</a:path>'
