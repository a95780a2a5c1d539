"""The sums of rows that are known to their month, quarter, half-year or year only: each may be of any day of that."""

from dataclasses import dataclass
from datetime import date

from dashboard.engine.snapshot import Snapshot
from dashboard.engine.sums import INEXACT, Row
from dashboard.engine.twins import NO_TWIN
from etl.datasets.dataset import Dataset
from etl.datasets.expressions import both


@dataclass(frozen=True, slots=True)
class InexactSums:
    """The sums of the rows of one region that are known to be of some day from `since` to `until`."""

    region: str
    since: date
    until: date
    sums: Row


def inexact_sums(snapshot: Snapshot, dataset: Dataset) -> list[InexactSums]:
    """Return these sums by region and by what is known of the day."""
    measures = {measure.name: measure.total for measure in dataset.measures}
    once = {
        thing.name: f"count(DISTINCT ({', '.join(thing.key)})) FILTER (WHERE {both(thing.where, NO_TWIN)})"
        for thing in dataset.once()
    }
    columns = {"rows": "count(*)"} | measures | once
    totals = ", ".join(f"coalesce({total}, 0)::DOUBLE" for total in columns.values())
    rows = snapshot.rows(
        f"""SELECT row_scope, day, day_end, {totals} FROM "{dataset.name}"
        WHERE {INEXACT} GROUP BY row_scope, day, day_end ORDER BY row_scope, day, day_end"""
    )
    return [
        InexactSums(region, since, until, dict(zip(columns, amounts, strict=True)))
        for region, since, until, *amounts in rows
    ]
