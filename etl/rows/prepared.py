"""What a load writes of a file, made before the warehouse is asked: a process that reads ahead makes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.intake.by_names import counts_people, without_names
from etl.intake.checked import Checked, kept_copy
from etl.intake.original import Original
from etl.rows.file_rows import LoadRows, load_rows
from etl.rows.packed import PackedRows, packed
from etl.rows.part_file import PartFile, write_part


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the journal keeps of a file, its rows as it alone says them, their part, and the line of its source."""

    kept: Original
    rows: LoadRows | PackedRows
    part: PartFile
    line: Mapping[str, Any]


def prepare(checked: Checked, pack: Path | None = None) -> Prepared:
    """Return what a load of a file writes, whatever names people confirmed: those are laid over it.

    `pack` is the file for the rows where they go to another process.
    """
    alone = without_names(checked)
    rows, line = load_rows(alone.batches), load_line(alone)
    part = write_part(alone.dataset, rows, line)
    return Prepared(kept_copy(checked), packed(rows, pack) if pack else rows, part, line)


def depends_on_names(checked: Checked) -> bool:
    """Return whether what a load writes is another under the names that people confirmed: they decide how people are counted."""
    return bool(checked.aliases) and counts_people(checked)


def load_line(checked: Checked) -> dict[str, Any]:
    """Return what is kept of a load as a whole: its numbers, its first and last day, the names its rows depend on."""
    days = [day for batch in checked.batches for day, _, precision in batch.days if day and precision != "unknown"]
    return {
        "loaded": checked.rows - checked.quarantined,
        "quarantined": checked.quarantined,
        "dropped": len(checked.dropped),
        "first_date": min(days, default=None),
        "last_date": max(days, default=None),
        "people": counts_people(checked),
        "aliases": sorted(checked.aliases),
    }
