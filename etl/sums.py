"""The sums of rows as the tables hold them: of a file at hand, or of what is in the warehouse."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from etl.database import FACTS, plain_rows
from etl.dataset import Dataset
from etl.load import SET_ASIDE, Columns, Sums, YearSums, fact_columns
from etl.summaries import debuts, summarise, summary_columns, typed
from etl.validate import Batch


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


def written_sums(batches: Sequence[Batch], dataset: Dataset) -> YearSums:
    """Return the sums of the rows of a load by year; None is no known day."""
    facts = written_facts(batches, dataset)
    years = facts["day"].dt.year
    known = {int(year): facts[years.eq(year)] for year in sorted(years.dropna().unique())}
    parts = known | {None: facts[years.isna()]}
    return {year: sums_of(part, dataset) for year, part in parts.items() if len(part)}


def read_sums(connection: Connection, dataset: Dataset, condition: sa.ColumnElement[bool]) -> Sums | None:
    """Return the sums of the rows that are in the warehouse; None when there is no such row."""
    facts = read_facts(connection, dataset, condition)
    return sums_of(facts, dataset) if len(facts) else None


def sums_of(facts: pd.DataFrame, dataset: Dataset) -> Sums:
    """Return the summary of these rows and what is seen in them for the first time, as the tables hold them."""
    return as_stored(summarise(facts, dataset)), as_stored(debuts(facts, dataset))


def as_stored(frame: pd.DataFrame) -> Columns:
    """Return the columns of a frame, days as ISO text."""
    codes, days = pd.factorize(frame["day"])
    texts = np.array([*np.datetime_as_string(pd.DatetimeIndex(days), unit="D").tolist(), None], dtype=object)
    return {name: frame[name].to_numpy() for name in frame.columns} | {"day": texts[codes]}
