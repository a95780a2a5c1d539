"""The sums of rows as the tables hold them; nothing here asks the warehouse."""

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.codes import Flags
from etl.dataset import Dataset, Kind
from etl.derived import Columns, Sums, YearSums, row_columns
from etl.normalise import ReadColumn
from etl.summaries import debuts, kinds_of, spread, summarise, summary_columns, typed_column
from etl.validate import Batch

Years = npt.NDArray[np.int64]


def written_facts(batches: Sequence[Batch], dataset: Dataset) -> pd.DataFrame:
    """Return the rows of a load as `stored_rows.read_facts` would read them, without asking for what was just written."""
    kinds = {name: kind for name, kind in kinds_of(dataset).items() if name in summary_columns(dataset)}
    rows = [row_columns(batch, load_id=0) for batch in batches]
    own = {name: list(chain.from_iterable(columns[name] for columns in rows)) for name in kinds.keys() & rows[0].keys()}
    found = {name: typed_column(values, kinds[name]) for name, values in own.items()}
    for reads in zip(*(batch.columns for batch in batches), strict=True):
        found.update(written_columns(reads, kinds))
    return pd.DataFrame(found)


def written_columns(reads: Sequence[ReadColumn], kinds: Mapping[str, Kind | str]) -> Iterator[tuple[str, pd.Series]]:
    """Yield what is stored of a column in one table after the other; each different text is looked at once."""
    wanted = [(place, name) for place, name in enumerate(reads[0].column.stored) if name in kinds]
    if wanted:
        codes, different = pd.factorize(np.array([*chain.from_iterable(read.texts for read in reads)], dtype=object))
        readings = ChainMap(*(dict(read.readings) for read in reads))
        for place, name in wanted:
            yield name, spread([readings[text].values[place] for text in different], kinds[name], codes)


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
