"""Numbers as people write them: «1 234,5», «около 500», «более 48 тыс. чел.», «план 1 360»."""

import re
from dataclasses import dataclass
from typing import Literal

from etl.datasets.figures import ABOUT, ALMOST, AT_MOST, EXACT, OVER, PERCENT, PLANNED, WHOLE
from etl.normalise.units import unit_of
from etl.spelling import is_blank, tidy

Status = Literal["ok", "empty", "refused"]

INHABITANTS = 150_000_000  # no event gathers more people than the country has
LONGEST = 200  # a longer cell is a text, not a number

# Thousands are grouped by three or not at all: «2024 2» is a year with a footnote, not 20242.
NUMBER = (
    r"[+-]?(?:\d{1,3}(?: \d{3})+(?:[.,]\d+)?|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}"
    r"|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|\d+(?:[.,]\d+)?(?:e[+-]?\d{1,2})?)"
)
PLAIN = re.compile(NUMBER)
LEADING = re.compile(rf"({NUMBER})(?![\d.,])")
FOOTNOTE = re.compile(r"(?: \d{1,2}\)| ?\*+)$")
GLUED_FOOTNOTE = re.compile(r"\d\d\)$")
CODE = re.compile(r"[+-]?0\d")  # «01.3», «007»: nobody counts so
BRACKETED = re.compile(r"\( ?-?[\d .,]+\)")
INTERVAL = re.compile(r"\d ?- ?\d|\bот \d.* до \d")

ABSENT = frozenset(
    ("нет", "н/д", "нд", "н.д", "n/a", "na", "none", "null", "отсутствует", "отсутствуют", "неизвестно",
     "нет данных", "нет сведений", "нет информации", "данные отсутствуют", "не указано", "не указан", "не известно")
)  # fmt: skip
NOT_APPLICABLE = frozenset({"x", "х", "не применимо", "неприменимо"})

PLAN = r"план(?:ируется|ируемое|овое|овый|ово)?|ожидается|ожидаемое"
ROUGHLY = r"около|порядка|примерно|приблизительно|ориентировочно|ок\.|прибл\.|~|≈"
MORE = r"более(?:,? чем)?|больше|свыше|не менее|не меньше|от|минимум|>=?|≥"
LESS = r"почти"  # the true figure lies a little below the one written
MOST = r"менее|меньше|до|не более|не больше|максимум|<=?|≤"  # it may lie far below
BEFORE = re.compile(
    rf"(?:(?P<{PLANNED}>{PLAN})|(?P<{ABOUT}>{ROUGHLY})|(?P<{OVER}>{MORE})|(?P<{ALMOST}>{LESS})|(?P<{AT_MOST}>{MOST}))(?![а-я])(?:[:\s]|- )*"
)
AFTER = re.compile(
    rf"\s*(?:(?P<{PLANNED}>\(?(?:{PLAN})\)?)|(?P<{OVER}>\+|и более|и больше|и выше)|(?P<{ABOUT}>\(?(?:{ROUGHLY})\)?))$"
)
SCALES = (
    (re.compile(r"(?:-?х? ?тыс(?:\b\.?|яч\w*)| ?т\. ?(?=р|чел))"), 1e3),
    (re.compile(r"(?: ?млн\b\.?| ?миллион\w*)"), 1e6),
    (re.compile(r"(?: ?млрд\b\.?| ?миллиард\w*)"), 1e9),
)


@dataclass(frozen=True, slots=True)
class NumberReading:
    """A number, or why there is none."""

    status: Status
    value: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CountReading:
    """How many, how exactly, and of what; or why it cannot be said."""

    status: Status
    value: float | None = None
    qualifier: str = ""
    unit: str = ""
    reason: str = ""


def read_number(text: str) -> NumberReading:
    """Return the number written in a cell, a percent sign apart."""
    words = tidy(text[: LONGEST + 1])
    if fault := _not_one_figure(text, words):
        return NumberReading("refused", reason=fault)
    if reason := absence(words):
        return NumberReading("empty", reason=reason)
    plain = FOOTNOTE.sub("", words).removesuffix("%").rstrip()
    if PLAIN.fullmatch(plain):
        return NumberReading("ok", _value(plain))
    return NumberReading("refused", reason=_fault(words))


