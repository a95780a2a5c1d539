"""Rows for lists, newest first, and the rows of single events. Sums are never computed from them."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from dashboard.engine.register_rows import column_list
from dashboard.engine.snapshot import ROW_ORDER, Snapshot
from dashboard.engine.sums import INEXACT
from etl.datasets.events import EVENTS, PEOPLE_UNITS
from etl.datasets.expressions import UNIT, is_one_of, quoted
from etl.datasets.figures import ABOUT, EXACT, PLANNED
from etl.datasets.requests import WAITS_FOR_ANSWER
from etl.regions import NATION, REGION_BY_CODE
from etl.service import COUNTED

Days = tuple[date, date] | None
# A row known to its month or year only follows the last one that is known to the day, the longer ones last.
NEWEST = f"day DESC NULLS LAST, CASE WHEN {INEXACT} THEN day_end END NULLS FIRST"
NEWEST_EVENT = f"min(day) DESC NULLS LAST, CASE WHEN bool_and({INEXACT}) THEN min(day_end) END NULLS FIRST"
# The order of the warehouse: that of the loads, and of the rows in each.
IN_ORDER = "load_id, number"
HELD, PEOPLE = EVENTS.amount("attendances"), EVENTS.amount("participants")
IS_PERSONS = is_one_of("participants_unit", PEOPLE_UNITS)
LIST_COLUMNS = (
    *("key", "event", "day", "day_end", "format", "series", "city", "status"),
    *("regions", "participants", "qualifier", "source_url"),
)
EVENT_COLUMNS = (
    *("identity", "event", "day", "day_end", "format", "mode", "series", "topic", "status", "host_region", "city"),
    *("region", "municipality", UNIT, "category", "organisation", "programme", "source_url"),
    *("participants", "participants_qualifier", "participants_unit"),
)


def frame(
    snapshot: Snapshot, columns: Sequence[str], statement: str, parameters: Sequence[object] = ()
) -> pd.DataFrame:
    """Return the rows of a statement's result as a frame of these columns; days as dates."""
    return pd.DataFrame(snapshot.rows(statement, parameters), columns=list(columns))


def counting(
    snapshot: Snapshot, days: Days, regions: Sequence[str], condition: Mapping[str, object] | None = None
) -> str:
    """Return the condition of rows that count and may be listed: in these days and regions, with these values."""
    conditions = [f"quarantined = {COUNTED}", snapshot.lists]
    if days:
        conditions.append(f"day BETWEEN DATE '{days[0]}' AND DATE '{days[1]}'")
    if regions:
        conditions.append(is_one_of("region", regions))
    conditions += [f'"{name}" = {literal(value)}' for name, value in (condition or {}).items()]
    return " AND ".join(conditions)


def literal(value: object) -> str:
    """Return a text or a number as SQL."""
    return quoted(value) if isinstance(value, str) else str(value)


def newest_rows(
    snapshot: Snapshot,
    register: str,
    columns: Sequence[str],
    days: Days,
    regions: Sequence[str],
    condition: Mapping[str, object],
    most: int,
) -> pd.DataFrame:
    """Return the newest rows of a register with these values."""
    where = counting(snapshot, days, regions, condition)
    statement = (
        f'SELECT {column_list(columns)} FROM "{register}" WHERE {where} ORDER BY {NEWEST}, {IN_ORDER} LIMIT {most}'
    )
    return frame(snapshot, columns, statement)


def count_rows(
    snapshot: Snapshot, register: str, days: Days, regions: Sequence[str], condition: Mapping[str, object]
) -> int:
    """Return the number of rows of a register with these values."""
    [(count,)] = snapshot.rows(
        f'SELECT count(*) FROM "{register}" WHERE {counting(snapshot, days, regions, condition)}'
    )
    return int(count)


def count_events(
    snapshot: Snapshot,
    days: Days,
    regions: Sequence[str],
    condition: Mapping[str, object] | None = None,
    held: bool = False,
) -> int:
    """Return the number of events with such a row, announced ones too; with `held` only those held."""
    where = counting(snapshot, days, regions, condition) + (f" AND {HELD} > 0" if held else "")
    [(count,)] = snapshot.rows(f"SELECT count(DISTINCT identity) FROM events WHERE {where}")
    return int(count)


def newest_events(snapshot: Snapshot, days: Days, regions: Sequence[str], most: int) -> list[int]:
    """Return the newest events, announced ones too, newest first; those without a day come last."""
    return events_where(snapshot, counting(snapshot, days, regions), most)


def series_events(snapshot: Snapshot, series: str, most: int) -> list[int]:
    """Return the newest events of a series, newest first."""
    return events_where(snapshot, counting(snapshot, None, (), {"series": series}), most)


def events_where(snapshot: Snapshot, condition: str, most: int) -> list[int]:
    """Return the newest events that have a row for which a condition holds, newest first."""
    statement = f"""SELECT identity FROM events WHERE {condition}
        GROUP BY identity ORDER BY {NEWEST_EVENT}, min({ROW_ORDER}) LIMIT {most}"""
    return [identity for (identity,) in snapshot.rows(statement)]


