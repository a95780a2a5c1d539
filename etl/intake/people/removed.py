"""What becomes of a file that names people: only the register's columns stay, its people are counted, its cells masked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain

from etl.datasets.dataset import Dataset, Kind
from etl.datasets.figures import PERSONS
from etl.intake.headings.columns import Explained, match_headings
from etl.intake.people.names import MASK
from etl.intake.people.patterns import may_name
from etl.intake.people.personal_data import hidden, holds_personal, is_name, is_personal, looks_personal, masked
from etl.intake.source_names import without_names
from etl.normalise.columns import ReadColumn, cells
from etl.normalise.validate import Batch, Members
from etl.problems import Refused
from etl.read.header_rows import SEARCHED_ROWS
from etl.read.sheet import Sheet
from etl.read.table import Table

ONE_PERSON = ("", "1")


@dataclass(frozen=True, slots=True)
class Piece:
    """A table to be judged: `members`, `people` and `own` as in the Batch it becomes."""

    table: Table
    members: Members = ()
    people: bool = False
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """A table, the column of each heading that is read, and the places of the columns about people."""

    table: Table
    matched: Mapping[int, str]
    people: frozenset[int]

    @property
    def ignored(self) -> list[str]:
        """Return the headings that are not read."""
        places = enumerate(self.table.headings)
        return [heading for place, heading in places if place not in self.matched and heading.strip()]


def named_without_people(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the sheets under names that name nobody, no name twice."""
    taken: dict[str, int] = {}
    named = []
    for sheet in sheets:
        name = without_names(sheet.name)
        taken[name] = taken.get(name, 0) + 1
        hidden = f"{name} ({taken[name]})" if name != sheet.name and taken[name] > 1 else name
        named.append(replace(sheet, name=hidden))
    return named


def without_people_in(mapping: Mapping[str, str]) -> dict[str, str]:
    """Return what headings are said to mean, under headings that name nobody."""
    return {masked(heading): words for heading, words in mapping.items()}


@contextmanager
def refusing_without_people() -> Iterator[None]:
    """Refuse a file with a sentence that names nobody, whatever of the file it quotes."""
    try:
        yield
    except Refused as refusal:
        details = {name: hidden(text) if isinstance(text, str) else text for name, text in refusal.details.items()}
        raise Refused(refusal.code, **details) from None


def look(table: Table, dataset: Dataset, explained: Explained) -> Look:
    """Return which columns of a table are read and which hold people's names, contacts, addresses or birth dates."""
    matched = match_headings(dataset, table.headings, explained)
    required = {column.name for column in dataset.required()}
    people = frozenset(
        place
        for place, heading in enumerate(table.headings)
        if (place not in matched and is_personal(heading))
        or (matched.get(place) not in required and looks_personal(table.columns[place], declared=place in matched))
    )
    return Look(table, {place: name for place, name in matched.items() if place not in people}, people)


def names_people(looks: Iterable[Look], sheets: Iterable[Sheet], dataset: Dataset) -> bool:
    """Return whether anything in a file is personal: a column, a cell, a line round the table, another sheet."""
    tables = {seen.table.sheet: seen.table for seen in looks}
    return (
        any(MASK in sheet.name for sheet in sheets)
        or any(seen.people or names_in_places(seen, dataset) for seen in looks)
        or any(holds_personal(dict.fromkeys(texts)) for table in tables.values() for texts in table.columns)
        or any(sheet_names_people(sheet, tables.get(sheet.name)) for sheet in sheets)
    )


def names_in_places(seen: Look, dataset: Dataset) -> bool:
    """Return whether a person stands where a region or a municipality should: the cell would be shown to whoever explains it."""
    places = (place for place, name in seen.matched.items() if is_place(dataset, name))
    return any(is_name(text.strip()) for place in places for text in dict.fromkeys(seen.table.columns[place]))


def is_place(dataset: Dataset, column: str) -> bool:
    """Return whether a column holds regions or municipalities, where a person's name means nothing else."""
    return column == dataset.municipality or dataset.column(column).kind is Kind.REGION


def sheet_names_people(sheet: Sheet, table: Table | None) -> bool:
    """Return whether a sheet names people outside its table; one without a table also by its headings and columns."""
    if table is not None:
        return holds_personal(outside(sheet, table))
    texts = dict.fromkeys(chain.from_iterable(sheet.rows))
    headings = dict.fromkeys(chain.from_iterable(sheet.rows[:SEARCHED_ROWS]))
    columns = zip(*sheet.rows, strict=True)
    return any(map(is_personal, headings)) or holds_personal(texts) or any(looks_personal(c, True) for c in columns)


