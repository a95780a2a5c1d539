"""Dates as people write them: a day, a range, a month, a quarter, a half-year, a year; what is unclear is refused."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from etl.normalise.date_forms import FORMS, DateRefused, Span
from etl.normalise.date_text import LONGEST, UNKNOWN, clock_and_weekday, plain
from etl.spelling import is_blank

Status = Literal["ok", "empty", "unknown", "refused"]
Precision = Literal["day", "month", "quarter", "half", "year", "range", "unknown"]


@dataclass(frozen=True, slots=True)
class DateReading:
    """The first and the last day a cell speaks of and how precisely, or why it cannot be said."""

    status: Status
    start: date | None = None
    end: date | None = None
    precision: Precision = "unknown"
    reason: str = ""


def read_date(text: str) -> DateReading:
    """Return the days a cell speaks of; impossible and ambiguous dates are refused with a reason."""
    if len(text) > LONGEST:
        return DateReading("refused", reason="not_a_date")
    words = plain(text)
    if is_blank(words):
        return DateReading("empty")
    if words in UNKNOWN:
        return DateReading("unknown")
    try:
        return _reading(words)
    except DateRefused as refusal:
        return DateReading("refused", reason=refusal.reason)


def _reading(words: str) -> DateReading:
    bare, weekday = clock_and_weekday(words)
    for pattern, read in FORMS:
        if match := re.fullmatch(pattern, bare):
            span = read(match)
            _check(span, weekday)
            return DateReading("ok", span.start, span.end, span.precision)
    raise DateRefused("not_a_date")


def _check(span: Span, weekday: int | None) -> None:
    if span.end < span.start:
        raise DateRefused("end_before_start")
    if weekday is not None and weekday != span.start.weekday():
        raise DateRefused("wrong_weekday")
