"""What a heading says of the figures under it: «тыс. чел.», «(руб.)», «(план)»."""

import re

from etl.datasets.dataset import Column, Kind
from etl.normalise.counts import PLAIN
from etl.read.table import heading_text
from etl.spelling import tidy

THOUSANDS, MILLIONS, ROUBLES = (
    re.compile(r"\bтыс"),
    re.compile(r"\bмлн|\bмиллион|\bmln|\bmillion"),
    re.compile(r"\bруб|₽"),
)
PLAN, FACT = re.compile(r"\bплан"), re.compile(r"\bфакт")


def is_plan(heading: str) -> bool:
    """Return whether a heading says that what stands under it is planned."""
    words = heading_text(heading)
    return bool(PLAN.search(words)) and not FACT.search(words)


def as_headed(column: Column, heading: str, text: str) -> str:
    """Return a cell of figures as it reads together with its heading: 1.2 under «тыс. чел.» is «1.2 тыс.», 10 under «(план)» «план 10»."""
    words = heading_text(heading)
    if not PLAIN.fullmatch(tidy(text)):
        return text
    if column.kind is Kind.NUMBER and MILLIONS.search(heading_text(column.title.ru)):
        return in_millions(words, text)
    scaled = f"{text} тыс." if THOUSANDS.search(words) else f"{text} млн" if MILLIONS.search(words) else text
    return f"план {scaled}" if column.kind is Kind.COUNT and is_plan(heading) else scaled


def in_millions(words: str, text: str) -> str:
    """Return a figure of a column that is kept in millions, as its title says, from one under a heading in roubles or thousands."""
    if MILLIONS.search(words) or not (THOUSANDS.search(words) or ROUBLES.search(words)):
        return text
    amount = float(tidy(text).replace(" ", "").replace(",", "."))
    return f"{amount / (1e3 if THOUSANDS.search(words) else 1e6):.6f}".rstrip("0").rstrip(".")
