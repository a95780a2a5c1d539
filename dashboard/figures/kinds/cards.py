"""Headline numbers as one block of HTML: five in a row, fewer where there is less room.

Not `st.metric`: its sparkline brings a second chart library of 775 KB to the page, and each card would be an element
of its own. One block costs the page nothing.
"""

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from dashboard.figures.drawing.look import tokens
from dashboard.figures.drawing.value_text import absence, is_percent, unit_text
from dashboard.language.formats import is_missing, number
from dashboard.language.phrases import Words, translator
from dashboard.model.exhibit import Change, Exhibit, State

ARROWS = {1: "▲", -1: "▼", 0: ""}
CLASSES = {1: "good", -1: "bad", 0: "even"}
WIDTH, HEIGHT, EDGE = 200, 30, 4
STEP, RISE = WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE
STIFF = 'vector-effect="non-scaling-stroke"'


def cards_html(exhibits: Sequence[Exhibit], dark: bool) -> str:
    """Return the cards of the number exhibits."""
    return f'<div class="cards">{"".join(card(exhibit, tokens(dark).accent) for exhibit in exhibits)}</div>'


def card(exhibit: Exhibit, colour: str) -> str:
    """Return one card: title, number with its unit, change, context, trail; no trail to a number nobody knows."""
    definition = exhibit.metric.definition.of(exhibit.language) if exhibit.metric else ""
    value = float(exhibit.frame["value"].iloc[0]) if len(exhibit.frame) else float("nan")
    trail = () if is_missing(value) else exhibit.trail
    return (
        f'<div class="card" role="group" aria-label="{escape(exhibit.title)}">'
        f'<div class="card-title" title="{escape(definition)}">{escape(exhibit.title)}</div>'
        f"{headline(exhibit, value)}{change(exhibit.change, translator(exhibit.language))}"
        f'<div class="card-context">{escape(exhibit.context)}</div>{sparkline(trail, colour)}</div>'
    )


def headline(exhibit: Exhibit, value: float) -> str:
    """Return the number and its unit, or a dash and why there is none."""
    if is_missing(value):
        known = len(exhibit.frame) and "state" in exhibit.frame
        unit = absence(exhibit, exhibit.frame["state"].iloc[0] if known else State.NO_DATA)
    else:
        unit = "%" if is_percent(exhibit) else unit_text(exhibit, value)
    written = number(value, exhibit.language, exhibit.decimals)
    return f'<div class="card-number">{written} <span>{escape(unit)}</span></div>'


def change(told: Change | None, words: Words) -> str:
    """Return the change with its arrow and the word for whether it is good; an empty line when nothing is compared."""
    if told is None:
        return '<div class="card-change even">&nbsp;</div>'
    _ = words
    judged = {1: _("лучше"), -1: _("хуже"), 0: ""}[told.judgement]
    return (
        f'<div class="card-change {CLASSES[told.judgement]}">{ARROWS[told.direction]} <b>{escape(told.text)}</b>'
        f" <span>{judged}</span></div>"
    )


def sparkline(trail: Sequence[float], colour: str) -> str:
    """Return the trail as a small picture; an empty place when there are fewer than two points."""
    points = [(index, value) for index, value in enumerate(trail) if not is_missing(value)]
    if len(points) < 2:
        return '<div class="card-trail"></div>'
    low = min(value for _, value in points)
    rise = RISE / ((max(value for _, value in points) - low) or 1.0)
    placed = [(EDGE + index * STEP / (len(trail) - 1), HEIGHT - EDGE - (value - low) * rise) for index, value in points]
    # A picture, because Streamlit takes drawings out of HTML; its strokes keep their width when it is stretched.
    return f'<img class="card-trail" alt="" src="data:image/svg+xml,{quote(drawing(placed, colour))}">'


def drawing(points: Sequence[tuple[float, float]], colour: str) -> str:
    """Return a line with a dot at its end."""
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" fill="none"'
        f' stroke="{colour}" stroke-linecap="round"><polyline points="{line}" stroke-width="1.75" {STIFF}/>'
        f'<path d="M{x:.1f} {y:.1f}h.01" stroke-width="6" {STIFF}/></svg>'
    )
