"""A register declared once: its columns, meanings, headings, vocabularies, and what is counted in it.

The row table, the parser, the checks, the blank form, the data dictionary and every sum are derived from it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from etl.datasets.sameness import SameRow, SameThing
from etl.datasets.taken import Taken
from etl.words import Text, Unit


class Kind(StrEnum):
    """How the text of a cell becomes a value."""

    TEXT = "text"
    URL = "url"
    DATE = "date"
    YEAR = "year"
    COUNT = "count"
    NUMBER = "number"
    FLAG = "flag"
    VOCABULARY = "vocabulary"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a vocabulary: its words in both languages and the spellings it is known by."""

    name: Text
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The known values of a column; an unknown one is kept as written and reported as a proposal."""

    name: str
    terms: tuple[Term, ...]
    ordered: bool = False

    def names(self) -> tuple[str, ...]:
        """Return the values as they are stored: the Russian words."""
        return tuple(term.name.ru for term in self.terms)

    def word(self, value: str, language: str) -> str:
        """Return a stored value in the reader's language; one that is not in the vocabulary as it stands."""
        return next((term.name.of(language) for term in self.terms if term.name.ru == value), value)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a register: its name in the warehouse, its heading, what it means, how it is read.

    `country` says that a region's cell may say «вся страна»; `every` that it may say «все регионы», which stands for a row
    of each subject on the list at the row's day. `precisions`, when not empty, are the dates that are accepted.
    `ordinal` is a place, «II место». A number whose title says «млн» is kept in millions, whatever unit a file's heading names.
    A column that `identifies` tells things apart, together with the required ones: a row that differs in it is another
    row and not the same one changed.
    """

    name: str
    kind: Kind
    title: Text
    meaning: Text
    headings: tuple[str, ...] = ()
    required: bool = False
    vocabulary: Vocabulary | None = None
    default: str = ""
    example: str = ""
    country: bool = False
    every: bool = False
    precisions: tuple[str, ...] = ()
    identifies: bool = False
    ordinal: bool = False

    @property
    def stored(self) -> tuple[str, ...]:
        """Return the names under which it is stored: a count with its qualifier and its unit."""
        parts = ("", "_qualifier", "_unit") if self.kind is Kind.COUNT else ("",)
        return tuple(self.name + part for part in parts)


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that can be summed over rows: `amount` of each row `where` a condition holds, both SQL over its columns.

    Besides the stored columns there are `data_end`, the last day the data of the register reach, `today`, and what a row
    shares with its whole. Every card, map, list and file takes the number from here: there is no other copy of the expression.
    """

    name: str
    amount: str = "1"
    where: str = ""

    @property
    def of_row(self) -> str:
        """Return the SQL of what one row adds; NULL where it adds nothing."""
        return f"CASE WHEN {self.where} THEN {self.amount} END" if self.where else self.amount

    @property
    def total(self) -> str:
        """Return the SQL of the sum over rows."""
        return f"sum({self.of_row})"


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way to split the measures: one column, or several joined into one name.

    Rows outside `where`, an SQL condition, have no member and are not in the split.
    """

    name: str
    title: Text
    columns: tuple[str, ...]
    where: str = ""


@dataclass(frozen=True, slots=True)
class Distinct:
    """Things counted once: the number of different `key` among the rows `where` an SQL condition holds.

    `over_time` says that one thing can come back on another day (a municipality); an event has a single day.
    `again` names a column: the thing counts only when it is seen with a second value there, at a second event.
    """

    name: str
    key: tuple[str, ...]
    where: str
    over_time: bool = False
    again: str = ""


@dataclass(frozen=True, slots=True)
class Whole:
    """What rows with the same `key` are parts of, such as a season of a contest.

    `values` are SQL aggregates over the rows of one whole that count; each is a column of every row of it. Only rows for
    which `has_day` holds have a day of their own in their whole.
    """

    key: tuple[str, ...]
    values: tuple[tuple[str, str], ...]
    has_day: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on the sums of `measure`: how many of `counted` they include, followed by these words."""

    measure: str
    counted: str
    words: Unit


