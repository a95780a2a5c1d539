"""What the dashboard answers to an address beside what the oracle computes."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isclose
from typing import Any
from urllib.parse import urlencode

from dashboard.export.addresses import answer as dashboard_answer
from tests.oracle.answers import Shown, answer, rows_behind
from tests.oracle.computing import Registers

TOLERANCE, NOISE = 1e-9, 1e-9
MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One value of an address on which the dashboard and the oracle differ, and the rows it is about."""

    address: str
    where: tuple[str, ...]
    dashboard: float | str | None
    oracle: float | str | None
    rows: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the address, both values and the first of the rows."""
        more = f" and {len(self.rows) - MOST_ROWS} more" if len(self.rows) > MOST_ROWS else ""
        values = f"{'.'.join(self.where)}: dashboard {self.dashboard!r}, oracle {self.oracle!r}"
        return f"{self.address}\n  {values}\n  rows: {', '.join(self.rows[:MOST_ROWS])}{more}"


def address_of(query: Mapping[str, str]) -> str:
    """Return the address with these parameters."""
    return "/?" + urlencode(query, safe=",")


def disagreements(registers: Registers, query: Mapping[str, str]) -> list[Disagreement]:
    """Return every value on which the dashboard and the oracle differ."""
    address = address_of(query)
    reply = dashboard_answer(address)
    if "error" in reply:
        return [Disagreement(address, ("error",), reply["error"], None)]
    theirs, computed = shown(query["exhibit"], reply), answer(registers, query)
    differing = [key for key in sorted({*theirs, *computed}) if not same(theirs.get(key), computed.get(key))]
    rows = tuple(rows_behind(registers, query)) if differing else ()
    return [Disagreement(address, key, theirs.get(key), computed.get(key), rows) for key in differing]


def same(one: float | str | None, other: float | str | None) -> bool:
    """Return whether two values are the same; the last digits of a sum of fractions may differ."""
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return isclose(one, other, rel_tol=TOLERANCE, abs_tol=NOISE)
    return one == other


def shown(exhibit: str, reply: Mapping[str, Any]) -> Shown:
    """Return what an answer of the dashboard shows, by what tells its values apart."""
    rows = reply["rows"]
    match exhibit.split("."):
        case ["card", _]:
            return card(rows[0], ratio=any(field["name"] == "base" for field in reply["fields"]))
        case ["map", _]:
            parts = {("identity", name): value for name, value in (reply["identity"] or {}).items()}
            return keyed(rows, "value", "code") | keyed(rows, "state", "code") | parts
        case ["ranking", _]:
            return keyed(rows, "value", "key")
        case ["trend", _]:
            return trend(rows)
        case ["breakdown", *_]:
            return keyed(rows, "value", "member")
    return {("rows",): float(len(rows))}


def trend(rows: list[dict[str, Any]]) -> Shown:
    """Return the points of a line by its role and their day; of bars by season, their values."""
    if rows and "date" not in rows[0]:
        return {("season", row["key"]): row["value"] for row in rows}
    return {(row["role"], row["date"]): row["value"] for row in rows if row["value"] is not None}


def card(row: Mapping[str, Any], *, ratio: bool) -> Shown:
    """Return what a card shows: the fraction only behind a ratio."""
    columns = ("value", "previous", "part", "base") if ratio else ("value", "previous")
    return {(name,): row[name] for name in columns}


def keyed(rows: list[dict[str, Any]], column: str, key: str) -> Shown:
    """Return a column of rows by another one."""
    return {(column, row[key]): row[column] for row in rows}
