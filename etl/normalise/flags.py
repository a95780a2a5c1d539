"""Yes or no, as people write it."""

from dataclasses import dataclass
from typing import Literal

from etl.spelling import tidy

LONGEST = 100  # a longer text is no flag, whatever it begins with

YES = frozenset(
    ("да", "д", "+", "1", "1.0", "есть", "v", "✓", "✔", "☑", "✅", "√", "имеется", "имеются", "присутствует",
     "в наличии", "верно", "истина", "true", "yes", "y", "[v]", "[x]")
)  # fmt: skip
NO = frozenset(
    ("нет", "н", "-", "0", "0.0", "✗", "✘", "☐", "❌", "отсутствует", "отсутствуют", "не имеется", "не имеются",
     "нет в наличии", "неверно", "ложь", "false", "no", "n", "[ ]")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FlagReading:
    """What a cell says: yes, no, nothing, or something else."""

    status: Literal["ok", "empty", "refused"]
    value: bool | None = None
    reason: str = ""


def read_flag(text: str) -> FlagReading:
    """Return yes or no; an empty cell is neither, and any other word is refused."""
    word = tidy(text).rstrip(".;,! ") if len(text) <= LONGEST else text.strip()
    if not word:
        return FlagReading("empty")
    if word in YES:
        return FlagReading("ok", True)
    if word in NO:
        return FlagReading("ok", False)
    return FlagReading("refused", reason="not_a_flag")
