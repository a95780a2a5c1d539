"""The one door to the warehouse, for the command line and the pages: check, load, undo, decide, rebuild, look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from etl.datasets import DATASETS
from etl.datasets.coverage import Coverage
from etl.decisions.candidates import decided_duplicates, possible_duplicates
from etl.decisions.carry_out import carry_out
from etl.decisions.decide import (
    confirm_alias,
    confirm_mapping,
    confirm_municipality,
    decide_duplicate,
    enter_coverage,
    state_coverage,
    withdraw_alias,
    withdraw_decision,
    withdraw_municipality,
)
from etl.decisions.municipality_names import WaitingName, named_municipalities, waiting_municipalities
from etl.decisions.pairs import Duplicate, Side
from etl.decisions.region_aliases import Released, Unmatched, aliases, unmatched_regions
from etl.intake.checked import NOTHING, Checked, Confirmed, check, understood_by
from etl.intake.source_names import source_name
from etl.intake.suggestions import Proposal, proposed_by
from etl.loads.current import put_back, replace
from etl.loads.preview import Preview, is_same, preview
from etl.loads.rebuild import bring_over, rebuild
from etl.principal import LOCAL, RIGHTS, ROLE_TITLES, Action, Principal, Reach, Role, may, reach_of
from etl.problems import Refused
from etl.rows.contents import Contents, contents, readable_part
from etl.rows.parts import Part, drop_part
from etl.rows.prepared import Prepared, depends_on_names, prepare
from etl.rows.versions import dataset_of, derive_part, keep_bytes, load_details, take_out
from etl.rows.write import COUNTED, SET_ASIDE, Progress, silent
from etl.warehouse.database import create_engine, writing
from etl.warehouse.failures import engine_of_warehouse, warehouse_refusal
from etl.warehouse.journal import (
    Alias,
    Decision,
    NamedMunicipality,
    Person,
    SavedValue,
    State,
    enter,
    fold,
    present_state,
)
from etl.warehouse.people import give_role, people, principal_of, take_role, undo_role
from etl.warehouse.saved_values import forget_value, save_value, saved_values
from etl.warehouse.sessions import (
    Lifetime,
    SignedIn,
    end_sessions,
    people_waiting,
    session_of,
    start_session,
)
from etl.warehouse.sources import Source, history, sources
from etl.warehouse.state import SchemaState, ready, schema_state, try_tables
from etl.warehouse.tables import current_source, data_version, journal, quarantine
from etl.warehouse.use import Use, What, latest_uses, note_use

__all__ = [
    "COUNTED",
    "LOCAL",
    "RIGHTS",
    "ROLE_TITLES",
    "SET_ASIDE",
    "Action",
    "Alias",
    "Checked",
    "Contents",
    "Coverage",
    "Decision",
    "Duplicate",
    "Lifetime",
    "Loaded",
    "NamedMunicipality",
    "Part",
    "Person",
    "Preview",
    "Principal",
    "Proposal",
    "Reach",
    "Released",
    "Role",
    "SavedValue",
    "SchemaState",
    "Side",
    "SignedIn",
    "Source",
    "Unmatched",
    "Use",
    "WaitingName",
    "What",
    "aliases",
    "bring_over",
    "check",
    "check_for",
    "confirm_alias",
    "confirm_mapping",
    "confirm_municipality",
    "confirmed",
    "contents",
    "coverages",
    "create_engine",
    "data_version",
    "decide_duplicate",
    "decided_duplicates",
    "derive_part",
    "end_sessions",
    "engine_of_warehouse",
    "forget_value",
    "give_role",
    "history",
    "latest_uses",
    "load",
    "may",
    "named_municipalities",
    "note_use",
    "people",
    "people_waiting",
    "possible_duplicates",
    "preview",
    "principal_of",
    "proposed_by",
    "reach_of",
    "readable_part",
    "ready",
    "rebuild",
    "save_value",
    "saved_values",
    "schema_state",
    "session_of",
    "source_name",
    "sources",
    "start_session",
    "state_coverage",
    "take_role",
    "try_tables",
    "undo",
    "undo_role",
    "unmatched_regions",
    "waiting_municipalities",
    "warehouse_refusal",
    "withdraw_alias",
    "withdraw_decision",
    "withdraw_municipality",
]

DEMO_SEED = 1

# What writes workbooks is imported where it is called: a load and a page wait for it otherwise, a quarter of a second.


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


def check_for(
    engine: Engine,
    file_name: str,
    content: bytes,
    register: str = "",
    source: str = "",
    mapping: Mapping[str, str] = NOTHING,
) -> Checked:
    """Return a file understood with all that people confirmed so far: names of regions and the source's headings."""
    return check(file_name, content, register, source, mapping, confirmed(engine))


def confirmed(engine: Engine) -> Confirmed:
    """Return what people confirmed so far; nothing when there is no warehouse yet."""
    return present_state(engine).confirmed


