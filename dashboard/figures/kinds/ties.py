"""Ties between regions as arcs over the pale map: wider for more ties, with arrowheads when they have a direction."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from dashboard.figures.drawing.classes import classes, place
from dashboard.figures.drawing.look import Tokens, Trace, assembled, tokens
from dashboard.figures.drawing.shapes import shapes
from dashboard.figures.drawing.value_text import full_text
from dashboard.figures.kinds.region_map import LAYOUT, centres, ground
from dashboard.language.formats import number
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit
from etl.regions.projection import to_cone, to_degrees

# The widths of arcs by the number of classes; then how far an arc bends and where its head stands, as shares of its
# length; the number of its points; the sizes of heads, ends and rings.
WIDTHS = {1: (2.0,), 2: (1.5, 4.0), 3: (1.5, 3.0, 5.0), 4: (1.5, 2.5, 4.0, 6.0), 5: (1.5, 2.5, 3.5, 5.0, 7.0)}
BEND, HEAD, POINTS, HEAD_SIZE, END, RING = 0.2, 0.86, 20, 6, 8, 16

Points = NDArray[np.float64]


class Tie(NamedTuple):
    """One tie to draw: its ends, their names, its value in words, and its class."""

    code: str
    other: str
    names: tuple[str, str]
    text: str
    size: int

    @property
    def inner(self) -> bool:
        """Return whether both ends are one region."""
        return self.code == self.other


def draw(exhibit: Exhibit, dark: bool) -> go.Figure:
    """Return the arcs of the exhibit's ties; those of a selected region are highlighted."""
    look, (labels, ties) = tokens(dark), read(exhibit)
    chosen = [tie for tie in ties if {tie.code, tie.other} & set(exhibit.selected)]
    others = [tie for tie in ties if tie not in chosen]
    traces = [ground([], look)]
    for own, colour in ((others, look.accent), (chosen, look.highlight)):
        traces += lines(own, WIDTHS.get(len(labels), ()), colour, exhibit.directed)
    traces.append(ends(exhibit, ties, look))
    return assembled([*traces, *signs(exhibit, labels, look)], LAYOUT, dark, exhibit.language)


def lines(ties: Sequence[Tie], widths: Sequence[float], colour: str, directed: bool) -> list[Trace]:
    """Return the arcs of one colour by width, the rings, and the heads when the ties have a direction."""
    drawn = [arcs([tie for tie in ties if tie.size == size], widths[size], colour) for size in sizes(ties)]
    inner, outer = [tie for tie in ties if tie.inner], [tie for tie in ties if not tie.inner]
    drawn += [rings(inner, colour)] if inner else []
    return drawn + ([heads(outer, colour)] if directed and outer else [])


def read(exhibit: Exhibit) -> tuple[list[str], list[Tie]]:
    """Return the names of the classes and the ties, the widest last so that they are drawn in front."""
    frame = exhibit.frame
    steps = [step for step in classes(frame["value"].tolist(), exhibit.decimals, exhibit.language) if step.low > 0]
    ties = []
    columns = (frame[name] for name in ("code", "other", "name", "other_name", "value"))
    for code, other, name, other_name, value in zip(*columns, strict=True):
        size = max(place(value, steps, exhibit.decimals), 0) if steps else 0
        ties.append(Tie(str(code), str(other), (str(name), str(other_name)), full_text(exhibit, value), size))
    return [step.label for step in steps], sorted(ties, key=lambda tie: tie.size)


def sizes(ties: Sequence[Tie]) -> list[int]:
    """Return the classes of the ties between two regions."""
    return sorted({tie.size for tie in ties if not tie.inner})


def curve(tie: Tie) -> Points:
    """Return the points of the arc on the cone: a parabola bent to the left of its chord."""
    start, end = (np.array(to_cone(*shapes()[code].centre)) for code in (tie.code, tie.other))
    aside = BEND * np.array([start[1] - end[1], end[0] - start[0]])
    part = np.linspace(0, 1, POINTS + 1)[:, None]
    points: Points = start + part * (end - start) + 2 * part * (1 - part) * aside
    return points


def degrees(points: Points) -> list[list[float]]:
    """Return points of the cone as longitudes and latitudes."""
    places: list[list[float]] = np.column_stack(to_degrees(*points.T)).round(2).tolist()
    return places


def arcs(ties: Sequence[Tie], width: float, colour: str) -> Trace:
    """Return the arcs of one width; each half of an arc is clicked as the region at its end."""
    own = [tie for tie in ties if not tie.inner]
    points = [point for tie in own for point in (*degrees(curve(tie)), (None, None))]
    hovers = [row for tie in own for row in (*along(tie), ["", ""])]
    return {
        "type": "scattergeo",
        "lon": [point[0] for point in points],
        "lat": [point[1] for point in points],
        "mode": "lines",
        "line": {"color": colour, "width": width},
        "opacity": 0.75,
        "showlegend": False,
        "customdata": hovers,
        "hovertemplate": "%{customdata[1]}<extra></extra>",
    }


