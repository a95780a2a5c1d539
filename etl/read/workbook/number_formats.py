"""What the format of a cell adds to its value: 0.85 shown as 85%, 5 as «5 тыс.», the first of a month as the month."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

BUILT_IN = {9: "0%", 10: "0.00%", 17: "mmm-yy"}  # of those that every file has, the ones that say something
# Pieces of a format: «"тыс."», «\г», «_)» leaves room, «*-» fills, «[$-419]», «[>999]»; else a letter or a sign.
PIECE = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|(.)', re.DOTALL)
FIGURES = frozenset("0#?")
SCALED = re.compile(r"[0#?](,+)(?![0#?,])")
DATE_LETTERS = re.compile(r"[ymdhs]", re.IGNORECASE)
SCALES = {1: "тыс.", 2: "млн", 3: "млрд"}
SAYS_SCALE = re.compile(r"тыс|млн|млрд|миллион|миллиард", re.IGNORECASE)
WORDS = re.compile(r"[^\W\d_]")

Kind = Literal["percent", "figure", "month", "year"]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a format shows a value: with words `before` and `behind`, in thousands to the power of `scale`."""

    kind: Kind
    before: str = ""
    behind: str = ""
    scale: int = 0


@lru_cache(maxsize=4096)
def shape_of(code: str) -> Shape | None:
    """Return what a number format adds to a value; None when it adds nothing that means something."""
    before, plain, behind = _parted(code)
    if DATE_LETTERS.search(plain) and not FIGURES.intersection(plain):
        return _of_date(plain.lower())
    if "%" in plain:
        return Shape("percent")
    if not FIGURES.intersection(plain):
        return None
    scaled = SCALED.search(plain)
    scale = len(scaled[1]) if scaled else 0
    if scale and not SAYS_SCALE.search(behind):
        behind = f"{SCALES.get(scale, '')} {behind}".strip()
    return Shape("figure", before, behind, scale) if before or behind or scale else None


def _parted(code: str) -> tuple[str, str, str]:
    """Return the words before the figures of a format's first section, its signs without words, and the words behind."""
    before, plain, behind = "", "", ""
    for piece in PIECE.finditer(code):
        words, escaped, sign = piece.groups()
        if sign == ";":
            break
        said = words or escaped or ""
        if FIGURES.intersection(plain):
            behind += said
        else:
            before += said
        plain += sign or ""
    return _words(before), plain, _words(behind)


def _words(text: str) -> str:
    return text.strip() if WORDS.search(text) or "%" in text else ""


def _of_date(letters: str) -> Shape | None:
    """Return the shape of a format of dates: one without days shows a month or a year."""
    if "y" not in letters or any(letter in letters for letter in "dhs"):
        return None
    return Shape("month" if "m" in letters else "year")


def as_shown(text: str, shape: Shape) -> str:
    """Return the text of a cell as its format shows it; what is no figure and no day stays."""
    if shape.kind in ("month", "year"):
        return _month_or_year(text, shape.kind)
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    if shape.kind == "percent":
        return f"{_plain(value * 100)}%"
    figure = _plain(value / 1000**shape.scale)
    return " ".join(word for word in (shape.before, figure, shape.behind) if word)


def _month_or_year(text: str, kind: Kind) -> str:
    year, month, day = text[:4], text[5:7], text[8:10]
    if not (year.isdigit() and month.isdigit() and day.isdigit()):
        return text
    return f"{month}.{year}" if kind == "month" else year


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
