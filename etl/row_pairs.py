"""Acts and entries that two sources tell of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy.engine import Connection

from etl.dataset import Dataset
from etl.load import COUNTED, SET_ASIDE
from etl.pairs import SIMILAR, Duplicate, Told, iso, pair, shared_rows
from etl.table import heading_text


@dataclass(frozen=True, slots=True)
class Rule:
    """When two rows of a register may be one: equal `group`, and a similar title or the same `number`.

    Rows without a title are alike only when they agree in `bare` too.
    """

    group: tuple[str, ...]
    bare: tuple[str, ...] = ()
    number: str = ""


RULES: Mapping[str, Rule] = {
    "activity": Rule(("region", "kind", "day", "day_precision"), ("municipality", "quantity")),
    "competitions": Rule(("competition", "season", "region", "municipality"), ("stage", "nomination"), "entry_no"),
}


def row_pairs(connection: Connection, dataset: Dataset, rule: Rule) -> Iterator[Duplicate]:
    """Return the acts or entries that two sources tell of; each row is paired once at most."""
    rows = shared_rows(connection, dataset, rule.group, (COUNTED, SET_ASIDE))
    marks = marked(dataset, rows)
    key = [(tuple(str(getattr(row, name)) for name in rule.group), row) for row in rows]
    for _, cell in groupby(sorted(key, key=lambda one: (one[0], one[1].load_id, one[1].row)), key=lambda one: one[0]):
        firsts: list[Any] = []
        for _, told in groupby((row for _, row in cell), key=lambda row: row.load_id):
            free, unpaired = list(firsts), []
            for row in told:
                score, place = likeliest(rule, row, free)
                if place is None:
                    unpaired.append(row)
                else:
                    yield pair(dataset, "row", score, row_side(free.pop(place), marks), row_side(row, marks))
            firsts += unpaired


def likeliest(rule: Rule, row: Any, others: Sequence[Any]) -> tuple[float, int | None]:
    """Return how alike the likeliest of the other rows is, and its place; None when none is alike."""
    if rule.number and (number := getattr(row, rule.number)):
        for place, other in enumerate(others):
            if getattr(other, rule.number) == number:
                return 100.0, place
    if not row.title:
        same = (place for place, one in enumerate(others) if not one.title and bare(rule, row) == bare(rule, one))
        return 100.0, next(same, None)
    titles = [heading_text(other.title or "") for other in others]
    best = process.extractOne(heading_text(row.title), titles, scorer=fuzz.token_sort_ratio, score_cutoff=SIMILAR)
    return (best[1], best[2]) if best else (0.0, None)


def bare(rule: Rule, row: Any) -> list[object]:
    """Return what two rows without a title must agree in."""
    return [getattr(row, name) for name in rule.bare]


def row_side(row: Any, marks: Mapping[int, str]) -> Told:
    """Return an act or an entry as one side of a pair."""
    names = ("kind", "competition", "season", "entry_no", "municipality", "stage", "nomination")
    words = {name: str(value) for name in names if (value := getattr(row, name, None))}
    return Told(row.source, row.row, row.title or "", iso(row.day), row.region, marks[row.id], words)


def marked(dataset: Dataset, rows: Iterable[Any]) -> dict[int, str]:
    """Return the mark of each row by its id: of all it says, and which of several equal ones of its source it is."""
    names = ["day", "day_end", "day_precision", *(name for column in dataset.columns for name in column.stored)]
    seen: dict[tuple[int, str], int] = {}
    marks = {}
    for row in rows:
        said = "|".join(f"{name}={value}" for name in names if (value := getattr(row, name)) not in (None, ""))
        digest = blake2b(said.encode(), digest_size=8).hexdigest()
        number = seen[row.load_id, digest] = seen.get((row.load_id, digest), 0) + 1
        marks[row.id] = f"{digest}#{number}"
    return marks
