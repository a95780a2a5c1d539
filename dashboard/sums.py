"""Sums of a register, a row for every day or month and scope: what a span of days comes to is added up from them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.filters import FIRST_DAY, unit_start

Row = Mapping[str, float]


@dataclass(frozen=True, eq=False, slots=True)
class Sums:
    """Rows in the order of their days; `places` are those of the rows' scopes in `scopes`.

    Rows without a day stand at the first day of the whole record, which no other period holds.
    """

    columns: tuple[str, ...]
    scopes: tuple[str, ...]
    days: tuple[date, ...]
    places: NDArray[np.intp]
    amounts: NDArray[np.float64]

    def between(self, since: date, until: date) -> "Sums":
        """Return the rows of these days."""
        rows = slice(bisect_left(self.days, since), bisect_right(self.days, until))
        return replace(self, days=self.days[rows], places=self.places[rows], amounts=self.amounts[rows])


def sums(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Sums:
    """Return the sums of rows that hold a day, a scope and an amount for each column."""
    ordered = sorted(((row[0] or FIRST_DAY, *row[1:]) for row in rows), key=itemgetter(0))
    places = {scope: place for place, scope in enumerate(sorted({row[1] for row in ordered}))}
    return Sums(
        tuple(columns),
        tuple(places),
        tuple(row[0] for row in ordered),
        np.array([places[row[1]] for row in ordered], dtype=np.intp),
        np.array([row[2:] for row in ordered], dtype=float).reshape(len(ordered), len(columns)),
    )


def added(parts: Iterable[Sums]) -> dict[str, Row]:
    """Return what every scope that has a row comes to, by column, in the order of scopes."""
    found: dict[str, NDArray[np.float64]] = {}
    columns: tuple[str, ...] = ()
    for part in parts:
        whole = np.zeros((len(part.scopes), len(part.columns)))
        np.add.at(whole, part.places, part.amounts)
        for place in np.unique(part.places):
            scope = part.scopes[place]
            found[scope] = found[scope] + whole[place] if scope in found else whole[place]
        columns = part.columns
    return {scope: dict(zip(columns, found[scope].tolist(), strict=True)) for scope in sorted(found)}


def by_step(
    parts: Iterable[Sums], cut: str, scopes: Sequence[str], columns: Sequence[str]
) -> dict[date, NDArray[np.float64]]:
    """Return what each day, month or year with a row of these scopes comes to: an array of scopes and columns.

    Rows without a day are left out.
    """
    found: dict[date, NDArray[np.float64]] = {}
    order = {scope: place for place, scope in enumerate(scopes)}
    for part in parts:
        amounts = part.amounts[:, [part.columns.index(name) for name in columns]]
        places = np.array([order.get(scope, -1) for scope in part.scopes], dtype=np.intp)[part.places]
        for row in np.flatnonzero(places >= 0):
            if (day := part.days[row]) == FIRST_DAY:
                continue
            step = day if cut == "day" else unit_start(day, cut)
            found.setdefault(step, np.zeros((len(scopes), len(columns))))[places[row]] += amounts[row]
    return found


def together(rows: Sequence[Row], columns: Sequence[str]) -> Row:
    """Return the sums of rows; zeros of none."""
    return {column: sum((row[column] for row in rows), 0.0) for column in columns}
