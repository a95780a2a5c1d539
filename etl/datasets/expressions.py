"""Conditions on one row of a register, as SQL text."""

from collections.abc import Iterable

# The municipality of a row by its id in the directory: empty while nobody knows which it is, NO_UNIT when it is none.
UNIT, NO_UNIT = "municipality_unit", "--"
WAITING_NAMES = "waiting_names"  # the things counted once that are names of municipalities nobody has recognised


def quoted(value: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def is_one_of(column: str, values: Iterable[str]) -> str:
    """Return the condition that a column holds one of these texts."""
    return f"{column} IN ({', '.join(map(quoted, values))})"


def both(*conditions: str) -> str:
    """Return the condition that all of these hold."""
    return " AND ".join(f"({condition})" if " OR " in condition else condition for condition in conditions)


IS_LISTED = f"{UNIT} NOT IN ('', '{NO_UNIT}')"
WAITS = both("municipality <> ''", f"{UNIT} = ''")
