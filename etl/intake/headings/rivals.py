"""Several columns of a file that may be the same column of a register: the one with cells is meant, or a person says which."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from etl.datasets.dataset import Dataset
from etl.intake.headings.columns import Explained, exactness
from etl.intake.headings.suggestions import Proposal
from etl.normalise.heading_units import is_plan
from etl.problems import Refused
from etl.read.table import Table, heading_text

Known = Callable[[str], bool]


def told_apart(table: Table, is_known: Known) -> Table:
    """Return a table where no two known headings are equal: each of those that differ in their cells names its place too.

    Of equal headings over equal cells one is enough, and one over no cells is none.
    """
    groups: dict[str, list[int]] = {}
    for place, heading in enumerate(table.headings):
        groups.setdefault(heading_text(heading), []).append(place)
    headings, gone = list(table.headings), set[int]()
    for words, places in groups.items():
        if len(places) < 2 or not is_known(words):
            continue
        different = _different(table, places)
        gone |= set(places) - set(different)
        if len(different) > 1:
            for place in different:
                headings[place] = f"{headings[place]} (столбец {column_letters(table.column_numbers[place])})"
    return _without(replace(table, headings=headings), gone)


def settled(file: str, table: Table, dataset: Dataset, explained: Explained) -> Table:
    """Return a table where each column of the register stands once; Refused when a person has to say which is meant."""
    gone: set[int] = set()
    for column, places in _rivals(table, dataset, explained).items():
        different = _different(table, places)
        gone |= set(places) - set(different)
        if len(different) > 1:
            raise _which(file, table, dataset, column, different)
    return _without(table, gone)


def _rivals(table: Table, dataset: Dataset, explained: Explained) -> dict[str, list[int]]:
    """Return the places of the headings that fit a column of the register equally well, where they are several."""
    said = explained.get(dataset.name, {})
    fits: dict[str, list[tuple[tuple[bool, bool, int], int]]] = {}
    for place, heading in enumerate(table.headings):
        words = heading_text(heading)
        column, rank = (said[words], 0) if words in said else exactness(dataset.name, words)
        if column:
            fits.setdefault(column, []).append(((words not in said, is_plan(words), rank), place))
    best = {column: [place for rank, place in ranked if rank == min(ranked)[0]] for column, ranked in fits.items()}
    return {column: places for column, places in best.items() if len(places) > 1}


def column_letters(number: int) -> str:
    """Return the letters by which Excel calls a column, counted from 1."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def _different(table: Table, places: Sequence[int]) -> list[int]:
    """Return the places that differ in their cells, of equal ones the first; those without a cell only when none has any."""
    by_cells = {
        tuple(table.columns[place]): place for place in reversed(places) if any(map(str.strip, table.columns[place]))
    }
    return sorted(by_cells.values()) or [places[0]]


def _without(table: Table, gone: Iterable[int]) -> Table:
    """Return a table without the columns at some places."""
    left_out = set(gone)
    if not left_out:
        return table
    kept = [place for place in range(len(table.headings)) if place not in left_out]
    return replace(
        table,
        headings=[table.headings[place] for place in kept],
        columns=[table.columns[place] for place in kept],
        column_numbers=[table.column_numbers[place] for place in kept],
    )


def _which(file: str, table: Table, dataset: Dataset, column: str, places: Sequence[int]) -> Refused:
    headings = [table.headings[place] for place in places]
    return Refused(
        "equal_headings",
        file=file,
        sheet=table.sheet,
        column=dataset.column(column).title.ru,
        headings=", ".join(f"«{heading}»" for heading in headings),
        options=f'--map "{headings[0]}={column}"',
        name=dataset.name,
        proposals=tuple(Proposal(heading, column, 0) for heading in headings),
    )
