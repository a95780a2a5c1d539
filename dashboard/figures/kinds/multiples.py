"""Small lines on one scale, one panel each: rises and falls side by side.

Not plotly figures: nine would cost the page more than all else on it, and a grid of HTML adapts to the width.
"""

from datetime import date
from html import escape
from typing import NamedTuple
from urllib.parse import quote

import pandas as pd

from dashboard.figures.drawing.look import Tokens, tokens
from dashboard.figures.drawing.value_text import full_text, short_text
from dashboard.language.formats import is_missing, month_short
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit, Role

WIDTH, HEIGHT, EDGE = 240, 84, 6


class Panel(NamedTuple):
    """One panel: its name, its value over the whole period, and its lines, the compared one first.

    A line is its role, its places on the axis and its values.
    """

    name: str
    whole: float
    lines: list[tuple[str, list[date], list[float]]]


def html(exhibit: Exhibit, dark: bool) -> str:
    """Return the panels in the order of the frame."""
    panels, look = read(exhibit), tokens(dark)
    top = max(
        (value for panel in panels for _, _, values in panel.lines for value in values if value == value), default=0
    )
    drawn = "".join(figure(panel, top or 1.0, exhibit, look) for panel in panels)
    return f'<div class="multiples" role="group" aria-label="{escape(exhibit.title)}">{drawn}</div>'


def read(exhibit: Exhibit) -> list[Panel]:
    """Return the panels of the frame."""
    panels, moment = [], "axis_date" if "axis_date" in exhibit.frame else "date"
    for name, part in exhibit.frame.groupby("panel", sort=False):
        lines = [
            (str(role), [pd.Timestamp(day).date() for day in line[moment]], line["value"].astype(float).tolist())
            for role, line in part.groupby("role", sort=False)
        ]
        panels.append(
            Panel(str(name), float(part["whole"].iloc[0]), sorted(lines, key=lambda line: line[0] == Role.CURRENT))
        )
    return panels


def figure(panel: Panel, top: float, exhibit: Exhibit, look: Tokens) -> str:
    """Return one panel: its name, its value over the period, the lines, the first and the last month."""
    current = [line for line in panel.lines if line[0] == Role.CURRENT]
    days = current[0][1] if current else []
    ends = "".join(f"<span>{moment(day, exhibit.language)}</span>" for day in (days[:1] + days[-1:] if days else []))
    return (
        f"<figure><figcaption><b>{escape(panel.name)}</b> <span>{escape(headline(panel, exhibit))}</span></figcaption>"
        f'<img alt="{escape(spoken(panel, exhibit))}" src="{picture(panel, top, look)}"><div>{ends}</div></figure>'
    )


def moment(day: date, language: str) -> str:
    """Return the name of a month at the end of an axis."""
    return f"{month_short(day.month, language)} {day.year}"


def current_values(panel: Panel) -> list[float]:
    """Return the known values of the current line."""
    return [value for role, _, line in panel.lines if role == Role.CURRENT for value in line if not is_missing(value)]


def headline(panel: Panel, exhibit: Exhibit) -> str:
    """Return the value over the whole period: a line by day leaves out what has no day, and shares add up to nothing."""
    return short_text(exhibit, panel.whole) if panel.whole == panel.whole else full_text(exhibit, panel.whole)


def spoken(panel: Panel, exhibit: Exhibit) -> str:
    """Return a panel in words: the first, the largest and the last value."""
    _, values = translator(exhibit.language), current_values(panel)
    if not values:
        return _("{name}: нет данных", name=panel.name)
    first, most, last = (short_text(exhibit, value) for value in (values[0], max(values), values[-1]))
    return _(
        "{name}: сначала {first}, больше всего {most}, в конце {last}",
        name=panel.name,
        first=first,
        most=most,
        last=last,
    )


def picture(panel: Panel, top: float, look: Tokens) -> str:
    """Return the lines of a panel as a picture's data address."""
    base, every = HEIGHT - EDGE, sorted({day for _, days, _ in panel.lines for day in days})
    step, shapes = (WIDTH - 2 * EDGE) / max(len(every) - 1, 1), f'<path d="M0 {base}H{WIDTH}" stroke="{look.line}"/>'
    for role, days, values in panel.lines:
        colour, width = (look.accent, 2) if role == Role.CURRENT else (look.comparison, 1.5)
        places = [EDGE + every.index(day) * step for day in days]
        drawn = path(places, values, top)
        shapes += f'<path d="{drawn}" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"/>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" fill="none">{shapes}</svg>'
    return f"data:image/svg+xml,{quote(drawing)}"


def path(places: list[float], values: list[float], top: float) -> str:
    """Return the line through the values, broken where one is missing."""
    drawn, pen = [], "M"
    for place, value in zip(places, values, strict=True):
        if is_missing(value):
            pen = "M"
            continue
        drawn.append(f"{pen}{place:.1f} {HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * value / top:.1f}")
        pen = "L"
    return "".join(drawn)


def legend(exhibit: Exhibit, dark: bool) -> list[tuple[str, str]]:
    """Return the names and colours of the two lines, none when there is only one."""
    look = tokens(dark)
    names = dict(zip(exhibit.frame["role"], exhibit.frame["series"], strict=True))
    colours = {Role.CURRENT.value: look.accent, Role.COMPARISON.value: look.comparison}
    return [(str(names[role]), colour) for role, colour in colours.items() if len(names) > 1 and role in names]
