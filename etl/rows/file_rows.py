"""What is derived from a file alone, before the warehouse is asked: its rows as the tables hold them, and its quarantine."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from etl.datasets.expressions import UNIT
from etl.normalise.validate import Batch, identities, municipality_units
from etl.problems import Problem
from etl.rows.states import state_of


@dataclass(frozen=True, slots=True)
class LoadRows:
    """The rows of a load, column by column, days as ISO text, and those that wait in quarantine.

    The number of the load is in neither: it is given when they are written.
    """

    columns: Mapping[str, Sequence[Any]]
    waiting: Sequence[Mapping[str, Any]]


def load_rows(batches: Sequence[Batch]) -> LoadRows:
    """Return the rows of a load, numbered over all its tables."""
    columns: dict[str, list[object]] = {}
    waiting: list[Mapping[str, object]] = []
    first = 0
    for batch in batches:
        for name, values in fact_columns(batch, first).items():
            columns.setdefault(name, []).extend(values)
        waiting += quarantined_rows(batch, first)
        first += batch.rows
    return LoadRows(columns, waiting)


def fact_columns(batch: Batch, first: int) -> Mapping[str, Sequence[object]]:
    """Return the stored columns of a batch, each as one value a row; `first` is the number of its first row in the load."""
    columns = row_columns(batch, first)
    for read in batch.columns:
        for place, name in enumerate(read.column.stored):
            values = {text: reading.values[place] for text, reading in read.readings.items()}
            is_constant = len(values) == 1
            columns[name] = [*values.values()] * batch.rows if is_constant else [*map(values.__getitem__, read.texts)]
    return columns


def row_columns(batch: Batch, first: int) -> dict[str, Sequence[object]]:
    """Return what is stored of every row beside the columns of its register: where it stands, whether it counts, its days."""
    rows, held = batch.rows, batch.held
    return {
        "number": range(first, first + rows),
        "sheet": [batch.table.sheet] * rows,
        "row": batch.table.row_numbers,
        "quarantined": [state_of(row, batch.quarantined, held) for row in batch.table.row_numbers],
        "day": [day[0] for day in batch.days],
        "day_end": [day[1] for day in batch.days],
        "day_precision": ["unknown" if day[2] == "empty" else day[2] for day in batch.days],
        "identity": identities(batch),
        UNIT: municipality_units(batch),
    }


def quarantined_rows(batch: Batch, first: int) -> Iterator[dict[str, object]]:
    """Return each quarantined row: the cells of known columns as they were written, and what is wrong."""
    problems: dict[int, list[Problem]] = {}
    for problem in batch.problems:
        problems.setdefault(problem.row, []).append(problem)
    for place, row in enumerate(batch.table.row_numbers):
        if row in problems:
            yield {
                "number": first + place,
                "sheet": batch.table.sheet,
                "row": row,
                "cells": {read.heading: read.texts[place] for read in batch.columns if read.texts[place]},
                "problems": [as_record(problem) for problem in problems[row]],
            }


def as_record(problem: Problem) -> dict[str, object]:
    """Return a problem as it is kept: its sentence is made when somebody reads it, in his language."""
    names = ("column", "heading", "value", "code", "details")
    return {name: getattr(problem, name) for name in names}
