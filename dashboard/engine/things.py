"""Things that recur over time, each counted once: municipalities that took part, municipalities that came again."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dashboard.engine.snapshot import SPANS, Snapshot
from dashboard.engine.sums import Key, rows_of
from etl.datasets.dataset import Dataset, Distinct
from etl.datasets.expressions import UNIT, both
from etl.service import COUNTED


class Count(NamedTuple):
    """The number of different things of a region in a step of time; the step is None where time is not cut."""

    step: date | None
    region: str
    amount: int


@dataclass(frozen=True, slots=True)
class Span:
    """The rows things are counted in: of these days, or all; of one whole, a season, whose last day is then `until`."""

    days: tuple[date, date] | None
    whole: Key = ()
    until: date = date.max

    @property
    def last_day(self) -> date:
        """Return the day on which it is asked what there was: the last one, or today where that lies ahead."""
        return min(self.until, self.days[1] if self.days else self.until, date.today())


def different(snapshot: Snapshot, dataset: Dataset, name: str, span: Span, step: str = "") -> list[Count]:
    """Return how many different things each region has in a span, by step."""
    statement = count_statement(dataset, dataset.distinct(name), span, step)
    return [Count(*row) for row in snapshot.rows(statement)]


def count_statement(dataset: Dataset, distinct: Distinct, span: Span, step: str) -> str:
    """Return the statement: a row for every thing in a step and region, then their number; `again` keeps those that came more than once."""
    again = f'HAVING count(DISTINCT "{distinct.again}") > 1' if distinct.again else ""
    keys = [f'"{name}"' for name in distinct.key if name not in (dataset.region, UNIT)]
    rows = f"({chosen_rows(dataset, distinct, span, step)})"
    if UNIT in distinct.key:
        keys.append("called")
        rows += f" JOIN {SPANS} ON {UNIT} = unit AND last_day >= since AND last_day < until"
    return f"""SELECT step, region, count(*) FROM (
            SELECT step, {dataset.region} AS region, {", ".join(keys)} FROM {rows} GROUP BY ALL {again}
        ) GROUP BY step, region ORDER BY step, region"""


def chosen_rows(dataset: Dataset, distinct: Distinct, span: Span, step: str) -> str:
    """Return the SQL of the rows with a thing, with their step and the last day on which it is asked what there was."""
    start = f"date_trunc('{step}', day)::DATE" if step else "NULL::DATE"
    conditions = [f"quarantined = {COUNTED}", distinct.where]
    conditions += [f"day BETWEEN DATE '{span.days[0]}' AND DATE '{span.days[1]}'"] if span.days else []
    conditions += ["day IS NOT NULL"] if step else []
    return f"""SELECT *, {start} AS step, {last_day(span, step)} AS last_day FROM {rows_of(dataset, span.whole)}
        WHERE {both(*conditions)}"""


def last_day(span: Span, step: str) -> str:
    """Return the SQL of the last day of a row's step that lies in a span."""
    end = f"date_trunc('{step}', day) + INTERVAL 1 {step} - INTERVAL 1 DAY" if step else ""
    return f"least(({end})::DATE, DATE '{span.last_day}')" if step else f"DATE '{span.last_day}'"
