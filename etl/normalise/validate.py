"""The checks of a table's rows: what is missing, what cannot be understood, what contradicts itself."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b

from etl.datasets.dataset import Dataset
from etl.datasets.expressions import NO_UNIT
from etl.normalise.columns import ReadColumn
from etl.problems import Problem, is_held
from etl.read.table import Table
from etl.regions import REGION_BY_CODE
from etl.regions.municipalities.match import match_municipality
from etl.spelling import same_words

LONGEST_YEARS = 10  # nothing that is one thing lasts so long
Members = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """The rows of one table, judged: what they say, what is wrong with them, and which words are new.

    In a list of `people` a row stands for several rows of the file: `members` are their numbers, () when each row
    stands for itself. In the file of a clerk, `own` are the regions whose rows they may load.
    """

    dataset: Dataset
    table: Table
    columns: tuple[ReadColumn, ...]
    problems: tuple[Problem, ...]
    quarantined: frozenset[int]
    days: tuple[tuple[str | None, str | None, str], ...]
    members: Members = ()
    people: bool = False
    own: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """Return the number of rows in the warehouse, good and bad."""
        return len(self.table.row_numbers)

    @property
    def file_rows(self) -> int:
        """Return the number of data rows of the file that these rows stand for."""
        return sum(map(len, self.members)) if self.members else self.rows

    @property
    def file_rows_quarantined(self) -> int:
        """Return the number of data rows of the file that cannot be understood."""
        if not self.members:  # several rows may come from one of the file
            return sum(row in self.quarantined for row in self.table.row_numbers) if self.quarantined else 0
        return sum(len(rows) for rows in self.members if rows[0] in self.quarantined)

    @property
    def held(self) -> frozenset[int]:
        """Return the quarantined rows that count in nothing: they may be no rows of the register at all."""
        codes: dict[int, list[str]] = {}
        for problem in self.problems:
            codes.setdefault(problem.row, []).append(problem.code)
        return frozenset(row for row, said in codes.items() if is_held(said))

    def proposals(self) -> dict[str, tuple[str, ...]]:
        """Return the words that no vocabulary knows yet, by column title."""
        by_title = {
            read.column.title.ru: tuple(sorted(text for text, reading in read.readings.items() if reading.proposal))
            for read in self.columns
        }
        return {title: words for title, words in by_title.items() if words}

    def without_texts(self) -> "Batch":
        """Return the batch as it is enough to show it: what is wrong and which words are new, without the cells."""
        columns = [
            replace(read, texts=(), readings={text: new for text, new in read.readings.items() if new.proposal})
            for read in self.columns
        ]
        return replace(self, table=replace(self.table, columns=[]), columns=tuple(columns), days=())

    def without_problems(self, is_solved: Callable[[Problem], bool]) -> "Batch":
        """Return the batch without the problems that are solved; the rows that have no other count."""
        problems = tuple(problem for problem in self.problems if not is_solved(problem))
        return replace(self, problems=problems, quarantined=frozenset(problem.row for problem in problems))


def unreadable(read: ReadColumn, table: Table) -> Iterator[Problem]:
    """Return a problem for every cell whose text could not be read, or that is required and empty."""
    required = read.column.required
    faulty = {
        text: reading for text, reading in read.readings.items() if reading.problem or (required and lacks(read, text))
    }
    if not faulty:
        return
    for row, text in zip(table.row_numbers, read.texts, strict=True):
        reading = faulty.get(text)
        if reading is not None:
            code = reading.problem or "required_empty"
            details: dict[str, object] = dict(reading.details)
            yield Problem(table.sheet, row, read.heading, text.strip(), code, details, read.column.name)


def lacks(read: ReadColumn, text: str) -> bool:
    """Return whether a cell says nothing; an explicit «дата неизвестна» or «без региона» says something."""
    values = read.readings[text].values
    empty = values[0] in (None, "") and values[-1] in (None, "", "empty")
    return empty and not read.readings[text].problem


def row_days(dataset: Dataset, columns: Sequence[ReadColumn]) -> tuple[tuple[str | None, str | None, str], ...]:
    """Return start, end and precision of every row, from the first of the register's date columns that is filled."""
    by_name = {read.column.name: read for read in columns}
    sources = [
        {text: day_of(reading.values) for text, reading in by_name[name].readings.items()} for name in dataset.date
    ]
    texts = [by_name[name].texts for name in dataset.date]
    first, *others = sources
    days = [first[text] for text in texts[0]]
    for source, cells in zip(others, texts[1:], strict=True):
        days = [source[text] if day[2] == "empty" else day for day, text in zip(days, cells, strict=True)]
    if dataset.date_end:
        end = by_name[dataset.date_end]
        ends = {text: reading.values for text, reading in end.readings.items()}
        days = [with_end(day, ends[text]) for day, text in zip(days, end.texts, strict=True)]
    return tuple(days)


