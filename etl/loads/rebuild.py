"""Rebuilding everything from the journal: on request, or when a warehouse is of an older version."""

from sqlalchemy.engine import Connection, Engine

from etl.datasets import DATASETS
from etl.decisions.carry_out import carry_out
from etl.loads.current import insert_with_names
from etl.rows.prepared import prepare
from etl.rows.versions import from_journal
from etl.rows.write import Progress, silent
from etl.warehouse.beside import made_beside
from etl.warehouse.database import writing
from etl.warehouse.journal import enter, fold
from etl.warehouse.state import SchemaState, refuse, schema_state, state_in
from etl.warehouse.tables import create_derived, migrate

BROUGHT_OVER = "новая версия программы"  # the author of a rebuild that nobody requested, in the journal


def rebuild(engine: Engine, by: str = "", progress: Progress = silent) -> int:
    """Rebuild everything from the journal in one transaction; return the number of sources."""
    with writing(engine) as connection:
        if state_in(connection) is SchemaState.NEWER:
            refuse(SchemaState.NEWER)
        return derive_all(connection, by, progress)


def bring_over(engine: Engine, progress: Progress = silent) -> bool:
    """Rebuild a warehouse of an older version and return whether it was one; any other stays as it is."""
    if schema_state(engine) is not SchemaState.OUTDATED:
        return False
    with writing(engine) as connection:
        if state_in(connection) is not SchemaState.OUTDATED:  # another process was quicker
            return False
        derive_all(connection, BROUGHT_OVER, progress)
    return True


def derive_all(connection: Connection, by: str, progress: Progress) -> int:
    """Rebuild all tables from the journal and enter that there; return the number of sources."""
    migrate(connection)
    with made_beside(connection):
        create_derived(connection)
        return fill(connection, by, progress)


def fill(connection: Connection, by: str, progress: Progress) -> int:
    """Fill empty tables from the journal and enter that there; return the number of sources."""
    state = fold(connection)
    names_used: dict[str, list[str]] = {}
    for number, (load_id, entry) in enumerate(state.current.items(), start=1):
        checked = from_journal(connection, entry, state.aliases)
        insert_with_names(connection, checked, prepare(checked), entry, state)
        names_used[str(load_id)] = sorted(checked.aliases)
        progress(checked.source, number / (len(state.current) + 1))
    carry_out(connection, DATASETS, state.decisions.values())
    enter(connection, kind="rebuild", by=by, details={"sources": len(state.current), "aliases": names_used})
    return len(state.current)
