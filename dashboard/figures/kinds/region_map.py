"""A map of the regions in classes: conic, offline, every region visible, three looks for what is not a number."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import plotly.graph_objects as go

from dashboard.figures.drawing.classes import Class, classes, place
from dashboard.figures.drawing.look import Tokens, Trace, assembled, tokens
from dashboard.figures.drawing.shapes import Shape, shapes
from dashboard.figures.drawing.value_text import absence, full_text
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit, State

# By URL, so that the shapes travel to the browser once instead of with every run of the page.
SHAPES_URL = "app/static/regions_mid.geojson"
HEIGHT, MARKER = 430, 13
GEO = {
    "projection": {"type": "conic equal area", "parallels": [52, 64], "rotation": {"lon": 100}, "scale": 1.38},
    "center": {"lon": 90.1, "lat": 67.07},
    "lonaxis": {"range": [0, 200]},
    "lataxis": {"range": [40, 84]},
    "visible": False,
    "bgcolor": "rgba(0,0,0,0)",
    "domain": {"x": [0, 1], "y": [0, 1]},
}
LAYOUT = {
    "height": HEIGHT,
    "geo": GEO,
    # Streamlit would set the next three, and the desktop height in the style sheet, after the first drawing
    "clickmode": "event+select",
    "hovermode": "closest",
    "dragmode": "pan",
    "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
    "xaxis": {"visible": False},
    "yaxis": {"visible": False},
    "showlegend": True,
    "legend": {"orientation": "h", "x": 0, "y": -0.01, "yanchor": "top", "traceorder": "normal"},
}


class Paint(NamedTuple):
    """A colour of the map: its legend entry, its fill, and whether it is hatched."""

    label: str
    colour: str
    hatched: bool = False


class Region(NamedTuple):
    """A region to draw: its code, name and value in words, and the index of its paint."""

    code: str
    name: str
    text: str
    paint: int


def draw(exhibit: Exhibit, dark: bool) -> go.Figure:
    """Return the map of the exhibit's regions; those outside the selection stay as pale ground."""
    look = tokens(dark)
    paints, regions = painted(exhibit, look)
    hatched = [region.code for region in regions if paints[region.paint].hatched]
    traces = [
        ground(regions, look),
        areas(regions, paints, look),
        hatching(hatched, look),
        markers(regions, paints, look),
        *outlines([region for region in regions if region.code in exhibit.selected], look),
        *signs([paints[index] for index in sorted({region.paint for region in regions})], look),
    ]
    return assembled(traces, LAYOUT, dark, exhibit.language)


def painted(exhibit: Exhibit, look: Tokens) -> tuple[list[Paint], list[Region]]:
    """Return the colours of the map, and the regions with the index of their colour."""
    columns = (exhibit.frame[name].tolist() for name in ("code", "name", "value", "state"))
    rows = list(zip(*columns, strict=True))
    amounts = [value for _, _, value, state in rows if state not in (State.NO_DATA, State.NO_BASE)]
    steps = classes(amounts, exhibit.decimals, exhibit.language)
    paints = [Paint(step.label, colour) for step, colour in zip(steps, step_colours(steps, look), strict=True)]
    paints.append(Paint(absence(exhibit, State.NO_DATA), look.no_data, hatched=True))
    paints.append(Paint(absence(exhibit, State.NO_BASE), look.no_base))
    regions = []
    for code, name, value, state in rows:
        absent = {State.NO_DATA: len(steps), State.NO_BASE: len(steps) + 1}.get(state)
        paint = place(value, steps, exhibit.decimals) if absent is None else absent
        regions.append(Region(code, name, full_text(exhibit, value, state), paint))
    return paints, regions


def step_colours(steps: Sequence[Class], look: Tokens) -> Iterable[str]:
    """Return a colour for each class: the lightest is reserved for zero, the others spread over the rest."""
    above = [step for step in steps if step.low > 0]
    scale = look.sequence[1:]
    spread = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4)}.get(len(above), range(len(above)))
    return [look.sequence[0]] * (len(steps) - len(above)) + [scale[index] for index in spread]


def ground(regions: Sequence[Region], look: Tokens) -> Trace:
    """Return the pale shapes of the regions that the selection leaves out."""
    drawn = {region.code for region in regions}
    codes = [code for code in shapes() if code not in drawn]
    return choropleth(codes, [0] * len(codes), [[0, look.outside], [1, look.outside]], look, hoverinfo="skip")


