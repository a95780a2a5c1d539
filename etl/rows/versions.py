"""The versions of a source in the derived tables: a version's rows are put in, taken out, or derived anew."""

import logging
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from pyarrow import Table
from sqlalchemy.engine import Connection, Engine

from etl.datasets import DATASETS
from etl.datasets.dataset import Dataset
from etl.intake.about_file import checked_coverage
from etl.intake.by_names import of_own_regions
from etl.intake.checked import Checked, Confirmed, check, check_kept
from etl.intake.hidden import Wanted
from etl.intake.original import Original
from etl.problems import Refused
from etl.rows.part_file import Unreadable, read_part
from etl.rows.parts import keep_part, part_content
from etl.rows.prepared import Prepared, prepare
from etl.rows.write import delete_load, insert_rows
from etl.warehouse.access.scope import REGIONS
from etl.warehouse.database import writing
from etl.warehouse.journal import fold
from etl.warehouse.tables import current_source, journal, source_file

INVENTED = "invented"  # in the details of a load: whether its data are
WANTED_FLAGS = ("rows", "sheets", "sections")
WANTED = "wanted"  # in the details of a load: what of the hidden a person wanted
BEFORE_THAT = Wanted(rows=True, sheets=False)  # what loads took before anybody was asked
log = logging.getLogger(__name__)


def keep_bytes(connection: Connection, kept: Original) -> str:
    """Keep what stays of a file, once; return its mark."""
    stored = sa.select(source_file.c.sha256).where(source_file.c.sha256 == kept.mark)
    if connection.execute(stored).first() is None:
        content = {"sha256": kept.mark, "size": kept.size, "content": kept.stored}
        connection.execute(source_file.insert().values(content))
    return kept.mark


def load_details(checked: Checked, kept: Original) -> dict[str, object]:
    """Return what the journal keeps of a load beside its copy, so that it can be understood the same way again.

    `sent` is the mark of the bytes as they were sent: by it the same file is known again.
    """
    return {
        "rows": checked.rows,
        "quarantined": checked.quarantined,
        "dropped": len(checked.dropped),
        "aliases": sorted(checked.aliases),
        "mapping": dict(checked.mapping),
        "reduced": checked.personal or kept.mark != checked.original.mark,
        "sent": checked.original.mark,
        **({INVENTED: True} if checked.invented else {}),
        WANTED: wanted_record(checked.wanted),
        **({"covers": checked_coverage(checked.coverage).as_record()} if checked.coverage else {}),
    }


def wanted_record(wanted: Wanted) -> list[str]:
    """Return what of the hidden was wanted, as the journal keeps it."""
    return [name for name in WANTED_FLAGS if getattr(wanted, name)] + ([wanted.region] if wanted.region else [])


def wanted_of(entry: Any) -> Wanted:
    """Return what of the hidden was wanted at a load."""
    said = entry.details.get(WANTED)
    if said is None:
        return BEFORE_THAT
    region = next((name for name in said if name not in WANTED_FLAGS), "")
    return Wanted(**{name: name in said for name in WANTED_FLAGS}, region=region)


def from_journal(connection: Connection, entry: Any, aliases: Mapping[str, str]) -> Checked:
    """Return a load's file, read anew from the bytes the journal keeps."""
    row = connection.execute(sa.select(source_file).where(source_file.c.sha256 == entry.file_sha256)).one_or_none()
    if row is None:
        raise Refused("file_lost", file=entry.file_name, load=entry.id)
    content = Original(*row).content
    mapping = entry.details.get("mapping", {})
    understand = check_kept if entry.details.get("reduced", entry.details.get("without_people")) else check
    checked = understand(
        entry.file_name, content, entry.register, entry.source, mapping, Confirmed(aliases), wanted_of(entry)
    )
    own = tuple(entry.details.get(REGIONS, ()))
    return of_own_regions(checked, own) if own else checked


def put_in(connection: Connection, prepared: Prepared, entry: Any) -> None:
    """Write the rows of a load as the file alone says them, their part, and the line of its source."""
    dataset = dataset_of(entry)
    insert_rows(connection, dataset, entry.id, prepared.rows)
    keep_part(connection, dataset, entry.id, prepared.part)
    record_source(connection, entry, prepared.line)


def take_out(connection: Connection, dataset: Dataset, load_id: int) -> None:
    """Take a load out of the derived tables."""
    delete_load(connection, dataset, load_id)
    connection.execute(current_source.delete().where(current_source.c.load_id == load_id))


def derive_anew(connection: Connection, entry: Any, aliases: Mapping[str, str]) -> None:
    """Read a current version again from its bytes and replace its rows."""
    checked = from_journal(connection, entry, aliases)
    take_out(connection, checked.dataset, entry.id)
    put_in(connection, prepare(checked), entry)


def renew_part(connection: Connection, load_id: int) -> bytes:
    """Return the part of a load, derived again from the journal's bytes and stored in place of the old one."""
    entry = connection.execute(sa.select(journal).where(journal.c.id == load_id)).one()
    file = prepare(from_journal(connection, entry, fold(connection).aliases)).part
    keep_part(connection, dataset_of(entry), load_id, file)
    log.warning(
        "the part of load %s (%s) could not be read and was derived anew from the journal", load_id, entry.source
    )
    return file.content


def part_table(connection: Connection, load_id: int, columns: Sequence[str] | None = None) -> Table:
    """Return the rows of a load's part; one that cannot be read is derived anew."""
    try:
        return read_part(part_content(connection, load_id), columns)
    except Unreadable:
        return read_part(renew_part(connection, load_id), columns)


def derive_part(engine: Engine, load_id: int) -> bytes:
    """Return the part of a load that cannot be read, derived anew from the journal and kept."""
    with writing(engine) as connection:
        return renew_part(connection, load_id)


def record_source(connection: Connection, entry: Any, line: Mapping[str, Any]) -> None:
    """Write the line of the current version that the pages show."""
    days = {name: line[name] and date.fromisoformat(line[name]) for name in ("first_date", "last_date")}
    connection.execute(
        current_source.insert().values(
            load_id=entry.id,
            register=entry.register,
            source=entry.source,
            file_name=entry.file_name,
            loaded_at=entry.at,
            loaded_by=entry.by,
            **{name: line[name] for name in ("loaded", "quarantined", "dropped")},
            **days,
            invented=bool(entry.details.get(INVENTED)),
        )
    )


def dataset_of(entry: Any) -> Dataset:
    """Return the register of a load."""
    return DATASETS[entry.register]
