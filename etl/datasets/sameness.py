"""When two sources tell of the same: declared with the register, pointed out to a person, who decides."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SameRow:
    """When a row of one source and a row of another may be the same act.

    Both agree in the stored columns `agree`, and do not contradict in `compatible` (equal, or not given in one of them).
    Then the same `number` decides alone; otherwise their `title` must be alike, and rows without a title must agree in
    `untitled` too. `words` are the columns a person sees beside the title. An empty rule is derived from the columns.
    """

    agree: tuple[str, ...] = ()
    compatible: tuple[str, ...] = ()
    title: str = ""
    untitled: tuple[str, ...] = ()
    number: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SameThing:
    """When two things that rows tell of, each under an identity of its own, may be one: two events, for example.

    Their `title` is alike, they lie at most so many `days` apart and do not contradict in `compatible`.
    """

    title: str
    days: int = 1
    compatible: tuple[str, ...] = ()
