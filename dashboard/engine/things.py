"""Things that come back over time, each counted once: municipalities that took part, that came again."""

from datetime import date
from typing import NamedTuple

from dashboard.engine.snapshot import Snapshot
from etl.datasets.dataset import Dataset, Distinct
from etl.service import COUNTED


class Count(NamedTuple):
    """How many different things a region has in a step of time; the step is None where time is not cut."""

    step: date | None
    region: str
    amount: int


def different(
    snapshot: Snapshot, dataset: Dataset, name: str, days: tuple[date, date] | None, step: str = ""
) -> list[Count]:
    """Return how many different things each region has in these days, or in each month, quarter or year of them."""
    statement = counts(dataset, dataset.distinct(name), days is not None, step)
    return [Count(*row) for row in snapshot.rows(statement, days or ())]


def counts(dataset: Dataset, distinct: Distinct, dated: bool, step: str) -> str:
    """Return the statement: a row for every thing seen, or seen again, then their number by step and region."""
    start = f"date_trunc('{step}', day)::DATE" if step else "NULL::DATE"
    keys = ", ".join(f'"{name}"' for name in distinct.key if name != "region")
    again = f'HAVING count(DISTINCT "{distinct.again}") > 1' if distinct.again else ""
    days = "AND day BETWEEN ? AND ?" if dated else ""
    known = "AND day IS NOT NULL" if step else ""
    return f"""SELECT step, region, count(*) FROM (
            SELECT {start} AS step, {dataset.region} AS region, {keys} FROM "{dataset.name}"
            WHERE quarantined = {COUNTED} AND {distinct.where} {days} {known}
            GROUP BY ALL {again}
        ) GROUP BY step, region ORDER BY step, region"""
