"""The sums of a register's rows by scope, step of time and member: one statement, built from the register's declaration."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.engine.snapshot import ROW_ORDER, Snapshot
from dashboard.engine.twins import NO_TWIN
from etl.datasets.coverage import COVERAGE
from etl.datasets.dataset import Dataset, Dimension, Distinct
from etl.datasets.expressions import both, is_one_of, quoted
from etl.service import COUNTED

Row = Mapping[str, float]
Key = tuple[str | int, ...]
BETWEEN = " · "
HEAVIER = f"{2**70}::HUGEINT"  # one row more outweighs any place in the declared order
# A row known to its month, quarter or year only stands on the first day of that; see docs/decisions/008.
INEXACT = "coalesce(day = date_trunc('month', day) AND day_end > day AND day_end = last_day(day_end), false)"
DECIMALS = 6  # a sum of fractions does not depend on the order they are added in


@dataclass(frozen=True, slots=True)
class Question:
    """Which rows of a register are summed, and by what: days, step of time, scopes, dimension.

    Without days all rows are summed, those without a day too; without scopes, every scope is answered for. `together`
    joins these scopes, which must be regions, into one whose name is empty and in which an event counts once. `whole` is
    the key of the one whole whose rows are summed, a season of a contest; days are then those of rows that have their own.
    `exact` leaves out rows that are known to their month, quarter or year only.
    """

    days: tuple[date, date] | None = None
    step: str = ""
    scopes: tuple[str, ...] = ()
    dimension: str = ""
    together: bool = False
    whole: Key = ()
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """The sums of one step, scope and member, by name; the step is None where time is not cut, and for rows without a day."""

    step: date | None
    scope: str
    member: str
    sums: Row


def sums(snapshot: Snapshot, dataset: Dataset, question: Question) -> list[Cell]:
    """Return the sums that are not empty, in the order of step, scope and member."""
    names = dataset.summed()
    rows = snapshot.rows(statement(dataset, question), question.days or ())
    return [Cell(step, scope, member, dict(zip(names, amounts, strict=True))) for step, scope, member, *amounts in rows]


def statement(dataset: Dataset, question: Question) -> str:
    """Return the statement: amounts are added up over the smallest scopes first, things are counted once in every scope they are in."""
    dimension = dataset.dimension(question.dimension) if question.dimension else None
    totals = ", ".join(f'round(coalesce(sum("{name}"), 0), {DECIMALS}) AS "{name}"' for name in dataset.summed())
    counted = [amounts(dataset), *(counted_once(distinct, dimension) for distinct in dataset.once())]
    return f"""
        WITH chosen AS NOT MATERIALIZED ({chosen_rows(dataset, question, dimension)}),
        reached AS ({reached_scopes(question)})
        SELECT step, scope, member, {totals} FROM ({" UNION ALL BY NAME ".join(counted)})
        GROUP BY step, scope, member ORDER BY step NULLS FIRST, scope, member"""


def chosen_rows(dataset: Dataset, question: Question, dimension: Dimension | None) -> str:
    """Return the SQL of the rows that are summed, with their step and member."""
    conditions = ["day BETWEEN ? AND ?"] if question.days else []
    if question.exact:
        conditions.append(f"NOT {INEXACT}")
    if dimension and dimension.where:
        conditions.append(dimension.where)
    step = f"date_trunc('{question.step}', day)::DATE" if question.step else "NULL::DATE"
    return f"""SELECT *, {step} AS step, {member(dimension)} AS member, {member_order(dataset, dimension)} AS member_order
        FROM {rows_of(dataset, question.whole)} WHERE {" AND ".join(conditions) or "true"}"""


def rows_of(dataset: Dataset, key: Key = ()) -> str:
    """Return the SQL of the rows of a register, or of one whole in it, where only rows with a day of their own keep it."""
    if not key or dataset.whole is None:
        return f'"{dataset.name}"'
    conditions = [
        f"{name} = {quoted(value) if isinstance(value, str) else value}"
        for name, value in zip(dataset.whole.key, key, strict=True)
    ]
    day = f"CASE WHEN {dataset.whole.has_day} THEN day END AS day"
    return f'(SELECT * REPLACE ({day}) FROM "{dataset.name}" WHERE {both(*conditions)})'


def member(dimension: Dimension | None) -> str:
    """Return the SQL of a row's member of a dimension; several columns are joined by a dot."""
    if dimension is None:
        return "''"
    texts = [f"coalesce({name}::VARCHAR, '')" for name in dimension.columns]
    return texts[0] if len(texts) == 1 else f"concat_ws({quoted(BETWEEN)}, {', '.join(texts)})"


