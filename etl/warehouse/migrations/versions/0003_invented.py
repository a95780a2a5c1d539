"""Loads say whether their data are invented; until now the name of the source said so."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BEGINNING = "demo"  # of the names by which invented data were known


def upgrade() -> None:
    """Write into the loads of invented data that they are."""
    columns: tuple[sa.ColumnClause[Any], ...] = (
        sa.column("id"),
        sa.column("kind"),
        sa.column("source"),
        sa.column("details", sa.JSON),
    )
    journal, connection = sa.table("journal", *columns), op.get_bind()
    loads = connection.execute(sa.select(*columns).select_from(journal).where(journal.c.kind == "load")).all()
    for load in loads:
        if load.source.casefold().startswith(BEGINNING):
            details = {**load.details, "invented": True}
            connection.execute(journal.update().where(journal.c.id == load.id).values(details=details))
