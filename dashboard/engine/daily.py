"""The sums of a register by day and scope, held as one array: any span of days is added up from them without a query.

A statement takes ten times longer to plan than 20,000 rows take to read, and a page asks for many periods.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from dashboard.engine.snapshot import Snapshot
from dashboard.engine.sums import DECIMALS, Cell, Key, Question, statement
from etl.datasets.dataset import Dataset

# Steps of time as numpy calls them, and how many of these one step is.
STEPS = {"day": ("D", 1), "month": ("M", 1), "quarter": ("M", 3), "year": ("Y", 1)}
NO_STEP = -1_000_000  # a number of days that no date has: for rows without a day, and where time is not cut


@dataclass(frozen=True, eq=False, slots=True)
class DailySums:
    """The sums of each day and scope that have any, a line each, in the order of days; those without a day come first.

    `days` are counted from 1970; `places` holds the place of each line's scope among `scopes`; `amounts` has a column for
    each of `columns`.
    """

    columns: tuple[str, ...]
    scopes: npt.NDArray[np.str_]
    days: npt.NDArray[np.int64]
    places: npt.NDArray[np.intp]
    amounts: npt.NDArray[np.float64]


def daily_sums(snapshot: Snapshot, dataset: Dataset, whole: Key = (), exact: bool = False) -> DailySums:
    """Return the sums of a register, or of one whole in it, by day and scope; with `exact`, of the rows whose day is known."""
    columns = dataset.summed()
    cells = snapshot.columns(statement(dataset, Question(step="day", whole=whole, exact=exact)))
    days = np.ma.filled(cells["step"].astype("datetime64[D]").astype(np.int64), NO_STEP)
    order = np.argsort(days, kind="stable")
    scopes, places = np.unique(np.asarray(cells["scope"], dtype=str), return_inverse=True)
    amounts = np.column_stack([np.asarray(cells[name], dtype=float)[order] for name in columns])
    return DailySums(columns, scopes, days[order], places[order], amounts)


def sums_of_days(daily: DailySums, question: Question) -> list[Cell]:
    """Return the sums a question without a dimension asks for, in the order of step and scope."""
    lines = chosen_lines(daily, question)
    steps, places = step_starts(daily.days[lines], question.step), daily.places[lines]
    numbers, cell_of_line = np.unique((steps - NO_STEP) * len(daily.scopes) + places, return_inverse=True)
    amounts = daily.amounts[lines]
    sums = [np.bincount(cell_of_line, amounts[:, column], len(numbers)) for column in range(len(daily.columns))]
    rows = np.column_stack(sums).round(DECIMALS).tolist()
    return [cell(daily, number, row) for number, row in zip(numbers.tolist(), rows, strict=True)]


def cell(daily: DailySums, number: int, row: Sequence[float]) -> Cell:
    """Return a cell from its number, which holds the day of its step and the place of its scope, and its sums."""
    day, place = divmod(number, len(daily.scopes))
    return Cell(as_day(day), str(daily.scopes[place]), "", dict(zip(daily.columns, row, strict=True)))


def chosen_lines(daily: DailySums, question: Question) -> npt.NDArray[np.intp]:
    """Return the lines in the days and scopes of a question."""
    lines = np.arange(len(daily.days))
    if question.days:
        since, until = (np.datetime64(day, "D").astype(np.int64) for day in question.days)
        lines = lines[np.searchsorted(daily.days, since) : np.searchsorted(daily.days, until, side="right")]
    if not question.scopes:
        return lines
    is_chosen = np.isin(daily.scopes, question.scopes)
    return lines[is_chosen[daily.places[lines]]]


def step_starts(days: npt.NDArray[np.int64], step: str) -> npt.NDArray[np.int64]:
    """Return the first day of the step that holds each day; NO_STEP where time is not cut, and for rows without a day."""
    if not step:
        return np.full(len(days), NO_STEP)
    unit, length = STEPS[step]
    counts = days.astype("datetime64[D]").astype(f"datetime64[{unit}]").astype(np.int64) // length * length
    starts = counts.astype(f"datetime64[{unit}]").astype("datetime64[D]").astype(np.int64)
    return np.where(days == NO_STEP, NO_STEP, starts)


def as_day(number: int) -> date | None:
    """Return a day from the number of days since NO_STEP, None for NO_STEP itself."""
    return date(1970, 1, 1) + timedelta(days=number + NO_STEP) if number else None


def amounts_of_days(
    daily: DailySums, scopes: Sequence[str], column: str, since: date, until: date
) -> npt.NDArray[np.float64]:
    """Return the sum of a column over these scopes on every day from `since` to `until`."""
    lines = chosen_lines(daily, Question((since, until), scopes=tuple(scopes)))
    places = daily.days[lines] - np.datetime64(since, "D").astype(np.int64)
    amounts = np.zeros((until - since).days + 1)
    np.add.at(amounts, places, daily.amounts[lines, daily.columns.index(column)])
    return amounts


def active_days(daily: DailySums, column: str, since: date, until: date) -> dict[str, int]:
    """Return on how many of these days each scope has any of a column."""
    lines = chosen_lines(daily, Question((since, until)))
    active = lines[daily.amounts[lines, daily.columns.index(column)] > 0]
    counts = np.bincount(daily.places[active], minlength=len(daily.scopes))
    return {str(scope): int(count) for scope, count in zip(daily.scopes, counts, strict=True) if count}
