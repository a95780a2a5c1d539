"""One transaction: the rows of a source are replaced, the unclear ones quarantined, the summaries of their years renewed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from etl.database import DEBUTS, FACTS, SUMMARIES, insert_rows, quarantine, stored
from etl.dataset import Dataset
from etl.intake import Checked
from etl.problems import Problem
from etl.validate import Batch, identities

if TYPE_CHECKING:
    import numpy.typing as npt

# What stands in the column `quarantined`: the row counts, waits, or is set aside as a duplicate of another.
COUNTED, WAITING, SET_ASIDE = 0, 1, 2

Columns = Mapping[str, "npt.NDArray[Any]"]
Sums = tuple[Columns, Columns]  # the summary, and what is seen for the first time
YearSums = Mapping[int | None, Sums]
Summing = Callable[[Checked], YearSums]  # how the sums of a file are come by


def fact_columns(batch: Batch, load_id: int) -> Mapping[str, Sequence[object]]:
    """Return the stored columns of a batch, each as one value a row."""
    rows = batch.rows
    columns: dict[str, Sequence[object]] = {
        "load_id": [load_id] * rows,
        "sheet": [batch.table.sheet] * rows,
        "row": batch.table.row_numbers,
        "quarantined": [int(row in batch.quarantined) for row in batch.table.row_numbers],
        "day": [day[0] for day in batch.days],
        "day_end": [day[1] for day in batch.days],
        "day_precision": ["unknown" if day[2] == "empty" else day[2] for day in batch.days],
        "identity": identities(batch),
    }
    for read in batch.columns:
        for place, (name, _) in enumerate(stored(read.column)):
            values = {text: reading.values[place] for text, reading in read.readings.items()}
            columns[name] = [values[text] for text in read.texts]
    return columns


def quarantined_rows(batch: Batch, load_id: int) -> Iterator[dict[str, object]]:
    """Return each quarantined row: the cells of known columns as they were written, and what is wrong."""
    problems: dict[int, list[Problem]] = {}
    for problem in batch.problems:
        problems.setdefault(problem.row, []).append(problem)
    for place, row in enumerate(batch.table.row_numbers):
        if row in problems:
            yield {
                "load_id": load_id,
                "sheet": batch.table.sheet,
                "row": row,
                "cells": {read.heading: read.texts[place] for read in batch.columns if read.texts[place]},
                "problems": [as_record(problem) for problem in problems[row]],
            }


def as_record(problem: Problem) -> dict[str, object]:
    """Return a problem as it is kept: its sentence is made when somebody reads it, in his language."""
    return {"heading": problem.heading, "value": problem.value, "code": problem.code, "details": problem.details}


def insert_batch(connection: Connection, batch: Batch, load_id: int) -> None:
    """Write the rows of a batch and its quarantine."""
    columns = fact_columns(batch, load_id)
    insert_rows(connection, FACTS[batch.dataset.name], list(columns), zip(*columns.values(), strict=True))
    waiting = list(quarantined_rows(batch, load_id))
    if waiting:
        connection.execute(quarantine.insert(), waiting)


def delete_load(connection: Connection, dataset: Dataset, load_id: int) -> None:
    """Take the rows of a load out of the derived tables."""
    facts = FACTS[dataset.name]
    connection.execute(facts.delete().where(facts.c.load_id == load_id))
    connection.execute(quarantine.delete().where(quarantine.c.load_id == load_id))


def years_of(connection: Connection, dataset: Dataset, load_id: int) -> set[int | None]:
    """Return the years a load's rows lie in; None stands for rows without a day."""
    facts = FACTS[dataset.name]
    year = sa.cast(sa.extract("year", facts.c.day), sa.Integer)
    return set(connection.scalars(sa.select(year).where(facts.c.load_id == load_id).distinct()))


def years_in(batches: Sequence[Batch]) -> set[int | None]:
    """Return the years the rows of a file lie in; None stands for rows without a day."""
    starts = {day for batch in batches for day, _, _ in batch.days}
    return {int(start[:4]) if start else None for start in starts}


def in_year(column: sa.ColumnElement[Any], year: int | None) -> sa.ColumnElement[bool]:
    """Return the condition that a day lies in a year, or is not known."""
    if year is None:
        return column.is_(None)
    return column.between(date(year, 1, 1), date(year, 12, 31))


def sums_alone(checked: Checked) -> YearSums:
    """Return the sums of a file by year, as they are when no other source stands beside it; None is no known day."""
    from etl.sums import written_sums  # brings pandas, for which all commands would wait half a second

    return {} if checked.dataset.plan else written_sums(checked.batches, checked.dataset)


def renew_summaries(
    connection: Connection, dataset: Dataset, years: set[int | None], alone: YearSums | None = None
) -> None:
    """Make the summaries of these years anew from the rows that are there; a plan has none.

    `alone` are the sums of all rows of the register, where they are at hand.
    """
    if dataset.plan:
        return
    from etl.sums import read_sums

    facts, tables = FACTS[dataset.name], (SUMMARIES[dataset.name], DEBUTS[dataset.name])
    for year in years:
        for table in tables:
            connection.execute(table.delete().where(in_year(table.c.day, year)))
        sums = read_sums(connection, dataset, in_year(facts.c.day, year)) if alone is None else alone.get(year)
        if sums:
            for table, part in zip(tables, sums, strict=True):
                write_columns(connection, table, part)


def write_columns(connection: Connection, table: sa.Table, columns: Columns) -> None:
    """Write columns into a table of the same names."""
    rows = zip(*(values.tolist() for values in columns.values()), strict=True)
    insert_rows(connection, table, list(columns), rows)
