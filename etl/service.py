"""The one door to the warehouse, for the command line and the pages: check, load, undo, decide, rebuild, look."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from etl import release
from etl.choose import named_register
from etl.database import (
    SchemaState,
    create_derived,
    current_source,
    journal,
    migrate,
    prepare,
    schema_state,
    writing,
)
from etl.datasets import DATASETS
from etl.demo import write_demo
from etl.intake import NOTHING, Checked, check, source_name, understood_by
from etl.journal import Alias, State, enter, fold, present_state, signed
from etl.load import renew_summaries
from etl.mapping import Proposal, check_column, proposed_by
from etl.preview import Preview, is_same, preview
from etl.problems import Refused
from etl.recognise import column_named
from etl.release import Released, Unmatched, aliases, unmatched_regions
from etl.report import error_workbook
from etl.spans import summarise_days
from etl.template import blank_form
from etl.versions import Touched, dataset_of, from_journal, keep_bytes, load_details, put_in, take_out

__all__ = [
    "Alias",
    "Checked",
    "Loaded",
    "Preview",
    "Proposal",
    "Released",
    "Source",
    "Unmatched",
    "aliases",
    "check",
    "check_for",
    "load",
    "preview",
    "proposed_by",
    "rebuild",
    "source_name",
    "sources",
    "summarise_days",
    "undo",
    "unmatched_regions",
]

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


def ready(engine: Engine) -> None:
    """Create the warehouse when it is absent; Refused when it has an older shape."""
    prepare(engine)
    if schema_state(engine) is SchemaState.OUTDATED:
        raise Refused("outdated")


def renew(connection: Connection, touched: Touched) -> None:
    """Make the summaries of the years touched anew."""
    for register, years in touched.items():
        renew_summaries(connection, DATASETS[register], years)


def check_for(
    engine: Engine,
    file_name: str,
    content: bytes,
    register: str = "",
    source: str = "",
    mapping: Mapping[str, str] = NOTHING,
) -> Checked:
    """Return a file understood with all that people confirmed so far: names of regions and the source's headings."""
    known = present_state(engine)
    remembered = known.remembered(source or source_name(file_name))
    return check(file_name, content, register, source, known.aliases, mapping, remembered)


def load(engine: Engine, checked: Checked, by: str = "", whole: bool = False, progress: Progress = silent) -> Loaded:
    """Make a file the current version of its source, in one transaction; Refused when `whole` and a row is faulty."""
    checked = understood_by(checked, present_state(engine).aliases)
    if whole and checked.quarantined:
        raise Refused("whole_file_refused", file=checked.file_name, count=checked.quarantined)
    ready(engine)
    with writing(engine) as connection:
        state = fold(connection)
        stack = state.loads.get((checked.dataset.name, checked.source), [])
        if stack and is_same(stack[-1], checked):
            return Loaded("unchanged", stack[-1].id, checked)
        checked = understood_by(checked, state.aliases)
        load_id = enter_load(connection, checked, by)
        replace(connection, checked, load_id, stack[-1].id if stack else None, progress)
    return Loaded("loaded", load_id, checked)


def is_known(engine: Engine, checked: Checked) -> bool:
    """Return whether a file's source was ever loaded, even when that load was taken back since."""
    ready(engine)
    known = sa.select(sa.exists().where(journal.c.register == checked.dataset.name, journal.c.source == checked.source))
    with engine.connect() as connection:
        return bool(connection.scalar(known))


def enter_load(connection: Connection, checked: Checked, by: str) -> int:
    """Keep the file's bytes and write the load into the journal; return its number."""
    keep_bytes(connection, checked)
    return enter(
        connection,
        kind="load",
        by=by,
        register=checked.dataset.name,
        source=checked.source,
        file_name=checked.file_name,
        file_sha256=checked.sha256,
        details=load_details(checked),
    )


def replace(
    connection: Connection, checked: Checked, load_id: int, previous: int | None, progress: Progress = silent
) -> None:
    """Put the rows of a load in the place of the previous version's and renew the summaries of the years touched."""
    years = take_out(connection, checked.dataset, previous) if previous else set()
    progress("rows", 0.1)
    entry = connection.execute(sa.select(journal).where(journal.c.id == load_id)).one()
    years |= put_in(connection, checked, entry)
    progress("summaries", 0.6)
    renew(connection, {checked.dataset.name: years})
    progress("done", 1.0)


