"""Points against limits, the funnel plot: who differs from the rest by more than chance at each size of the base."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.drawing.look import Layout, Tokens, Trace, assembled, tokens
from dashboard.figures.drawing.value_text import column_title, full_text
from dashboard.language.formats import number
from dashboard.model.exhibit import Exhibit

HEIGHT, LABELLED, POINT = 420, 10, 9
# The share of the plot that a name takes, per letter across and per line down, on a page of medium width.
LETTER, LINE = 0.011, 0.06
DASHES = ("dash", "dot")


class Point(NamedTuple):
    """One point: its key, name and position, how far beyond the nearest limit it lies (0 within), how many limits it passes."""

    key: str
    name: str
    x: float
    y: float
    beyond: float
    passed: int


def draw(exhibit: Exhibit, dark: bool) -> go.Figure:
    """Return the points over their limits; those beyond are coloured, and the farthest are named."""
    look, points = tokens(dark), read(exhibit)
    traces = [*limits(exhibit, look), marks(points, exhibit, look)]
    return assembled(traces, layout(exhibit, points, look), dark, exhibit.language)


def read(exhibit: Exhibit) -> list[Point]:
    """Return the points of the frame, each measured against the limits it passes."""
    frame = exhibit.frame[exhibit.frame["role"] == "point"]
    columns = zip(frame["key"], frame["name"], frame["x"].astype(float), frame["y"].astype(float), strict=True)
    return [Point(str(key), str(name), x, y, *beyond(exhibit.frame, x, y)) for key, name, x, y in columns]


def beyond(frame: pd.DataFrame, x: float, y: float) -> tuple[float, int]:
    """Return how far a point lies above (positive) or below (negative) the nearest limit it passes, and how many it passes."""
    for role, sign in (("upper", 1), ("lower", -1)):
        levels = [part for _, part in frame[frame["role"] == role].groupby("key", sort=False)]
        by = [over for part in levels if (over := sign * (y - at(part, x))) > 0]
        if by:
            return sign * max(by), len(by)
    return 0.0, 0


def at(line: pd.DataFrame, x: float) -> float:
    """Return the height of a line at a place between its points."""
    return float(np.interp(x, line["x"].astype(float), line["y"].astype(float)))


def limits(exhibit: Exhibit, look: Tokens) -> list[Trace]:
    """Return the centre as a solid line and the limits as dashed ones, each level with its own dash."""
    drawn = []
    levels = list(dict.fromkeys(exhibit.frame.loc[exhibit.frame["role"].isin(("lower", "upper")), "key"]))
    for (role, key), part in exhibit.frame[exhibit.frame["role"] != "point"].groupby(["role", "key"], sort=False):
        dash = "solid" if role == "centre" else DASHES[levels.index(key) % len(DASHES)]
        drawn.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": part["x"].tolist(),
                "y": part["y"].tolist(),
                "line": {"color": look.hint if role == "centre" else look.comparison, "width": 1.5, "dash": dash},
                "name": str(part["name"].iloc[0]),
                "showlegend": role != "lower",
                "hoverinfo": "skip",
            }
        )
    return drawn


def named(points: Sequence[Point], selected: Sequence[str]) -> set[str]:
    """Return the keys of the points to name: selected ones, then the farthest whose names overlap no other."""
    widest, highest = extent(points)
    first = sorted(points, key=lambda point: (point.key not in selected, -point.passed, -abs(point.beyond)))
    written: list[tuple[float, float, float, str]] = []
    for point in first:
        is_named = point.key in selected or (point.passed and len(written) < LABELLED)
        half, x, y = len(point.name) * LETTER / 2, point.x / widest, point.y / highest
        if is_named and all(abs(x - at) > half + other or abs(y - height) > LINE for at, height, other, _ in written):
            written.append((x, y, half, point.key))
    return {key for *_, key in written}


def marks(points: Sequence[Point], exhibit: Exhibit, look: Tokens) -> Trace:
    """Return the points with their hover text and click keys; a point beyond some limits but not all is a ring."""
    names = named(points, exhibit.selected)
    colours = [colour(point, exhibit.selected, look) for point in points]
    levels = exhibit.frame.loc[exhibit.frame["role"] == "upper", "key"].nunique()
    rings = [0 < point.passed < levels for point in points]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [point.x for point in points],
        "y": [point.y for point in points],
        "text": [point.name if point.key in names else "" for point in points],
        "textposition": "top center",
        "textfont": {"size": 12, "color": look.ink},
        "marker": {
            "size": POINT,
            "color": [look.box if ring else shade for ring, shade in zip(rings, colours, strict=True)],
            "line": {
                "color": [shade if ring else look.box for ring, shade in zip(rings, colours, strict=True)],
                "width": [2 if ring else 1 for ring in rings],
            },
        },
        "customdata": [[point.key, hover(point, exhibit)] for point in points],
        "hovertemplate": "%{customdata[1]}<extra></extra>",
        "unselected": {"marker": {"opacity": 1}},
        "showlegend": False,
        "cliponaxis": False,
    }


def colour(point: Point, selected: Sequence[str], look: Tokens) -> str:
    """Return the colour of a point: selected, beyond the limits, or neither."""
    if point.key in selected:
        return look.highlight
    return look.accent if point.passed else look.comparison


def hover(point: Point, exhibit: Exhibit) -> str:
    """Return the hover text of a point: its name, its value and its base."""
    return f"<b>{point.name}</b><br>{full_text(exhibit, point.y)}<br>{column_title(exhibit, 'x')}: {number(point.x, exhibit.language)}"


def extent(points: Sequence[Point]) -> tuple[float, float]:
    """Return where the two axes end: a little beyond the farthest points."""
    widest = max((point.x for point in points), default=1.0) * 1.05 or 1.0
    highest = max((point.y for point in points), default=1.0) * 1.12 or 1.0
    return widest, highest


def layout(exhibit: Exhibit, points: Sequence[Point], look: Tokens) -> Layout:
    """Return the axes with their titles, both from zero."""
    ink: dict[str, Any] = {"font": {"size": 12, "color": look.secondary}, "standoff": 8}
    widest, highest = extent(points)
    return {
        "height": HEIGHT,
        "margin": {"l": 0, "r": 12, "t": 12, "b": 0},
        "clickmode": "event+select",
        "hovermode": "closest",
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "xaxis": {"range": [0, widest], "title": {"text": column_title(exhibit, "x"), **ink}, "automargin": True},
        "yaxis": {
            "range": [0, highest],
            "showgrid": True,
            "title": {"text": column_title(exhibit, "y"), **ink},
            "automargin": True,
        },
    }