def day_of(values: tuple[object, ...]) -> tuple[str | None, str | None, str]:
    """Return the days a date or a year stands for."""
    if len(values) == 1:
        year = values[0]
        return (f"{year}-01-01", f"{year}-12-31", "year") if year else (None, None, "unknown")
    start, end, precision = values
    return (start if isinstance(start, str) else None, end if isinstance(end, str) else None, str(precision))


def with_end(day: tuple[str | None, str | None, str], end: tuple[object, ...]) -> tuple[str | None, str | None, str]:
    """Return the day with its end replaced by the one another column gives."""
    last = end[1]
    return (day[0], last, "range" if last != day[0] else day[2]) if isinstance(last, str) and day[0] else day


def backward(
    batch_days: Sequence[tuple[str | None, str | None, str]], dataset: Dataset, table: Table, heading: str
) -> Iterator[Problem]:
    """Return a problem for every row that ends before it starts, or so long after that it is no one thing."""
    if not dataset.date_end:
        return
    for row, (start, end, _) in zip(table.row_numbers, batch_days, strict=True):
        if start and end and end < start:
            yield Problem(table.sheet, row, heading, end, "ends_before_start", {"start": start}, dataset.date_end)
        elif start and end and int(end[:4]) - int(start[:4]) >= LONGEST_YEARS:
            yield Problem(table.sheet, row, heading, end, "ends_years_later", {"start": start}, dataset.date_end)


def of_others(dataset: Dataset, table: Table, columns: Sequence[ReadColumn], own: tuple[str, ...]) -> Iterator[Problem]:
    """Return a problem for every row of a region that is not one's own; one whose region is unclear has its problem already."""
    read = next((read for read in columns if read.column.name == dataset.region), None)
    if read is None or not own:
        return
    for row, text in zip(table.row_numbers, read.texts, strict=True):
        reading = read.readings[text]
        if not reading.problem and reading.values[0] not in own:
            yield Problem(table.sheet, row, read.heading, text.strip(), "foreign_row", {}, dataset.region)


def waiting_rows(dataset: Dataset, table: Table, columns: Sequence[ReadColumn]) -> Iterator[Problem]:
    """Return a problem for every row that counts only after somebody said that it is meant."""
    if not table.waiting:
        return
    name = dataset.identity[0] if dataset.identity else dataset.region
    read = next(read for read in columns if read.column.name == name)
    for row, text in zip(table.row_numbers, read.texts, strict=True):
        if row in table.waiting:
            yield Problem(table.sheet, row, read.heading, text.strip(), table.waiting[row], {}, name)


def validate(
    dataset: Dataset,
    table: Table,
    columns: Sequence[ReadColumn],
    members: Members = (),
    people: bool = False,
    own: tuple[str, ...] = (),
) -> Batch:
    """Return the judged rows: a row with any problem is quarantined, none is lost."""
    days = row_days(dataset, columns)
    heading = next((read.heading for read in columns if read.column.name == dataset.date_end), "")
    problems = [problem for read in columns for problem in unreadable(read, table)]
    problems += backward(days, dataset, table, heading)
    problems += of_others(dataset, table, columns, own)
    problems += waiting_rows(dataset, table, columns)
    problems.sort(key=lambda problem: problem.row)
    faulty = frozenset(problem.row for problem in problems)
    return Batch(dataset, table, tuple(columns), tuple(problems), faulty, days, members, people, own)


def identities(batch: Batch) -> list[int]:
    """Return a number for each row that equal things share: the words of the title, and the day."""
    if not batch.dataset.identity:
        return [0] * batch.rows
    read = next(read for read in batch.columns if read.column.name == batch.dataset.identity[0])
    titles = {text: str(reading.values[0]) for text, reading in read.readings.items()}
    return [identity(titles[text], day[0]) for text, day in zip(read.texts, batch.days, strict=True)]


def municipality_units(batch: Batch) -> list[str]:
    """Return for each row the municipality that its written name certainly means in its region, as `unit_of` has it."""
    columns = {read.column.name: read for read in batch.columns}
    dataset = batch.dataset
    if not dataset.municipality:
        return [""] * batch.rows
    regions, names = columns[dataset.region], columns[dataset.municipality]
    pairs = list(zip(regions.texts, names.texts, strict=True))
    codes = {text: str(reading.values[0] or "") for text, reading in regions.readings.items()}
    units = {(region, name): unit_of(codes[region], name) for region, name in dict.fromkeys(pairs)}
    return [units[pair] for pair in pairs]


def unit_of(region: str, name: str) -> str:
    """Return the municipality that a name certainly means in a region, NO_UNIT for a settlement, "" while it is not known.

    A name without a region may be any.
    """
    if region not in REGION_BY_CODE:
        return ""
    reading = match_municipality(name, region)
    return NO_UNIT if reading.is_below else reading.unit


@lru_cache(maxsize=65_536)
def identity(title: str, day: str | None) -> int:
    """Return the number that equal things share: of the words of the title, and the day."""
    digest = blake2b(f"{same_words(title)}|{day}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
