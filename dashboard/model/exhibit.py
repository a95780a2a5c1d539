"""An exhibit: one answer of a page, rendered alike by the screen, the workbook and the picture."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import pandas as pd

from dashboard.model.metric import Metric
from dashboard.model.reader import Reader


class Kind(StrEnum):
    """How an exhibit is drawn; the frame's columns follow from it.

    NUMBER: one row; value, previous (NaN when nothing is compared). `Exhibit.trail` is its sparkline.
    MAP: code, name, value, state.          TILES: as MAP, drawn as equal squares.
    BAR: key, name, value, state; `previous` when compared, `target` when there is a plan, `text` for words in place of the number.
    LINE: series, role, date, value; `step`, a number, in place of the date where lines begin together (day of campaign);
    `axis_date` where a compared line stands under the current one; `cut` for a month or year that is not whole.
    MULTIPLES: panel, whole (its value over the period) and the columns of LINE; small lines on one scale, a panel each.
    STACKED: row, member, value; `key` tells a click on the row, `quiet` a member that says nothing and is drawn grey.
    MATRIX: key, row, group, column, value, state; a line a cell, rows and columns in the order they come, rows by group.
    TIES: code, other, name, other_name, value; `Exhibit.directed` when the first one gives and the other takes.
    SCATTER: role (point, centre, lower, upper), key, name, x, y; points and the limits they are read against.
    INDICATORS: key (a metric), group (its register, lines by group), name, value, state, text (the value or its absence
    in words), usual (what it was in earlier years, words), decimals, previous, change (words), direction, judgement, rank («5–6», words), among (of how many), peers
    (median), country, spread (what every region has, a tuple), trail (the last quarters, a tuple), day (how far the data reach).
    TABLE: the columns named by `fields`; for a date `day`, the column `day_words` says what is known of it in place of it.
    """

    NUMBER = "number"
    MAP = "map"
    BAR = "bar"
    LINE = "line"
    STACKED = "stacked"
    TILES = "tiles"
    MULTIPLES = "multiples"
    MATRIX = "matrix"
    TIES = "ties"
    SCATTER = "scatter"
    INDICATORS = "indicators"
    TABLE = "table"


class State(StrEnum):
    """What is known of a value: three absences look different from a number and from each other."""

    VALUE = "value"
    ZERO = "zero"
    NO_DATA = "no_data"
    NO_BASE = "no_base"


class Role(StrEnum):
    """What a series of a line exhibit shows: the period of the filters, the one it is compared with, or one of several."""

    CURRENT = "current"
    COMPARISON = "comparison"
    OTHER = "other"


class Shape(StrEnum):
    """How the values of a table column are written and aligned."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    CHANGE = "change"
    DATE = "date"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Field:
    """One column of an exhibit's table: name in the frame, title in the reader's language, how it is written."""

    name: str
    title: str
    shape: Shape = Shape.TEXT
    decimals: int = 0


def date_words(frame: pd.DataFrame, name: str) -> list[str]:
    """Return the words that stand in place of the days of a column, «апр 2025»: empty where the day itself is known."""
    column = f"{name}_words"
    return frame[column].tolist() if column in frame else [""] * len(frame)


@dataclass(frozen=True, slots=True)
class Identity:
    """Where a total is: on the map, without a region, in quarantine. The three add up to `total`."""

    mapped: float
    without_region: float
    quarantined: float

    @property
    def total(self) -> float:
        """Return the sum of the three parts."""
        return self.mapped + self.without_region + self.quarantined


@dataclass(frozen=True, slots=True)
class Change:
    """A comparison in words: the text, its direction (-1, 0, 1), and whether that is good (1), bad (-1) or neither."""

    text: str
    direction: int = 0
    judgement: int = 0


@dataclass(frozen=True, eq=False)
class Exhibit:
    """One answer: what is shown, of which metric, for which filters, and all that an honest caption needs.

    `full` are all rows where `frame` holds the largest only: a sheet of the workbook shows them.
    `never` are the words for no data, or for an empty cell of a matrix, where the usual ones do not fit: «никогда».
    `reader` is whom it was made for, None while it is for whoever sees all. `name` is enough to build it again for other filters: `dashboard.exhibits.catalogue.build`.
    """

    name: str
    kind: Kind
    title: str
    subtitle: str
    frame: pd.DataFrame
    fields: tuple[Field, ...]
    metric: Metric | None = None
    unit: str = ""
    decimals: int = 0
    change: Change | None = None
    trail: tuple[float, ...] = ()
    as_share: bool = False
    directed: bool = False
    selected: tuple[str, ...] = ()
    identity: Identity | None = None
    notes: tuple[str, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    source: str = ""
    loaded: date | None = None
    banner: str = ""
    language: str = "ru"
    context: str = field(default="")
    never: str = ""
    full: pd.DataFrame | None = None
    reader: Reader | None = None

    @property
    def tabled(self) -> pd.DataFrame:
        """Return the rows of its table: the points of a scatter, without its lines; the whole frame of any other kind."""
        return self.frame[self.frame["role"] == "point"] if self.kind is Kind.SCATTER else self.frame
