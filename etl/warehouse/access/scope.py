"""Whose a source is: it belongs to the regions of the clerk who loaded it, or to the association."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from etl.principal import Action, Principal, may
from etl.warehouse.access.row_security import reading_as
from etl.warehouse.tables import journal

REGIONS = "regions"  # in the details of a load: those of the clerk who loaded it; none of anybody else


def within(principal: Principal, details: Mapping[str, Any]) -> bool:
    """Return whether a load is within a person's reach: any is for who sees all regions, for a clerk that of own regions."""
    if may(principal, Action.OTHER_REGIONS):
        return True
    regions = set(details.get(REGIONS, ()))
    return bool(regions) and regions <= set(principal.regions)


def loads_within(engine: Engine, principal: Principal) -> set[int] | None:
    """Return the numbers of the loads within a person's reach; None when all are."""
    if may(principal, Action.OTHER_REGIONS):
        return None
    with reading_as(principal), engine.connect() as connection:
        loads = connection.execute(sa.select(journal.c.id, journal.c.details).where(journal.c.kind == "load"))
        return {load.id for load in loads if within(principal, load.details)}
