"""The sums of a warehouse as its readers compute them, without a cache."""

import pandas as pd
from sqlalchemy.engine import Engine

from dashboard.engine.snapshot import open_snapshot
from dashboard.engine.sums import Question, sums
from etl.datasets import DATASETS

KEYS = ["day", "scope", "dimension", "member"]


def summary(
    engine: Engine, register: str = "events", dimension: str | None = None, scope: str = "", grain: str = "month"
) -> pd.DataFrame:
    """Return the sums by step of time, scope and member: of the whole, of one dimension, or of all of them."""
    dataset, snapshot = DATASETS[register], open_snapshot(engine)
    names = ["", *(one.name for one in dataset.dimensions)] if dimension is None else [dimension]
    rows = [
        {"day": cell.step, "scope": cell.scope, "dimension": name, "member": cell.member, **cell.sums}
        for name in names
        for cell in sums(snapshot, dataset, Question(None, grain, (scope,) if scope else (), name))
    ]
    return pd.DataFrame(rows, columns=[*KEYS, *dataset.summed()])


def nation(engine: Engine, register: str, measure: str) -> float:
    """Return a sum of the country over the whole record."""
    return float(summary(engine, register, "", "**")[measure].sum())
