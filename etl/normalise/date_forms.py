"""The forms a date is written in: each is a pattern over plain words and what its match says in days."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, NoReturn

from etl.normalise.date_text import MONTH, MONTHS

Precision = Literal["day", "month", "quarter", "half", "year", "range"]

FIRST_YEAR, LAST_YEAR = 1900, 2100
EXCEL_EPOCH = date(1899, 12, 30)
SERIALS = range((date(1990, 1, 1) - EXCEL_EPOCH).days, (date(2101, 1, 1) - EXCEL_EPOCH).days)


class DateRefused(Exception):
    """A date that is impossible or ambiguous."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Span:
    """First day, last day, and how precisely they were said."""

    start: date
    end: date
    precision: Precision


ORDINALS = (("перв", "1"), ("втор", "2"), ("трет", "3"), ("четв", "4"), ("iv", "4"), ("iii", "3"), ("ii", "2"))

D = r"(\d{1,2})(?:-?го)?"
Y = r"(\d{4})"
YY = r"(\d{4}|\d\d)"
M = rf"({MONTH})\.?"
GAP = r"[ ,.-]*"
TO = r"( ?- ?| по | и |[,;] ?| и по )"
FROM = r"(?:со? )?"
DOTTED = r"(\d{1,2} ?\. ?\d{1,2} ?\. ?(?:\d{4}|\d\d)|\d{1,2}([/-])\d{1,2}\2(?:\d{4}|\d\d))"
FULL = r"(\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d))"
ISO = r"(\d{4}([-./])\d{1,2}\2\d{1,2})"
DASHED = r"(\d{4}-\d\d-\d\d)"
N = r"([1-4]|[iі]{1,3}|[iі]v|перв[а-я]+|втор[а-я]+|трет[а-я]+|четв[а-я]+)(?:-?(?:ый|ой|ий|й|ое|ое|е|го))?"
QUARTER = r"(?:квартал[а-я]*|кв)\.?"
HALF = r"(?:полугоди[ею]|п/г)"


def full_year(text: str) -> int:
    """Return the year of four or two figures; «45» may be of either century."""
    year = int(text)
    if len(text) == 2:
        if 40 <= year < 50:
            raise DateRefused("two_figure_year")
        return year + (2000 if year < 40 else 1900)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateRefused("year_out_of_range")
    return year


def the_day(year: str | int, month: int, number: str) -> date:
    """Return the day, refused when the calendar has none."""
    try:
        return date(full_year(str(year)), month, int(number))
    except ValueError:
        raise DateRefused("no_such_day") from None


def named(number: str, month: str, year: str | int) -> date:
    """Return the day of «12», «марта», «2025»."""
    return the_day(year, month_number(month), number)


def dotted(text: str) -> date:
    """Return the day of «12.03.2025»; behind other marks than dots the month may stand first, so «03/04» is refused."""
    first, second, year = re.split(r"[./-]", text.replace(" ", ""))
    if "." not in text and max(int(first), int(second)) <= 12 and int(first) != int(second):
        raise DateRefused("day_or_month_first")
    if "." not in text and int(first) <= 12 < int(second) <= 31:
        raise DateRefused("month_first")
    return the_day(year, int(second), first)


def iso(text: str) -> date:
    """Return the day of «2025-03-12»."""
    year, month, number = re.split(r"[./-]", text)
    return the_day(year, int(month), number)


def month_number(name: str) -> int:
    """Return 1-12 for the name of a month in any case or cut short."""
    return next(number for number, names in enumerate(MONTHS, 1) if re.fullmatch(names, name))


def one_day(day: date) -> Span:
    """Return the span of one day."""
    return Span(day, day, "day")


def pair(joint: str, start: date, end: date) -> Span:
    """Return the span of two days; named one by one («5 и 12») they are one only when no day lies between."""
    if end < start:
        raise DateRefused("end_before_start")
    if joint.strip() in ("и", ",", ";") and end - start > timedelta(days=1):
        raise DateRefused("separate_days")
    return Span(start, end, "day" if start == end else "range")


