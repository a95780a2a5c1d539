"""A file becomes the current version of its source, or the version before comes back: who may, and what the journal keeps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as replace_fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from etl.datasets.coverage import Coverage
from etl.decisions.carry_out import carry_out
from etl.decisions.decide import enter_coverage
from etl.intake.by_names import of_own_regions, understood_by
from etl.intake.checked import NOTHING, Checked, Confirmed, check
from etl.intake.hidden import NOTHING_HIDDEN, Wanted
from etl.intake.original import Original
from etl.loads.current import put_back, replace
from etl.loads.preview import is_same
from etl.loads.within_reach import check_own, check_source, own_coverage, sees_all
from etl.principal import LOCAL, Principal
from etl.problems import Refused
from etl.rows.parts import drop_part
from etl.rows.prepared import Prepared, depends_on_names, prepare
from etl.rows.versions import dataset_of, keep_bytes, load_details, take_out
from etl.rows.write import Progress, silent
from etl.warehouse.access.scope import REGIONS, within
from etl.warehouse.database import writing
from etl.warehouse.journal import State, enter, fold, present_state
from etl.warehouse.sources import Source, sources
from etl.warehouse.state import ready
from etl.warehouse.tables import journal


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
    principal: Principal = LOCAL,
    wanted: Wanted = NOTHING_HIDDEN,
) -> Checked:
    """Return a file understood with all that people confirmed so far: names of regions and the source's headings.

    Of a clerk's file rows of other regions are refused one by one; a source that is not theirs is refused whole.
    """
    checked = check(file_name, content, register, source, mapping, confirmed(engine), wanted)
    check_source(present_state(engine), checked.dataset.name, checked.source, principal)
    return own_rows(checked, principal)


def ask_about_invented(checked: Checked, confirmed_invented: bool) -> None:
    """Refuse a file of invented data unless whoever loads it said that they know."""
    if checked.invented and not confirmed_invented:
        raise Refused("invented_unasked", file=checked.file_name)


def own_rows(checked: Checked, principal: Principal) -> Checked:
    """Return a file as a person may load it; a clerk without a region loads nothing."""
    if sees_all(principal):
        return checked
    check_own(bool(principal.regions))
    own = of_own_regions(checked, tuple(sorted(principal.regions)))
    return replace_fields(own, coverage=own_coverage(checked.coverage, principal))


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
    principal: Principal = LOCAL,
) -> Loaded:
    """Make a file the current version of its source, in one transaction; Refused when `whole` and a row is faulty.

    `prepared` is what is to be written, where the file was read ahead.
    """
    checked = own_rows(checked, principal)
    if whole and (waiting := understood_by(checked, present_state(engine).aliases).quarantined):
        raise Refused("whole_file_refused", file=checked.file_name, count=waiting)
    ready(engine)
    with writing(engine) as connection:
        state = fold(connection)
        stack = state.loads.get((checked.dataset.name, checked.source), [])
        check_source(state, checked.dataset.name, checked.source, principal)
        if stack and is_same(stack[-1], checked):
            note_coverage(connection, checked, state.coverages.get(stack[-1].id), by)
            return Loaded("unchanged", stack[-1].id, understood_by(checked, state.aliases))
        checked = understood_by(checked, state.aliases)
        if prepared is None or depends_on_names(checked):
            prepared = prepare(checked)
        load_id = enter_load(connection, checked, prepared.kept, by, principal)
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


def enter_load(connection: Connection, checked: Checked, kept: Original, by: str, principal: Principal) -> int:
    """Keep what stays of the file and write the load into the journal, with the regions of a clerk; return its number."""
    own = {} if sees_all(principal) else {REGIONS: sorted(principal.regions)}
    mark = keep_bytes(connection, kept)
    return enter(
        connection,
        kind="load",
        by=by,
        register=checked.dataset.name,
        source=checked.source,
        file_name=checked.file_name,
        file_sha256=mark,
        details=load_details(checked, kept) | own,
    )


def undo(
    engine: Engine,
    source: str,
    register: str = "",
    by: str = "",
    principal: Principal = LOCAL,
    seen: int | None = None,
) -> Source | None:
    """Withdraw the current version of a source; return the version that came back, None when there was none before.

    `seen` is the load that the person means to withdraw: Refused when another one came meanwhile.
    """
    ready(engine)
    with writing(engine) as connection:
        state = fold(connection)
        key = the_source(state.loads, source, register, principal)
        refuse_moved(state.loads[key][-1], seen)
        undo_load(connection, state, key, by)
    return next(iter(current_versions(engine, key)), None)


def redo(
    engine: Engine,
    source: str,
    register: str = "",
    by: str = "",
    principal: Principal = LOCAL,
    seen: int | None = None,
) -> Source:
    """Make the version of a source current again that was withdrawn last, when nothing was loaded since; return it."""
    ready(engine)
    with writing(engine) as connection:
        state = fold(connection)
        key = the_source(state.undone, source, register, principal)
        load = state.undone[key][-1]
        refuse_moved(load, seen)
        current = next(iter(state.loads.get(key, [])[-1:]), None)
        details = {"load": load.id, "aliases": sorted(put_back(connection, load, current, state))}
        enter(connection, kind="redo", by=by, register=key[0], source=key[1], details=details)
    return current_versions(engine, key)[0]


def undone(engine: Engine, principal: Principal = LOCAL) -> list[Any]:
    """Return the journal's entry of the load of each source that was withdrawn last and can be put back, the newest first."""
    stacks = present_state(engine).undone.values()
    loads = [stack[-1] for stack in stacks if stack and within(principal, stack[-1].details)]
    return sorted(loads, key=lambda load: load.id, reverse=True)


def the_source(
    stacks: Mapping[tuple[str, str], Sequence[Any]], source: str, register: str, principal: Principal
) -> tuple[str, str]:
    """Return the register and the source of that name; Refused when there is none within reach, or several."""
    reach = {key for key, stack in stacks.items() if stack and within(principal, stack[-1].details)}
    keys = [key for key in stacks if key in reach and key[1] == source and register in ("", key[0])]
    if len(keys) != 1:
        several = sorted(f"{name} (--register {kind})" for kind, name in keys)
        possible = ", ".join(several or sorted({name for _, name in reach})) or "—"
        raise Refused("nothing_to_undo", source=source, possible=possible)
    return keys[0]


def refuse_moved(load: Any, seen: int | None) -> None:
    """Refuse when the load is not the one that the person saw."""
    if seen is not None and load.id != seen:
        raise Refused("load_moved", source=load.source, by=load.by or "—", load=load.id, file=load.file_name)


def current_versions(engine: Engine, key: tuple[str, str]) -> list[Source]:
    """Return the current version of a source: one, or none."""
    return [entry for entry in sources(engine) if (entry.register, entry.source) == key]


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
