"""A value as the reader sees it in a figure: with its unit, or the words for an absence."""

from collections.abc import Iterable, Mapping

from dashboard.figures.drawing.look import Layout, Tokens
from dashboard.language.formats import MISSING, NBSP, decimals_shown, is_missing, number, percent
from dashboard.language.phrases import translator
from dashboard.model.exhibit import Exhibit, State

# Approximate pixels of a letter in the names beside bars, what a wide one has more, and the gap between a name and its bar.
# `UNMEASURED` is how far plotly misplaces names that it sets before the font has loaded.
LETTER, CAPITAL, WIDER, STANDOFF, UNMEASURED = 7, 9.5, 2.5, 8, 4
WIDE = frozenset("жмфшщыюmw—%")  # a short name has too few narrow letters to make up for them


def is_percent(exhibit: Exhibit) -> bool:
    """Return whether the values of the exhibit are written with a percent sign."""
    return exhibit.unit == "%" or (not exhibit.unit and exhibit.metric is not None and exhibit.metric.is_percent)


def short_text(exhibit: Exhibit, value: float) -> str:
    """Return the value without its unit, as it stands beside a mark; a percent keeps its sign."""
    write = percent if is_percent(exhibit) else number
    return write(value, exhibit.language, decimals_shown(exhibit.decimals, value))


def unit_text(exhibit: Exhibit, value: float) -> str:
    """Return the words after the value: the exhibit's unit, in the form of the metric's unit that fits the number."""
    if is_percent(exhibit):
        return ""
    if exhibit.metric is None:
        return exhibit.unit
    words = translator(exhibit.language)
    many = words.plural(5, exhibit.metric.unit)
    if exhibit.unit and not exhibit.unit.startswith(many):
        return exhibit.unit
    return words.plural(value, exhibit.metric.unit) + exhibit.unit.removeprefix(many)


def full_text(exhibit: Exhibit, value: float, state: str = State.VALUE) -> str:
    """Return the value with its unit, or the words for why there is none."""
    if state in (State.NO_DATA, State.NO_BASE):
        return absence(exhibit, state)
    if is_missing(value):
        return MISSING
    return f"{short_text(exhibit, value)}{NBSP}{unit_text(exhibit, value)}".rstrip(NBSP)


def column_title(exhibit: Exhibit, column: str) -> str:
    """Return the title of a column of the exhibit's table, empty when the table has none."""
    return next((field.title for field in exhibit.fields if field.name == column), "")


def absence(exhibit: Exhibit, state: str) -> str:
    """Return the words for an absence: a region that has not reported, or a ratio without its base."""
    _ = translator(exhibit.language)
    return _("нет базы") if state == State.NO_BASE else exhibit.never or _("нет данных")


def broken(name: str, width: int = 24, most: int = 3) -> str:
    """Return the name in lines of at most `width` letters, words kept whole; text beyond `most` lines is left out."""
    lines = [""]
    for word in name.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]}…"])


def names_room(names: Iterable[str]) -> float:
    """Return the pixels that names beside bars need: plotly lays a figure out twice when it measures them itself."""
    lines = (line for name in names for line in broken(name).split("<br>"))
    widths = (sum(map(letter_width, line)) for line in lines)
    return STANDOFF + UNMEASURED + max(widths, default=0)


def letter_width(sign: str) -> float:
    """Return the pixels a letter of a name takes at most, approximately."""
    return (CAPITAL if sign.isupper() else LETTER) + (WIDER if sign.lower() in WIDE else 0)


def row_axis(names: Mapping[str, str], look: Tokens) -> Layout:
    """Return the axis of rows of bars, the first on top; keys identify the rows, since two may share a name.

    The range is explicit: plotly draws an axis twice if it has to find the range and Streamlit hands the figure over again.
    """
    return {
        "type": "category",
        "range": [max(len(names), 1) - 0.5, -0.5],
        "tickmode": "array",
        "tickvals": list(names),
        "ticktext": [broken(name) for name in names.values()],
        "tickfont": {"size": 13, "color": look.ink},
        "ticklabelstandoff": STANDOFF,
    }
