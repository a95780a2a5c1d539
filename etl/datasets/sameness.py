"""When rows of two sources may be about the same thing: declared with the register, decided by a person."""

from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from etl.datasets.expressions import NO_UNIT, UNIT
from etl.spelling import same_words

SIMILAR = 85.0  # the least likeness of two titles


@dataclass(frozen=True, slots=True)
class SameRow:
    """When a row of one source and a row of another may be the same act.

    Both agree in the stored columns `agree`, and do not contradict in `compatible` (equal, or not given in one of them).
    Then the same `number` decides alone; otherwise their `title` must be alike, and rows without a title must agree in
    `untitled` too. `words` are the columns a person sees beside the title. An empty rule is derived from the columns.
    Two spellings in the column `municipality` agree when the directory has one municipality for both.
    """

    agree: tuple[str, ...] = ()
    compatible: tuple[str, ...] = ()
    title: str = ""
    untitled: tuple[str, ...] = ()
    number: str = ""
    words: tuple[str, ...] = ()
    municipality: str = ""

    def value(self, row: Any, name: str) -> Any:
        """Return what a row is compared by in a column: its municipality in the directory, or the name as it is written."""
        unit = getattr(row, UNIT) if name == self.municipality else ""
        return getattr(row, name) if unit in ("", NO_UNIT) else unit


@dataclass(frozen=True, slots=True)
class SameThing:
    """When two things with identities of their own may be the same: two events, for example.

    Their `title` is alike, they lie at most so many `days` apart and do not contradict in `compatible`.
    """

    title: str
    days: int = 1
    compatible: tuple[str, ...] = ()


def are_alike(one: str, other: str) -> bool:
    """Return whether two titles may be of one thing: nearly the same words in any order; one that says nothing is like any."""
    words = same_words(one or ""), same_words(other or "")
    return not all(words) or fuzz.token_sort_ratio(*words) >= SIMILAR
