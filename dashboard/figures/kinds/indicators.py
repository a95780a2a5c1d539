"""Indicators of a region as one table of HTML: value, change, place, where it stands among all, its last quarters.

Not a plotly figure: twenty small plotly drawings would cost the page more than everything else on it.
"""

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any
from urllib.parse import quote

import pandas as pd

from dashboard.figures.drawing.look import Tokens, tokens
from dashboard.figures.kinds.cards import ARROWS, CLASSES, judgement_word, sparkline
from dashboard.language.formats import day, is_missing, number
from dashboard.language.phrases import Words, translator
from dashboard.model.exhibit import Exhibit, State

WIDTH, HEIGHT, EDGE = 160, 24, 6


def html(exhibit: Exhibit, dark: bool) -> str:
    """Return the table, its lines by group, under a legend of its signs."""
    _, look = translator(exhibit.language), tokens(dark)
    titles = "".join(f'<th scope="col">{escape(head)}</th>' for head in headings(_))
    lines = exhibit.frame.to_dict("records")
    body = "".join(
        group(name, [line for line in lines if line["group"] == name], exhibit, look)
        for name in dict.fromkeys(line["group"] for line in lines)
    )
    return (
        f'{legend(_, look)}<div class="indicators" role="region" tabindex="0" aria-label="{escape(exhibit.title)}">'
        f"<table><thead><tr>{titles}</tr></thead>{body}</table></div>"
    )


def headings(words: Words) -> tuple[str, ...]:
    """Return the headings of the columns."""
    _ = words
    return (
        _("Показатель"),
        _("Значение"),
        _("В прошлые годы"),
        _("Изменение"),
        _("Место"),
        _("Среди регионов"),
        _("12 кварталов"),
    )


def group(name: str, lines: Sequence[dict[Any, Any]], exhibit: Exhibit, look: Tokens) -> str:
    """Return the lines of one group under its name and the day its data reach."""
    rows = "".join(row(line, exhibit, look) for line in lines)
    until = f" <span>{escape(until_words(lines[0], exhibit.language))}</span>"
    return f'<tbody><tr class="group"><th scope="rowgroup" colspan="7">{escape(name)}{until}</th></tr>{rows}</tbody>'


def until_words(line: dict[Any, Any], language: str) -> str:
    """Return the day that data reach in words, as exactly as it is known; empty where there are none."""
    _, until = translator(language), line["day"]
    if not isinstance(until, date) or pd.isna(until):
        return ""
    return _("данные по {day}", day=line.get("day_words") or day(until, language))


def row(line: dict[Any, Any], exhibit: Exhibit, look: Tokens) -> str:
    """Return one line of the table."""
    _, is_known = translator(exhibit.language), line["state"] in (State.VALUE, State.ZERO)
    drawn = strip(line, exhibit, look) if is_known else ""
    trail = sparkline(line["trail"], look.accent) if is_known else ""
    return (
        f'<tr><th scope="row">{escape(line["name"])}</th>'
        f'<td class="number{"" if is_known else " absent"}">{escape(line["text"])}</td>'
        f'<td class="usual">{escape(line["usual"])}</td>'
        f'<td class="change">{change(line, _)}</td>'
        f'<td class="place">{escape(place(line, _))}</td>'
        f'<td class="strip">{drawn}</td><td class="trail">{trail}</td></tr>'
    )


def change(line: dict[Any, Any], words: Words) -> str:
    """Return the change with its arrow and the word for whether it is good."""
    if not line["change"]:
        return ""
    judgement, arrow = int(line["judgement"]), ARROWS[int(line["direction"])]
    judged = judgement_word(judgement, words)
    return f'<span class="{CLASSES[judgement]}">{arrow} <b>{escape(line["change"])}</b> {judged}</span>'


def place(line: dict[Any, Any], words: Words) -> str:
    """Return the place among the regions with data: «5–6 из 89»; empty when there is none."""
    _ = words
    return _("{part} из {base}", part=line["rank"], base=line["among"]) if line["rank"] else ""


