"""Stacked horizontal bars: how each row divides among at most five members and the rest."""

from collections.abc import Mapping
from itertools import count

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.drawing.look import Layout, Tokens, Trace, assembled, tokens
from dashboard.figures.drawing.value_text import full_text, names_room, row_axis
from dashboard.language.formats import number, percent
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit

ROW, EDGE, MOST, NARROWEST = 32, 12, 5, 5.0


def draw(exhibit: Exhibit, dark: bool) -> go.Figure:
    """Return the bars in the order of the frame, as shares of each row if the exhibit says so."""
    look = tokens(dark)
    table = divided(exhibit)
    shares = table.div(table.sum(axis=1), axis=0).fillna(0) * 100
    traces = [
        layer(exhibit, table[member], shares[member], *colours(place, look))
        for member, place in coloured(exhibit, table)
    ]
    longest = 100 if exhibit.as_share else table.sum(axis=1).max()
    return assembled(traces, layout(labels(exhibit, table), longest or 1, look), dark, exhibit.language)


def labels(exhibit: Exhibit, table: pd.DataFrame) -> dict[str, str]:
    """Return the names of the rows; beside shares stands the whole they are of."""
    if not exhibit.as_share:
        return {str(row): str(row) for row in table.index}
    wholes = {str(row): float(whole) for row, whole in table.sum(axis=1).items()}
    return {row: f"{row} · {number(whole, exhibit.language)}" for row, whole in wholes.items()}


def layout(rows: Mapping[str, str], longest: float, look: Tokens) -> Layout:
    """Return the axes: names at the left, no axis for the values."""
    return {
        "height": ROW * max(len(rows), 1) + EDGE,
        "barmode": "stack",
        "bargap": 0.34,
        "clickmode": "event+select",
        "margin": {"l": names_room(rows.values())},
        "yaxis": row_axis(rows, look),
        "xaxis": {"visible": False, "range": [0, longest]},
    }


def legend(exhibit: Exhibit, dark: bool) -> list[tuple[str, str]]:
    """Return the members and their colours."""
    return [(member, colours(place, tokens(dark))[0]) for member, place in coloured(exhibit, divided(exhibit))]


def divided(exhibit: Exhibit) -> pd.DataFrame:
    """Return a table of rows by members, those beyond the five largest put together."""
    _ = translator(exhibit.language)
    frame = exhibit.frame
    table = frame.pivot_table(index="row", columns="member", values="value", aggfunc="sum", fill_value=0, sort=False)
    if len(table.columns) <= MOST:
        return table
    largest = set(table.sum().nlargest(MOST).index)
    separate = [member for member in table.columns if member in largest]
    rest = table.drop(columns=separate).sum(axis=1)
    return table[separate].assign(**{_("прочие"): rest})


def coloured(exhibit: Exhibit, table: pd.DataFrame) -> list[tuple[str, int]]:
    """Return the members in order, each with the index of its colour; the rest and quiet members are grey."""
    _, frame, hues = translator(exhibit.language), exhibit.frame, count()
    grey = {_("прочие")}
    if "quiet" in frame:
        grey |= set(frame.loc[frame["quiet"].astype(bool), "member"])
    return [(str(member), MOST if member in grey else next(hues)) for member in table.columns]


def colours(place: int, look: Tokens) -> tuple[str, str]:
    """Return the fill of a member and the ink on it."""
    return (look.categories[place], look.on_category) if place < MOST else (look.rest, look.on_rest)


def layer(exhibit: Exhibit, values: pd.Series, shares: pd.Series, fill: str, ink: str) -> Trace:
    """Return the part of one member in every row, its share written inside when it fits."""
    lengths = shares if exhibit.as_share else values
    texts = [inside(exhibit, value, share) for value, share in zip(values, shares, strict=True)]
    hovers = [
        [row, f"<b>{row}</b><br>{values.name}: {full_text(exhibit, value)} ({percent(share, exhibit.language)})"]
        for row, value, share in zip(values.index, values, shares, strict=True)
    ]
    return {
        "type": "bar",
        "name": str(values.name),
        "orientation": "h",
        "y": list(values.index),
        "x": lengths.tolist(),
        "marker": {"color": fill, "line": {"width": 0}},
        "text": texts,
        "textposition": "inside",
        "insidetextanchor": "start",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"color": ink, "size": 12.5},
        "customdata": hovers,
        "hovertemplate": "%{customdata[1]}<extra></extra>",
        "unselected": {"marker": {"opacity": 1}},
    }


def inside(exhibit: Exhibit, value: float, share: float) -> str:
    """Return the text inside a part: its share or its value, empty when it would not fit."""
    if share < NARROWEST:
        return ""
    return number(share, exhibit.language) if exhibit.as_share else number(value, exhibit.language, exhibit.decimals)
