"""The columnar parts of the warehouse as files of this machine: each is fetched once and never changes.

Several processes, and several warehouses, may share the folder.
"""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from errno import ENOSPC
from pathlib import Path
from time import time

import pyarrow.parquet as parquet
from pyarrow.lib import ArrowException
from sqlalchemy.engine import Engine

from dashboard.engine.whole_file import UNFINISHED, whole_file
from etl import service
from etl.problems import Refused
from etl.service import Part

LOAD = "load_id"  # the column of a row that the folder of its file names, as DuckDB reads it
DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "var" / "parts"
UNUSED_SECONDS = 30 * 24 * 3600


def parts_folder() -> Path:
    """Return the folder of the files: PARTS_FOLDER, or one of this checkout."""
    return Path(os.environ.get("PARTS_FOLDER") or DEFAULT_FOLDER)


def part_files(warehouse: Engine, parts: Iterable[Part]) -> Mapping[int, Path]:
    """Return the file of each part by its load, in the order of the parts; files this machine lacks are fetched."""
    folder = parts_folder()
    files = {part.load_id: folder / f"{LOAD}={part.load_id}" / f"{part.mark}.parquet" for part in parts}
    lacking = {load_id: file for load_id, file in files.items() if not is_whole(file)}
    for load_id, file in lacking.items():
        keep(file, service.readable_part(warehouse, load_id))
    for file in files.values():
        with suppress(OSError):  # nothing is removed from a folder for reading only either
            os.utime(file)
    if lacking:
        drop_unused(folder)
    return files


def keep(file: Path, content: bytes) -> None:
    """Write the file of a part; Refused when the disk of this machine does not take it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(file) as unfinished:
            unfinished.write(content)
    except (OSError, Refused) as error:
        full = ENOSPC in (getattr(failed, "errno", None) for failed in (error, error.__cause__))
        raise Refused("parts_disk_full" if full else "parts_not_kept") from error


def is_whole(file: Path) -> bool:
    """Return whether a file is there and was not cut short: the description of a Parquet file is at its end."""
    try:
        parquet.read_metadata(file)
    except (ArrowException, OSError):
        return False
    return True


def drop_unused(folder: Path) -> None:
    """Remove the files of parts that no process has opened lately, and those a process that was killed left unfinished."""
    for file in (*folder.rglob("*.parquet"), *folder.rglob(f"{UNFINISHED}*")):
        with suppress(FileNotFoundError):  # another process was quicker
            if file.stat().st_mtime < time() - UNUSED_SECONDS:
                file.unlink()