def strip(line: dict[Any, Any], exhibit: Exhibit, look: Tokens) -> str:
    """Return where the region stands among all, as a small picture with a description in words."""
    value, peers, country = marks(line)
    low, high = limits(line)
    if high == low:
        return ""

    def x(at: float) -> float:
        return round(EDGE + (WIDTH - 2 * EDGE) * float(at - low) / float(high - low), 1)

    ticks = "".join(f"M{x(mark)} 7v10" for mark in sorted(set(line["spread"])))
    shapes = [
        f'<path d="M{EDGE} 12H{WIDTH - EDGE}" stroke="{look.line}"/><path d="{ticks}" stroke="{look.comparison}"/>'
    ]
    if not is_missing(country):
        shapes.append(f'<path d="M{x(country)} 2v20" stroke="{look.ink}" stroke-width="1.5"/>')
    if not is_missing(peers):
        shapes.append(f'<path d="{diamond(x(peers))}" fill="{look.box}" stroke="{look.ink}" stroke-width="1.5"/>')
    shapes.append(f'<circle cx="{x(value)}" cy="12" r="5" fill="{look.highlight}" stroke="{look.box}"/>')
    return f'<img alt="{escape(spoken(line, exhibit))}" src="{picture("".join(shapes), WIDTH)}">'


def marks(line: dict[Any, Any]) -> tuple[float, float, float]:
    """Return the values marked on a strip: the region's, the median of its peers, the country's."""
    return float(line["value"]), float(line["peers"]), float(line["country"])


def limits(line: dict[Any, Any]) -> tuple[float, float]:
    """Return the least and the largest value of a strip."""
    values = [*line["spread"], *(mark for mark in marks(line) if not is_missing(mark))]
    return min(values), max(values)


def diamond(x: float) -> str:
    """Return the outline of the sign of the median."""
    return f"M{x} 6l5 6l-5 6l-5 -6z"


def picture(shapes: str, width: int) -> str:
    """Return shapes as the address of a picture, because Streamlit strips drawings out of HTML."""
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" fill="none">{shapes}</svg>'
    return f"data:image/svg+xml,{quote(drawing)}"


def spoken(line: dict[Any, Any], exhibit: Exhibit) -> str:
    """Return a strip in words: the least and the largest value, the median of the peers, the country."""
    _, decimals = translator(exhibit.language), int(line["decimals"])
    numbers = {
        name: number(value, exhibit.language, decimals)
        for name, value in (
            ("least", min(line["spread"])),
            ("most", max(line["spread"])),
            ("peers", float(line["peers"])),
            ("country", float(line["country"])),
        )
    }
    return _("От {least} до {most}; медиана группы {peers}, страна {country}", **numbers)


def legend(words: Words, look: Tokens) -> str:
    """Return what the signs of the strips mean."""
    _ = words
    signs = (
        (f'<circle cx="12" cy="12" r="5" fill="{look.highlight}"/>', _("этот регион")),
        (f'<path d="{diamond(12)}" stroke="{look.ink}" stroke-width="1.5"/>', _("медиана группы без него")),
        (f'<path d="M12 2v20" stroke="{look.ink}" stroke-width="1.5"/>', _("страна (количества — среднее на регион)")),
        (f'<path d="M8 7v10M12 7v10M16 7v10" stroke="{look.comparison}"/>', _("другие регионы")),
    )
    entries = "".join(
        f'<span class="legend"><img alt="" src="{picture(sign, HEIGHT)}">{escape(name)}</span>' for sign, name in signs
    )
    return f'<div class="indicators-legend">{entries}</div>'


def words(exhibit: Exhibit) -> str:
    """Return the table in a sentence: how many indicators are known and how many exceed the median of the peers."""
    _, frame = translator(exhibit.language), exhibit.frame
    is_known = frame["state"].isin([State.VALUE, State.ZERO])
    return _(
        "Показателей {all}, известно {known}, выше медианы группы {above}",
        all=len(frame),
        known=int(is_known.sum()),
        above=int((frame["value"] > frame["peers"]).sum()),
    )