def undo(engine: Engine, source: str, register: str = "", by: str = "") -> Source | None:
    """Withdraw the current version of a source; return the version that came back, None when there was none before."""
    ready(engine)
    with writing(engine) as connection:
        state = fold(connection)
        keys = [key for key in state.loads if key[1] == source and register in ("", key[0])]
        if len(keys) != 1:
            several = sorted(f"{name} (--register {kind})" for kind, name in keys)
            possible = ", ".join(several or sorted({name for _, name in state.loads})) or "—"
            raise Refused("nothing_to_undo", source=source, possible=possible)
        undo_load(connection, state, keys[0], by)
    return next((entry for entry in sources(engine) if (entry.register, entry.source) == keys[0]), None)


def undo_load(connection: Connection, state: State, key: tuple[str, str], by: str) -> None:
    """Append the withdrawal and put back the version before, from the bytes the journal keeps."""
    *earlier, current = state.loads[key]
    details: dict[str, object] = {"load": current.id}
    if earlier:
        checked = from_journal(connection, earlier[-1], state.aliases)
        replace(connection, checked, earlier[-1].id, current.id)
        details["aliases"] = sorted(checked.aliases)
    else:
        renew(connection, {current.register: take_out(connection, dataset_of(current), current.id)})
    enter(connection, kind="undo", by=by, register=current.register, source=current.source, details=details)


def rebuild(engine: Engine, by: str = "", progress: Progress = silent) -> int:
    """Derive everything anew from the journal in one transaction; return the number of sources."""
    with writing(engine) as connection:
        migrate(connection)
        create_derived(connection)
        state = fold(connection)
        touched: Touched = {}
        used: dict[str, list[str]] = {}
        for number, (load_id, entry) in enumerate(state.current.items(), start=1):
            checked = from_journal(connection, entry, state.aliases)
            touched.setdefault(entry.register, set()).update(put_in(connection, checked, entry))
            used[str(load_id)] = sorted(checked.aliases)
            progress(checked.source, number / (len(state.current) + 1))
        renew(connection, touched)
        enter(connection, kind="rebuild", by=by, details={"sources": len(state.current), "aliases": used})
    return len(state.current)


def confirm_alias(engine: Engine, name: str, code: str, by: str) -> Released:
    """Make a written name mean a region from now on; rows that wait for it leave quarantine at once."""
    who = signed(by)
    ready(engine)
    with writing(engine) as connection:
        released, touched = release.confirm(connection, fold(connection), name, code, who)
        renew(connection, touched)
    return released


def withdraw_alias(engine: Engine, name: str, by: str) -> Released:
    """Take back what a name means; the rows that rest on it go back to quarantine."""
    who = signed(by)
    ready(engine)
    with writing(engine) as connection:
        released, touched = release.withdraw(connection, fold(connection), name, who)
        renew(connection, touched)
    return released


def confirm_mapping(engine: Engine, register: str, source: str, mapping: Mapping[str, str], by: str) -> None:
    """Remember what the headings of a source mean, for its later files; an empty column means that one is nothing."""
    who, dataset = signed(by), named_register(register)
    for words in mapping.values():
        check_column(dataset, words)
    columns = {heading: column_named(dataset, words) for heading, words in mapping.items()}
    ready(engine)
    with writing(engine) as connection:
        if not columns.items() <= fold(connection).mappings.get((register, source), {}).items():
            enter(connection, kind="mapping", by=who, register=register, source=source, details={"mapping": columns})


def sources(engine: Engine) -> list[Source]:
    """Return the current version of every source."""
    order = (current_source.c.register, current_source.c.source)
    with engine.connect() as connection:
        return [Source(**row) for row in connection.execute(sa.select(current_source).order_by(*order)).mappings()]


def load_demo(engine: Engine, rows: int, by: str = "", progress: Progress = silent) -> int:
    """Load a synthetic set of every register; return how many rows count."""
    good = 0
    with TemporaryDirectory() as folder:
        paths = write_demo(rows, DEMO_SEED, Path(folder), datetime.now(UTC).date())
        for number, path in enumerate(paths, start=1):
            good += load(engine, check_for(engine, path.name, path.read_bytes()), by).good
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


def sender_report(checked: Checked, original: bytes, language: str = "ru") -> bytes:
    """Return the workbook that goes back to the sender, every fault marked."""
    return error_workbook(checked, original, language)


def form(register: str, language: str = "ru") -> bytes:
    """Return the blank form of a register."""
    return blank_form(DATASETS[register], language)