def outside(sheet: Sheet, table: Table) -> Iterator[str]:
    """Yield the texts of a sheet round its table, those of the headings among them."""
    yield from chain.from_iterable(sheet.rows[: max(0, table.header_row - sheet.first_row + 1)])
    yield from chain.from_iterable(sheet.rows[drop.row - sheet.first_row] for drop in table.dropped)


def is_all_register(looks: Iterable[Look], sheets: Sequence[Sheet]) -> bool:
    """Return whether a text has no column that is not read, and no line round its table that might name somebody."""
    tables = {seen.table.sheet: seen for seen in looks}
    return all(
        (seen := tables.get(sheet.name)) and not seen.ignored and not any(map(may_name, outside(sheet, seen.table)))
        for sheet in sheets
    )


def without_people(seen: Look, dataset: Dataset) -> Piece:
    """Return the register's own columns of a table, masked; its rows are people when it has columns of them."""
    table, columns = seen.table, seen.matched
    clean = Table(
        sheet=table.sheet,
        headings=[table.headings[place] for place in columns],
        header_row=table.header_row,
        columns=[
            masked_column(cells(table, place, dataset.column(name)), is_place(dataset, name))
            for place, name in columns.items()
        ],
        row_numbers=table.row_numbers,
        dropped=table.dropped,
        column_numbers=[table.column_numbers[place] for place in columns],
        waiting=table.waiting,
    )
    if not seen.people or not dataset.people_column:
        return Piece(clean)
    return Piece(clean, tuple((row,) for row in table.row_numbers), people=True)


def masked_column(texts: Sequence[str], of_places: bool) -> list[str]:
    """Return the texts with personal data inside them hidden; each different text is looked at once."""
    hide = hidden if of_places else masked
    shown = {text: hide(text) for text in dict.fromkeys(texts)}
    return [shown[text] for text in texts]


def counted(batch: Batch) -> Piece:
    """Return the rows with equal values counted into one each; a faulty row, or one with its own figure, stays itself."""
    sums = next(read for read in batch.columns if read.column.name == batch.dataset.people_column)
    values = zip(*(stored_values(read) for read in batch.columns if read is not sums), strict=True)
    groups: dict[object, list[int]] = {}
    for place, (row, row_values) in enumerate(zip(batch.table.row_numbers, values, strict=True)):
        alone = row in batch.quarantined or not stands_for(sums.texts[place], batch.members[place])
        groups.setdefault(row if alone else row_values, []).append(place)
    members = [tuple(sorted(chain.from_iterable(batch.members[place] for place in group))) for group in groups.values()]
    figures = [
        sums.texts[group[0]] if isinstance(key, int) else people_text(len(rows))
        for (key, group), rows in zip(groups.items(), members, strict=True)
    ]
    table = first_of_each(batch.table, [group[0] for group in groups.values()], sums.heading, figures)
    return Piece(table, tuple(members), people=True, own=batch.own)


def first_of_each(table: Table, places: Sequence[int], heading: str, figures: list[str]) -> Table:
    """Return the rows of a table at these places, with the figures given under their heading."""
    columns = [[texts[place] for place in places] for texts in table.columns]
    headings, numbers = list(table.headings), list(table.column_numbers)
    if heading in headings:
        columns[headings.index(heading)] = figures
    else:
        headings, numbers, columns = [*headings, heading], [*numbers, max(numbers) + 1], [*columns, figures]
    rows = [table.row_numbers[place] for place in places]
    return replace(table, headings=headings, columns=columns, row_numbers=rows, column_numbers=numbers)


def stands_for(figure: str, members: tuple[int, ...]) -> bool:
    """Return whether a row says no figure of its own: it is one person, or the sum of its rows of the file."""
    return figure.strip() in ONE_PERSON or figure == people_text(len(members))


def people_text(people: int) -> str:
    """Return a number of people as it is written into the column of the sum."""
    return f"{people} {PERSONS}"


def stored_values(read: ReadColumn) -> list[object]:
    """Return the values of a column, row by row."""
    return [read.readings[text].values for text in read.texts]
