"""Conditions on one row of a register, as SQL text."""

from collections.abc import Iterable


def quoted(value: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def is_one_of(column: str, values: Iterable[str]) -> str:
    """Return the condition that a column holds one of these texts."""
    return f"{column} IN ({', '.join(map(quoted, values))})"


def both(*conditions: str) -> str:
    """Return the condition that all of these hold."""
    return " AND ".join(f"({condition})" if " OR " in condition else condition for condition in conditions)