def load(
    engine: Engine,
    checked: Checked,
    by: str = "",
    whole: bool = False,
    progress: Progress = silent,
    prepared: Prepared | None = None,
) -> Loaded:
    """Make a file the current version of its source, in one transaction; Refused when `whole` and a row is faulty.

    `prepared` is what is to be written, where the file was read ahead.
    """
    if whole and (waiting := understood_by(checked, present_state(engine).aliases).quarantined):
        raise Refused("whole_file_refused", file=checked.file_name, count=waiting)
    ready(engine)
    with writing(engine) as connection:
        state = fold(connection)
        stack = state.loads.get((checked.dataset.name, checked.source), [])
        if stack and is_same(stack[-1], checked):
            note_coverage(connection, checked, state.coverages.get(stack[-1].id), by)
            return Loaded("unchanged", stack[-1].id, understood_by(checked, state.aliases))
        checked = understood_by(checked, state.aliases)
        load_id = enter_load(connection, checked, by)
        if prepared is None or depends_on_names(checked):
            prepared = prepare(checked)
        replace(connection, checked, prepared, load_id, stack[-1].id if stack else None, state, progress)
    return Loaded("loaded", load_id, checked)


def note_coverage(connection: Connection, checked: Checked, before: Coverage | None, by: str) -> None:
    """Write into the journal what a file loaded again is now said to cover, when that is something else."""
    if checked.coverage and checked.coverage != before:
        enter_coverage(connection, checked.dataset.name, checked.source, checked.coverage, by)


def coverages(engine: Engine) -> dict[int, Coverage]:
    """Return what the current version of each source is said to cover, by the number of its load."""
    state = present_state(engine)
    return {load_id: state.coverages[load_id] for load_id in state.current if load_id in state.coverages}


def is_known(engine: Engine, checked: Checked) -> bool:
    """Return whether a file's source was ever loaded, even when that load was taken back since."""
    ready(engine)
    loads = sa.select(sa.exists().where(journal.c.register == checked.dataset.name, journal.c.source == checked.source))
    with engine.connect() as connection:
        return bool(connection.scalar(loads))


def enter_load(connection: Connection, checked: Checked, by: str) -> int:
    """Keep the file's bytes and write the load into the journal; return its number."""
    mark = keep_bytes(connection, checked)
    return enter(
        connection,
        kind="load",
        by=by,
        register=checked.dataset.name,
        source=checked.source,
        file_name=checked.file_name,
        file_sha256=mark,
        details=load_details(checked),
    )


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
    """Append the withdrawal and put back the version before."""
    *earlier, current = state.loads[key]
    details: dict[str, object] = {"load": current.id}
    if earlier:
        details["aliases"] = sorted(put_back(connection, earlier[-1], current, state))
    else:
        take_out(connection, dataset_of(current), current.id)
        carry_out(connection, [current.register], state.decisions.values())
    drop_part(connection, current.id)
    enter(connection, kind="undo", by=by, register=current.register, source=current.source, details=details)


def quarantined_rows(engine: Engine, most: int) -> list[Mapping[str, object]]:
    """Return the rows that wait in quarantine: register, source, file_name, sheet, row, problems."""
    columns = [current_source.c[name] for name in ("register", "source", "file_name")]
    rows = sa.select(*columns, quarantine.c.sheet, quarantine.c.row, quarantine.c.problems).join(
        current_source, current_source.c.load_id == quarantine.c.load_id
    )
    with engine.connect() as connection:
        ordered = rows.order_by(quarantine.c.load_id, quarantine.c.row).limit(most)
        return [dict(row) for row in connection.execute(ordered).mappings()]


def load_demo(engine: Engine, rows: int, by: str = "", progress: Progress = silent) -> int:
    """Load a synthetic set of every register; return how many rows count."""
    from etl.demo import write_demo

    good = 0
    with TemporaryDirectory() as folder:
        paths = write_demo(rows, DEMO_SEED, Path(folder), datetime.now(UTC).date())
        for number, path in enumerate(paths, start=1):
            good += load(engine, check_for(engine, path.name, path.read_bytes()), by).good
            progress(path.stem, number / len(paths))
    return good


def remove_demo(engine: Engine, by: str = "") -> int:
    """Withdraw every version of the synthetic sources; return how many sources went."""
    synthetic = [source for source in sources(engine) if source.demo]
    for source in synthetic:
        while undo(engine, source.source, source.register, by):
            pass
    return len(synthetic)


def sender_report(checked: Checked, original: bytes, language: str = "ru") -> bytes:
    """Return the workbook that goes back to the sender, every fault marked."""
    from etl.workbooks.returned_file import error_workbook

    return error_workbook(checked, original, language)


def form(register: str, language: str = "ru") -> bytes:
    """Return the blank form of a register."""
    from etl.workbooks.blank_form import blank_form

    return blank_form(DATASETS[register], language)
