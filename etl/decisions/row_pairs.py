"""Pairs of acts and of entries that two sources report."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy.engine import Connection

from etl.datasets.dataset import Dataset
from etl.datasets.sameness import SameRow
from etl.decisions.pairs import ROW, SIMILAR, Duplicate, Side, cells, iso, may_be_same, pair, shared_rows
from etl.read.table import heading_text
from etl.rows.states import COUNTED, SET_ASIDE


def row_pairs(connection: Connection, dataset: Dataset, rule: SameRow) -> Iterator[Duplicate]:
    """Yield the pairs of acts or entries that two sources report; each row is paired once at most."""
    rows = shared_rows(connection, dataset, rule.agree, (COUNTED, SET_ASIDE))
    marks = marked(dataset, rows)
    for sources in cells(rows, rule):
        earlier: list[Any] = []
        for later in sources:
            free, unpaired = list(earlier), []
            for row in later:
                score, place = likeliest(rule, row, free)
                if place is None:
                    unpaired.append(row)
                else:
                    sides = (row_side(side, rule, marks) for side in (free.pop(place), row))
                    yield pair(dataset, ROW, score, *sides)
            earlier += unpaired


def likeliest(rule: SameRow, row: Any, others: Sequence[Any]) -> tuple[float, int | None]:
    """Return the likeness and the place of the other row that is most alike; the place is None when none is."""
    places = [place for place, other in enumerate(others) if may_be_same([row], [other], rule)]
    if rule.number and (number := getattr(row, rule.number)):
        for place in places:
            if getattr(others[place], rule.number) == number:
                return 100.0, place
    title, titles = title_of(rule, row), [title_of(rule, others[place]) for place in places]
    if not title:
        untitled = (place for place, other in zip(places, titles, strict=True) if not other)
        same = (place for place in untitled if same_values(rule, row, others[place]))
        return 100.0, next(same, None)
    best = process.extractOne(title, titles, scorer=fuzz.token_sort_ratio, score_cutoff=SIMILAR)
    return (best[1], places[best[2]]) if best else (0.0, None)


def title_of(rule: SameRow, row: Any) -> str:
    """Return the title of a row in normal form; empty when it has none."""
    return heading_text(getattr(row, rule.title) or "") if rule.title else ""


def same_values(rule: SameRow, row: Any, other: Any) -> bool:
    """Return whether two rows agree in the columns that decide where there is no title."""
    return all(rule.value(row, name) == rule.value(other, name) for name in rule.untitled)


def row_side(row: Any, rule: SameRow, marks: Mapping[int, str]) -> Side:
    """Return an act or an entry as one side of a pair."""
    words = {name: str(value) for name in rule.words if (value := getattr(row, name))}
    title = getattr(row, rule.title) or "" if rule.title else ""
    return Side(row.source, row.row, title, iso(row.day), row.region, marks[row.id], words)


def marked(dataset: Dataset, rows: Iterable[Any]) -> dict[int, str]:
    """Return the mark of each row by its id: a digest of its values, and its number among the equal rows of its load."""
    names = ["day", "day_end", "day_precision", *(name for column in dataset.columns for name in column.stored)]
    numbers: dict[tuple[int, str], int] = {}
    marks = {}
    for row in rows:
        words = "|".join(f"{name}={value}" for name in names if (value := getattr(row, name)) not in (None, ""))
        digest = blake2b(words.encode(), digest_size=8).hexdigest()
        number = numbers[row.load_id, digest] = numbers.get((row.load_id, digest), 0) + 1
        marks[row.id] = f"{digest}#{number}"
    return marks
