"""SQLite is opened so that it can be read wherever it lies, and nothing is begun anew where a file with data was.

A file in write-ahead mode is opened with a log and an index beside it. Where they cannot be made, on a full disk or a
medium for reading only, nobody writes either: the file is read as it lies there.
"""

import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import DisconnectionError

BUSY_TIMEOUT = 5000  # milliseconds in which SQLite waits for another writer
ROOM = 1 << 16  # bytes that the index of the log takes: a disk with less is full
GONE = "the file of the warehouse is gone"
LOG = "-wal"
PRAGMAS = (
    # large pages: a load writes a tenth less, and its log goes into the file at 16 MB, while further files are read
    "page_size=16384",
    "journal_mode=wal",
    "foreign_keys=on",
    f"busy_timeout={BUSY_TIMEOUT}",
    "synchronous=normal",
    "cache_size=-65536",
)


def sqlite_engine(address: URL) -> Engine:
    """Return an engine whose transactions are explicit, with write-ahead log and a busy timeout."""
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    # the values of a failing statement stay out of logs: they are cells of registers
    engine = sa.create_engine(address, hide_parameters=True, connect_args={"timeout": 5})
    sa.event.listen(engine, "begin", begin)
    sa.event.listen(engine, "checkin", detach)
    if address.database and address.database != ":memory:":
        watch_file(engine, Path(address.database))
    else:
        sa.event.listen(engine, "connect", lambda connection, _record: set_up(connection))
    return engine


def watch_file(engine: Engine, file: Path) -> None:
    """Open the file anew when it was replaced: what is written into the old one is lost. One that is gone is no new one."""
    held = False

    def connect(_dialect: Any, record: Any, arguments: list[Any], named: dict[str, Any]) -> sqlite3.Connection:
        nonlocal held
        if is_gone(file, held):
            raise sqlite3.OperationalError(GONE)
        connection, record.info["once"] = opened(file, arguments, named)
        held = held or not lacks_content(file)
        record.info["file"] = identity(file)
        return connection

    def compare(_connection: Any, record: Any, _proxy: Any) -> None:
        if record.info["file"] != identity(file) or (held and lacks_content(file)):
            raise DisconnectionError("the file of the warehouse was replaced")

    def let_go(_connection: Any, record: Any) -> None:
        if record.info.get("once"):  # it would not see what is written once somebody may write again
            record.invalidate()

    sa.event.listen(engine, "do_connect", connect)
    sa.event.listen(engine, "checkout", compare)
    sa.event.listen(engine, "checkin", let_go)


def identity(file: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one in its place, None when there is none."""
    try:
        status = file.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def is_gone(file: Path, held: bool) -> bool:
    """Return whether a file with data was here and is not: this process held it, or its log is still there."""
    return lacks_content(file) and (held or not lacks_content(Path(f"{file}{LOG}")))


def lacks_content(file: Path) -> bool:
    """Return whether there is no file, or an empty one."""
    return not file.exists() or (file.is_file() and not file.stat().st_size)


def opened(file: Path, arguments: list[Any], named: dict[str, Any]) -> tuple[sqlite3.Connection, bool]:
    """Return a new connection, and whether it only reads the file as it lies there."""
    connection = sqlite3.connect(*arguments, **named)
    try:
        set_up(connection)
    except sqlite3.OperationalError:
        connection.close()
        if not is_at_rest(file):
            raise
        address = f"file:{quote(str(file.absolute()))}?mode=ro&immutable=1"
        return sqlite3.connect(address, uri=True, **named | {"isolation_level": None}), True
    return connection, False


def set_up(connection: sqlite3.Connection) -> None:
    """Make a new connection ready; OperationalError when the file cannot be read so."""
    connection.isolation_level = None  # pysqlite would commit before DDL by itself
    for pragma in PRAGMAS:
        connection.execute(f"pragma {pragma}")
    connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()


def is_at_rest(file: Path) -> bool:
    """Return whether a file is whole without a log and nobody can write it."""
    return hindrance(file) in ("database_read_only", "disk_full") and lacks_content(Path(f"{file}{LOG}"))


def hindrance(file: Path) -> str:
    """Return the code of why nothing can be written at this place, empty when nothing is in the way.

    SQLite says of all of these that it cannot open, read or write, whatever the reason.
    """
    if file.is_dir():
        return "database_folder"
    if file.exists() and not os.access(file, os.R_OK):
        return "database_no_file_rights"
    if not os.access(file.parent, os.W_OK) or (file.exists() and not os.access(file, os.W_OK)):
        return "database_read_only"
    return "disk_full" if shutil.disk_usage(file.parent).free < ROOM else ""


def detach(connection: Any, _record: Any) -> None:
    """Close the databases that a transaction attached, such as the rows of a load: it could not do that itself."""
    for _, schema, _ in connection.execute("pragma database_list").fetchall() if connection else ():
        if schema not in ("main", "temp"):
            connection.execute(f"detach {schema}")


def begin(connection: Connection) -> None:
    """Begin a transaction; a writer asks for the lock at once: a reader that turns writer cannot wait, it fails."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
