"""From a register, a period and scopes to plain sums: every exhibit is computed from them, once for each data version."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from dashboard.engine.cache import daily, remembered, snapshot
from dashboard.engine.daily import sums_of_days
from dashboard.engine.sums import Cell, Key, Question, Row
from dashboard.engine.sums import sums as cells_of
from dashboard.engine.things import Span
from dashboard.engine.things import different as things_of
from dashboard.model.filters import FIRST_DAY, Period
from etl.datasets import DATASETS

Steps = Mapping[date, Mapping[str, Row]]


def days(period: Period) -> tuple[date, date] | None:
    """Return the days of a period; None for the whole record and a whole season, which have rows without a day too."""
    if period.since == FIRST_DAY or (period.season and not period.season.day):
        return None
    return period.since, period.until


def whole(period: Period) -> Key:
    """Return the key of the season that a period is; empty when it is none."""
    return (period.season.contest, period.season.year) if period.season else ()


def cells(register: str, question: Question) -> Sequence[Cell]:
    """Return the sums a question asks for."""
    return remembered(_cells, register, question)


def _cells(register: str, question: Question) -> Sequence[Cell]:
    if question.dimension or question.together:
        return cells_of(snapshot(), DATASETS[register], question)
    return sums_of_days(daily(register, question.whole, question.exact), question)


def scope_sums(register: str, period: Period) -> Mapping[str, Row]:
    """Return the sums of every region, district and the nation that have a row in a period."""
    return remembered(_scope_sums, register, period)


def _scope_sums(register: str, period: Period) -> Mapping[str, Row]:
    return {cell.scope: cell.sums for cell in cells(register, Question(days(period), whole=whole(period)))}


def by_scope(register: str, period: Period) -> pd.DataFrame:
    """Return the sums of every region, district and the nation in a period, indexed by scope."""
    return remembered(_by_scope, register, period)


def _by_scope(register: str, period: Period) -> pd.DataFrame:
    sums = scope_sums(register, period)
    index = pd.Index(list(sums), name="scope")
    return pd.DataFrame(list(sums.values()), index, DATASETS[register].summed(), dtype=float)


def of_selection(register: str, period: Period, regions: Sequence[str]) -> Row | None:
    """Return the sums of several regions as one, in which an event counts once; None when they have no row."""
    question = Question(days(period), scopes=tuple(regions), together=True, whole=whole(period))
    return next((cell.sums for cell in cells(register, question)), None)


def by_step(register: str, period: Period, step: str, scopes: Sequence[str], together: bool = False) -> Steps:
    """Return the sums of these scopes in every day, month, quarter or year of a period that has any.

    `together` makes them one scope of the empty name, in which an event counts once. Rows of no known day are left out; by day,
    so are those known to their month or year only.
    """
    steps: dict[date, dict[str, Row]] = {}
    question = Question(days(period), step, tuple(scopes), "", together, whole(period), step == "day")
    for cell in cells(register, question):
        if cell.step is not None:
            steps.setdefault(cell.step, {})[cell.scope] = cell.sums
    return steps


def by_member(
    register: str, period: Period, dimension: str, scopes: Sequence[str], together: bool = False
) -> Mapping[str, Row]:
    """Return the sums of the members of a dimension over these scopes; with `together` an event counts once in them."""
    question = Question(days(period), "", tuple(scopes), dimension, together, whole(period))
    members: dict[str, list[Row]] = {}
    for cell in cells(register, question):
        members.setdefault(cell.member, []).append(cell.sums)
    return {member: added(rows, DATASETS[register].summed()) for member, rows in sorted(members.items())}


def added(rows: Sequence[Row], columns: Sequence[str]) -> Row:
    """Return the sums of rows; zeros of none."""
    return rows[0] if len(rows) == 1 else {column: sum((row[column] for row in rows), 0.0) for column in columns}


def by_scope_and_member(register: str, period: Period, dimension: str) -> pd.DataFrame:
    """Return the sums of every scope by member of a dimension: scope, member and the sums."""
    return remembered(_by_scope_and_member, register, period, dimension)


def _by_scope_and_member(register: str, period: Period, dimension: str) -> pd.DataFrame:
    rows = [
        {"scope": cell.scope, "member": cell.member, **cell.sums}
        for cell in cells(register, Question(days(period), dimension=dimension, whole=whole(period)))
    ]
    return pd.DataFrame(rows, columns=["scope", "member", *DATASETS[register].summed()])


def by_day_and_member(register: str, dimension: str, scopes: Sequence[str]) -> pd.DataFrame:
    """Return the sums of the scopes by day and member over the whole record: day, member and the sums."""
    rows: list[dict[str, Any]] = [
        {"day": cell.step, "member": cell.member, **cell.sums}
        for cell in cells(register, Question(None, "day", tuple(scopes), dimension))
    ]
    columns = DATASETS[register].summed()
    frame = pd.DataFrame(rows, columns=["day", "member", *columns])
    frame["day"] = pd.to_datetime(frame["day"])
    return frame.groupby(["day", "member"], as_index=False, dropna=False)[list(columns)].sum()


def different(register: str, measure: str, period: Period) -> pd.Series:
    """Return the number of different things of each region in a period: municipalities that took part, for example."""
    counts = remembered(_different, register, measure, period, "")
    return pd.Series({region: amount for _, region, amount in counts}, dtype=float)


def different_by(register: str, measure: str, unit: str, period: Period) -> pd.DataFrame:
    """Return the number of different things of each region in every month, quarter or year of a period: day, scope, amount."""
    counts = remembered(_different, register, measure, period, unit)
    frame = pd.DataFrame(counts, columns=["day", "scope", "amount"])
    return frame.assign(day=pd.to_datetime(frame["day"]))


def _different(register: str, measure: str, period: Period, unit: str) -> Sequence[tuple[date | None, str, int]]:
    span = Span(days(period), whole(period), period.until)
    return things_of(snapshot(), DATASETS[register], measure, span, unit)
