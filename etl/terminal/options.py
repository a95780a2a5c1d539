"""What several commands take, and how the values that are no plain text are read."""

from datetime import date
from typing import Annotated, NamedTuple

import typer

from etl.datasets import DATASETS
from etl.terminal.help_text import both
from etl.terminal.printing import words

REGISTERS = ", ".join(DATASETS)

By = Annotated[
    str, typer.Option("--by", metavar="NAME", help=both("кто это делает, для журнала", "who does it, for the journal"))
]


class HeadingMeaning(NamedTuple):
    """What a heading of a file means: the column of the register."""

    heading: str
    column: str


def heading_meaning(text: str) -> HeadingMeaning:
    """Return the heading and the column that were typed with an equals sign between them."""
    heading, sign, column = text.rpartition("=")
    if not sign or not heading.strip():
        raise ValueError(words(f"нужно ЗАГОЛОВОК=СТОЛБЕЦ, а не «{text}»", f"HEADING=COLUMN is needed, not “{text}”"))
    return HeadingMeaning(heading.strip(), column.strip())


def whole_number(text: str) -> int:
    """Return the number, zero or more, that was typed."""
    if not (text.isascii() and text.isdigit()):
        raise ValueError(words(f"нужно целое число от 0, а не «{text}»", f"a whole number is needed, not “{text}”"))
    return int(text)


def iso_day(text: str) -> date:
    """Return the day that was typed."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(
            words(f"нужен день вида 2025-12-31, а не «{text}»", f"a day like 2025-12-31 is needed, not “{text}”")
        ) from None
