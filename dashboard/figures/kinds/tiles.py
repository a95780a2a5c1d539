"""The regions as equal squares, roughly in place: a small region is as easy to see and click as a large one."""

import csv
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import NamedTuple

from dashboard.figures.drawing.look import tokens
from dashboard.figures.kinds.matrix import fill, is_dark
from dashboard.figures.kinds.region_map import Paint, Region, painted
from dashboard.model.exhibit import Exhibit

TILES = Path(__file__).resolve().parents[3] / "data" / "reference" / "tiles.csv"


class Tile(NamedTuple):
    """The row and column of a region's square, counted from 0, and the few letters inside it."""

    row: int
    column: int
    short: str
    short_en: str


@cache
def tiles() -> dict[str, Tile]:
    """Return the squares of the regions by their codes."""
    with TILES.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file)
        return {
            line["code"]: Tile(int(line["row"]), int(line["column"]), line["short"], line["short_en"]) for line in lines
        }


def html(exhibit: Exhibit, dark: bool) -> str:
    """Return the squares of the exhibit's regions, each a button, and the legend under them."""
    look = tokens(dark)
    paints, regions = painted(exhibit, look)
    style = "".join(f"--c{place}:{fill(paint, look)};" for place, paint in enumerate(paints))
    darkest = [place for place, paint in enumerate(paints) if is_dark(paint)]
    squares = "".join(square(region, exhibit, region.paint in darkest) for region in regions)
    return (
        f'<div class="tiles" role="group" aria-label="{escape(exhibit.title)}" style="{style}">{squares}</div>'
        f'<div class="tiles-legend" style="{style}">{legend(regions, paints)}</div>'
    )


def square(region: Region, exhibit: Exhibit, white: bool) -> str:
    """Return the button of one region."""
    tile = tiles()[region.code]
    signs = f"c{region.paint}{' white' if white else ''}{' chosen' if region.code in exhibit.selected else ''}"
    words = f"{region.name}: {region.text}"
    return (
        f'<button type="button" class="{signs}" data-key="{region.code}" data-tip="{escape(words)}"'
        f' aria-label="{escape(words)}" style="grid-area:{tile.row + 1}/{tile.column + 1}">'
        f"{escape(tile.short_en if exhibit.language == 'en' else tile.short)}</button>"
    )


def legend(regions: Sequence[Region], paints: Sequence[Paint]) -> str:
    """Return the legend of the classes in use."""
    used = sorted({region.paint for region in regions})
    return "".join(f'<span class="legend"><i class="c{at}"></i>{escape(paints[at].label)}</span>' for at in used)
