"""An exhibit: one answer of a page, rendered alike by the screen, the workbook and the picture."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import pandas as pd

from dashboard.metric import Metric


class Kind(StrEnum):
    """How an exhibit is drawn; the frame's columns follow from it.

    NUMBER: one row; value, previous (NaN when nothing is compared). `Exhibit.trail` is its sparkline.
    MAP: code, name, value, state.          BAR: key, name, value, state, and previous when compared.
    LINE: series, role, date, value.        STACKED: row, member, value.       TABLE: the columns named by `fields`.
    """

    NUMBER = "number"
    MAP = "map"
    BAR = "bar"
    LINE = "line"
    STACKED = "stacked"
    TABLE = "table"


class State(StrEnum):
    """What is known of a value: three absences look different from a number and from each other."""

    VALUE = "value"
    ZERO = "zero"
    NO_DATA = "no_data"
    NO_BASE = "no_base"


class Role(StrEnum):
    """What a series of a line exhibit is: the period asked for, the one it is compared with, or one of several."""

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
    """A comparison said in words: the text, where it points (-1, 0, 1), and whether that is good (1), bad (-1) or neither."""

    text: str
    direction: int = 0
    judgement: int = 0


@dataclass(frozen=True, eq=False)
class Exhibit:
    """One answer: what is shown, of which metric, for which filters, and all that is needed to say so honestly."""

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
    selected: tuple[str, ...] = ()
    identity: Identity | None = None
    notes: tuple[str, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    source: str = ""
    loaded: date | None = None
    banner: str = ""
    language: str = "ru"
    context: str = field(default="")
