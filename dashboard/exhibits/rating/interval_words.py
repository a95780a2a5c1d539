"""The interval of a place, its band and what moves it, in words."""

from collections.abc import Hashable, Mapping

import pandas as pd

from dashboard.exhibits.rating.place_intervals import LOWER, MIDDLE, UPPER
from dashboard.model.exhibit import Field, Shape
from dashboard.queries.view import View


def place_fields(view: View) -> list[Field]:
    """Return the columns of the interval of a place and of the band it is in."""
    _ = view.words
    return [
        Field("first", _("Место от"), Shape.NUMBER),
        Field("last", _("Место до"), Shape.NUMBER),
        Field("band_words", _("Группа")),
    ]


def with_words(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """Return the places with their bands and the sources that move them most in words."""
    bands, causes = band_words(view), cause_words(view)
    return frame.assign(
        band_words=[bands[band] for band in frame["band"]], cause_words=[causes[cause] for cause in frame["cause"]]
    )


def band_words(view: View) -> dict[str, str]:
    """Return the bands in words."""
    _ = view.words
    return {UPPER: _("верхняя"), MIDDLE: _("средняя"), LOWER: _("нижняя")}


def cause_words(view: View) -> dict[str, str]:
    """Return what can move a place, in words."""
    _ = view.words
    return {
        "weights": _("веса"),
        "dropping": _("набор составляющих"),
        "scale": _("способ нормировки"),
        "chance": _("случайность малых чисел"),
        "": _("ничего"),
    }


def range_words(row: Mapping[Hashable, float], source: str = "") -> str:
    """Return the interval of a place, «2–6», of one source by itself if named; the place alone when nothing moves it."""
    first, last = (row[f"{source}_{end}" if source else end] for end in ("first", "last"))
    return f"{first:.0f}–{last:.0f}" if first < last else f"{first:.0f}"
