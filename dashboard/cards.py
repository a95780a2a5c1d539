"""Headline numbers as one block of HTML: five in a row, two on a phone.

Not `st.metric`: its sparkline brings a second chart library of 775 KB to the page, and each card would be an element
of its own. One block costs the page nothing.
"""

from collections.abc import Sequence
from html import escape

from dashboard.exhibit import Change, Exhibit, State
from dashboard.figures.values import absence, is_percent, unit_text
from dashboard.formats import is_missing, number
from dashboard.language import Words, translator

ARROWS = {1: "▲", -1: "▼", 0: ""}
CLASSES = {1: "good", -1: "bad", 0: "even"}
WIDTH, HEIGHT = 100.0, 28.0


def cards_html(exhibits: Sequence[Exhibit]) -> str:
    """Return the cards of the number exhibits."""
    return f'<div class="cards">{"".join(map(card, exhibits))}</div>'


def card(exhibit: Exhibit) -> str:
    """Return one card: title, number with its unit, change, context, trail."""
    definition = exhibit.metric.definition.of(exhibit.language) if exhibit.metric else ""
    return (
        f'<div class="card" role="group" aria-label="{escape(exhibit.title)}">'
        f'<div class="card-title" title="{escape(definition)}">{escape(exhibit.title)}</div>'
        f"{headline(exhibit)}{change(exhibit.change, translator(exhibit.language))}"
        f'<div class="card-context">{escape(exhibit.context)}</div>{sparkline(exhibit.trail)}</div>'
    )


def headline(exhibit: Exhibit) -> str:
    """Return the number and its unit, or a dash and why there is none."""
    value = float(exhibit.frame["value"].iloc[0]) if len(exhibit.frame) else float("nan")
    unit = "%" if is_percent(exhibit) else unit_text(exhibit, value if not is_missing(value) else 0)
    if is_missing(value):
        state = exhibit.frame["state"].iloc[0] if "state" in exhibit.frame and len(exhibit.frame) else State.NO_DATA
        unit = absence(exhibit, state)
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


def sparkline(trail: Sequence[float]) -> str:
    """Return the trail as a small drawing; nothing when there are fewer than two points."""
    points = [(index, value) for index, value in enumerate(trail) if not is_missing(value)]
    if len(points) < 2:
        return '<div class="card-trail"></div>'
    high = max(value for _, value in points) or 1.0
    placed = [(index * WIDTH / (len(trail) - 1), HEIGHT - 2 - value / high * (HEIGHT - 4)) for index, value in points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
    x, y = placed[-1]
    return (
        f'<svg class="card-trail" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" preserveAspectRatio="none" aria-hidden="true">'
        f'<polyline points="{line}"/><path class="card-last" d="M{x:.1f} {y:.1f}h0"/></svg>'
    )
