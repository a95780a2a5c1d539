"""Horizontal bars with their values beside them: a ranking, or a comparison with another period."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.drawing.look import Layout, Tokens, Trace, assembled, tokens
from dashboard.figures.drawing.value_text import broken, column_title, full_text, names_room, row_axis, short_text
from dashboard.model.exhibit import Exhibit, State

# In pixels: a row with a one-line name, each line of a longer name, the space around the rows.
ROW, LINE, EDGE = 30, 17, 12
# As shares of a row: a bar, the bar of the compared period under it, how far the first moves up for the second.
THICK, THIN, LIFT = 0.56, 0.16, 0.1
# In pixels: a chart on a phone, a character of the text beside a bar, the gap before it. Then the largest share of a row
# that the text may take.
NARROW, SIGN, GAP, MOST = 330, 6.5, 6, 0.6
MARK = 24


class Bar(NamedTuple):
    """One row of the figure; `previous` and `target` are None when there is no comparison, value or plan."""

    key: str
    name: str
    value: float | None
    text: str
    hover: str
    previous: float | None = None
    target: float | None = None


def draw(exhibit: Exhibit, dark: bool) -> go.Figure:
    """Return the bars in the order of the frame, the first on top."""
    look, bars = tokens(dark), rows(exhibit)
    compared, height = is_compared(bars), row_height(bars)
    traces = [current(bars, exhibit.selected, look, LIFT if compared else 0, ROW / height)]
    if compared:
        traces.append(previous(bars, look, ROW / height))
    if is_planned(bars):
        traces.append(targets(bars, look))
    return assembled(traces, layout(bars, height, look), dark, exhibit.language)


def layout(bars: Sequence[Bar], height: int, look: Tokens) -> Layout:
    """Return the axes: names on the left, and no axis for the values, which are written beside the bars."""
    left = names_room(bar.name for bar in bars)
    return {
        "height": height * max(len(bars), 1) + EDGE,
        "barmode": "overlay",
        "clickmode": "event+select",
        "hovermode": "y",
        "margin": {"l": left},
        "yaxis": row_axis({bar.key: bar.name for bar in bars}, look),
        "xaxis": {"visible": False, "range": [0, reach(bars, NARROW - left)]},
    }


def legend(exhibit: Exhibit, dark: bool) -> list[tuple[str, str]]:
    """Return the entries for the thin grey bars and the marks; the subtitle already explains the main bars."""
    look, bars = tokens(dark), rows(exhibit)
    compared = [(column_title(exhibit, "previous"), look.comparison)] if is_compared(bars) else []
    return compared + ([(column_title(exhibit, "target"), look.ink)] if is_planned(bars) else [])


def row_height(bars: Sequence[Bar]) -> int:
    """Return the pixels of every row: as many as the longest name has lines."""
    lines = max((broken(bar.name).count("<br>") + 1 for bar in bars), default=1)
    return max(ROW, LINE * lines + EDGE // 2)


def is_compared(bars: Sequence[Bar]) -> bool:
    """Return whether any row has a value to compare with."""
    return any(bar.previous is not None for bar in bars)


def is_planned(bars: Sequence[Bar]) -> bool:
    """Return whether any row has a plan."""
    return any(bar.target is not None for bar in bars)


def rows(exhibit: Exhibit) -> list[Bar]:
    """Return the rows to draw; an absent value is explained in words instead of a bar."""
    return [row(exhibit, record) for record in exhibit.frame.to_dict("records")]


def row(exhibit: Exhibit, record: Mapping[Hashable, Any]) -> Bar:
    """Return one row; its own text, if any, replaces the number beside the bar."""
    name, value, state = record["name"], record["value"], record["state"]
    absent = state in (State.NO_DATA, State.NO_BASE)
    full = full_text(exhibit, value, state)
    others = {column: float(record[column]) for column in ("previous", "target") if not pd.isna(record.get(column))}
    compared = "".join(
        f"<br>{column_title(exhibit, column)}: {full_text(exhibit, amount)}" for column, amount in others.items()
    )
    text = full if absent else record.get("text") or short_text(exhibit, value)
    hover = f"<b>{name}</b><br>{full}{compared}"
    return Bar(str(record["key"]), name, None if absent else float(value), text, hover, **others)


def reach(bars: Sequence[Bar], room: float) -> float:
    """Return where the axis ends: far enough beyond the bars to fit the text of each within `room` pixels."""
    values = [value for bar in bars for value in (bar.value, bar.previous, bar.target) if value is not None]
    texts = [min((GAP + SIGN * len(bar.text)) / room, MOST) for bar in bars]
    ends = [(bar.value or 0) / (1 - text) for bar, text in zip(bars, texts, strict=True)]
    return max([1.18 * max(values, default=1), *ends]) or 1


def current(bars: Sequence[Bar], selected: Sequence[str], look: Tokens, lift: float, scale: float) -> Trace:
    """Return the bars of the chosen period, equally thick at any row height; selected rows are highlighted."""
    return {
        "type": "bar",
        "orientation": "h",
        "y": [bar.key for bar in bars],
        "width": THICK * scale,
        "offset": -(THICK / 2 + lift) * scale,
        "x": [bar.value or 0 for bar in bars],
        "marker": {
            "color": [look.highlight if bar.key in selected else look.accent for bar in bars],
            "cornerradius": 3,
            "line": {"width": 0},
        },
        "text": [bar.text if bar.value is None else f"<b>{bar.text}</b>" for bar in bars],
        "textposition": "outside",
        "textfont": {"size": 13, "color": [look.hint if bar.value is None else look.ink for bar in bars]},
        "cliponaxis": False,
        "customdata": [[bar.key, bar.hover] for bar in bars],
        "hovertemplate": "%{customdata[1]}<extra></extra>",
        "unselected": {"marker": {"opacity": 1}},
    }


def previous(bars: Sequence[Bar], look: Tokens, scale: float) -> Trace:
    """Return the thin grey bars of the compared period, under those of the current one."""
    return {
        "type": "bar",
        "orientation": "h",
        "y": [bar.key for bar in bars],
        "x": [bar.previous or 0 for bar in bars],
        "width": THIN * scale,
        "offset": (THICK / 2 - LIFT) * scale,
        "marker": {"color": look.comparison, "line": {"width": 0}},
        "hoverinfo": "skip",
        "unselected": {"marker": {"opacity": 1}},
    }


def targets(bars: Sequence[Bar], look: Tokens) -> Trace:
    """Return the plans as marks across the bars."""
    planned = [bar for bar in bars if bar.target is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [bar.target for bar in planned],
        "y": [bar.key for bar in planned],
        "marker": {"symbol": "line-ns", "size": MARK, "line": {"color": look.ink, "width": 2.5}},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "unselected": {"marker": {"opacity": 1}},
    }
