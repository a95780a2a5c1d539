"""The one door to the warehouse, for the command line and the pages: check, load, undo, decide, rebuild, look."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.engine import Engine

from etl.backup.nightly import Backup, back_up
from etl.datasets import DATASETS
from etl.datasets.coverage import Coverage
from etl.decisions.municipality_names import WaitingName
from etl.decisions.pairs import Duplicate, Side
from etl.decisions.region_aliases import Released, Unmatched
from etl.intake.checked import Checked, check
from etl.intake.headings.suggestions import Proposal, proposed_by
from etl.intake.hidden import Wanted
from etl.intake.source_names import source_of
from etl.loads.load import (
    Loaded,
    ask_about_invented,
    check_for,
    confirmed,
    coverages,
    is_known,
    load,
    redo,
    undo,
    undone,
)
from etl.loads.preview import Preview, preview
from etl.loads.rebuild import bring_over, rebuild
from etl.loads.within_reach import (
    aliases,
    confirm_alias,
    confirm_mapping,
    confirm_municipality,
    decide_duplicate,
    decided_duplicates,
    history,
    named_municipalities,
    possible_duplicates,
    quarantined_rows,
    state_coverage,
    unmatched_regions,
    waiting_municipalities,
    withdraw_alias,
    withdraw_decision,
    withdraw_municipality,
)
from etl.principal import LOCAL, RIGHTS, ROLE_TITLES, Action, Principal, Reach, Role, may, reach_of
from etl.rows.contents import Contents, contents, readable_part
from etl.rows.parts import Part
from etl.rows.states import COUNTED, SET_ASIDE
from etl.rows.versions import derive_part
from etl.rows.write import Progress, silent
from etl.uploads import jobs
from etl.uploads.apart import apart, expect
from etl.uploads.begun import Begun, forget, unfinished
from etl.uploads.jobs import Answers, Upload
from etl.uploads.seen import Seen
from etl.warehouse.access.people import give_role, people, principal_of, take_role, undo_role
from etl.warehouse.access.sessions import (
    Lifetime,
    SignedIn,
    end_sessions,
    people_waiting,
    session_of,
    start_session,
)
from etl.warehouse.access.use import Use, What, latest_uses, note_use
from etl.warehouse.database import create_engine
from etl.warehouse.failures import engine_of_warehouse, passes, warehouse_refusal
from etl.warehouse.journal import (
    Alias,
    Decision,
    NamedMunicipality,
    Person,
    SavedValue,
)
from etl.warehouse.saved_values import (
    forget_value,
    is_own,
    may_change,
    save_value,
    saved_name,
    saved_values,
    share_value,
)
from etl.warehouse.sources import Source, sources
from etl.warehouse.state import SchemaState, ready, schema_state, try_tables
from etl.warehouse.tables import data_version

__all__ = [
    "COUNTED",
    "LOCAL",
    "RIGHTS",
    "ROLE_TITLES",
    "SET_ASIDE",
    "Action",
    "Alias",
    "Answers",
    "Backup",
    "Begun",
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
    "Seen",
    "Side",
    "SignedIn",
    "Source",
    "Unmatched",
    "Upload",
    "Use",
    "WaitingName",
    "Wanted",
    "What",
    "aliases",
    "answer_to_sender",
    "ask_about_invented",
    "back_up",
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
    "expect",
    "forget",
    "forget_value",
    "give_role",
    "history",
    "is_known",
    "is_own",
    "latest_uses",
    "load",
    "look_at",
    "may",
    "may_change",
    "named_municipalities",
    "note_use",
    "passes",
    "people",
    "people_waiting",
    "possible_duplicates",
    "preview",
    "principal_of",
    "proposed_by",
    "quarantined_rows",
    "reach_of",
    "readable_part",
    "ready",
    "rebuild",
    "redo",
    "save_value",
    "saved_name",
    "saved_values",
    "schema_state",
    "session_of",
    "share_value",
    "source_of",
    "sources",
    "start_session",
    "state_coverage",
    "take_in",
    "take_role",
    "try_tables",
    "undo",
    "undo_role",
    "undone",
    "unfinished",
    "unmatched_regions",
    "waiting_municipalities",
    "warehouse_refusal",
    "withdraw_alias",
    "withdraw_decision",
    "withdraw_municipality",
]

DEMO_SEED = 1

# What writes workbooks is imported where it is called: a load and a page wait for it otherwise, a quarter of a second.


def load_invented(engine: Engine, rows: int, by: str = "", progress: Progress = silent) -> int:
    """Load an invented set of every register; return how many rows count."""
    from etl.demo import write_demo

    good = 0
    with TemporaryDirectory() as folder:
        paths = write_demo(rows, DEMO_SEED, Path(folder), datetime.now(UTC).date())
        for number, path in enumerate(paths, start=1):
            good += load(engine, check_for(engine, path.name, path.read_bytes()), by).good
            progress(path.stem, number / len(paths))
    return good


def remove_invented(engine: Engine, by: str = "") -> int:
    """Withdraw every invented version that is current, and those it uncovers; return how many sources they were of."""
    gone: set[tuple[str, str]] = set()
    while invented := [source for source in sources(engine) if source.invented]:
        for source in invented:
            undo(engine, source.source, source.register, by, seen=source.load_id)
            gone.add((source.register, source.source))
    return len(gone)


def sender_report(checked: Checked, original: bytes, language: str = "ru") -> bytes:
    """Return the workbook that goes back to the sender, every fault marked."""
    from etl.workbooks.returned_file import error_workbook

    return error_workbook(checked, original, language)


def look_at(engine: Engine, upload: Upload, language: str = "ru") -> Seen:
    """Return how an uploaded file is understood and what loading it would change; nothing is written."""
    return apart(jobs.look, engine, upload, language)


def take_in(engine: Engine, upload: Upload, answers: Answers) -> int:
    """Load an uploaded file with what its sender answered; return how many of its rows count."""
    return apart(jobs.take, engine, upload, answers)


def answer_to_sender(engine: Engine, upload: Upload, language: str = "ru") -> bytes:
    """Return the workbook that goes back to the sender of an uploaded file, every fault marked."""
    return apart(jobs.answer_sender, engine, upload, language)


def form(register: str, language: str = "ru") -> bytes:
    """Return the blank form of a register."""
    from etl.workbooks.blank_form import blank_form

    return blank_form(DATASETS[register], language)
