"""The versions of a source in the derived tables: a version's rows are put in, taken out, or derived anew."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from etl.database import current_source, source_file
from etl.dataset import Dataset
from etl.datasets import DATASETS
from etl.intake import Checked, Confirmed, check, check_kept
from etl.load import delete_load, insert_batch, years_in, years_of
from etl.original import Original

Touched = dict[str, set[int | None]]  # the years of each register whose summaries are to be renewed


def is_demo(source: str) -> bool:
    """Return whether a source is synthetic: its name starts with «demo»."""
    return source.casefold().startswith("demo")


def keep_bytes(connection: Connection, checked: Checked) -> str:
    """Keep the file's bytes, once; return their mark."""
    original = checked.original
    known = sa.select(source_file.c.sha256).where(source_file.c.sha256 == original.mark)
    if connection.execute(known).first() is None:
        content = {"sha256": original.mark, "size": original.size, "content": original.stored}
        connection.execute(source_file.insert().values(content))
    return original.mark


def load_details(checked: Checked) -> dict[str, object]:
    """Return what the journal keeps of a load beside its bytes, so that it can be understood the same way again."""
    return {
        "rows": checked.rows,
        "quarantined": checked.quarantined,
        "dropped": len(checked.dropped),
        "aliases": sorted(checked.aliases),
        "mapping": dict(checked.mapping),
        "without_people": checked.personal,
    }


def from_journal(connection: Connection, entry: Any, aliases: Mapping[str, str]) -> Checked:
    """Return a load's file, read anew from the bytes the journal keeps."""
    kept = connection.execute(sa.select(source_file).where(source_file.c.sha256 == entry.file_sha256)).one()
    content = Original(*kept).content
    mapping = entry.details.get("mapping", {})
    understand = check_kept if entry.details.get("without_people") else check
    return understand(entry.file_name, content, entry.register, entry.source, mapping, Confirmed(aliases))


def put_in(connection: Connection, checked: Checked, entry: Any) -> set[int | None]:
    """Write the rows of a load and the line of its source; return the years they lie in."""
    for batch in checked.batches:
        insert_batch(connection, batch, entry.id)
    record_source(connection, checked, entry)
    return years_in(checked.batches)


def is_alone(connection: Connection, dataset: Dataset) -> bool:
    """Return whether all rows of a register are those of one source."""
    rows = sa.select(sa.func.count()).select_from(current_source).where(current_source.c.register == dataset.name)
    return connection.scalar(rows) == 1


def take_out(connection: Connection, dataset: Dataset, load_id: int) -> set[int | None]:
    """Take a load out of the derived tables; return the years it had rows in."""
    years = years_of(connection, dataset, load_id)
    delete_load(connection, dataset, load_id)
    connection.execute(current_source.delete().where(current_source.c.load_id == load_id))
    return years


def derive_anew(connection: Connection, entry: Any, aliases: Mapping[str, str], touched: Touched) -> Checked:
    """Read a current version again from its bytes and put its rows in the place of those there are."""
    checked = from_journal(connection, entry, aliases)
    years = take_out(connection, checked.dataset, entry.id) | put_in(connection, checked, entry)
    touched.setdefault(entry.register, set()).update(years)
    return checked


def record_source(connection: Connection, checked: Checked, entry: Any) -> None:
    """Write the line of the current version that the pages show."""
    days = [day for batch in checked.batches for day, _, precision in batch.days if day and precision != "unknown"]
    connection.execute(
        current_source.insert().values(
            load_id=entry.id,
            register=checked.dataset.name,
            source=checked.source,
            file_name=checked.file_name,
            loaded_at=entry.at,
            loaded_by=entry.by,
            loaded=checked.rows - checked.quarantined,
            quarantined=checked.quarantined,
            dropped=len(checked.dropped),
            first_date=date.fromisoformat(min(days)) if days else None,
            last_date=date.fromisoformat(max(days)) if days else None,
            demo=is_demo(checked.source),
        )
    )


def dataset_of(entry: Any) -> Dataset:
    """Return the register of a load."""
    return DATASETS[entry.register]