@dataclass(frozen=True, slots=True)
class Dataset:
    """One register: a row of the file is one row of its fact table.

    `municipality` names the column whose municipalities are looked up in the directory; a row carries the id of its own
    in UNIT. `date` names the columns that place a row in time, the first filled one wins; `happened` is the measure that is
    above zero on days the register really reaches, so that an announcement does not move the end of the data.
    A `plan` says what is to happen, not what did: nothing is summed in it, and its rows make no region a reporting one.

    `people_column` counts the people where a list names them one a row. `same_row` says when rows of two sources may be
    the same (None: never), `same_thing` when two things with an `identity` may be. A region with a row that
    `counts_as_activity` is not silent, and `absence` is what is missing where it has none, in the genitive.
    A register that `moves_data_end` ends with its own last row, or with the last day of its columns `known_by`; any other goes
    on as long as the others do. Rows that are parts of a `whole` know what they share with the others of it. Rows that are
    `taken` from other registers are counted and listed in this one beside its own.
    """

    name: str
    title: Text
    grain: Text
    columns: tuple[Column, ...]
    date: tuple[str, ...]
    region: str
    municipality: str = ""
    date_end: str = ""
    identity: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    distincts: tuple[Distinct, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    happened: str = "rows"
    plan: bool = False
    people_column: str = ""
    same_row: SameRow | None = SameRow()
    same_thing: SameThing | None = None
    counts_as_activity: bool = True
    absence: Text | None = None
    moves_data_end: bool = True
    notes: tuple[Note, ...] = ()
    whole: Whole | None = None
    known_by: tuple[str, ...] = ()
    taken: tuple[Taken, ...] = ()

    def column(self, name: str) -> Column:
        """Return the column of that name; KeyError when there is none."""
        return {column.name: column for column in self.columns}[name]

    def required(self) -> tuple[Column, ...]:
        """Return the columns a file of this register must have."""
        return tuple(column for column in self.columns if column.required)

    def amount(self, name: str) -> str:
        """Return the SQL of what one row adds to a sum; KeyError when neither a measure nor «rows» is called so."""
        return ({"rows": "1"} | {measure.name: measure.of_row for measure in self.measures})[name]

    def region_columns(self) -> tuple[str, ...]:
        """Return the columns that hold a region."""
        return tuple(column.name for column in self.columns if column.kind is Kind.REGION)

    def dimension(self, name: str) -> Dimension:
        """Return the dimension of that name; KeyError when there is none."""
        return {dimension.name: dimension for dimension in self.dimensions}[name]

    def once(self) -> tuple[Distinct, ...]:
        """Return what is counted once wherever it appears, because it has a single day."""
        return tuple(distinct for distinct in self.distincts if not distinct.over_time)

    def distinct(self, name: str) -> Distinct:
        """Return the things counted once of that name; KeyError when there are none."""
        return {distinct.name: distinct for distinct in self.distincts}[name]

    def summed(self) -> tuple[str, ...]:
        """Return the names of the sums of a register: its rows, its measures, and what is counted once."""
        measures = (measure.name for measure in self.measures)
        return ("rows", *measures, *(distinct.name for distinct in self.once()))

    def identifying(self) -> tuple[Column, ...]:
        """Return the columns that tell things apart: the required ones, the title, and those that identify."""
        title = same.title if (same := self.sameness()) else ""
        return tuple(column for column in self.columns if column.required or column.identifies or column.name == title)

    def sameness(self) -> SameRow | None:
        """Return when two rows may be the same; derived from the columns where nothing is declared, None for never."""
        rule = usual_sameness(self) if self.same_row == SameRow() else self.same_row
        return rule and replace(rule, municipality=self.municipality)


def usual_sameness(dataset: Dataset) -> SameRow:
    """Return the rule that follows from the columns of a register: one place and day, and a similar title."""
    columns = [column for column in dataset.columns if column.kind is not Kind.URL]
    texts = [column for column in columns if column.kind is Kind.TEXT]
    title = next((column.name for column in texts if column.required), "")
    title = title or next((column.name for column in texts if not column.identifies), "")
    kinds = [column.name for column in columns if column.required and column.kind in (Kind.VOCABULARY, Kind.YEAR)]
    agree = (dataset.region, "day", "day_precision", *kinds)
    others = tuple(column.name for column in columns if column.name not in (*agree, *dataset.date, title))
    identify = tuple(column.name for column in columns if column.identifies and column.name in others)
    return SameRow(agree, identify, title, untitled=others, words=(*kinds, *identify))
