"""The one door to the warehouse, for the command line and the pages: check, load, undo, rebuild, status."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from etl.database import (
    FACTS,
    SchemaState,
    create_derived,
    current_source,
    journal,
    migrate,
    prepare,
    schema_state,
    source_file,
    writing,
)
from etl.dataset import Dataset
from etl.datasets import DATASETS
from etl.demo import write_demo
from etl.intake import Checked, check
from etl.load import delete_load, insert_batch, read_facts, renew_summaries, years_of
from etl.problems import Refused
from etl.summaries import summarise
from etl.template import blank_form

__all__ = ["Checked", "Loaded", "Source", "check", "load", "rebuild", "sources", "summarise_days", "undo"]

DEMO_SEED = 1

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: `status` is loaded or unchanged."""

    status: str
    load_id: int
    checked: Checked

    @property
    def good(self) -> int:
        """Return the rows that count on the pages."""
        return self.checked.rows - self.checked.quarantined


@dataclass(frozen=True, slots=True)
class Source:
    """The current version of one source."""

    load_id: int
    register: str
    source: str
    file_name: str
    loaded_at: str
    loaded_by: str
    loaded: int
    quarantined: int
    dropped: int
    first_date: date | None
    last_date: date | None
    demo: bool


def silent(_step: str, _share: float) -> None:
    """Show no progress."""


def now() -> str:
    """Return the present moment in UTC, as the journal writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def is_demo(source: str) -> bool:
    """Return whether a source is synthetic: its name starts with «demo»."""
    return source.casefold().startswith("demo")


def ready(engine: Engine) -> None:
    """Create the warehouse when it is absent; Refused when it has an older shape."""
    prepare(engine)
    if schema_state(engine) is SchemaState.OUTDATED:
        raise Refused("outdated")


def current_loads(connection: Connection) -> dict[tuple[str, str], list[Any]]:
    """Return the loads of every source that were not undone, oldest first: the last one is the current version."""
    stacks: dict[tuple[str, str], list[Any]] = {}
    for entry in connection.execute(sa.select(journal).order_by(journal.c.id)):
        stack = stacks.setdefault((entry.register, entry.source), [])
        if entry.kind == "load":
            stack.append(entry)
        elif entry.kind == "undo":
            stacks[entry.register, entry.source] = [load for load in stack if load.id != entry.details["load"]]
    return {key: stack for key, stack in stacks.items() if stack}


def load(engine: Engine, checked: Checked, by: str = "", whole: bool = False, progress: Progress = silent) -> Loaded:
    """Make a file the current version of its source, in one transaction; Refused when `whole` and a row is faulty."""
    if whole and checked.quarantined:
        raise Refused("whole_file_refused", file=checked.file_name, count=checked.quarantined)
    ready(engine)
    with writing(engine) as connection:
        stack = current_loads(connection).get((checked.dataset.name, checked.source), [])
        if stack and stack[-1].file_sha256 == checked.sha256:
            return Loaded("unchanged", stack[-1].id, checked)
        load_id = enter_load(connection, checked, by)
        replace(connection, checked, load_id, by, stack[-1].id if stack else None, progress)
    return Loaded("loaded", load_id, checked)


def is_known(engine: Engine, checked: Checked) -> bool:
    """Return whether a file's source was ever loaded, even when that load was taken back since."""
    ready(engine)
    known = sa.select(sa.exists().where(journal.c.register == checked.dataset.name, journal.c.source == checked.source))
    with engine.connect() as connection:
        return bool(connection.scalar(known))


def enter_load(connection: Connection, checked: Checked, by: str) -> int:
    """Keep the file's bytes and write the load into the journal; return its number."""
    known = sa.select(source_file.c.sha256).where(source_file.c.sha256 == checked.sha256)
    if connection.execute(known).first() is None:
        content = {"sha256": checked.sha256, "size": len(checked.content), "content": checked.content}
        connection.execute(source_file.insert().values(content))
    return enter(
        connection,
        kind="load",
        by=by,
        register=checked.dataset.name,
        source=checked.source,
        file_name=checked.file_name,
        file_sha256=checked.sha256,
        details={"rows": checked.rows, "quarantined": checked.quarantined, "dropped": len(checked.dropped)},
    )


