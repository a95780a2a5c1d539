"""The colours of the light and the dark page, and the layout that all figures share.

The layout is written into each figure instead of a plotly template: Streamlit hands plotly every figure twice, and
plotly treats a template as new each time, so every chart would be drawn twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import plotly.graph_objects as go
import plotly.io

from dashboard.language.formats import MONTH_NAMES

Trace = dict[str, Any]
Layout = dict[str, Any]

FONT = "SourceSans3, Source Sans, sans-serif"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme. `sequence` goes from least to most; `on_category` is the ink on a filled category.

    The colour of what is better is the last category: where a row divides into parts of which one is bad, it is not there.
    """

    on_category: str
    box: str
    ink: str
    secondary: str
    hint: str
    line: str
    accent: str
    highlight: str
    comparison: str
    good: str
    bad: str
    sequence: tuple[str, ...]
    categories: tuple[str, ...]
    rest: str
    on_rest: str
    outside: str
    no_data: str
    no_data_line: str
    no_base: str


LIGHT = Tokens(
    box="#FFFFFF",
    ink="#17212B",
    secondary="#5B6672",
    hint="#6B7681",
    line="#E3E7EB",
    accent="#1F5FA8",
    highlight="#B3471D",
    comparison="#A9B4BF",
    good="#0B7A75",
    bad="#B3471D",
    sequence=("#E6EEF7", "#BFD5EC", "#8FB6DC", "#5A90C6", "#2F68A6", "#153F75"),
    categories=("#1F5FA8", "#8A6D00", "#BF5518", "#7A4FA3", "#0B7A75"),
    rest="#D3D9DF",
    on_category="#FFFFFF",
    on_rest="#17212B",
    outside="#F3F4F6",
    no_data="#F0F0EE",
    no_data_line="#A6ACB2",
    no_base="#E2D9CC",
)

DARK = Tokens(
    box="#17212B",
    ink="#E6EDF3",
    secondary="#9FB0BF",
    hint="#8FA0AF",
    line="#2A3744",
    accent="#6FA8FF",
    highlight="#FF9A5C",
    comparison="#6B7B8A",
    good="#4FC3B8",
    bad="#FF9A5C",
    sequence=("#1E3350", "#153F75", "#2F68A6", "#5A90C6", "#8FB6DC", "#BFD5EC"),
    categories=("#6FA8FF", "#D8B84A", "#FF9A5C", "#C4A1F0", "#4FC3B8"),
    rest="#3A4856",
    on_category="#0F1720",
    on_rest="#E6EDF3",
    outside="#1C2833",
    no_data="#262C32",
    no_data_line="#7F8A95",
    no_base="#4A4132",
)


def tokens(dark: bool) -> Tokens:
    """Return the colours of the theme."""
    return DARK if dark else LIGHT


@cache
def shared(dark: bool, language: str) -> Layout:
    """Return the look shared by all figures: font, colours, no decoration."""
    look = tokens(dark)
    return {
        "font": {"family": FONT, "size": 13, "color": look.ink},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": list(look.categories),
        "margin": {"l": 0, "r": 0, "t": 4, "b": 4},
        "separators": ".," if language == "en" else ",\u00a0",
        "dragmode": False,
        "showlegend": False,
        "legend": {"font": {"size": 12.5, "color": look.secondary}, "itemclick": False, "itemdoubleclick": False},
        "hoverlabel": {
            "bgcolor": look.ink,
            "bordercolor": look.ink,
            "font": {"family": FONT, "size": 13, "color": look.box},
            "align": "left",
        },
    }


@cache
def axis(dark: bool) -> Layout:
    """Return the look shared by all axes: no line, and no grid by default."""
    look = tokens(dark)
    return {
        "gridcolor": look.line,
        "linecolor": look.line,
        "zeroline": False,
        "showgrid": False,
        "ticks": "",
        "tickfont": {"size": 12, "color": look.secondary},
        "fixedrange": True,
    }


def over(look: Layout, own: Layout) -> Layout:
    """Return the shared look merged with a figure's own layout, which wins part by part."""
    parts = {name: over(look[name], part) for name, part in own.items() if isinstance(look.get(name), dict)}
    return look | own | parts


def config(language: str) -> dict[str, Any]:
    """Return the settings of a chart on the page: no external downloads, months in the page's language."""
    months = MONTH_NAMES["en" if language == "en" else "ru"]
    words = {"months": months, "shortMonths": months, "days": [""] * 7, "shortDays": [""] * 7, "date": "%d.%m.%Y"}
    return {
        "displayModeBar": False,
        "scrollZoom": False,
        "doubleClick": False,
        "topojsonURL": "app/static/topojson/",
        "locale": language,
        "locales": {language: {"dictionary": {}, "format": words}},
    }


def assembled(traces: Sequence[Trace], layout: Layout, dark: bool, language: str) -> go.Figure:
    """Return the figure of plain traces and layout, with the shared look.

    plotly's own checks are off, since they took four fifths of a figure's time; the tests turn them on for every kind.
    """
    # Otherwise plotly adds its default template, and Streamlit replaces that default with its own on import.
    plotly.io.templates.default = None
    axes = {name: axis(dark) for name in layout if name.startswith(("xaxis", "yaxis"))}
    return go.Figure(list(traces), over(shared(dark, language) | axes, layout), _validate=False)
