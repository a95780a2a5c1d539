"""Sums over spans of days that no summary table holds, made from the rows themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from etl.database import FACTS
from etl.dataset import Dataset
from etl.datasets import DATASETS

if TYPE_CHECKING:
    import pandas as pd


def summarise_days(
    engine: Engine, register: str, since: date, until: date, regions: Sequence[str], known_days: bool
) -> tuple[pd.DataFrame, Mapping[str, Mapping[str, int]]]:
    """Return summaries made from the rows themselves, for spans the summary tables do not have, and the different things.

    The second value is, for every distinct that comes back over time, how many different ones each region has.
    """
    from etl.stored_rows import read_facts  # brings pandas, for which all commands would wait half a second
    from etl.summaries import summarise

    facts, dataset = FACTS[register], DATASETS[register]
    conditions: list[sa.ColumnElement[bool]] = [facts.c.day.between(since, until)] if known_days else [sa.true()]
    if regions:
        conditions += [facts.c.region.in_(regions), facts.c.quarantined == 0]
    with engine.connect() as connection:
        frame = read_facts(connection, dataset, sa.and_(*conditions))
    return summarise(frame, dataset, unkept=True), different_things(frame, dataset)


def different_things(frame: pd.DataFrame, dataset: Dataset) -> Mapping[str, Mapping[str, int]]:
    """Return how many different things each region has over all the rows given."""
    known = frame[frame["quarantined"] == 0]
    found: dict[str, dict[str, int]] = {}
    for distinct in dataset.distincts:
        if distinct.over_time:
            key = list(distinct.key)
            things = known[distinct.among(known)]
            if distinct.again:
                things = things.drop_duplicates([*key, distinct.again])
                things = things[things.duplicated(key)]
            things = things.drop_duplicates(key)
            sizes = things.groupby("region", observed=True).size()
            found[distinct.name] = {str(code): int(size) for code, size in sizes.items()}
    return found
