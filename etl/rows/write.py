"""The rows of a load in the tables: written, the unclear ones quarantined, and taken out again."""

from collections.abc import Callable, Sequence

from sqlalchemy.engine import Connection

from etl.datasets.dataset import Dataset
from etl.normalise.validate import Batch
from etl.rows.bulk import insert_columns
from etl.rows.file_rows import fact_columns, quarantined_rows
from etl.warehouse.tables import CHANGES, FACTS, quarantine

# What stands in the column `quarantined`: the row counts, waits, or is set aside as a duplicate of another.
COUNTED, WAITING, SET_ASIDE = 0, 1, 2

Progress = Callable[[str, float], None]  # called with the step and the share of the work that is done


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
