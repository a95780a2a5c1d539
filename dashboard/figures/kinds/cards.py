"""Headline numbers as one block of HTML: five in a row, fewer where there is less room.

Not `st.metric`: its sparkline loads a second chart library of 775 KB, and each card would be an element of its own.
One block costs the page nothing.
"""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from urllib.parse import quote

from dashboard.figures.drawing.look import tokens
from dashboard.figures.drawing.value_text import absence, is_percent, unit_text
from dashboard.language.formats import decimals_shown, is_missing, number
from dashboard.language.phrases import Words, translator
from dashboard.model.exhibit import Change, Exhibit, State

ARROWS = {1: "▲", -1: "▼", 0: ""}
CLASSES = {1: "good", -1: "bad", 0: "even"}
WIDTH, HEIGHT, EDGE = 200, 30, 4
STIFF = 'vector-effect="non-scaling-stroke"'

Point = tuple[float, float]


def cards_html(exhibits: Sequence[Exhibit], dark: bool) -> str:
    """Return the cards of the number exhibits."""
    return f'<div class="cards">{"".join(card(exhibit, tokens(dark).accent) for exhibit in exhibits)}</div>'


def card(exhibit: Exhibit, colour: str) -> str:
    """Return one card: title, number with its unit, change, context, and a trail unless the number is missing."""
    definition = exhibit.metric.definition.of(exhibit.language) if exhibit.metric else ""
    trail = () if is_missing(number_of(exhibit)) else exhibit.trail
    written, unit = headline(exhibit)
    return (
        f'<div class="card" role="group" aria-label="{escape(exhibit.title)}">'
        f'<div class="card-title" title="{escape(definition)}">{escape(exhibit.title)}</div>'
        f'<div class="card-number">{written} <span>{escape(unit)}</span></div>'
        f"{change_line(exhibit.change, translator(exhibit.language))}"
        f'<div class="card-context">{escape(exhibit.context)}</div>{sparkline(trail, colour)}</div>'
    )


def number_of(exhibit: Exhibit) -> float:
    """Return the number of a number exhibit, NaN when there is none."""
    return float(exhibit.frame["value"].iloc[0]) if len(exhibit.frame) else float("nan")


def headline(exhibit: Exhibit) -> tuple[str, str]:
    """Return the number and its unit, or a dash and the reason why there is no number."""
    value = number_of(exhibit)
    written = number(value, exhibit.language, decimals_shown(exhibit.decimals, value))
    if is_missing(value):
        has_state = len(exhibit.frame) and "state" in exhibit.frame
        return written, absence(exhibit, exhibit.frame["state"].iloc[0] if has_state else State.NO_DATA)
    return written, "%" if is_percent(exhibit) else unit_text(exhibit, value)


def change_line(change: Change | None, words: Words) -> str:
    """Return the change with its arrow and the word for whether it is good; an empty line when nothing is compared."""
    if change is None:
        return '<div class="card-change even">&nbsp;</div>'
    text = f"<b>{escape(change.text)}</b>" if change.direction else escape(change.text)
    return (
        f'<div class="card-change {CLASSES[change.judgement]}">{ARROWS[change.direction]} {text}'
        f" <span>{judgement_word(change.judgement, words)}</span></div>"
    )


def judgement_word(judgement: int, words: Words) -> str:
    """Return the word for whether a change is good, empty when it is neither."""
    _ = words
    return {1: _("лучше"), -1: _("хуже"), 0: ""}[judgement]


def trail_runs(trail: Sequence[float], left: float, bottom: float, width: float, height: float) -> list[list[Point]]:
    """Return the lines of a trail in a box, its lowest value at the bottom: one for each run of known values.

    There are none when fewer than two values are known.
    """
    drawn_values = [value for value in trail if not is_missing(value)]
    if len(drawn_values) < 2:
        return []
    rise = height / ((max(drawn_values) - min(drawn_values)) or 1.0)
    places = [
        None
        if is_missing(value)
        else (left + index * width / (len(trail) - 1), bottom - (value - min(drawn_values)) * rise)
        for index, value in enumerate(trail)
    ]
    return [[point for point in run if point] for is_known, run in groupby(places, bool) if is_known]


def sparkline(trail: Sequence[float], colour: str) -> str:
    """Return the trail as a small picture; an empty place when there are fewer than two points."""
    runs = trail_runs(trail, EDGE, HEIGHT - EDGE, WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE)
    if not runs:
        return '<div class="card-trail"></div>'
    # A picture, because Streamlit strips drawings out of HTML; its strokes keep their width when it is stretched.
    return f'<img class="card-trail" alt="" src="data:image/svg+xml,{quote(drawing(runs, colour))}">'


def drawing(runs: Sequence[Sequence[Point]], colour: str) -> str:
    """Return the lines, a point of each that has only one, and a dot at the end of the last."""
    lines = "".join(f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in run)}{'h.01' * (len(run) == 1)}" for run in runs)
    x, y = runs[-1][-1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" fill="none"'
        f' stroke="{colour}" stroke-linecap="round"><path d="{lines}" stroke-width="1.75" {STIFF}/>'
        f'<path d="M{x:.1f} {y:.1f}h.01" stroke-width="6" {STIFF}/></svg>'
    )
