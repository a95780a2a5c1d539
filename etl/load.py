"""One transaction: the rows of a source are replaced, the unclear ones quarantined, the summaries of their years renewed."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from etl.database import CHANGES, DEBUTS, FACTS, SUMMARIES, quarantine
from etl.dataset import Dataset
from etl.derived import Columns, YearSums, fact_columns, quarantined_rows
from etl.driver import insert_columns
from etl.validate import Batch

# What stands in the column `quarantined`: the row counts, waits, or is set aside as a duplicate of another.
COUNTED, WAITING, SET_ASIDE = 0, 1, 2

Progress = Callable[[str, float], None]  # is told the step and the share of the work that is done

SPLITS = {"grain", "dimension", "measure"}  # the columns of the sums that are the same throughout a split


def silent(_step: str, _share: float) -> None:
    """Show no progress."""


def insert_batches(connection: Connection, batches: Sequence[Batch], load_id: int) -> None:
    """Write the rows of a load and its quarantine."""
    first = 0
    for batch in batches:
        insert_columns(connection, FACTS[batch.dataset.name], fact_columns(batch, load_id, first))
        waiting = list(quarantined_rows(batch, load_id, first))
        if waiting:
            connection.execute(quarantine.insert(), waiting)
        first += batch.rows


def delete_load(connection: Connection, dataset: Dataset, load_id: int) -> None:
    """Take the rows of a load out of the derived tables."""
    for table in (FACTS[dataset.name], CHANGES[dataset.name], quarantine):
        connection.execute(table.delete().where(table.c.load_id == load_id))


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


def renew_summaries(
    connection: Connection, dataset: Dataset, years: set[int | None], alone: YearSums | None = None
) -> None:
    """Make the summaries of these years anew from the rows that are there; a plan has none.

    `alone` are the sums of all rows of the register, where they are at hand.
    """
    if dataset.plan:
        return
    from etl.stored_rows import read_sums  # brings pandas, for which all commands would wait half a second

    facts, tables = FACTS[dataset.name], (SUMMARIES[dataset.name], DEBUTS[dataset.name])
    for year in years:
        for table in tables:
            connection.execute(table.delete().where(in_year(table.c.day, year)))
        sums = read_sums(connection, dataset, in_year(facts.c.day, year)) if alone is None else alone.get(year)
        if sums:
            for table, part in zip(tables, sums, strict=True):
                write_columns(connection, table, part)


def write_columns(connection: Connection, table: sa.Table, columns: Columns) -> None:
    """Write columns into a table of the same names, one split after the other: within it many are of one value."""
    for rows in pairwise(ends_of_splits(columns)):
        insert_columns(connection, table, {name: values[slice(*rows)].tolist() for name, values in columns.items()})


def ends_of_splits(columns: Columns) -> Sequence[int]:
    """Return the places between which the rows are of one split, from 0 to their number."""
    length, ends = len(columns["day"]), set[int]()
    for name in SPLITS & columns.keys():
        ends.update((columns[name][1:] != columns[name][:-1]).nonzero()[0] + 1)
    return sorted(ends | {0, length})
