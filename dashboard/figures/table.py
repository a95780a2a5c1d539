"""The table of an exhibit as the page shows it: chosen columns, written in the reader's language."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pandas as pd
from pandas.io.formats.style import Styler

from dashboard.figures.drawing.value_text import absence
from dashboard.language.formats import MISSING, day, number, percent, signed
from dashboard.model.exhibit import Exhibit, Field, Shape, State, date_words
from dashboard.sheets.cells import neutral

# A longer table is slow to write as text; the reader's browser then formats its numbers.
MOST_WRITTEN = 2000


def written(exhibit: Exhibit) -> Styler | pd.DataFrame:
    """Return the table with its values as text that still sorts as numbers."""
    names = [field.name for field in exhibit.fields]
    frame = exhibit.tabled[names].reset_index(drop=True)
    for field in (field for field in exhibit.fields if field.shape in (Shape.TEXT, Shape.LINK)):
        frame[field.name] = frame[field.name].map(safe)
    if len(frame) > MOST_WRITTEN:
        return frame
    styler = frame.style
    for field in exhibit.fields:
        if field.shape in WRITE:
            styler = styler.format(writer(field, exhibit.language), subset=[field.name], na_rep=MISSING)
        if field.shape is Shape.DATE:
            styler = inexact_days(styler, field, date_words(exhibit.tabled, field.name))
    return absences(styler, exhibit) if "state" in exhibit.frame and "value" in names else styler


def safe(value: object) -> object:
    """Return a value that no spreadsheet would run: the browser saves the table as it stands."""
    return neutral(value) if isinstance(value, str) else value


def inexact_days(styler: Styler, field: Field, words: Sequence[str]) -> Styler:
    """Return the table with a month or a year where no more is known of a day."""
    for text in dict.fromkeys(filter(None, words)):
        rows = [place for place, word in enumerate(words) if word == text]
        styler = styler.format(constant(text), subset=(rows, [field.name]))
    return styler


def absences(styler: Styler, exhibit: Exhibit) -> Styler:
    """Return the table with words for an absence instead of a value."""
    for state in (State.NO_DATA, State.NO_BASE):
        rows = [place for place, row_state in enumerate(exhibit.frame["state"]) if row_state == state]
        styler = styler.format(constant(absence(exhibit, state)), subset=(rows, ["value"])) if rows else styler
    return styler


def constant(words: str) -> Callable[[object], str]:
    """Return a formatter that writes the same words for any value."""
    return lambda value: words


WRITE: dict[Shape, Callable[..., str]] = {
    Shape.NUMBER: number,
    Shape.PERCENT: percent,
    Shape.CHANGE: signed,
    Shape.DATE: day,
}


def writer(field: Field, language: str) -> Callable[[Any], str]:
    """Return the formatter of a column's values."""
    if field.shape is Shape.DATE:
        return partial(WRITE[field.shape], language=language)
    return partial(WRITE[field.shape], language=language, decimals=field.decimals)


def columns(exhibit: Exhibit) -> dict[str, Any]:
    """Return the titles and kinds of the columns."""
    return {field.name: column(field) for field in exhibit.fields}


def column(field: Field) -> dict[str, Any]:
    """Return how the page's table treats one column."""
    kinds = {Shape.TEXT: "text", Shape.LINK: "link", Shape.DATE: "date"}
    right = field.shape in (Shape.NUMBER, Shape.PERCENT, Shape.CHANGE)
    return {
        "label": field.title,
        "alignment": "right" if right else "left",
        "type_config": {"type": kinds.get(field.shape, "number")},
    }
