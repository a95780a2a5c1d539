"""What people save under a name: index weights, groups of regions, decks. Each change is one entry of the journal."""

from typing import Any

from sqlalchemy.engine import Engine

from etl.problems import Refused
from etl.warehouse.database import writing
from etl.warehouse.journal import SavedValue, enter, fold, present_state
from etl.warehouse.state import ready


def save_value(engine: Engine, what: str, name: str, value: Any, by: str = "") -> None:
    """Save a value that JSON can hold under a name, in the place of an earlier one of that name; Refused without a name."""
    _enter(engine, what, _named(name), value, by)


def forget_value(engine: Engine, what: str, name: str, by: str = "") -> None:
    """Forget what is saved under a name; the journal remembers that it was. Refused when nothing is."""
    if name not in saved_values(engine, what):
        raise Refused("nothing_kept", name=name, possible=", ".join(saved_values(engine, what)) or "—")
    _enter(engine, what, name, None, by)


def saved_values(engine: Engine, what: str) -> dict[str, SavedValue]:
    """Return everything of that sort, by its name, in the order of names."""
    values = {name: value for (sort, name), value in present_state(engine).saved.items() if sort == what}
    return dict(sorted(values.items()))


def _named(name: str) -> str:
    words = " ".join(name.split())
    if not words:
        raise Refused("kept_without_name")
    return words


def _enter(engine: Engine, what: str, name: str, value: Any, by: str) -> None:
    ready(engine)
    with writing(engine) as connection:
        before = fold(connection).saved.get((what, name))
        if before is None or before.value != value:
            enter(connection, kind="kept", by=by.strip(), details={"what": what, "name": name, "value": value})