def along(tie: Tie) -> Iterator[list[str]]:
    """Yield the click key and the hover text of each point of an arc: the nearer region, and the tie in words."""
    for step in range(POINTS + 1):
        yield [tie.code if step <= POINTS // 2 else tie.other, hover(tie)]


def hover(tie: Tie) -> str:
    """Return the hover text of a tie."""
    names = tie.names[0] if tie.inner else " — ".join(tie.names)
    return f"<b>{names}</b><br>{tie.text}"


def heads(ties: Sequence[Tie], colour: str) -> Trace:
    """Return the heads of the arcs, near the receiving region."""
    placed = [arrow(curve(tie)) for tie in ties]
    return {
        "type": "scattergeo",
        "lon": [longitude for longitude, _latitude, _angle in placed],
        "lat": [latitude for _longitude, latitude, _angle in placed],
        "mode": "markers",
        "marker": {
            "symbol": "triangle-up",
            "angle": [angle for _longitude, _latitude, angle in placed],
            "size": [HEAD_SIZE + 2 * tie.size + 2 for tie in ties],
            "color": colour,
            "opacity": 1,
        },
        "hoverinfo": "skip",
        "showlegend": False,
    }


def arrow(points: Points) -> tuple[float, float, float]:
    """Return longitude, latitude and the angle from north of the head on an arc."""
    at = int(HEAD * (len(points) - 1))
    [[longitude, latitude]], (east, north) = degrees(points[at : at + 1]), points[at] - points[at - 1]
    return longitude, latitude, math.degrees(math.atan2(east, north))


def rings(ties: Sequence[Tie], colour: str) -> Trace:
    """Return a ring for each tie inside one region."""
    return dict(
        type="scattergeo",
        **centres([tie.code for tie in ties]),
        mode="markers",
        marker={
            "symbol": "circle-open",
            "size": RING,
            "color": colour,
            "line": {"width": [1.5 + tie.size for tie in ties]},
            "opacity": 1,
        },
        unselected={"marker": {"opacity": 1}},
        customdata=[[tie.code, hover(tie)] for tie in ties],
        hovertemplate="%{customdata[1]}<extra></extra>",
        showlegend=False,
    )


def ends(exhibit: Exhibit, ties: Sequence[Tie], look: Tokens) -> Trace:
    """Return a dot for each region that has a tie; hovering shows the sum of its ties."""
    names = {code: name for tie in ties for code, name in zip((tie.code, tie.other), tie.names, strict=True)}
    values = totals(exhibit)
    return dict(
        type="scattergeo",
        **centres(list(names)),
        mode="markers",
        marker={
            "size": END,
            "color": [look.highlight if code in exhibit.selected else look.accent for code in names],
            "line": {"color": look.box, "width": 1.5},
            "opacity": 1,
        },
        unselected={"marker": {"opacity": 1}},
        customdata=[[code, f"<b>{name}</b><br>{full_text(exhibit, values[code])}"] for code, name in names.items()],
        hovertemplate="%{customdata[1]}<extra></extra>",
        showlegend=False,
    )


def totals(exhibit: Exhibit) -> Counter[str]:
    """Return the sum of each region's ties, one inside it counted once."""
    sums: Counter[str] = Counter()
    for code, other, value in exhibit.frame[["code", "other", "value"]].itertuples(index=False):
        for end in {str(code), str(other)}:
            sums[end] += value
    return sums


def signs(exhibit: Exhibit, labels: Sequence[str], look: Tokens) -> list[Trace]:
    """Return the legend entries under the map: the widths, and the meaning of a head."""
    _ = translator(exhibit.language)
    nothing = {"type": "scattergeo", "lon": [None], "lat": [None], "showlegend": True}
    drawn: list[Trace] = [
        nothing | {"mode": "lines", "line": {"color": look.accent, "width": width}, "name": label}
        for label, width in zip(labels, WIDTHS.get(len(labels), ()), strict=True)
    ]
    if exhibit.directed:
        sign = {"symbol": "triangle-right", "color": look.accent, "size": HEAD_SIZE + 4}
        drawn.append(nothing | {"mode": "markers", "marker": sign, "name": _("остриё — у того, кто принимает")})
    return drawn


def words(exhibit: Exhibit) -> str:
    """Return the ties in a sentence: how many there are, among how many regions, and the strongest."""
    _, (_labels, ties) = translator(exhibit.language), read(exhibit)
    if not ties:
        return ""
    return _(
        "Карта связей: связей {count}, регионов {regions}; самая сильная: {names}, {value}",
        count=number(len(ties), exhibit.language),
        regions=len(totals(exhibit)),
        names=" — ".join(dict.fromkeys(ties[-1].names)),
        value=ties[-1].text,
    )
