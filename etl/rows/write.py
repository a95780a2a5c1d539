"""The rows of a load in the tables: written, the unclear ones quarantined, and taken out again."""

from collections.abc import Callable

from sqlalchemy.engine import Connection

from etl.datasets.dataset import Dataset
from etl.rows.bulk import insert_columns, insert_packed
from etl.rows.file_rows import LoadRows
from etl.rows.packed import PackedRows
from etl.warehouse.tables import CHANGES, FACTS, quarantine

Progress = Callable[[str, float], None]  # called with the step and the share of the work that is done


def silent(_step: str, _share: float) -> None:
    """Show no progress."""


def insert_rows(connection: Connection, dataset: Dataset, load_id: int, rows: LoadRows | PackedRows) -> None:
    """Write the rows of a load and its quarantine."""
    if isinstance(rows, PackedRows):
        insert_packed(connection, FACTS[dataset.name], load_id, rows)
    else:
        columns = {"load_id": [load_id] * len(rows.columns["number"]), **rows.columns}
        insert_columns(connection, FACTS[dataset.name], columns)
    if rows.waiting:
        connection.execute(quarantine.insert(), [{"load_id": load_id, **row} for row in rows.waiting])


def delete_load(connection: Connection, dataset: Dataset, load_id: int) -> None:
    """Take the rows of a load out of the derived tables."""
    for table in (FACTS[dataset.name], CHANGES[dataset.name], quarantine):
        connection.execute(table.delete().where(table.c.load_id == load_id))