def months(year: str, first: int, last: int, precision: Precision) -> Span:
    """Return the span from the first day of one month to the last of another."""
    number = full_year(year)
    if not (1 <= first <= 12 and 1 <= last <= 12):
        raise DateRefused("no_such_month")
    if last < first:
        raise DateRefused("end_before_start")
    return Span(date(number, first, 1), date(number, last, calendar.monthrange(number, last)[1]), precision)


def years(first: str, last: str, precision: Precision) -> Span:
    """Return the span of whole years."""
    if full_year(last) < full_year(first):
        raise DateRefused("end_before_start")
    return Span(date(full_year(first), 1, 1), date(full_year(last), 12, 31), precision)


def quarters(year: str, first: str, last: str, precision: Precision) -> Span:
    """Return the span of quarters said in figures, Roman figures or words."""
    return months(year, 3 * ordinal(first) - 2, 3 * ordinal(last), precision)


def half(year: str, number: str) -> Span:
    """Return the span of a half-year."""
    if ordinal(number) > 2:
        raise DateRefused("no_such_half")
    return months(year, 6 * ordinal(number) - 5, 6 * ordinal(number), "half")


def ordinal(text: str) -> int:
    """Return 1-4 for «2», «II», «второй»."""
    word = text.replace("і", "i")
    return int(next((figure for stem, figure in ORDINALS if word.startswith(stem)), word.replace("i", "1")))


def listed(numbers: str, month: str, year: str) -> Span:
    """Return the span of «28, 29 и 30 января 2025»: days named one by one must follow each other."""
    days = [named(number, month, year) for number in re.findall(r"\d+", numbers)]
    steps = [pair("и", before, after) for before, after in pairwise(days)]
    return Span(steps[0].start, steps[-1].end, "range")


def across(joint: str, start: tuple[str, str], end: tuple[str, str], year: str) -> Span:
    """Return the span of «30 сентября - 2 октября 2026»; only from December into January it began a year earlier."""
    turns = (month_number(start[1]), month_number(end[1])) == (12, 1)
    return pair(joint, named(*start, full_year(year) - turns), named(*end, year))


def serial(text: str) -> Span:
    """Return the day of an Excel serial number of 1990-2100; other lone numbers are no dates."""
    if int(text) not in SERIALS:
        raise DateRefused("not_a_date")
    return one_day(EXCEL_EPOCH + timedelta(days=int(text)))


def refuse(reason: str) -> NoReturn:
    """Refuse a form that is recognised but ambiguous."""
    raise DateRefused(reason)


# Patterns stay texts: compiling all of them takes longer than reading most files, and few files need more than two.
Form = tuple[str, Callable[[re.Match[str]], Span]]

