"""Rows of one register that count in another one too: a question that was asked in one place and written down in two."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Taken:
    """The rows of a register `where` an SQL condition holds, as rows of the one that takes them.

    `columns` pairs a column there with the one it is taken from. A row whose region, `same` column and `title` are those
    of a row of the register itself is that row again, and is not taken.
    """

    register: str
    where: str
    columns: tuple[tuple[str, str], ...]
    same: str
    title: str

    def source_of(self, name: str) -> str:
        """Return the column that one of the taking register comes from; empty when it has none there."""
        return dict(self.columns).get(name, "")
