"""Who came to which event, read from the rows of a bounded number of events: the newest of a period, a series, or one."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from etl.database import FACTS, SUMMARIES
from etl.datasets.events import counted, held, people
from etl.load import COUNTED
from etl.regions import NATION

if TYPE_CHECKING:
    import pandas as pd

FACT, SUMMARY = FACTS["events"], SUMMARIES["events"]
COLUMNS = (
    *("identity", "event", "day", "day_end", "format", "mode", "series", "topic", "status", "host_region", "city"),
    *("region", "municipality", "category", "organisation", "programme", "source_url"),
    *("participants", "participants_qualifier", "participants_unit"),
)
MONTHS_LOOKED_AT = 24


def event_rows(engine: Engine, events: Sequence[int]) -> pd.DataFrame:
    """Return the rows of these events, `held` and `people` added: NaN where the number of people is not known."""
    import pandas as pd  # here: all commands would wait for it half a second

    columns = [FACT.c[name] for name in COLUMNS]
    query = sa.select(*columns).where(FACT.c.identity.in_(events), FACT.c.quarantined == COUNTED)
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(FACT.c.id)).fetchall()
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    texts = [column.name for column in columns if isinstance(column.type, sa.Text)]
    frame[texts] = frame[texts].fillna("")
    frame["participants"] = frame["participants"].astype(float)
    return frame.assign(held=held(frame), people=people(frame).where(counted(frame) > 0))


Days = tuple[date, date] | None


def newest_events(engine: Engine, days: Days, regions: Sequence[str], most: int) -> list[int]:
    """Return the newest events, announced ones too, the newest first; without days those of no known day come last.

    The index on days is read from its end, so that the cost is that of the events returned, not of the register.
    """
    conditions = [FACT.c.quarantined == COUNTED]
    if days:
        conditions.append(FACT.c.day.between(*days))
    if regions:
        conditions.append(FACT.c.region.in_(regions))
    query = sa.select(FACT.c.day, FACT.c.identity).where(*conditions).distinct()
    order = FACT.c.day.desc() if days else FACT.c.day.desc().nulls_last()
    with engine.connect() as connection:
        return [identity for _, identity in connection.execute(query.order_by(order).limit(most))]


def attended_events(engine: Engine, days: Days, regions: Sequence[str], among: int, most: int) -> list[int]:
    """Return the events to which most of these regions came, of the newest `among`, by their days; none without a region."""
    came, day = sa.func.count(sa.distinct(FACT.c.region)).label("came"), sa.func.min(FACT.c.day).label("day")
    query = sa.select(FACT.c.identity, came, day).where(
        FACT.c.identity.in_(newest_events(engine, days, (), among)),
        FACT.c.quarantined == COUNTED,
        FACT.c.status != "план",
        FACT.c.region.in_(regions),
    )
    query = query.group_by(FACT.c.identity).order_by(came.desc(), day.desc().nulls_last(), FACT.c.identity).limit(most)
    with engine.connect() as connection:
        found = connection.execute(query).fetchall()
    return [row.identity for row in sorted(found, key=lambda row: (row.day or date.min, row.identity))]


def month_end(day: date) -> date:
    """Return the last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def series_events(engine: Engine, series: str, most: int) -> list[int]:
    """Return the newest events of a series, the newest first; the summaries say in which months to look."""
    months = sa.select(SUMMARY.c.day).where(
        SUMMARY.c.dimension == "series",
        SUMMARY.c.grain == "month",
        SUMMARY.c.scope == NATION,
        SUMMARY.c.member == series,
        SUMMARY.c.day.is_not(None),
    )
    with engine.connect() as connection:
        starts = connection.scalars(months.order_by(SUMMARY.c.day.desc()).limit(MONTHS_LOOKED_AT)).all()
        spans = [FACT.c.day.between(start, month_end(start)) for start in starts]
        query = sa.select(FACT.c.day, FACT.c.identity).distinct()
        query = query.where(sa.or_(sa.false(), *spans), FACT.c.series == series, FACT.c.quarantined == COUNTED)
        return [identity for _, identity in connection.execute(query.order_by(FACT.c.day.desc()).limit(most))]
