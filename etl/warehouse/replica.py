"""What is waited for before a transaction counts as done, where a replica of PostgreSQL stands by."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection


def acknowledge_here(connection: Connection) -> None:
    """Let a transaction end without waiting for a replica: it holds nothing that anybody loaded or decided."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET LOCAL synchronous_commit = local"))
