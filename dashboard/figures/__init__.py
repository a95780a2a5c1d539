"""Exhibits as plotly figures or as tables of HTML, one module a kind."""

from collections.abc import Callable
from functools import lru_cache

import plotly.graph_objects as go

from dashboard.figures.kinds import (
    bar,
    indicators,
    line,
    matrix,
    multiples,
    number,
    region_map,
    scatter,
    stacked,
    ties,
    tiles,
)
from dashboard.model.exhibit import Exhibit, Kind

DRAW: dict[Kind, Callable[[Exhibit, bool], go.Figure]] = {
    Kind.NUMBER: number.draw,
    Kind.MAP: region_map.draw,
    Kind.BAR: bar.draw,
    Kind.LINE: line.draw,
    Kind.STACKED: stacked.draw,
    Kind.TIES: ties.draw,
    Kind.SCATTER: scatter.draw,
}

TABLES: dict[Kind, Callable[[Exhibit, bool], str]] = {
    Kind.MATRIX: matrix.html,
    Kind.INDICATORS: indicators.html,
    Kind.TILES: tiles.html,
    Kind.MULTIPLES: multiples.html,
}
WORDS: dict[Kind, Callable[[Exhibit], str]] = {
    Kind.MAP: region_map.legend_words,
    Kind.TILES: region_map.legend_words,
    Kind.MATRIX: matrix.words,
    Kind.INDICATORS: indicators.words,
    Kind.TIES: ties.words,
}
LEGENDS: dict[Kind, Callable[[Exhibit, bool], list[tuple[str, str]]]] = {
    Kind.BAR: bar.legend,
    Kind.STACKED: stacked.legend,
    Kind.MULTIPLES: multiples.legend,
}
# Drawn on the map of the regions: their height follows the width, and a note explains the borders.
ON_MAP = (Kind.MAP, Kind.TIES)
# How many figures are cached, so that a period chosen again costs nothing.
DRAWN = 128


@lru_cache(maxsize=DRAWN)
def figure(exhibit: Exhibit, dark: bool) -> go.Figure:
    """Return the figure of an exhibit; KeyError for the kinds that are tables."""
    return DRAW[exhibit.kind](exhibit, dark)


def legend(exhibit: Exhibit, dark: bool) -> list[tuple[str, str]]:
    """Return names and colours to write over the figure; empty when the figure has its own legend."""
    return LEGENDS[exhibit.kind](exhibit, dark) if exhibit.kind in LEGENDS else []


@lru_cache(maxsize=DRAWN)
def words(exhibit: Exhibit) -> str:
    """Return the description of the figure for those who cannot see it; empty when its table is description enough."""
    return WORDS[exhibit.kind](exhibit) if exhibit.kind in WORDS else ""
