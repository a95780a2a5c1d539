"""Exhibits as plotly figures, one module a kind."""

from collections.abc import Callable

import plotly.graph_objects as go

from dashboard.exhibit import Exhibit, Kind
from dashboard.figures import bar, line, map, number, stacked  # noqa: A004 - the kind is called so

DRAW: dict[Kind, Callable[[Exhibit, bool], go.Figure]] = {
    Kind.NUMBER: number.draw,
    Kind.MAP: map.draw,
    Kind.BAR: bar.draw,
    Kind.LINE: line.draw,
    Kind.STACKED: stacked.draw,
}


def figure(exhibit: Exhibit, dark: bool) -> go.Figure:
    """Return the figure of an exhibit; a table has none."""
    return DRAW[exhibit.kind](exhibit, dark)


def legend(exhibit: Exhibit, dark: bool) -> list[tuple[str, str]]:
    """Return names and colours to write over the figure; empty where the figure itself says them."""
    if exhibit.kind is Kind.BAR:
        return bar.legend(exhibit, dark)
    return stacked.legend(exhibit, dark) if exhibit.kind is Kind.STACKED else []
