"""Whose rows a transaction on PostgreSQL may see, as deploy/postgresql/row-security.sql asks; other databases do not ask."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from etl.principal import Action, Principal, may

EVERYTHING = "*"
_regions: ContextVar[str] = ContextVar("regions", default=EVERYTHING)


@contextmanager
def reading_as(principal: Principal) -> Iterator[None]:
    """Let the transactions of a block see what a person may; what the application itself does sees everything."""
    everything = may(principal, Action.OTHER_REGIONS)
    token = _regions.set(EVERYTHING if everything else ",".join(principal.regions))
    try:
        yield
    finally:
        _regions.reset(token)


def say_regions(connection: Connection) -> None:
    """Say at the beginning of a transaction whose it is."""
    connection.execute(sa.text("SELECT set_config('varmsu.regions', :regions, true)"), {"regions": _regions.get()})


def secure_new_tables(connection: Connection) -> None:
    """Give tables that were made anew their rights and policies, where the database has any."""
    if connection.dialect.name == "postgresql" and connection.scalar(sa.text("SELECT to_regproc('varmsu_secure')")):
        connection.execute(sa.text("SELECT varmsu_secure()"))
