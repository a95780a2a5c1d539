"""What a cell of a register says: a day or a span of days, a figure with its words, yes or no, a word of a vocabulary."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

DICTIONARY = Path(__file__).resolve().parents[2] / "docs" / "dictionary.md"
MONTHS = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
]
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
FIGURE = re.compile(r"(?P<how>[а-я]*) ?(?P<figure>\d[\d ]*(?:,\d+)?) ?(?P<unit>.*)")
PEOPLE, CONNECTIONS, OTHER = "people", "connections", "other"
UNIT_STEMS = {"чел": PEOPLE, "делегат": PEOPLE, "участник": PEOPLE, "подключ": CONNECTIONS}


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day a cell means; none when it says that nobody knows, `readable` unless it says nonsense."""

    first: pd.Timestamp | None = None
    last: pd.Timestamp | None = None
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, the word before it and what it counts; the number is None where it is not known."""

    number: float | None
    how: str = ""
    unit: str = ""
    readable: bool = True


def text_of(cell: Any) -> str:
    """Return the words of a cell, empty when it has none."""
    return "" if pd.isna(cell) else " ".join(str(cell).split())


def days_of(cell: Any) -> Days:
    """Return the days of «2024-05-30», «октябрь 2024», «III квартал 2025», «2025» or «дата неизвестна»."""
    if isinstance(cell, (datetime, date)) and not pd.isna(cell):
        return spanned(pd.Period(cell, "D"))
    text = text_of(cell).casefold().removesuffix(".0")
    if text in ("", "дата неизвестна"):
        return Days()
    *words, year = text.split()
    if re.fullmatch(r"\d{4}", year):
        return calendar_days(words, int(year))
    day = pd.to_datetime(text, format="%d.%m.%Y", errors="coerce")
    return Days(readable=False) if pd.isna(day) else spanned(pd.Period(day, "D"))


def calendar_days(words: list[str], year: int) -> Days:
    """Return the days of a year, or of the month or the quarter of it that the words name."""
    match words:
        case []:
            return spanned(pd.Period(year=year, freq="Y"))
        case [month] if month in MONTHS:
            return spanned(pd.Period(year=year, month=MONTHS.index(month) + 1, freq="M"))
        case [quarter, "квартал"] if quarter in QUARTERS:
            return spanned(pd.Period(year=year, quarter=QUARTERS[quarter], freq="Q"))
    return Days(readable=False)


def spanned(period: pd.Period) -> Days:
    """Return the first and the last day of a calendar unit."""
    return Days(period.start_time.normalize(), period.end_time.normalize())


def figure_of(cell: Any) -> Figure:
    """Return the figure of «около 500 чел.»; an empty cell is one of what the row is about, «н/д» is unknown."""
    text = text_of(cell).casefold()
    if text in ("", "н/д"):
        return Figure(None if text else 1.0)
    if not isinstance(cell, str):
        return Figure(float(cell))
    match = FIGURE.fullmatch(text)
    if match is None:
        return Figure(None, readable=False)
    unit = next((kind for stem, kind in UNIT_STEMS.items() if match["unit"].startswith(stem)), OTHER)
    return Figure(number_of(match["figure"]), match["how"], unit if match["unit"] else "")


def number_of(cell: Any) -> float:
    """Return the number of «1 200,5»; NaN for an empty cell."""
    text = text_of(cell).replace(" ", "").replace(",", ".")
    return float(text) if text else float("nan")


def is_yes(cell: Any) -> bool | None:
    """Return whether a cell says yes; None when it says neither."""
    return {"да": True, "нет": False}.get(text_of(cell).casefold())


@cache
def vocabulary(name: str) -> dict[str, str]:
    """Return the words of a vocabulary of the data dictionary by all their spellings, in its order."""
    section = DICTIONARY.read_text(encoding="utf-8").split(f"\n### {name}\n")[1].split("\n#")[0]
    lines = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    words: dict[str, str] = {}
    for term, _english, *spellings in (lines := lines[2:]):
        words |= {spelling.casefold(): term for spelling in (term, *", ".join(spellings).rstrip(" |").split(", "))}
    return {term[0].casefold(): term[0] for term in lines} | {key: word for key, word in words.items() if key}


def word_of(cell: Any, name: str, default: str = "") -> str:
    """Return the word of a vocabulary that a cell means; a word it does not have as it stands."""
    text = text_of(cell)
    return vocabulary(name).get(text.casefold(), text) if text else default
