"""The rows of the warehouse, read back to be summed."""

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from etl.database import FACTS
from etl.dataset import Dataset
from etl.derived import Sums
from etl.driver import plain_rows
from etl.load import SET_ASIDE
from etl.summaries import summary_columns, typed
from etl.sums import sums_of


def read_facts(connection: Connection, dataset: Dataset, condition: sa.ColumnElement[bool]) -> pd.DataFrame:
    """Return the rows that a summary is made of, typed."""
    facts = FACTS[dataset.name]
    names = summary_columns(dataset)
    query = sa.select(*(facts.c[name] for name in names)).where(condition, facts.c.quarantined != SET_ASIDE)
    rows = plain_rows(connection, query)
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    return typed(dict(zip(names, columns, strict=True)), dataset)


def read_sums(connection: Connection, dataset: Dataset, condition: sa.ColumnElement[bool]) -> Sums | None:
    """Return the sums of the rows that are in the warehouse; None when there is no such row."""
    facts = read_facts(connection, dataset, condition)
    return sums_of(facts, dataset) if len(facts) else None