def enter(connection: Connection, **entry: object) -> int:
    """Append one entry to the journal and return its number."""
    added = connection.execute(journal.insert().values(at=now(), **entry).returning(journal.c.id))
    return int(added.scalar_one())


def replace(
    connection: Connection, checked: Checked, load_id: int, by: str, previous: int | None, progress: Progress
) -> None:
    """Put the rows of a load in the place of the previous version's and renew the summaries of the years touched."""
    years = withdraw(connection, checked.dataset, previous) if previous else set()
    progress("rows", 0.1)
    for batch in checked.batches:
        insert_batch(connection, batch, load_id)
    years |= years_of(connection, checked.dataset, load_id)
    progress("summaries", 0.6)
    renew_summaries(connection, checked.dataset, years)
    record_source(connection, checked, load_id, by)
    progress("done", 1.0)


def withdraw(connection: Connection, dataset: Dataset, load_id: int) -> set[int | None]:
    """Take a load out of the derived tables and return the years it had rows in."""
    years = years_of(connection, dataset, load_id)
    delete_load(connection, dataset, load_id)
    connection.execute(current_source.delete().where(current_source.c.load_id == load_id))
    return years


def record_source(connection: Connection, checked: Checked, load_id: int, by: str) -> None:
    """Write the line of the current version that the pages show."""
    days = [day for batch in checked.batches for day, _, precision in batch.days if day and precision != "unknown"]
    entry = connection.execute(sa.select(journal).where(journal.c.id == load_id)).one()
    connection.execute(
        current_source.insert().values(
            load_id=load_id,
            register=checked.dataset.name,
            source=checked.source,
            file_name=checked.file_name,
            loaded_at=entry.at,
            loaded_by=entry.by or by,
            loaded=checked.rows - checked.quarantined,
            quarantined=checked.quarantined,
            dropped=len(checked.dropped),
            first_date=date.fromisoformat(min(days)) if days else None,
            last_date=date.fromisoformat(max(days)) if days else None,
            demo=is_demo(checked.source),
        )
    )


def undo(engine: Engine, source: str, register: str = "", by: str = "") -> Source | None:
    """Withdraw the current version of a source; return the version that came back, None when there was none before."""
    ready(engine)
    with writing(engine) as connection:
        stacks = current_loads(connection)
        keys = [key for key in stacks if key[1] == source and register in ("", key[0])]
        if len(keys) != 1:
            several = sorted(f"{name} (--register {kind})" for kind, name in keys)
            possible = ", ".join(several or sorted({name for _, name in stacks})) or "—"
            raise Refused("nothing_to_undo", source=source, possible=possible)
        stack = stacks[keys[0]]
        undo_load(connection, stack[-1], stack[-2] if len(stack) > 1 else None, by)
    return next((entry for entry in sources(engine) if (entry.register, entry.source) == keys[0]), None)


def undo_load(connection: Connection, current: Any, before: Any | None, by: str) -> None:
    """Append the withdrawal and put back the version before, from the bytes the journal keeps."""
    details = {"load": current.id}
    enter(connection, kind="undo", by=by, register=current.register, source=current.source, details=details)
    dataset = DATASETS[current.register]
    if before is None:
        renew_summaries(connection, dataset, withdraw(connection, dataset, current.id))
    else:
        replace(connection, from_journal(connection, before), before.id, by, current.id, silent)


def from_journal(connection: Connection, entry: Any) -> Checked:
    """Return a load's file, read anew from the bytes the journal keeps."""
    kept = sa.select(source_file.c.content).where(source_file.c.sha256 == entry.file_sha256)
    content: bytes = connection.execute(kept).scalar_one()
    return check(entry.file_name, content, entry.register, entry.source)


