"""One transaction: the rows of a source are replaced, the unclear ones quarantined, the summaries of their years renewed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from etl.database import DEBUTS, FACTS, SUMMARIES, insert_rows, plain_rows, quarantine, stored
from etl.dataset import Dataset
from etl.problems import Problem
from etl.summaries import debuts, summarise, summary_columns, typed
from etl.validate import Batch, identities

# What stands in the column `quarantined`: the row counts, waits, or is set aside as a duplicate of another.
COUNTED, WAITING, SET_ASIDE = 0, 1, 2


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


def in_year(column: sa.ColumnElement[Any], year: int | None) -> sa.ColumnElement[bool]:
    """Return the condition that a day lies in a year, or is not known."""
    if year is None:
        return column.is_(None)
    return column.between(date(year, 1, 1), date(year, 12, 31))


def read_facts(connection: Connection, dataset: Dataset, condition: sa.ColumnElement[bool]) -> pd.DataFrame:
    """Return the rows that a summary is made of, typed."""
    facts = FACTS[dataset.name]
    names = summary_columns(dataset)
    query = sa.select(*(facts.c[name] for name in names)).where(condition, facts.c.quarantined != SET_ASIDE)
    rows = plain_rows(connection, query)
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    return typed(dict(zip(names, columns, strict=True)), dataset)


def written_facts(batches: Sequence[Batch], dataset: Dataset) -> pd.DataFrame:
    """Return the rows of a load as `read_facts` would read them, without asking for what was just written."""
    written = [fact_columns(batch, load_id=0) for batch in batches]
    return typed(
        {name: list(chain.from_iterable(columns[name] for columns in written)) for name in summary_columns(dataset)},
        dataset,
    )


def renew_summaries(
    connection: Connection, dataset: Dataset, years: set[int | None], everything: pd.DataFrame | None = None
) -> None:
    """Make the summaries of these years anew from the rows that are there; a plan has none.

    `everything` are all rows of the register, where they are at hand.
    """
    if dataset.plan:
        return
    facts, summary, debut = FACTS[dataset.name], SUMMARIES[dataset.name], DEBUTS[dataset.name]
    for year in years:
        for table in (summary, debut):
            connection.execute(table.delete().where(in_year(table.c.day, year)))
        if everything is None:
            frame = read_facts(connection, dataset, in_year(facts.c.day, year))
        else:
            frame = everything[everything["day"].dt.year.eq(year) if year else everything["day"].isna()]
        if len(frame):
            write_frame(connection, summary, summarise(frame, dataset))
            write_frame(connection, debut, debuts(frame, dataset))


def write_frame(connection: Connection, table: sa.Table, frame: pd.DataFrame) -> None:
    """Write a frame into a table of the same columns, days as ISO text."""
    if frame.empty:
        return
    days = pd.Series(np.datetime_as_string(frame["day"].to_numpy(), unit="D"), dtype=object)
    dated = frame.assign(day=days.where(frame["day"].notna(), None))
    columns = [dated[name].tolist() for name in dated.columns]
    insert_rows(connection, table, list(frame.columns), zip(*columns, strict=True))
