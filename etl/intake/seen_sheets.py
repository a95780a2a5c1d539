"""The sheets of a file that are read, and those that are not: what a clerk hid is not what they send."""

from collections.abc import Collection, Iterable, Sequence

from etl.read import Sheet


def seen_sheets(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the sheets that are seen, all where none is: what a clerk hid is not what they send."""
    return [sheet for sheet in sheets if not sheet.hidden] or list(sheets)


def unused(sheets: Iterable[Sheet], used: Collection[str]) -> tuple[str, ...]:
    """Return the names of the sheets that are not read, of hidden ones that they are."""
    names = ((sheet.name, sheet.hidden) for sheet in sheets if sheet.name not in used)
    return tuple(f"{name} (скрыт)" if hidden else name for name, hidden in names)
