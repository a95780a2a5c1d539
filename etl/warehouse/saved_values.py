"""What people save under a name: index weights, groups of regions, decks. Each change is one entry of the journal."""

from typing import Any

from sqlalchemy.engine import Engine

from etl.principal import LOCAL, Action, Principal, Reach, may
from etl.problems import Refused
from etl.warehouse.database import writing
from etl.warehouse.journal import SavedValue, enter, fold, present_state
from etl.warehouse.state import ready


def save_value(
    engine: Engine,
    what: str,
    name: str,
    value: Any,
    by: str = "",
    principal: Principal = LOCAL,
    seen: int | None = None,
) -> None:
    """Save a value that JSON can hold under a name, in the place of an earlier one of that name.

    `seen` is the number of the value that the person saw under that name, 0 where there was none. Refused without a name,
    when it was changed meanwhile, and when it is somebody else's.
    """
    _enter(engine, what, _named(name), value, by, principal, seen)


def forget_value(
    engine: Engine, what: str, name: str, by: str = "", principal: Principal = LOCAL, seen: int | None = None
) -> None:
    """Forget what is saved under a name; the journal remembers that it was. Refused as `save_value`, and when nothing is."""
    if name not in saved_values(engine, what):
        raise Refused("nothing_kept", name=name, possible=", ".join(saved_values(engine, what)) or "—")
    _enter(engine, what, name, None, by, principal, seen)


def saved_values(engine: Engine, what: str) -> dict[str, SavedValue]:
    """Return everything of that sort, by its name, in the order of names."""
    values = {name: value for (sort, name), value in present_state(engine).saved.items() if sort == what}
    return dict(sorted(values.items()))


def saved_name(name: str) -> str:
    """Return the name under which a value is saved that a person called so."""
    return " ".join(name.split())


def _named(name: str) -> str:
    words = saved_name(name)
    if not words:
        raise Refused("kept_without_name")
    return words


def _enter(engine: Engine, what: str, name: str, value: Any, by: str, principal: Principal, seen: int | None) -> None:
    ready(engine)
    with writing(engine) as connection:
        before = fold(connection).saved.get((what, name))
        _refuse_conflict(before, name, by.strip(), principal, seen)
        if before is None or before.value != value:
            enter(connection, kind="kept", by=by.strip(), details={"what": what, "name": name, "value": value})


def _refuse_conflict(before: SavedValue | None, name: str, by: str, principal: Principal, seen: int | None) -> None:
    """Refuse to change what somebody else owns, or what was changed since the person saw it."""
    if before is None:
        return
    if before.owner not in ("", by) and not may(principal, Action.DECKS, Reach.ALL):
        raise Refused("value_of_another", name=name, owner=before.owner)
    if seen is not None and before.number != seen:
        raise Refused("value_moved", name=name, by=before.by or "—", at=before.at.replace("T", " "))