def areas(regions: Sequence[Region], paints: Sequence[Paint], look: Tokens) -> Trace:
    """Return the shapes of the regions in the colours of their classes."""
    last = max(len(paints) - 1, 1)
    scale = [[index / last, paint.colour] for index, paint in enumerate(paints)]
    return choropleth(
        [region.code for region in regions],
        [region.paint for region in regions],
        scale,
        look,
        zmin=0,
        zmax=last,
        **hover(regions),
    )


def choropleth(codes: Sequence[str], values: Sequence[int], scale: list[list[Any]], look: Tokens, **more: Any) -> Trace:
    """Return shapes by code, with thin borders of the colour of the box."""
    return dict(
        type="choropleth",
        geojson=SHAPES_URL,
        locations=codes,
        z=values,
        colorscale=scale,
        showscale=False,
        marker={"line": {"color": look.box, "width": 0.7}},
        unselected={"marker": {"opacity": 1}},
        **more,
    )


def hover(regions: Sequence[Region]) -> dict[str, Any]:
    """Return what hover and click read: the code first, then the name and the value."""
    return {
        "customdata": [[region.code, region.name, region.text] for region in regions],
        "hovertemplate": "<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
    }


def hatching(codes: Sequence[str], look: Tokens) -> Trace:
    """Return the lines over the regions without data."""
    hatched: list[Shape] = [shapes()[code] for code in codes]
    return {
        "type": "scattergeo",
        "lon": [value for region in hatched for value in region.longitudes],
        "lat": [value for region in hatched for value in region.latitudes],
        "mode": "lines",
        "line": {"color": look.no_data_line, "width": 1},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def markers(regions: Sequence[Region], paints: Sequence[Paint], look: Tokens) -> Trace:
    """Return a point for each region only a few pixels large, in the colour of its class."""
    small = [region for region in regions if shapes()[region.code].small]
    return dict(
        type="scattergeo",
        **centres([region.code for region in small]),
        mode="markers",
        marker={
            "size": MARKER,
            "color": [paints[region.paint].colour for region in small],
            "line": {"color": look.box, "width": 1.5},
            "opacity": 1,
        },
        unselected={"marker": {"opacity": 1}},
        showlegend=False,
        **hover(small),
    )


def centres(codes: Sequence[str]) -> dict[str, list[float]]:
    """Return the longitudes and latitudes of the points inside the regions."""
    points = [shapes()[code].centre for code in codes]
    return {"lon": [point[0] for point in points], "lat": [point[1] for point in points]}


def outlines(chosen: Sequence[Region], look: Tokens) -> list[Trace]:
    """Return the highlighted borders of the selected regions, with rings around the small ones."""
    if not chosen:
        return []
    clear = [[0, "rgba(0,0,0,0)"], [1, "rgba(0,0,0,0)"]]
    line = {"color": look.highlight, "width": 2.5}
    border = choropleth([region.code for region in chosen], [0] * len(chosen), clear, look, **hover(chosen))
    ring = {"size": MARKER + 2, "color": "rgba(0,0,0,0)", "line": line}
    small = [region.code for region in chosen if shapes()[region.code].small]
    rings = centres(small) | {"mode": "markers", "marker": ring, "hoverinfo": "skip", "showlegend": False}
    return [border | {"marker": {"line": line}}, {"type": "scattergeo", **rings}]


def signs(paints: Sequence[Paint], look: Tokens) -> list[Trace]:
    """Return the legend entries of the classes as empty bars: plotly can hatch only the sign of a bar."""
    drawn = []
    for paint in paints:
        pattern = {"shape": "/", "size": 5, "solidity": 0.3, "fgcolor": look.no_data_line} if paint.hatched else {}
        marker = {"color": paint.colour, "pattern": pattern, "line": {"color": look.line, "width": 0.5}}
        bar = {"type": "bar", "x": [None], "y": [None], "hoverinfo": "skip"}
        drawn.append(bar | {"name": paint.label, "marker": marker, "showlegend": True})
    return drawn


def legend_words(exhibit: Exhibit) -> str:
    """Return the description of the map for those who cannot see it: how many regions are in each class."""
    _ = translator(exhibit.language)
    return _("Карта регионов. Регионов в классе: {listed}", listed=class_counts(*painted(exhibit, tokens(dark=False))))


def class_counts(paints: Sequence[Paint], regions: Sequence[Region]) -> str:
    """Return in words how many regions are in each class."""
    counts = {paint.label: sum(paints[region.paint] is paint for region in regions) for paint in paints}
    return "; ".join(f"{label}: {count}" for label, count in counts.items() if count)
