"""The trail of a headline number: a line without axes, its last point marked."""

import plotly.graph_objects as go

from dashboard.exhibit import Exhibit
from dashboard.figures.template import blank, tokens

HEIGHT = 60


def draw(exhibit: Exhibit, dark: bool) -> go.Figure:
    """Return the sparkline of the exhibit's trail."""
    look, trail = tokens(dark), list(exhibit.trail)
    figure = blank(dark, exhibit.language, HEIGHT)
    figure.add_scatter(y=trail, mode="lines", line={"color": look.accent, "width": 2}, hoverinfo="skip")
    figure.add_scatter(
        x=[len(trail) - 1], y=trail[-1:], mode="markers", marker={"color": look.accent, "size": 6}, hoverinfo="skip"
    )
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False, rangemode="tozero")
    return figure
