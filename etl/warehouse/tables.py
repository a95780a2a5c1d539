"""The tables of the warehouse: the append-only journal, what is derived from it, and the data version."""

from functools import cache
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.schema import CreateIndex, CreateTable

from etl.datasets import DATASETS
from etl.datasets.dataset import Column, Dataset, Kind
from etl.datasets.expressions import UNIT

JOURNAL = sa.MetaData()
journal = sa.Table(
    "journal",
    JOURNAL,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.String(19), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("register", sa.String(40), nullable=False, server_default=""),
    sa.Column("source", sa.Text, nullable=False, server_default=""),
    sa.Column("file_name", sa.Text, nullable=False, server_default=""),
    sa.Column("file_sha256", sa.String(64), nullable=False, server_default=""),
    sa.Column("details", sa.JSON, nullable=False),
)
source_file = sa.Table(
    "source_file",
    JOURNAL,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

person_session = sa.Table(  # who is signed in; the token itself stands in the person's cookie only
    "person_session",
    JOURNAL,
    sa.Column("token_sha256", sa.String(64), primary_key=True),
    sa.Column("subject", sa.Text, nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("started_at", sa.String(19), nullable=False),
    sa.Column("seen_at", sa.String(19), nullable=False),
    sa.Column("ended_at", sa.String(19)),
)
use_record = sa.Table(  # who did what; what changes data stands in the journal too
    "use_record",
    JOURNAL,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.String(19), nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("what", sa.String(20), nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("version", sa.String(40), nullable=False),
)

REVISIONS = ("0001", "0002", "0003")  # of migrations/versions, oldest first
alembic_version = sa.Table(  # Alembic's own: what revision the journal's tables are of
    "alembic_version",
    sa.MetaData(),
    sa.Column("version_num", sa.String(32), nullable=False),
    sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)

DERIVED = sa.MetaData()
derived_state = sa.Table(  # one row: what the derived tables are, and the newest journal entry that is in them
    "derived_state",
    DERIVED,
    sa.Column("signature", sa.String(32), primary_key=True),
    sa.Column("warehouse_id", sa.String(8), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("entry", sa.String(16), nullable=False),
    sa.Column("mark", sa.String(8), nullable=False),
)
current_source = sa.Table(
    "current_source",
    DERIVED,
    sa.Column("load_id", sa.Integer, primary_key=True),
    sa.Column("register", sa.String(40), nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("loaded_at", sa.String(19), nullable=False),
    sa.Column("loaded_by", sa.Text, nullable=False),
    sa.Column("loaded", sa.Integer, nullable=False),
    sa.Column("quarantined", sa.Integer, nullable=False),
    sa.Column("dropped", sa.Integer, nullable=False),
    sa.Column("first_date", sa.Date),
    sa.Column("last_date", sa.Date),
    sa.Column("invented", sa.Boolean, nullable=False),
)
quarantine = sa.Table(
    "quarantine",
    DERIVED,
    sa.Column("load_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("sheet", sa.Text, nullable=False),
    sa.Column("row", sa.Integer, nullable=False),
    sa.Column("cells", sa.JSON, nullable=False),
    sa.Column("problems", sa.JSON, nullable=False),
)
part = sa.Table(  # the rows of each load as one Parquet file, without the decisions made since
    "part",
    DERIVED,
    sa.Column("load_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("register", sa.String(40), nullable=False),
    sa.Column("mark", sa.String(64), nullable=False),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)


def stored(column: Column) -> list[tuple[str, Any]]:
    """Return the names and types under which a register's column is stored."""
    types = {
        Kind.COUNT: sa.Float, Kind.DATE: sa.Date, Kind.YEAR: sa.Integer, Kind.NUMBER: sa.Float, Kind.FLAG: sa.SmallInteger,
    }  # fmt: skip
    name, *more = column.stored
    return [(name, types.get(column.kind, sa.Text)), *((part_name, sa.Text) for part_name in more)]


def fact_table(dataset: Dataset) -> sa.Table:
    """Return the table of a register's rows, derived from its columns."""
    common: list[sa.Column[Any]] = [
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("load_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.Column("row", sa.Integer, nullable=False),
        sa.Column("quarantined", sa.SmallInteger, nullable=False),
        sa.Column("day", sa.Date),
        sa.Column("day_end", sa.Date),
        sa.Column("day_precision", sa.String(10), nullable=False),
        sa.Column("identity", sa.BigInteger, nullable=False),
        sa.Column(UNIT, sa.Text, nullable=False),
    ]
    own: list[sa.Column[Any]] = [sa.Column(name, kind) for column in dataset.columns for name, kind in stored(column)]
    indexes = [
        sa.Index(f"ix_{dataset.name}_row", "load_id", "number", unique=True),
        sa.Index(f"ix_{dataset.name}_day", "day", "region"),
    ]
    return sa.Table(f"fact_{dataset.name}", DERIVED, *(common + own), *indexes)


def change_table(dataset: Dataset) -> sa.Table:
    """Return the table of the rows that decisions made different from their part, with what they are now."""
    return sa.Table(
        f"change_{dataset.name}",
        DERIVED,
        sa.Column("load_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("quarantined", sa.SmallInteger, nullable=False),
        sa.Column("day", sa.Date),
        sa.Column("identity", sa.BigInteger, nullable=False),
        sa.Column(UNIT, sa.Text, nullable=False),
        *(sa.Column(name, sa.Text) for name in dataset.region_columns()),
    )


FACTS = {name: fact_table(dataset) for name, dataset in DATASETS.items()}
CHANGES = {name: change_table(dataset) for name, dataset in DATASETS.items()}


MEANING = "2"  # grows when what stands in the tables means something else, though they look the same: an identity, for example


@cache
def derived_signature() -> str:
    """Return a short mark of the tables' shape and meaning: another one means that the warehouse needs a rebuild."""
    ddl = "".join(str(CreateTable(table)) for table in (*JOURNAL.sorted_tables, *DERIVED.sorted_tables))
    indexes = "".join(
        str(CreateIndex(index)) for table in DERIVED.sorted_tables for index in sorted(table.indexes, key=str)
    )
    return blake2b((ddl + indexes + MEANING).encode(), digest_size=16).hexdigest()


def create_journal(connection: Connection) -> None:
    """Create the journal's tables as the newest revision has them, without the quarter of a second that Alembic takes."""
    JOURNAL.create_all(connection)
    alembic_version.create(connection)
    connection.execute(alembic_version.insert().values(version_num=REVISIONS[-1]))


def migrate(connection: Connection) -> None:
    """Bring the journal's tables to the newest revision."""
    from alembic import command  # here: only a warehouse of an older revision needs it
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def create_derived(connection: Connection) -> None:
    """Create the derived tables, empty, with the mark of their shape; those that were there are gone, or beside."""
    DERIVED.create_all(connection, checkfirst=False)
    values = {"signature": derived_signature(), "warehouse_id": token_hex(4)}
    connection.execute(derived_state.insert().values(**values, position=0, entry="", mark=""))
    note_position(connection)


def note_position(connection: Connection) -> None:
    """Note that the newest entry of the journal is in the derived tables; every writer of the journal does it.

    The mark is drawn anew each time: a warehouse put back from a copy never comes to a version seen before.
    """
    newest = newest_entry(connection)
    values = {"position": newest[0], "entry": newest[1], "mark": token_hex(4)}
    connection.execute(derived_state.update().values(values))


NEWEST_ENTRY = (
    sa.select(*(journal.c[name] for name in ("id", "at", "kind", "by", "register", "source", "file_sha256")))
    .order_by(journal.c.id.desc())
    .limit(1)
)


def newest_entry(connection: Connection) -> tuple[int, str]:
    """Return the number of the newest entry of the journal and a digest of it; (0, "") when there is none."""
    row = connection.execute(NEWEST_ENTRY).one_or_none()
    return marked(tuple(row)) if row else (0, "")


def marked(entry: tuple[Any, ...]) -> tuple[int, str]:
    """Return the number of an entry of the journal and a digest of it; (0, "") when it is none."""
    return (entry[0], blake2b(repr(entry).encode(), digest_size=8).hexdigest()) if entry[0] else (0, "")


def derived_and_newest(connection: Connection) -> tuple[tuple[int, str], tuple[int, str]]:
    """Return which entry the derived tables are up to, and which is the newest; of one moment, whoever writes meanwhile."""
    newest = NEWEST_ENTRY.subquery()
    both = sa.select(derived_state.c.position, derived_state.c.entry, *newest.c).outerjoin_from(
        derived_state, newest, sa.true()
    )
    position, entry, *state = connection.execute(both).one()
    return (position, entry), marked(tuple(state))


def data_version(engine: Engine) -> str:
    """Return a text that changes with every write, rebuild and restore: id of the warehouse, position, mark."""
    with engine.connect() as connection:
        state = connection.execute(sa.select(derived_state)).one_or_none()
        return f"{state.warehouse_id}-{state.position}-{state.mark}" if state else ""
