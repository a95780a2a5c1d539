"""What people save under a name: index weights, groups of regions, decks. Each change is one entry of the journal.

A value is its owner's: others see it when their role sees all, or when it is shared and their role sees what is shared.
"""

from collections.abc import Iterable
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
    """Save a value that JSON can hold under a name, in the place of the one the person sees under that name.

    `seen` is the number of that one when the person saw it, 0 where there was none. Refused without a name,
    when it was changed meanwhile, and when it is somebody else's.
    """
    _enter(engine, what, _named(name), value, by, principal, seen)


def share_value(engine: Engine, what: str, name: str, shared: bool, by: str = "", principal: Principal = LOCAL) -> None:
    """Show a value to those whose role sees what is shared, or to its owner alone again."""
    _enter(engine, what, name, _seen_as(engine, what, name, principal).value, by, principal, None, shared)


def forget_value(
    engine: Engine, what: str, name: str, by: str = "", principal: Principal = LOCAL, seen: int | None = None
) -> None:
    """Forget what is saved under a name; the journal remembers that it was. Refused as `save_value`, and when nothing is."""
    _seen_as(engine, what, name, principal)
    _enter(engine, what, name, None, by, principal, seen)


def saved_values(engine: Engine, what: str, principal: Principal = LOCAL) -> dict[str, SavedValue]:
    """Return everything of that sort that a person may see, by the name they see, in the order of names."""
    return _visible(present_state(engine).saved.values(), what, principal)


def saved_name(name: str) -> str:
    """Return the name under which a value is saved that a person called so."""
    return " ".join(name.split())


def is_own(value: SavedValue, principal: Principal) -> bool:
    """Return whether a saved value is a person's own."""
    return value.subject == principal.subject if value.subject else value.owner == principal.name


def may_change(value: SavedValue, principal: Principal) -> bool:
    """Return whether a person may change or forget a saved value."""
    return is_own(value, principal) or may(principal, Action.DECKS, Reach.ALL)


def _may_see(value: SavedValue, principal: Principal) -> bool:
    return may_change(value, principal) or (value.shared and may(principal, Action.DECKS, Reach.SHARED))


def _visible(values: Iterable[SavedValue], what: str, principal: Principal) -> dict[str, SavedValue]:
    """Return the values of a sort that a person sees; what somebody else called the same has its owner beside the name."""
    seen = [value for value in values if value.what == what and _may_see(value, principal)]
    named: dict[str, SavedValue] = {}
    for value in sorted(seen, key=lambda value: (not is_own(value, principal), value.number)):
        called = value.name, f"{value.name} ({value.owner})", f"{value.name} ({value.owner}, № {value.number})"
        named[next(name for name in called if name not in named)] = value
    return dict(sorted(named.items()))


def _seen_as(engine: Engine, what: str, name: str, principal: Principal) -> SavedValue:
    """Return the value a person sees under a name; Refused when there is none."""
    saved = saved_values(engine, what, principal)
    if name not in saved:
        raise Refused("nothing_kept", name=name, possible=", ".join(saved) or "—")
    return saved[name]


def _named(name: str) -> str:
    words = saved_name(name)
    if not words:
        raise Refused("kept_without_name")
    return words


def _enter(
    engine: Engine,
    what: str,
    name: str,
    value: Any,
    by: str,
    principal: Principal,
    seen: int | None,
    shared: bool | None = None,
) -> None:
    ready(engine)
    with writing(engine) as connection:
        before = _visible(fold(connection).saved.values(), what, principal).get(name)
        _refuse_conflict(before, name, principal, seen)
        whose = {"name": before.name, "owner": before.subject} if before else {"name": name, "owner": principal.subject}
        is_shared = shared if shared is not None else before is not None and before.shared
        if before is None or (before.value, before.shared) != (value, is_shared):
            enter(
                connection,
                kind="kept",
                by=by.strip(),
                details={"what": what, "value": value, "shared": is_shared} | whose,
            )


def _refuse_conflict(before: SavedValue | None, name: str, principal: Principal, seen: int | None) -> None:
    """Refuse to change what somebody else owns, or what was changed since the person saw it."""
    if before is None:
        return
    if not may_change(before, principal):
        raise Refused("value_of_another", name=name, owner=before.owner)
    if seen is not None and before.number != seen:
        raise Refused("value_moved", name=name, by=before.by or "—", at=before.at.replace("T", " "))
