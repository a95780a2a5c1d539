"""A register declared once: its columns, meanings, headings, vocabularies, and what is counted in it.

The fact table, the parser, the checks, the blank form, the data dictionary and the summaries are derived from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from etl.words import Text

if TYPE_CHECKING:
    import pandas as pd

# Spans of time in which a thing is counted once, with their length in months.
UNIT_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


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


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a register: its name in the warehouse, its heading, what it means, how it is read.

    `country` says that a region's cell may say «вся страна»; `precisions`, when not empty, which dates are accepted.
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
    precisions: tuple[str, ...] = ()

    @property
    def stored(self) -> tuple[str, ...]:
        """Return the names under which it is stored: a count with its qualifier and its unit."""
        parts = ("", "_qualifier", "_unit") if self.kind is Kind.COUNT else ("",)
        return tuple(self.name + part for part in parts)


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that can be summed over rows: `amount` takes the fact frame and returns one number a row."""

    name: str
    amount: Callable[[pd.DataFrame], pd.Series]


class Resolution(StrEnum):
    """How finely the sums of a dimension are kept: days stand beside the months, since a period may cut a month."""

    ROWS = "rows"  # no page shows it: who asks for it by name has it made from the rows
    YEARS = "years"  # it is asked for of the whole record only
    MONTHS = "months"
    DAYS_OF_NATION = "days of the nation"
    DAYS = "days"

    def grains(self, nation: bool) -> tuple[str, ...]:
        """Return what the sums are kept by for the `nation`, or for the scopes in it; nothing when they are not kept."""
        match self:
            case Resolution.ROWS:
                return ()
            case Resolution.YEARS:
                return ("year",)
            case Resolution.DAYS:
                return ("month", "day")
            case Resolution.DAYS_OF_NATION if nation:
                return ("month", "day")
        return ("month",)


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way to split the measures: one column, or several joined into one name.

    Rows outside `among` have no member and are not in the split.
    """

    name: str
    title: Text
    columns: tuple[str, ...]
    among: Callable[[pd.DataFrame], pd.Series] | None = None
    resolution: Resolution = Resolution.MONTHS


@dataclass(frozen=True, slots=True)
class Distinct:
    """Things counted once: the number of different `key` among the rows where `among` holds.

    `over_time` says that one thing can come back on another day (a municipality); an event has a single day.
    `again` names a column: the thing counts only when it is seen with a second value there, at a second event.
    """

    name: str
    key: tuple[str, ...]
    among: Callable[[pd.DataFrame], pd.Series]
    over_time: bool = False
    again: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """One register: a row of the file is one row of its fact table.

    `date` names the columns that place a row in time, the first filled one wins; `happened` is the measure that is
    above zero on days the register really reaches, so that an announcement does not move the end of the data.
    A `plan` says what is to happen, not what did: it has no summaries, and its rows make no region a reporting one.
    """

    name: str
    title: Text
    grain: Text
    columns: tuple[Column, ...]
    date: tuple[str, ...]
    region: str
    date_end: str = ""
    identity: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    distincts: tuple[Distinct, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    happened: str = "rows"
    plan: bool = False

    def column(self, name: str) -> Column:
        """Return the column of that name; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def required(self) -> tuple[Column, ...]:
        """Return the columns a file of this register must have."""
        return tuple(column for column in self.columns if column.required)

    def region_columns(self) -> tuple[str, ...]:
        """Return the columns that hold a region."""
        return tuple(column.name for column in self.columns if column.kind is Kind.REGION)

    def whole_days(self) -> str:
        """Return the split whose days add up to the days of the whole, so that these need not be kept too; "" is none.

        Every row has a member of it, and nothing is counted once, which could lie in two members.
        """
        once = any(not distinct.over_time for distinct in self.distincts)
        complete = (one.name for one in self.dimensions if one.resolution is Resolution.DAYS and one.among is None)
        return "" if once else next(complete, "")
