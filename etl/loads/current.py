"""The current version of a source: a new load replaces the previous one, an undo puts that back."""

from typing import Any

import sqlalchemy as sa
from pyarrow import Table
from sqlalchemy.engine import Connection

from etl.decisions.carry_out import carry_out
from etl.decisions.municipality_names import apply_municipalities
from etl.decisions.region_names_over_rows import apply_names
from etl.intake.by_names import counts_people
from etl.intake.checked import Checked
from etl.rows.part_file import Unreadable, read_part, rows_of_part, source_of_part
from etl.rows.parts import part_content
from etl.rows.prepared import Prepared, prepare
from etl.rows.versions import dataset_of, from_journal, put_in, record_source, take_out
from etl.rows.write import Progress, insert_rows, silent
from etl.warehouse.journal import State
from etl.warehouse.tables import journal


def replace(
    connection: Connection,
    checked: Checked,
    prepared: Prepared,
    load_id: int,
    previous: int | None,
    state: State,
    progress: Progress = silent,
) -> None:
    """Replace the rows of the previous version by those of a load and carry out the decisions about them."""
    if previous:
        take_out(connection, checked.dataset, previous)
    progress("rows", 0.1)
    entry = connection.execute(sa.select(journal).where(journal.c.id == load_id)).one()
    insert_with_names(connection, checked, prepared, entry, state)
    progress("decisions", 0.8)
    carry_out(connection, [checked.dataset.name], state.decisions.values())
    progress("done", 1.0)


def insert_with_names(connection: Connection, checked: Checked, prepared: Prepared, entry: Any, state: State) -> None:
    """Write the rows of a load and apply the confirmed names of regions and municipalities to them."""
    put_in(connection, prepared, entry)
    if checked.aliases and not counts_people(checked):
        apply_names(connection, checked.dataset, entry.id, state.aliases)
    if checked.aliases or state.municipalities:
        apply_municipalities(connection, checked.dataset, state.municipalities, entry.id)


def put_back(connection: Connection, entry: Any, current: Any | None, state: State) -> set[str]:
    """Put an earlier version of a source in the place of the current one, if any; return the keys of the names its rows depend on.

    Its rows come from its part. Without one, and for a list of people, they are derived from the journal's bytes.
    """
    if current:
        take_out(connection, dataset_of(current), current.id)
    rows = kept_rows(connection, entry.id)
    if rows is None:
        checked = from_journal(connection, entry, state.aliases)
        insert_with_names(connection, checked, prepare(checked), entry, state)
        keys = set(checked.aliases)
    else:
        insert_part(connection, entry, rows)
        keys = apply_names(connection, dataset_of(entry), entry.id, state.aliases)
        apply_municipalities(connection, dataset_of(entry), state.municipalities, entry.id)
    carry_out(connection, [entry.register], state.decisions.values())
    return keys


def kept_rows(connection: Connection, load_id: int) -> Table | None:
    """Return the rows of a load's part, None when there is none, or when confirmed names could have changed which rows there are."""
    try:
        table = read_part(part_content(connection, load_id))
    except Unreadable:
        return None
    return None if source_of_part(table)["people"] else table


def insert_part(connection: Connection, entry: Any, table: Table) -> None:
    """Write the rows of a part, their quarantine and the line of their source."""
    insert_rows(connection, dataset_of(entry), entry.id, rows_of_part(table))
    record_source(connection, entry, source_of_part(table))
