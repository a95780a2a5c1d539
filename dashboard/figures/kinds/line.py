"""Lines over time, named at their ends: the chosen period in front, the compared one behind."""

from collections.abc import Sequence
from datetime import date
from math import isnan
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.drawing.look import Layout, Tokens, Trace, assembled, tokens
from dashboard.figures.drawing.value_text import column_title, full_text
from dashboard.language.formats import day, month_short
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit, Role

HEIGHT, LABEL_GAP, YEAR = 250, 0.085, 12
# Pixels of the names under the axis when they take one line.
AXIS = 18
# Pixels to the right of a single line: half the name of its last month.
HALF_LABEL = 16
# Up to this top value the axis numbers every whole step; so many days are each named.
FEW, FEW_DAYS = 4, 6
# Names at the ends that take more pixels leave no room for the name of every month.
WIDE = 80


class Series(NamedTuple):
    """One line: the places of its points on the axis, and the days or steps they stand for."""

    name: str
    role: str
    places: list[Any]
    days: list[Any]
    values: list[float]
    cut: Sequence[bool] = ()


def draw(exhibit: Exhibit, dark: bool) -> go.Figure:
    """Return the lines; a compared period is drawn over the same months of the chosen one."""
    look = tokens(dark)
    lines = read(exhibit)
    traces = [trace(exhibit, line, colour) for line, colour in reversed(coloured(lines, look))]
    return assembled(traces, layout(lines, across(exhibit, lines, look), look), dark, exhibit.language)


def by_step(exhibit: Exhibit) -> bool:
    """Return whether the lines are placed by a number, the day of a campaign, and not by dates."""
    return "step" in exhibit.frame


def across(exhibit: Exhibit, lines: Sequence[Series], look: Tokens) -> Layout:
    """Return the axis of the days, or of the steps with its title."""
    if not by_step(exhibit):
        places = sorted({place for line in lines for place in line.places})
        return {"type": "date", **ticks(places, 2 if end_room(lines) > WIDE else 1)}
    title = {"text": column_title(exhibit, "step"), "font": {"size": 12, "color": look.secondary}, "standoff": 6}
    return {"type": "linear", "title": title, "nticks": 8}


def layout(lines: Sequence[Series], horizontal: Layout, look: Tokens) -> Layout:
    """Return the axes, and the names at the ends of the lines."""
    amounts = [value for line in lines for value in line.values if not isnan(value)]
    top = max(amounts, default=1) or 1
    values = {"showgrid": True, "tickformat": ",~r", "automargin": True, "ticklabelstandoff": 4}
    return {
        "height": HEIGHT,
        # with a margin on every side plotly enlarges the room it measures and lays the figure out again
        "margin": {"l": number_room(top), "r": end_room(lines), "t": 0, "b": AXIS},
        "hovermode": "x" if len(lines) > 1 else "closest",
        "annotations": ends(coloured(lines, look), top, look),
        "yaxis": {"range": [0, top * 1.12], **steps(amounts, top), **values},
        "xaxis": {"automargin": True, "tickangle": 0, **horizontal},
    }


def steps(amounts: Sequence[float], top: float) -> Layout:
    """Return the spacing of the axis numbers: small whole counts get no halves."""
    few = top <= FEW and all(value == round(value) for value in amounts)
    return {"dtick": 1} if few else {"nticks": 5}


def read(exhibit: Exhibit) -> list[Series]:
    """Return the lines of the frame, in its order; a compared one stands where its days are shifted to."""
    lines = []
    for (name, role), part in exhibit.frame.groupby(["series", "role"], sort=False):
        days = part["step"].tolist() if by_step(exhibit) else days_of(part, "date")
        places = days_of(part, "axis_date") if "axis_date" in part else days
        cut = part["cut"].tolist() if "cut" in part else ()
        lines.append(Series(str(name), str(role), places, days, part["value"].astype(float).tolist(), cut))
    return lines


def days_of(part: pd.DataFrame, column: str) -> list[date]:
    """Return the days of a column of dates or timestamps."""
    return [date(moment.year, moment.month, moment.day) for moment in part[column]]


def coloured(lines: Sequence[Series], look: Tokens) -> list[tuple[Series, str]]:
    """Return the lines with their colours, the current one first."""
    order = {Role.CURRENT.value: 0, Role.OTHER.value: 1, Role.COMPARISON.value: 2}
    others = iter([shade for shade in look.categories if shade != look.accent] * len(lines))
    colours = {Role.CURRENT.value: look.accent, Role.COMPARISON.value: look.comparison}
    placed = [(line, colours.get(line.role) or next(others)) for line in lines]
    return sorted(placed, key=lambda pair: order[pair[0].role])