SINGLE_DAYS: tuple[Form, ...] = (
    (DOTTED, lambda m: one_day(dotted(m[1]))),
    (ISO, lambda m: one_day(iso(m[1]))),
    (rf"{D}{GAP}{M}{GAP}{YY}", lambda m: one_day(named(m[1], m[2], m[3]))),
    (rf"{M} {D}, ?{Y}", lambda m: one_day(named(m[2], m[1], m[3]))),
)
RANGES: tuple[Form, ...] = (
    (rf"{FROM}{D}{TO}{D} ?{M}{GAP}{Y}", lambda m: pair(m[2], named(m[1], m[4], m[5]), named(m[3], m[4], m[5]))),
    (rf"(\d{{1,2}}(?:(?:, ?| и )\d{{1,2}}){{2,}}) {M}{GAP}{Y}", lambda m: listed(m[1], m[2], m[3])),
    (rf"{FROM}{D} ?{M}{TO}{D} ?{M}{GAP}{Y}", lambda m: across(m[3], (m[1], m[2]), (m[4], m[5]), m[6])),
    (
        rf"{FROM}{D} ?{M}{GAP}{Y}{TO}{D} ?{M}{GAP}{Y}",
        lambda m: pair(m[4], named(m[1], m[2], m[3]), named(m[5], m[6], m[7])),
    ),
    (rf"{FROM}{FULL}{TO}{FULL}", lambda m: pair(m[2], dotted(m[1]), dotted(m[3]))),
    (rf"{FROM}{DASHED}(?: - | по |/){DASHED}", lambda m: pair("-", iso(m[1]), iso(m[2]))),
    (
        rf"{FROM}{D}{TO}(\d{{1,2}})\.(\d{{1,2}})\.{YY}",
        lambda m: pair(m[2], dotted(f"{m[1]}.{m[4]}.{m[5]}"), dotted(f"{m[3]}.{m[4]}.{m[5]}")),
    ),
    (
        rf"{FROM}(\d{{1,2}}\.\d{{1,2}})\.?{TO}(\d{{1,2}}\.\d{{1,2}})\.{YY}",
        lambda m: pair(m[2], dotted(f"{m[1]}.{m[4]}"), dotted(f"{m[3]}.{m[4]}")),
    ),
)
MONTH_FORMS: tuple[Form, ...] = (
    (rf"{M}{GAP}{Y}", lambda m: months(m[2], month_number(m[1]), month_number(m[1]), "month")),
    (rf"{Y},? {M}", lambda m: months(m[1], month_number(m[2]), month_number(m[2]), "month")),
    (rf"(\d{{1,2}})[./-]{Y}", lambda m: months(m[2], int(m[1]), int(m[1]), "month")),
    (rf"{Y}[./-](\d\d)", lambda m: months(m[1], int(m[2]), int(m[2]), "month")),
    (rf"{FROM}{M}{TO}{M}{GAP}{Y}", lambda m: months(m[4], month_number(m[1]), month_number(m[3]), "range")),
    (
        rf"{FROM}{M}{GAP}{Y}(?: ?- ?| по ){M}{GAP}{Y}",
        lambda m: pair(
            "-",
            months(m[2], month_number(m[1]), month_number(m[1]), "month").start,
            months(m[4], month_number(m[3]), month_number(m[3]), "month").end,
        ),
    ),
    (rf"(\d{{1,2}}) мес(?:яц[а-я]*)?\.?,? {Y}", lambda m: months(m[2], 1, int(m[1]), "range")),
)
YEAR_PARTS: tuple[Form, ...] = (
    (rf"{N} ?{QUARTER},? ?{Y}", lambda m: quarters(m[2], m[1], m[1], "quarter")),
    (rf"{Y},? {N} ?{QUARTER}", lambda m: quarters(m[1], m[2], m[2], "quarter")),
    (rf"q([1-4])[ -]?{Y}", lambda m: quarters(m[2], m[1], m[1], "quarter")),
    (rf"{Y}[ -]?q([1-4])", lambda m: quarters(m[1], m[2], m[2], "quarter")),
    (rf"{N}(?: ?- ?| и ){N} ?{QUARTER},? ?{Y}", lambda m: quarters(m[3], m[1], m[2], "range")),
    (rf"{N} ?{HALF},? ?{Y}", lambda m: half(m[2], m[1])),
    (rf"{Y},? {N} ?{HALF}", lambda m: half(m[1], m[2])),
    (Y, lambda m: years(m[1], m[1], "year")),
    (rf"{FROM}{Y}(?: ?- ?| по ){Y}", lambda m: years(m[1], m[2], "range")),
    (r"(\d{5})(?:[.,]\d+)?", lambda m: serial(m[1])),
)
UNCLEAR: tuple[Form, ...] = (
    (rf"{FROM}{D}(?:{TO}{D})? ?{M}", lambda _: refuse("no_year")),
    (rf"{FROM}{D} ?{M}{TO}{D} ?{M}", lambda _: refuse("no_year")),
    (rf"{M}(?:{TO}{M})?(?:[ -]?\d\d)?", lambda _: refuse("no_year")),
    (rf"{N} ?(?:{QUARTER}|{HALF})", lambda _: refuse("no_year")),
    (r"(?:со?|до|по|после|не позднее|не ранее|начиная с|к) \d.*", lambda _: refuse("open_ended")),
)
FORMS: tuple[Form, ...] = SINGLE_DAYS + RANGES + MONTH_FORMS + YEAR_PARTS + UNCLEAR
