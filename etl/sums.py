"""The sums of rows as the tables hold them; nothing here asks the warehouse."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.codes import Flags
from etl.dataset import Dataset
from etl.derived import Columns, Sums, YearSums, fact_columns
from etl.summaries import debuts, summarise, summary_columns, typed
from etl.validate import Batch

Years = npt.NDArray[np.int64]


def written_facts(batches: Sequence[Batch], dataset: Dataset) -> pd.DataFrame:
    """Return the rows of a load as `stored_rows.read_facts` would read them, without asking for what was just written."""
    written = [fact_columns(batch, load_id=0) for batch in batches]
    return typed(
        {name: list(chain.from_iterable(columns[name] for columns in written)) for name in summary_columns(dataset)},
        dataset,
    )


def written_sums(batches: Sequence[Batch], dataset: Dataset) -> YearSums:
    """Return the sums of the rows of a load by year; None is no known day.

    All years are summed in one go: nothing is summed or counted across the end of a year, and what takes the time is
    to begin, not the rows.
    """
    facts = written_facts(batches, dataset)
    (summary, years), (seen, seen_years) = (
        by_year(part) for part in (summarise(facts, dataset), debuts(facts, dataset))
    )
    return {
        int(year) or None: (rows_at(summary, years == year), rows_at(seen, seen_years == year))
        for year in np.unique(years)
    }


def by_year(frame: pd.DataFrame) -> tuple[Columns, Years]:
    """Return the columns of a frame as the tables hold them, and the year of each row; 0 is no known day."""
    return as_stored(frame), np.nan_to_num(pd.DatetimeIndex(frame["day"]).year.to_numpy()).astype(np.int64)


def rows_at(columns: Columns, chosen: Flags) -> Columns:
    """Return the chosen rows of columns."""
    return {name: values[chosen] for name, values in columns.items()}


def sums_of(facts: pd.DataFrame, dataset: Dataset) -> Sums:
    """Return the summary of these rows and what is seen in them for the first time, as the tables hold them."""
    return as_stored(summarise(facts, dataset)), as_stored(debuts(facts, dataset))


def as_stored(frame: pd.DataFrame) -> Columns:
    """Return the columns of a frame, days as ISO text."""
    codes, days = pd.factorize(frame["day"])
    texts = np.array([*np.datetime_as_string(pd.DatetimeIndex(days), unit="D").tolist(), None], dtype=object)
    return {name: frame[name].to_numpy() for name in frame.columns} | {"day": texts[codes]}
