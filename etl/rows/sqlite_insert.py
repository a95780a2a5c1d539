"""How SQLite inserts many rows quickly."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

LONGEST_LITERAL = 200  # SQLite refuses a statement of a million characters

# Without an adapter sqlite3 searches for one at every empty cell, ten times as long as it takes to bind a number.
sqlite3.register_adapter(type(None), dict[None, None]().get)


def sqlite_insert(table: str, columns: Mapping[str, Sequence[Any]]) -> tuple[str, Sequence[Sequence[Any]]]:
    """Return the statement that inserts a row, and the columns to pass to it, at least one.

    A column of one value stands in the statement itself: what takes the time is to hand over every value of every row.
    """
    written = {name: literal(values[0]) for name, values in columns.items() if is_written(values)}
    if len(written) == len(columns):
        written.popitem()
    marks = ", ".join(written.get(name, "?") for name in columns)
    statement = f"INSERT INTO {table} ({quoted(columns)}) VALUES ({marks})"  # noqa: S608 - names ours, values quoted
    return statement, [values for name, values in columns.items() if name not in written]


def is_written(values: Sequence[Any]) -> bool:
    """Return whether a column holds one value in all its rows, and one that a statement can hold."""
    if not values or values[0] != values[-1] or values.count(values[0]) < len(values):
        return False
    return not isinstance(values[0], str) or (len(values[0]) <= LONGEST_LITERAL and values[0].isprintable())


def literal(value: str | float | None) -> str:
    """Return a value as SQLite writes it in a statement."""
    if value is None:
        return "NULL"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)


def quoted(names: Iterable[str]) -> str:
    """Return the names of columns as a statement lists them."""
    return ", ".join(f'"{name}"' for name in names)
