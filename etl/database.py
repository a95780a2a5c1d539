"""The warehouse: engine, the append-only journal, the tables derived from it, the data version."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.schema import CreateIndex, CreateTable

from etl.dataset import Column, Dataset, Kind
from etl.datasets import DATASETS

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_URL = f"sqlite:///{ROOT / 'var' / 'warehouse.db'}"
WRITER_LOCK = 846_001  # the advisory lock that lets one PostgreSQL writer in at a time

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

NEWEST_REVISION = "0001"  # of etl/migrations/versions
alembic_version = sa.Table(  # Alembic's own: what revision the journal's tables are of
    "alembic_version",
    sa.MetaData(),
    sa.Column("version_num", sa.String(32), nullable=False),
    sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)

DERIVED = sa.MetaData()
derived_state = sa.Table("derived_state", DERIVED, sa.Column("signature", sa.String(32), primary_key=True))
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
    sa.Column("demo", sa.Boolean, nullable=False),
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
part = sa.Table(  # what each load alone derives, as one Parquet file; what people decided since is laid over it
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
    return [(name, types.get(column.kind, sa.Text)), *((other, sa.Text) for other in more)]


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
    ]
    own: list[sa.Column[Any]] = [sa.Column(name, kind) for column in dataset.columns for name, kind in stored(column)]
    indexes = [
        sa.Index(f"ix_{dataset.name}_row", "load_id", "number", unique=True),
        sa.Index(f"ix_{dataset.name}_day", "day", "region"),
    ]
    if dataset.identity:
        indexes.append(sa.Index(f"ix_{dataset.name}_identity", "identity"))
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
        *(sa.Column(name, sa.Text) for name in dataset.region_columns()),
    )


FACTS = {name: fact_table(dataset) for name, dataset in DATASETS.items()}
CHANGES = {name: change_table(dataset) for name, dataset in DATASETS.items()}


class SchemaState(StrEnum):
    """What a page finds when it opens the warehouse."""

    ABSENT = "absent"
    OUTDATED = "outdated"
    EMPTY = "empty"
    READY = "ready"


def database_url() -> str:
    """Return the address of the warehouse: DATABASE_URL, or the SQLite file of this checkout."""
    return os.environ.get("DATABASE_URL") or DEFAULT_URL


def create_engine(url: str | None = None) -> Engine:
    """Return an engine whose transactions are explicit on SQLite too, with write-ahead log and a busy timeout."""
    address = sa.make_url(url or database_url())
    if address.get_backend_name() != "sqlite":
        return sa.create_engine(address, pool_pre_ping=True, connect_args={"connect_timeout": 5})
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(address, connect_args={"timeout": 5})
    sa.event.listen(engine, "connect", _set_up_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # pysqlite would commit before DDL by itself
    # large pages and a log of up to 64 MB: a load writes a tenth less and waits for the disk once, not at every step
    for pragma in (
        "page_size=16384",
        "journal_mode=wal",
        "wal_autocheckpoint=4000",
        "foreign_keys=on",
        "busy_timeout=5000",
        "synchronous=normal",
        "cache_size=-65536",
    ):
        connection.execute(f"pragma {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # a writer asks for the lock at once: a reader that turns writer cannot wait, it fails
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open the one writing transaction of the warehouse; everything in it happens, or nothing."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(WRITER_LOCK)))
        yield connection


@cache
def derived_signature() -> str:
    """Return a short mark of the tables' shape: another mark means the warehouse wants a rebuild."""
    ddl = "".join(str(CreateTable(table)) for table in (*JOURNAL.sorted_tables, *DERIVED.sorted_tables))
    indexes = "".join(
        str(CreateIndex(index)) for table in DERIVED.sorted_tables for index in sorted(table.indexes, key=str)
    )
    return blake2b((ddl + indexes).encode(), digest_size=16).hexdigest()


def create_journal(connection: Connection) -> None:
    """Create the journal's tables as the newest revision has them, without the quarter of a second that Alembic takes."""
    JOURNAL.create_all(connection)
    alembic_version.create(connection)
    connection.execute(alembic_version.insert().values(version_num=NEWEST_REVISION))


def migrate(connection: Connection) -> None:
    """Bring the journal's tables to the newest revision."""
    from alembic import command  # here: only a warehouse of an older revision needs it
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(ROOT / "etl" / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def create_derived(connection: Connection) -> None:
    """Create the derived tables anew, empty, with the mark of their shape."""
    DERIVED.drop_all(connection)
    DERIVED.create_all(connection)
    connection.execute(derived_state.insert().values(signature=derived_signature()))


def prepare(engine: Engine) -> None:
    """Create what a fresh warehouse lacks; an existing one keeps its derived tables as they are."""
    if schema_state(engine) in (SchemaState.EMPTY, SchemaState.READY):
        return
    with writing(engine) as connection:
        tables = sa.inspect(connection).get_table_names()
        if journal.name in tables:
            migrate(connection)
        else:
            create_journal(connection)
        if derived_state.name not in tables:
            create_derived(connection)


def schema_state(engine: Engine) -> SchemaState:
    """Return whether the warehouse is absent, of an older shape, empty or ready; OperationalError when it is away."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("derived_state"):
            return SchemaState.ABSENT
        if connection.scalar(sa.select(derived_state.c.signature)) != derived_signature():
            return SchemaState.OUTDATED
        return (
            SchemaState.READY if connection.scalar(sa.select(sa.exists(current_source.select()))) else SchemaState.EMPTY
        )


def data_version(engine: Engine) -> str:
    """Return the length of the journal: it grows with every load, undo and rebuild, and never shrinks."""
    with engine.connect() as connection:
        return str(connection.scalar(sa.select(sa.func.count()).select_from(journal)) or 0)
