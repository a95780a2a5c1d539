"""A copy of a warehouse in SQLite."""

import shutil
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from etl.backup.figures import Figures, figures
from etl.problems import Refused
from etl.warehouse.database import create_engine
from etl.warehouse.failures import first_line

SUFFIX = ".db"


def copy(engine: Engine, file: Path) -> Figures:
    """Write the warehouse into a file and return its figures, both of one moment, whoever writes meanwhile."""
    import sqlite3  # here, as the other kind of database brings its driver where it is used

    with engine.connect() as connection:
        copied = figures(connection)  # the transaction reads from here on, and the copy is made in it
        source: Any = connection.connection.driver_connection
        target = sqlite3.connect(file)
        try:
            source.backup(target)
        except sqlite3.Error as error:
            raise Refused("backup_failed", reason=first_line(error)) from error
        finally:
            target.close()
    return copied


def restored(_engine: Engine, file: Path) -> Figures:
    """Put a copy in the place of a warehouse, on trial, and return what is found there."""
    place = file.with_name(f"restored{SUFFIX}")
    shutil.copyfile(file, place)
    trial = create_engine(f"sqlite:///{place}")
    try:
        with trial.connect() as connection:
            if (said := connection.scalar(sa.text("PRAGMA integrity_check"))) != "ok":
                raise Refused("backup_failed", reason=str(said).partition("\n")[0])
            return figures(connection)
    finally:
        trial.dispose()
