"""What a reader of the warehouse must hold to answer questions: its parts, and what was decided over them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from etl.database import data_version, current_source
from etl.datasets import DATASETS


@dataclass(frozen=True)
class Part:
    load_id: int
    register: str
    mark: str
    rows: int


@dataclass(frozen=True, slots=True)
class Contents:
    """The warehouse at one version: the parts of its current loads in their order, and the rows of each register that a decision changed."""

    version: str
    parts: tuple[Part, ...]
    changes: Mapping[str, Sequence[Mapping[str, Any]]]


def contents(engine: Engine) -> Contents:
    """Return what the warehouse holds now, all of it of one moment."""
    with engine.connect() as connection:
        parts = [Part(*r) for r in connection.execute(sa.text("select load_id, register, mark, rows from part where load_id in (select load_id from current_source) order by load_id"))]
        changes = {name: [dict(r) for r in connection.execute(sa.text(f"select * from change_{name}")).mappings()] for name in DATASETS}
    return Contents(str(data_version(engine)), tuple(parts), changes)


def part_content(engine: Engine, load_id: int) -> bytes:
    with engine.connect() as connection:
        return connection.scalar(sa.text("select content from part where load_id=:i"), {"i": load_id})