def read_count(text: str) -> CountReading:
    """Return a figure with its qualifier and its unit; several figures or a stray word are refused."""
    words = tidy(text[: LONGEST + 1])
    if fault := _not_one_figure(text, words):
        return CountReading("refused", reason=fault)
    if reason := absence(words):
        return CountReading("empty", reason=reason)
    qualifier, rest = _qualifier(FOOTNOTE.sub("", words))
    number = LEADING.match(rest)
    if not number:
        return CountReading("refused", reason=_fault(words))
    scale, tail = _scale(rest[number.end() :])
    unit = unit_of(tail)
    if unit is None:
        return CountReading("refused", reason=_fault(words))
    return _whole_people(CountReading("ok", _value(number[1]) * scale, qualifier, unit))


def impossible(count: CountReading) -> str:
    """Return why there cannot be so many of anything that is counted; empty when there can."""
    value = count.value or 0.0
    if count.unit == PERCENT:
        return "percent"
    if value < 0:
        return "negative"
    if not count.unit and value != int(value):
        return "fraction"
    return "too_many" if value > INHABITANTS else ""


def absence(words: str) -> str:
    """Return why a tidy text holds no figure: blank, absent, not_applicable; "" when it may hold one."""
    if is_blank(words) and not words.endswith("%"):
        return "blank"
    if words.rstrip(".") in ABSENT:
        return "absent"
    return "not_applicable" if words in NOT_APPLICABLE else ""


def _not_one_figure(text: str, words: str) -> str:
    """Return why a cell is refused unread: a figure behind a line break belongs to another line of a text cut."""
    if len(text) > LONGEST:
        return "too_long"
    if "\n" in text.rstrip() or "\r" in text.rstrip():
        return "several_lines"
    if CODE.match(words):
        return "code"
    if BRACKETED.fullmatch(words):
        return "in_brackets"
    # «20235)» is 2023 with a footnote or 20235 with a stray bracket: nobody can tell.
    return "footnote" if GLUED_FOOTNOTE.search(words) and "(" not in words and not FOOTNOTE.search(words) else ""


def _qualifier(words: str) -> tuple[str, str]:
    """Return the qualifier said before or behind the figure and the words without it."""
    qualifiers: list[str] = []
    while mark := BEFORE.match(words):
        qualifiers.append(mark.lastgroup or "")
        words = words[mark.end() :]
    if (mark := AFTER.search(words)) and any(map(str.isdigit, words[: mark.start()])):
        qualifiers.append(mark.lastgroup or "")
        words = words[: mark.start()]
    # A plan stays a plan, however roughly it is stated.
    return (PLANNED if PLANNED in qualifiers else qualifiers[0] if qualifiers else EXACT), words


def _scale(tail: str) -> tuple[float, str]:
    for word, scale in SCALES:
        if match := word.match(tail):
            return scale, tail[match.end() :]
    return 1.0, tail


def _value(number: str) -> float:
    plain = number.replace(" ", "")
    if plain.count(",") > 1 or ("," in plain and "." in plain and plain.rfind(".") > plain.rfind(",")):
        return float(plain.replace(",", ""))
    if "," in plain or plain.count(".") > 1:
        return float(plain.replace(".", "").replace(",", "."))
    return float(plain)


def _whole_people(reading: CountReading) -> CountReading:
    """Return the reading; a fraction of a person is a figure misread: «12,345 чел.» may be 12345."""
    value = round(reading.value or 0.0, 6)
    if reading.unit in WHOLE and value != int(value):
        return CountReading("refused", reason="fraction")
    return CountReading("ok", value, reading.qualifier, reading.unit)


def _fault(words: str) -> str:
    if INTERVAL.search(words):
        return "interval"
    if GLUED_FOOTNOTE.search(words):
        return "footnote"
    return "several_figures" if len(re.findall(r"\d+", words)) > 1 else "not_a_number"
