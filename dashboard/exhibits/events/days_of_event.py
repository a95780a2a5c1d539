"""The days of an event in words, as exactly as they are known."""

import pandas as pd

from dashboard.language.formats import day, inexact_day
from dashboard.queries.view import View


def first_day(first: pd.Series, view: View) -> str:
    """Return the first day of an event, or the month or year that is all that is known of it."""
    return inexact_day(first["day"], first["day_end"], view.language) or day(first["day"], view.language)


def when(first: pd.Series, view: View) -> str:
    """Return the day or days of an event, or the month or year that is all that is known of them."""
    since, until = first["day"], first["day_end"]
    if not since:
        return view.words("день не указан")
    if inexact := inexact_day(since, until, view.language):
        return inexact
    return day(since, view.language) + (f" – {day(until, view.language)}" if until and until != since else "")
