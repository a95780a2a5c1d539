"""The columnar parts of the warehouse as files of this machine: each is fetched once and never changes."""

import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import time

import pyarrow.parquet as parquet
from pyarrow.lib import ArrowException
from sqlalchemy.engine import Engine

from etl import service
from etl.service import Part

DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "var" / "parts"
UNUSED_SECONDS = 30 * 24 * 3600


def parts_folder() -> Path:
    """Return the folder of the files: PARTS_FOLDER, or one of this checkout."""
    return Path(os.environ.get("PARTS_FOLDER") or DEFAULT_FOLDER)


def part_files(warehouse: Engine, parts: Iterable[Part]) -> list[Path]:
    """Return the files of these parts in their order; those this machine lacks are fetched."""
    folder = parts_folder()
    folder.mkdir(parents=True, exist_ok=True)
    files = {folder / f"{part.mark}.parquet": part.load_id for part in parts}
    lacking = [file for file in files if not is_readable(file)]
    for file in lacking:
        write_whole(file, service.readable_part(warehouse, files[file]))
    if lacking:
        drop_unused(folder, files)
    return list(files)


def is_readable(file: Path) -> bool:
    """Return whether a file is there, and whole."""
    try:
        parquet.read_metadata(file)
    except (ArrowException, OSError):
        return False
    return True


def write_whole(file: Path, content: bytes) -> None:
    """Write a file that other processes see whole or not at all."""
    with NamedTemporaryFile(dir=file.parent, prefix=".", delete=False) as unfinished:
        unfinished.write(content)
    Path(unfinished.name).replace(file)


def drop_unused(folder: Path, used: Iterable[Path]) -> None:
    """Note that these files are in use, and remove those of no warehouse that was opened lately."""
    for file in used:
        file.touch()
    for file in folder.glob("*.parquet"):
        if file.stat().st_mtime < time() - UNUSED_SECONDS:
            file.unlink(missing_ok=True)
