"""The states of a warehouse, and what is refused in each."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from types import MappingProxyType

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError

from etl.problems import Refused
from etl.warehouse.access.row_security import secure_new_tables
from etl.warehouse.database import writing
from etl.warehouse.tables import (
    DERIVED,
    JOURNAL,
    REVISIONS,
    alembic_version,
    create_derived,
    create_journal,
    current_source,
    derived_and_newest,
    derived_signature,
    derived_state,
    journal,
    migrate,
    newest_entry,
)


class SchemaState(StrEnum):
    """What a page finds when it opens the warehouse.

    RESTORED: the journal is there, and the derived tables are not or belong to another one. NEWER: of a newer program.
    """

    ABSENT = "absent"
    OUTDATED = "outdated"
    RESTORED = "restored"
    NEWER = "newer"
    EMPTY = "empty"
    READY = "ready"


# The sentence on each state in which there is nothing to show.
REFUSALS: Mapping[SchemaState, str] = MappingProxyType(
    {
        SchemaState.ABSENT: "warehouse_absent",
        SchemaState.EMPTY: "warehouse_empty",
        SchemaState.OUTDATED: "outdated",
        SchemaState.RESTORED: "rebuild_needed",
        SchemaState.NEWER: "database_newer",
    }
)
DISORDER = (SchemaState.OUTDATED, SchemaState.RESTORED, SchemaState.NEWER)  # nothing is written, and no rows are read


def schema_state(engine: Engine) -> SchemaState:
    """Return the state of the warehouse; OperationalError when it is away."""
    with engine.connect() as connection:
        return state_in(connection)


def state_in(connection: Connection) -> SchemaState:
    """Return the state of the warehouse as this connection sees it."""
    tables = set(sa.inspect(connection).get_table_names())
    if is_newer(connection, tables):
        return SchemaState.NEWER
    if derived_state.name not in tables:
        entries = journal.name in tables and newest_entry(connection)[0]
        return SchemaState.RESTORED if entries else SchemaState.ABSENT
    if connection.scalar(sa.select(derived_state.c.signature)) != derived_signature():
        return SchemaState.OUTDATED
    derived_up_to, newest = derived_and_newest(connection)
    if derived_up_to != newest:
        return SchemaState.RESTORED
    return SchemaState.READY if connection.scalar(sa.select(sa.exists(current_source.select()))) else SchemaState.EMPTY


def try_tables(engine: Engine) -> None:
    """Read the journal, and a row of every table without the files in it; raise what the database says when it cannot."""
    with engine.connect() as connection:
        connection.execute(sa.select(journal)).all()
        for table in (*JOURNAL.sorted_tables, *DERIVED.sorted_tables):
            columns = [column for column in table.columns if not isinstance(column.type, sa.LargeBinary)]
            connection.execute(sa.select(*columns).limit(1)).all()


def is_newer(connection: Connection, tables: set[str]) -> bool:
    """Return whether a newer program wrote the journal: its revision is unknown here."""
    if alembic_version.name not in tables:
        return False
    revision = connection.scalar(sa.select(alembic_version.c.version_num))
    return revision is not None and revision not in REVISIONS


@contextmanager
def absent_is_empty(engine: Engine) -> Iterator[None]:
    """Leave the block quietly when it fails because there is no warehouse yet; any other failure is raised."""
    try:
        yield
    except DBAPIError:
        if schema_state(engine) is not SchemaState.ABSENT:
            raise


def refuse(state: SchemaState) -> None:
    """Raise Refused when nothing can be done with a warehouse in this state but to bring it in order."""
    if state in DISORDER:
        raise Refused(REFUSALS[state])


def ready(engine: Engine) -> None:
    """Create the warehouse when it is absent; Refused when it is of another version or needs a rebuild."""
    state = schema_state(engine)
    refuse(state)
    if state is SchemaState.ABSENT:
        prepare(engine)


def prepare(engine: Engine) -> None:
    """Create what a fresh warehouse lacks; one that holds anything stays as it is."""
    with writing(engine) as connection:
        if state_in(connection) is not SchemaState.ABSENT:
            return
        if journal.name in sa.inspect(connection).get_table_names():
            migrate(connection)
        else:
            create_journal(connection)
        DERIVED.drop_all(connection)
        create_derived(connection)
        secure_new_tables(connection)