def rebuild(engine: Engine, by: str = "", progress: Progress = silent) -> int:
    """Derive everything anew from the journal in one transaction; return the number of sources."""
    with writing(engine) as connection:
        migrate(connection)
        create_derived(connection)
        stacks = current_loads(connection)
        years: dict[str, set[int | None]] = {}
        for number, stack in enumerate(stacks.values(), start=1):
            checked = from_journal(connection, stack[-1])
            for batch in checked.batches:
                insert_batch(connection, batch, stack[-1].id)
            record_source(connection, checked, stack[-1].id, by)
            years.setdefault(checked.dataset.name, set()).update(years_of(connection, checked.dataset, stack[-1].id))
            progress(checked.source, number / (len(stacks) + 1))
        for register, touched in years.items():
            renew_summaries(connection, DATASETS[register], touched)
        enter(connection, kind="rebuild", by=by, details={"sources": len(stacks)})
    return len(stacks)


def sources(engine: Engine) -> list[Source]:
    """Return the current version of every source."""
    order = (current_source.c.register, current_source.c.source)
    with engine.connect() as connection:
        return [Source(**row) for row in connection.execute(sa.select(current_source).order_by(*order)).mappings()]


def summarise_days(
    engine: Engine, register: str, since: date, until: date, regions: Sequence[str], known_days: bool
) -> tuple[pd.DataFrame, Mapping[str, Mapping[str, int]]]:
    """Return summaries made from the rows themselves, for spans the summary tables do not have, and the different things.

    The second value is, for every distinct that comes back over time, how many different ones each region has.
    """
    facts, dataset = FACTS[register], DATASETS[register]
    conditions: list[sa.ColumnElement[bool]] = [facts.c.day.between(since, until)] if known_days else [sa.true()]
    if regions:
        conditions += [facts.c.region.in_(regions), facts.c.quarantined == 0]
    with engine.connect() as connection:
        frame = read_facts(connection, dataset, sa.and_(*conditions))
    return summarise(frame, dataset), different_things(frame, dataset)


def different_things(frame: pd.DataFrame, dataset: Dataset) -> Mapping[str, Mapping[str, int]]:
    """Return how many different things each region has over all the rows given."""
    known = frame[frame["quarantined"] == 0]
    found: dict[str, dict[str, int]] = {}
    for distinct in dataset.distincts:
        if distinct.over_time:
            things = known[distinct.among(known)].drop_duplicates(list(distinct.key))
            sizes = things.groupby("region", observed=True).size()
            found[distinct.name] = {str(code): int(size) for code, size in sizes.items()}
    return found


def load_demo(engine: Engine, rows: int, by: str = "", progress: Progress = silent) -> int:
    """Load a synthetic set of every register; return how many rows count."""
    good = 0
    with TemporaryDirectory() as folder:
        paths = write_demo(rows, DEMO_SEED, Path(folder), datetime.now(UTC).date())
        for number, path in enumerate(paths, start=1):
            good += load(engine, check(path.name, path.read_bytes()), by).good
            progress(path.stem, number / len(paths))
    return good


def remove_demo(engine: Engine, by: str = "") -> int:
    """Withdraw every version of the synthetic sources; return how many sources went."""
    found = [source for source in sources(engine) if source.demo]
    for source in found:
        while undo(engine, source.source, source.register, by):
            pass
    return len(found)


def history(engine: Engine, most: int = 100) -> list[Mapping[str, Any]]:
    """Return the newest entries of the journal, newest first."""
    wanted = [journal.c[name] for name in ("id", "at", "kind", "by", "register", "source", "file_name", "details")]
    with engine.connect() as connection:
        rows = connection.execute(sa.select(*wanted).order_by(journal.c.id.desc()).limit(most))
        return [dict(row) for row in rows.mappings()]


def form(register: str, language: str = "ru") -> bytes:
    """Return the blank form of a register."""
    return blank_form(DATASETS[register], language)
