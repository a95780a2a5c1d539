"""The trail of a headline number: a line without axes, its last point marked."""

import plotly.graph_objects as go

from dashboard.figures.drawing.look import assembled, tokens
from dashboard.model.exhibit import Exhibit

HEIGHT = 60


def draw(exhibit: Exhibit, dark: bool) -> go.Figure:
    """Return the sparkline of the exhibit's trail."""
    look, trail = tokens(dark), list(exhibit.trail)
    line = {"y": trail, "mode": "lines", "line": {"color": look.accent, "width": 2}}
    last = {"x": [len(trail) - 1], "y": trail[-1:], "mode": "markers", "marker": {"color": look.accent, "size": 6}}
    axes = {"xaxis": {"visible": False}, "yaxis": {"visible": False, "rangemode": "tozero"}}
    traces = [{"type": "scatter", "hoverinfo": "skip", **trace} for trace in (line, last)]
    return assembled(traces, {"height": HEIGHT, **axes}, dark, exhibit.language)
