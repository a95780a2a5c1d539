"""What the dashboard answers to an address beside what the oracle computes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isclose
from typing import Any
from urllib.parse import urlencode

from dashboard.export.addresses import answer as dashboard_answer
from tests.oracle.answers import answer, rows_behind
from tests.oracle.computing import Registers
from tests.oracle.question import Shown

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
    kind, rows = exhibit.split(".")[0], reply["rows"]
    if kind in ("card", "season_card"):
        return card(rows[0], ratio=any(field["name"] == "base" for field in reply["fields"]))
    if kind in ("map", "season_map"):
        parts = {("identity", name): value for name, value in (reply["identity"] or {}).items()}
        return keyed(rows, "value", "code") | keyed(rows, "state", "code") | parts
    return OF_ROWS[kind](rows) if kind in OF_ROWS else {("rows",): float(len(rows))}


def ranking(rows: list[dict[str, Any]]) -> Shown:
    """Return the values of bars and those of the days before."""
    return keyed(rows, "value", "key") | keyed(rows, "previous", "key")


def parts(rows: list[dict[str, Any]]) -> Shown:
    """Return the value of each member of each row."""
    return {(row["row"], row["member"]): row["value"] for row in rows}


def structure(rows: list[dict[str, Any]]) -> Shown:
    """Return the value of each member in each row, the rows counted in their order."""
    places = {name: str(place) for place, name in enumerate(dict.fromkeys(row["row"] for row in rows))}
    return {(places[row["row"]], row["member"]): row["value"] for row in rows}


def campaign_days(rows: list[dict[str, Any]]) -> Shown:
    """Return the points of the lines by season and day of the campaign."""
    return {(row["series"], str(row["step"])): row["value"] for row in rows}


def trend(rows: list[dict[str, Any]]) -> Shown:
    """Return the points of a line by its role and their day; of bars by season, their values; of campaigns, their days."""
    if rows and "step" in rows[0]:
        return campaign_days(rows)
    if rows and "date" not in rows[0]:
        return {("season", row["key"]): row["value"] for row in rows}
    return {(row["role"], row["date"]): row["value"] for row in rows if row["value"] is not None}


def card(row: Mapping[str, Any], *, ratio: bool) -> Shown:
    """Return what a card shows: the fraction only behind a ratio."""
    columns = ("value", "previous", "part", "base") if ratio else ("value", "previous")
    return {(name,): row[name] for name in columns}


def keyed(rows: list[dict[str, Any]], column: str, key: str) -> Shown:
    """Return a column of rows by another one."""
    return {(column, row[key]): row[column] for row in rows if column in row}


OF_ROWS: Mapping[str, Callable[[list[dict[str, Any]]], Shown]] = {
    "ranking": ranking,
    "season_funnel": ranking,
    "trend": trend,
    "campaign_days": campaign_days,
    "structure": structure,
    "season_parts": parts,
    "season_places": parts,
    "season_entries": lambda rows: keyed(rows, "value", "key"),
    "season_prizes": lambda rows: keyed(rows, "value", "key"),
    "breakdown": lambda rows: keyed(rows, "value", "member"),
    "nomination_places": lambda rows: keyed(rows, "value", "member"),
}
