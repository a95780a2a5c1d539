"""Things that recur over time, each counted once: municipalities that took part, municipalities that came again."""

from datetime import date
from typing import NamedTuple

from dashboard.engine.snapshot import Snapshot
from etl.datasets.dataset import Dataset, Distinct
from etl.datasets.expressions import both
from etl.service import COUNTED


class Count(NamedTuple):
    """The number of different things of a region in a step of time; the step is None where time is not cut."""

    step: date | None
    region: str
    amount: int


def different(
    snapshot: Snapshot, dataset: Dataset, name: str, days: tuple[date, date] | None, step: str = ""
) -> list[Count]:
    """Return how many different things each region has in these days, or in each month, quarter or year of them."""
    statement = count_statement(dataset, dataset.distinct(name), days is not None, step)
    return [Count(*row) for row in snapshot.rows(statement, days or ())]


def count_statement(dataset: Dataset, distinct: Distinct, dated: bool, step: str) -> str:
    """Return the statement: a row for every thing in a step and region, then their number; `again` keeps those that came more than once."""
    start = f"date_trunc('{step}', day)::DATE" if step else "NULL::DATE"
    keys = ", ".join(f'"{name}"' for name in distinct.key if name != "region")
    conditions = [f"quarantined = {COUNTED}", distinct.where]
    conditions += ["day BETWEEN ? AND ?"] if dated else []
    conditions += ["day IS NOT NULL"] if step else []
    again = f'HAVING count(DISTINCT "{distinct.again}") > 1' if distinct.again else ""
    return f"""SELECT step, region, count(*) FROM (
            SELECT {start} AS step, {dataset.region} AS region, {keys} FROM "{dataset.name}"
            WHERE {both(*conditions)}
            GROUP BY ALL {again}
        ) GROUP BY step, region ORDER BY step, region"""