def member_order(dataset: Dataset, dimension: Dimension | None) -> str:
    """Return the SQL of the place of a row's member in the declared order: that of the vocabulary, then that of the rows."""
    if dimension is None or len(dimension.columns) > 1:
        return ROW_ORDER
    [column] = dimension.columns
    vocabulary = dataset.column(column).vocabulary
    if vocabulary is None:
        return ROW_ORDER
    terms = f"[{', '.join(map(quoted, vocabulary.names()))}]"
    outside, empty = len(vocabulary.terms), len(vocabulary.terms) + 1
    term = f"CASE WHEN {column} = '' THEN {empty} ELSE coalesce(list_position({terms}, {column}) - 1, {outside}) END"
    return f"({term}) * {2**60}::HUGEINT + {ROW_ORDER}"


def reached_scopes(question: Question) -> str:
    """Return the SQL of which scopes each smallest scope adds to."""
    if question.together:
        return f"SELECT row_scope, '' AS scope FROM scope WHERE row_scope = scope AND {is_one_of('row_scope', question.scopes)}"
    only = f"WHERE {is_one_of('scope', question.scopes)}" if question.scopes else ""
    return f"SELECT row_scope, scope FROM scope {only}"


def amounts(dataset: Dataset) -> str:
    """Return the SQL of the rows and measures by step, scope and member."""
    measures = ", ".join(f'{measure.total} AS "{measure.name}"' for measure in dataset.measures)
    names = ("rows", *(measure.name for measure in dataset.measures))
    totals = ", ".join(f'sum("{name}") AS "{name}"' for name in names)
    return f"""SELECT step, scope, member, {totals} FROM (
            SELECT step, row_scope, member, count(*) AS "rows", {measures} FROM chosen GROUP BY step, row_scope, member
        ) JOIN reached USING (row_scope) GROUP BY step, scope, member"""


def counted_once(distinct: Distinct, dimension: Dimension | None) -> str:
    """Return the SQL of how many things there are by step, scope and member: each counts once in a scope, at one member.

    That is the member most of its rows state; of equals the first in the declared order.
    """
    things = with_main_member(distinct) if dimension else without_member(distinct)
    return f"""SELECT step, scope, member, count(*) AS "{distinct.name}" FROM ({things}) GROUP BY step, scope, member"""


def without_member(distinct: Distinct) -> str:
    """Return the SQL of each thing once a scope: over the smallest scopes first, which keeps few of the rows."""
    key = ", ".join(distinct.key)
    return f"""SELECT scope, {key}, min(step) AS step, '' AS member FROM (
            SELECT row_scope, {key}, min(step) AS step FROM chosen WHERE {both(distinct.where, NO_TWIN)} GROUP BY row_scope, {key}
        ) JOIN reached USING (row_scope) GROUP BY scope, {key}"""


def with_main_member(distinct: Distinct) -> str:
    """Return the SQL of each thing once a scope, with the member that most of its rows there state."""
    key = ", ".join(distinct.key)
    return f"""SELECT scope, {key}, min(step) AS step, arg_min(member, member_order - weight * {HEAVIER}) AS member FROM (
            SELECT scope, {key}, member, min(step) AS step, min(member_order) AS member_order,
                CASE WHEN member = '' THEN 0 ELSE count(*) END AS weight
            FROM chosen JOIN reached USING (row_scope) WHERE {both(distinct.where, NO_TWIN)} GROUP BY scope, {key}, member
        ) GROUP BY scope, {key}"""


def stated_coverage(snapshot: Snapshot, dataset: Dataset) -> list[tuple[int, str, str, list[str], date, date]]:
    """Return, of the rows that count, by load, by what they are parts of and by the completeness they state.

    Each with its regions, first and last day; a season of a contest is written «ЛМП · 2025».
    """
    word = COVERAGE.name if COVERAGE in dataset.columns else "''"
    whole = member(Dimension("", dataset.title, dataset.whole.key)) if dataset.whole else "''"
    return snapshot.rows(
        f"""SELECT load_id, {whole}, coalesce({word}, ''), list(DISTINCT {dataset.region}), min(day),
            max(coalesce(day_end, day))
        FROM "{dataset.name}" WHERE day IS NOT NULL AND quarantined = {COUNTED} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""
    )