def attended_events(snapshot: Snapshot, days: Days, regions: Sequence[str], among: int, most: int) -> list[int]:
    """Return the events to which most of these regions came, of the newest `among`, by their days; none without a region."""
    newest = newest_events(snapshot, days, (), among)
    if not newest or not regions:
        return []
    statement = f"""SELECT identity FROM (
            SELECT identity, count(DISTINCT region) AS came, min(day) AS day FROM events
            WHERE {counting(snapshot, None, regions)} AND {is_of_events(newest)} AND {HELD} > 0
            GROUP BY identity ORDER BY came DESC, day DESC NULLS LAST, identity LIMIT {most}
        ) ORDER BY day NULLS FIRST, identity"""
    return [identity for (identity,) in snapshot.rows(statement)]


def is_of_events(events: Sequence[int]) -> str:
    """Return the condition that a row belongs to one of these events."""
    return f"identity IN ({', '.join(map(str, events))})"


def event_rows(snapshot: Snapshot, events: Sequence[int]) -> pd.DataFrame:
    """Return the rows of these events with `held` and `people` added; people are NaN where nobody states their number."""
    where = f"{counting(snapshot, None, ())} AND {is_of_events(events)}" if events else "false"
    statement = f"""SELECT {column_list(EVENT_COLUMNS)}, coalesce({HELD} > 0, false) AS held, {PEOPLE} AS people
        FROM events WHERE {where} ORDER BY {IN_ORDER}"""
    rows = frame(snapshot, (*EVENT_COLUMNS, "held", "people"), statement)
    return rows.astype({"participants": float, "people": float, "held": bool})


def event_list(snapshot: Snapshot, days: Days, regions: Sequence[str], most: int) -> pd.DataFrame:
    """Return the newest events, each once: what the rows of an event that was held say, otherwise its announcement.

    A sum of several figures, one of them rough, is itself only «около». Where nobody came whose number is known, it is the
    people planned, and called a plan.
    """
    newest = newest_events(snapshot, days, regions, most)
    if not newest:
        return pd.DataFrame(columns=list(LIST_COLUMNS))
    rough = f"bool_or(participants_qualifier <> {quoted(EXACT)})"
    with_people = f"FILTER (WHERE {PEOPLE} IS NOT NULL)"
    texts = [first_text(name) for name in ("format", "series", "city", "source_url")]
    statement = f"""
        WITH own AS (SELECT *, coalesce({HELD} > 0, false) AS held FROM events
            WHERE {counting(snapshot, None, regions)} AND {is_of_events(newest)}),
        stated AS (SELECT own.* FROM own JOIN (SELECT identity, bool_or(held) AS any_held FROM own GROUP BY identity)
            USING (identity) WHERE held OR NOT any_held)
        SELECT identity::VARCHAR, arg_min(event, {ROW_ORDER}), min(day),
            arg_min(day_end, (day, {ROW_ORDER})), {", ".join(texts[:3])},
            arg_min(status, {ROW_ORDER}),
            count(DISTINCT region) FILTER (WHERE {is_one_of("region", REGION_BY_CODE)}),
            coalesce(sum({PEOPLE}), sum(participants) FILTER (WHERE {IS_PERSONS})),
            CASE WHEN count({PEOPLE}) = 0 AND count(participants) FILTER (WHERE {IS_PERSONS}) > 0 THEN {quoted(PLANNED)}
                WHEN {rough} {with_people} THEN CASE WHEN count(*) {with_people} > 1 THEN {quoted(ABOUT)}
                ELSE any_value(participants_qualifier) {with_people} END ELSE '' END,
            {texts[3]}
        FROM stated GROUP BY identity ORDER BY {NEWEST_EVENT}, min({ROW_ORDER})"""
    return frame(snapshot, LIST_COLUMNS, statement)


def open_requests(snapshot: Snapshot, regions: Sequence[str], most: int) -> pd.DataFrame:
    """Return the requests without an accepted answer, the one due first on top: due, region, title, who asks, how far."""
    columns = ("due_on", "region", "request", "issued_by", "state", "data_end")
    statement = f"""SELECT {column_list(columns)} FROM requests
        WHERE {counting(snapshot, None, regions)} AND {WAITS_FOR_ANSWER} AND due_on IS NOT NULL
        ORDER BY due_on, {IN_ORDER} LIMIT {most}"""
    return frame(snapshot, columns, statement)


def count_open_requests(snapshot: Snapshot, regions: Sequence[str]) -> tuple[int, int]:
    """Return how many requests have no accepted answer, and how many of these are due where the data of their register end."""
    where = f"{counting(snapshot, None, regions)} AND {WAITS_FOR_ANSWER} AND due_on IS NOT NULL"
    [(count, due)] = snapshot.rows(
        f"SELECT count(*), count(*) FILTER (WHERE due_on <= data_end) FROM requests WHERE {where}"
    )
    return int(count), int(due)


def first_text(column: str) -> str:
    """Return the SQL of the first text in a column of rows; empty when they have none."""
    return f"coalesce(arg_min({column}, {ROW_ORDER}) FILTER (WHERE {column} <> ''), '')"


def targets(snapshot: Snapshot) -> pd.DataFrame:
    """Return every plan once, that of the country and those that may be listed; of two plans for the same, the one loaded last."""
    columns = ("region", "indicator", "day", "day_end", "target")
    statement = f"""SELECT {column_list(columns)} FROM targets WHERE quarantined = {COUNTED} AND ({snapshot.lists} OR region = {quoted(NATION)})
        QUALIFY row_number() OVER (PARTITION BY region, indicator, day, day_end ORDER BY load_id DESC, number DESC) = 1
        ORDER BY load_id, number"""
    return frame(snapshot, columns, statement)
