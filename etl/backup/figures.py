"""What two warehouses must have in common to be the same: the data version, the rows of every table, sources and sums."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.types import TypeEngine

from etl.warehouse.tables import (
    CHANGES,
    DERIVED,
    FACTS,
    JOURNAL,
    current_source,
    derived_state,
    newest_entry,
)


@dataclass(frozen=True, slots=True)
class Figures:
    """A warehouse at one moment; `sums` are those of every column of numbers of the registers' tables."""

    state: tuple[object, ...]
    newest: tuple[int, str]
    rows: tuple[tuple[str, int], ...]
    sources: tuple[tuple[object, ...], ...]
    sums: tuple[tuple[str, tuple[float | None, ...]], ...]

    @property
    def entries(self) -> int:
        """Return the number of the newest entry of the journal."""
        return self.newest[0]

    @property
    def counted(self) -> int:
        """Return how many rows of registers there are, those in quarantine included."""
        return sum(count for name, count in self.rows if name in {table.name for table in FACTS.values()})


def figures(connection: Connection) -> Figures:
    """Return the figures of the warehouse as this transaction sees it."""
    tables = (*JOURNAL.sorted_tables, *DERIVED.sorted_tables)
    return Figures(
        tuple(connection.execute(sa.select(derived_state)).one()),
        newest_entry(connection),
        tuple((table.name, rows(connection, table)) for table in tables),
        tuple(map(tuple, connection.execute(sa.select(current_source).order_by(current_source.c.load_id)))),
        tuple((table.name, sums(connection, table)) for table in (*FACTS.values(), *CHANGES.values())),
    )


def rows(connection: Connection, table: sa.Table) -> int:
    """Return how many rows a table has."""
    return connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def sums(connection: Connection, table: sa.Table) -> tuple[float | None, ...]:
    """Return the sum of each column of numbers; as decimals, since what floats add up to depends on their order."""
    amounts = [column for column in table.columns if is_amount(column.type)]
    decimals = (sa.cast(column, sa.Numeric(asdecimal=False)) for column in amounts)
    return tuple(connection.execute(sa.select(*map(sa.func.sum, decimals))).one())


def is_amount(kind: TypeEngine[Any]) -> bool:
    """Return whether a type is of numbers that can be added; the largest ones are marks of identity."""
    return isinstance(kind, sa.Float | sa.Integer) and not isinstance(kind, sa.BigInteger)