def trace(exhibit: Exhibit, line: Series, colour: str) -> Trace:
    """Return one line; a lone point is drawn as a dot, a step that is not whole as a hollow one."""
    front, moments = line.role != Role.COMPARISON, moment_texts(exhibit, line)
    alone, cut = len(line.values) == 1, any(line.cut)
    return {
        "type": "scatter",
        "name": line.name,
        "x": line.places,
        "y": line.values,
        "mode": "markers" if alone else "lines+markers" if cut else "lines",
        "line": {"color": colour, "width": 2.5 if front else 2},
        "marker": {"color": colour, "size": 8, **(hollow(line, alone) if cut else {})},
        "cliponaxis": False,  # the last ring stands on the edge
        "customdata": [[moment, full_text(exhibit, value)] for moment, value in zip(moments, line.values, strict=True)],
        "hovertemplate": "%{customdata[0]}: <b>%{customdata[1]}</b><extra></extra>",
    }


def hollow(line: Series, alone: bool) -> Layout:
    """Return the signs of the points: a ring for a step that is not whole, and nothing, or a dot alone, for a whole one."""
    return {
        "symbol": ["circle-open" if cut else "circle" for cut in line.cut],
        "size": [8 if cut or alone else 0 for cut in line.cut],
    }


def moment_texts(exhibit: Exhibit, line: Series) -> list[str]:
    """Return the names of the points; one that is not whole says so."""
    _ = translator(exhibit.language)
    names, incomplete = [moment_text(day, line, exhibit) for day in line.days], _("(неполный)")
    cut = line.cut or [False] * len(names)
    return [f"{name} {incomplete}" if is_cut else name for name, is_cut in zip(names, cut, strict=True)]


def moment_text(moment: Any, line: Series, exhibit: Exhibit) -> str:
    """Return the name of a point: its line and step, or its year, month or day, whichever the points are."""
    if by_step(exhibit):
        return f"{line.name}, {column_title(exhibit, 'step').casefold()} {moment}"
    if yearly(line.days):
        return str(moment.year)
    if all(each.day == 1 for each in line.days):
        return f"{month_short(moment.month, exhibit.language)} {moment.year}"
    return day(moment, exhibit.language)


def yearly(days: Sequence[date]) -> bool:
    """Return whether the points are years."""
    same_day = len({(moment.month, moment.day) for moment in days}) == 1
    return len(days) > 1 and same_day and len({moment.year for moment in days}) == len(days)


def ends(lines: Sequence[tuple[Series, str]], top: float, look: Tokens) -> list[dict[str, Any]]:
    """Return the name of each line at its end, with at least a line of text between two names."""
    named = [(line, colour) for line, colour in lines if len(lines) > 1 and not isnan(line.values[-1])]
    heights = apart([line.values[-1] for line, _ in named], top * LABEL_GAP)
    return [
        {
            "x": line.places[-1],
            "y": height,
            "text": f"<b>{line.name}</b>" if line.role == Role.CURRENT else line.name,
            "showarrow": False,
            "xanchor": "left",
            "xshift": 6,
            "font": {"size": 12, "color": look.hint if line.role == Role.COMPARISON else colour},
        }
        for (line, colour), height in zip(named, heights, strict=True)
    ]


def end_room(lines: Sequence[Series]) -> int:
    """Return the pixels to the right of the lines: those of the longest name written there."""
    return 10 + 7 * max(len(line.name) for line in lines) if len(lines) > 1 else HALF_LABEL


def number_room(top: float) -> int:
    """Return the pixels for the axis numbers: with too few, plotly takes more and lays the figure out again."""
    return 7 + 7 * len(f"{top * 1.12:,.0f}")


def apart(heights: Sequence[float], gap: float) -> list[float]:
    """Return the heights in the same order, moved up where two are nearer than the gap."""
    placed: dict[int, float] = {}
    lowest = float("-inf")
    for index in sorted(range(len(heights)), key=lambda place: heights[place]):
        lowest = max(heights[index], lowest + gap)
        placed[index] = lowest
    return [placed[index] for index in range(len(heights))]


def ticks(places: Sequence[date], every: int = 1) -> dict[str, Any]:
    """Return the marks of the axis: years, each month of a year, or as many months or days as fit.

    Of more months than half a year only every so many are named: long names at the ends of the lines leave little room.
    """
    span = {"range": [places[0], places[-1]]} if len(places) > 1 else {}
    if yearly(places):
        return span | {"tickformat": "%Y", "tickvals": list(places)}
    if any(place.day != 1 for place in places):
        if len(days := sorted(set(places))) <= FEW_DAYS:
            return span | {"tickformat": "%-d %b", "tickvals": days}
        return span | {"tickformat": "%-d %b", "nticks": 6}
    months = sorted(set(places))
    if len(months) > YEAR:
        return span | {"tickformat": "%b\n%Y"}
    several = len({month.year for month in months}) > 1
    named = months[::every] if len(months) > YEAR // 2 else months
    return span | {"tickformat": "%b\n%Y" if several else "%b", "tickvals": named, "tickfont": {"size": 11}}
