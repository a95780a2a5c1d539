"""What a heading says of the figures under it: «тыс. чел.», «(руб.)», «(план)»."""

import re

from etl.datasets.dataset import Column, Kind
from etl.datasets.figures import EXACT, ROUBLE
from etl.normalise.counts import PLAIN, read_count
from etl.read.table import heading_text
from etl.spelling import tidy

THOUSANDS, MILLIONS, ROUBLES = (
    re.compile(r"\bтыс"),
    re.compile(r"\bмлн|\bмиллион|\bmln|\bmillion"),
    re.compile(r"\bруб|₽"),
)
MONEY = re.compile(r"тыс|млн|миллион|миллиард|млрд|руб|₽|\dр\b| р\b")
PLAN, FACT = re.compile(r"\bплан"), re.compile(r"\bфакт")


def is_plan(heading: str) -> bool:
    """Return whether a heading says that what stands under it is planned."""
    words = heading_text(heading)
    return bool(PLAN.search(words)) and not FACT.search(words)


def as_headed(column: Column, heading: str, text: str) -> str:
    """Return a cell of figures as it reads together with its heading: 1.2 under «тыс. чел.» is «1.2 тыс.», 10 under «(план)» «план 10»."""
    words, of_millions = (
        heading_text(heading),
        column.kind is Kind.NUMBER and MILLIONS.search(heading_text(column.title.ru)),
    )
    if not PLAIN.fullmatch(tidy(text)):
        return sum_in_millions(text) if of_millions else text
    if of_millions:
        return in_millions(words, text)
    scaled = f"{text} тыс." if THOUSANDS.search(words) else f"{text} млн" if MILLIONS.search(words) else text
    return f"план {scaled}" if column.kind is Kind.COUNT and is_plan(heading) else scaled


def sum_in_millions(text: str) -> str:
    """Return a sum that says its own unit in millions: «500 тыс. руб.» is 0.5; any other text stays."""
    if not MONEY.search(tidy(text)):
        return text
    count = read_count(text)
    told = count.status == "ok" and count.value is not None and count.qualifier == EXACT and count.unit in ("", ROUBLE)
    return as_figure((count.value or 0) / 1e6) if told else text


def as_figure(value: float) -> str:
    """Return a number as a clerk would write it."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def in_millions(words: str, text: str) -> str:
    """Return a figure of a column that is kept in millions, as its title says, from one under a heading in roubles or thousands."""
    if MILLIONS.search(words) or not (THOUSANDS.search(words) or ROUBLES.search(words)):
        return text
    amount = float(tidy(text).replace(" ", "").replace(",", "."))
    return as_figure(amount / (1e3 if THOUSANDS.search(words) else 1e6))
