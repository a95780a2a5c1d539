"""Things whose day nobody can read and that stand beside the same thing with a day: they wait, and count as no second one.

Where no such thing with a day stands beside it, one without a day counts in the whole record as held back.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from etl.datasets.dataset import Dataset
from etl.service import COUNTED
from etl.spelling import same_words

Rows = Callable[[str], Sequence[tuple[Any, ...]]]
TWINS = "twin"
# The condition that a row is of no waiting twin.
NO_TWIN = f"(day IS NOT NULL OR identity NOT IN (SELECT identity FROM {TWINS}))"


def waiting_twins(rows: Rows, dataset: Dataset) -> list[int]:
    """Return the identities of a register's things without a day that have a twin with one; `rows` answers a statement.

    A twin has the same title and contradicts in nothing that tells such things apart: city and series of an event.
    A row that says «дата неизвестна» was read well: its thing is one of its own.
    """
    rule = dataset.same_thing
    if rule is None:
        return []
    texts = ", ".join((rule.title, *rule.compatible))
    waiting = f"day IS NULL AND quarantined <> {COUNTED}"
    undated = rows(f'SELECT DISTINCT identity, {texts} FROM "{dataset.name}" WHERE {waiting}')
    if not undated:
        return []
    dated: dict[str, list[tuple[str, ...]]] = {}
    for title, *details in rows(f'SELECT DISTINCT {texts} FROM "{dataset.name}" WHERE day IS NOT NULL'):
        dated.setdefault(same_words(title), []).append(tuple(details))
    return sorted({identity for identity, title, *details in undated if has_twin(details, dated, title)})


def has_twin(details: Sequence[str], dated: Mapping[str, Sequence[Sequence[str]]], title: str) -> bool:
    """Return whether a thing with a day has this title and contradicts in no detail."""
    return any(all(map(agree, details, others)) for others in dated.get(same_words(title), ()))


def agree(one: str, other: str) -> bool:
    """Return whether two texts do not contradict: they are the same words, or one of them is empty."""
    return not one or not other or same_words(one) == same_words(other)
