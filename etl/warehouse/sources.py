"""What is in the warehouse: the current version of every source, and what was done, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from etl.principal import LOCAL, Principal
from etl.warehouse.access.row_security import reading_as
from etl.warehouse.access.scope import loads_within
from etl.warehouse.tables import current_source, journal


@dataclass(frozen=True, slots=True)
class Source:
    """The current version of one source."""

    load_id: int
    register: str
    source: str
    file_name: str
    loaded_at: str
    loaded_by: str
    loaded: int
    quarantined: int
    dropped: int
    first_date: date | None
    last_date: date | None
    invented: bool


def sources(engine: Engine, principal: Principal = LOCAL) -> list[Source]:
    """Return the current version of every source within a person's reach."""
    order, reach = (current_source.c.register, current_source.c.source), loads_within(engine, principal)
    with reading_as(principal), engine.connect() as connection:
        rows = connection.execute(sa.select(current_source).order_by(*order)).mappings()
        return [Source(**row) for row in rows if reach is None or row["load_id"] in reach]


def history(engine: Engine, most: int | None = 100) -> list[Mapping[str, Any]]:
    """Return the newest entries of the journal, newest first."""
    columns = [journal.c[name] for name in ("id", "at", "kind", "by", "register", "source", "file_name", "details")]
    with engine.connect() as connection:
        rows = connection.execute(sa.select(*columns).order_by(journal.c.id.desc()).limit(most))
        return [dict(row) for row in rows.mappings()]
