"""The parts of the warehouse: the rows of each load as bytes, of which every reader keeps a copy."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from etl.datasets.dataset import Dataset
from etl.rows.part_file import PartFile
from etl.warehouse.tables import current_source, part


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a current load: the mark of its bytes, by which a reader knows whether it has them, and its rows."""

    load_id: int
    register: str
    mark: str
    rows: int


def keep_part(connection: Connection, dataset: Dataset, load_id: int, file: PartFile) -> None:
    """Write the part of a load in place of the old one."""
    drop_part(connection, load_id)
    values = {"mark": file.mark, "rows": file.rows, "content": file.content}
    connection.execute(part.insert().values(load_id=load_id, register=dataset.name, **values))


def drop_part(connection: Connection, load_id: int) -> None:
    """Take away the part of a load that nobody can come back to."""
    connection.execute(part.delete().where(part.c.load_id == load_id))


def current_parts(connection: Connection) -> tuple[Part, ...]:
    """Return the parts of the current loads, oldest load first."""
    columns = (part.c.load_id, part.c.register, part.c.mark, part.c.rows)
    query = sa.select(*columns).join(current_source, current_source.c.load_id == part.c.load_id)
    return tuple(Part(*row) for row in connection.execute(query.order_by(part.c.load_id)))


def part_content(connection: Connection, load_id: int) -> bytes:
    """Return the bytes of a load's part; b"" when there is none."""
    return bytes(connection.scalar(sa.select(part.c.content).where(part.c.load_id == load_id)) or b"")
