"""What a reader of the warehouse must hold to answer questions: its parts, and what was decided over them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Engine

from etl.datasets import DATASETS
from etl.rows.changes import row_changes
from etl.rows.part_file import Unreadable, read_part
from etl.rows.parts import Part, current_parts, part_content
from etl.rows.versions import derive_part


@dataclass(frozen=True, slots=True)
class Contents:
    """The parts of the current loads, oldest first, and by register the rows that a decision made different from them."""

    parts: tuple[Part, ...]
    changes: Mapping[str, Sequence[Any]]


def contents(engine: Engine) -> Contents:
    """Return what the warehouse holds at one moment."""
    with engine.connect().execution_options(isolation_level=snapshot_level(engine)) as connection:
        changes = {name: row_changes(connection, dataset) for name, dataset in DATASETS.items()}
        return Contents(current_parts(connection), changes)


def snapshot_level(engine: Engine) -> str:
    """Return the isolation in which several statements see one moment; SQLite has it in every transaction."""
    return "REPEATABLE READ" if engine.dialect.name == "postgresql" else "SERIALIZABLE"


def readable_part(engine: Engine, load_id: int) -> bytes:
    """Return the bytes of a load's part; one that cannot be read is derived anew from the journal."""
    with engine.connect() as connection:
        content = part_content(connection, load_id)
    try:
        read_part(content, ())
    except Unreadable:
        return derive_part(engine, load_id)
    return content
