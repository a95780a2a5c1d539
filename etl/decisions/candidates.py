"""Possible duplicates: the same event, act or entry reported twice. They are only pointed out; a person decides."""

from collections.abc import Iterator

from sqlalchemy.engine import Connection, Engine

from etl.datasets import DATASETS
from etl.datasets.dataset import Dataset
from etl.decisions.event_pairs import cell_pairs, thing_pairs
from etl.decisions.pairs import Duplicate, from_record
from etl.decisions.row_pairs import row_pairs
from etl.warehouse.journal import Decision, present_state

MOST = 500  # pairs shown at once


def possible_duplicates(engine: Engine, most: int = MOST) -> list[Duplicate]:
    """Return the pairs nobody has decided yet, the likeliest first."""
    state = present_state(engine)
    if not state.loads:
        return []
    with engine.connect() as connection:
        pairs = [pair for dataset in DATASETS.values() for pair in pairs_of(connection, dataset)]
    decided = {key for key, decision in state.decisions.items() if decision.same is not None}
    return sorted((pair for pair in pairs if pair.key not in decided), key=lambda pair: -pair.score)[:most]


def decided_duplicates(engine: Engine) -> list[tuple[Duplicate, Decision]]:
    """Return the pairs a person has decided, with the decision, the newest first."""
    decisions = [decision for decision in present_state(engine).decisions.values() if decision.same is not None]
    newest_first = sorted(decisions, key=lambda decision: decision.at, reverse=True)
    return [(from_record(decision.pair), decision) for decision in newest_first]


def pairs_of(connection: Connection, dataset: Dataset) -> Iterator[Duplicate]:
    """Yield the possible duplicates of one register."""
    thing, rule = dataset.same_thing, dataset.sameness()
    if thing:
        yield from thing_pairs(connection, dataset, thing)
    if thing and rule:
        yield from cell_pairs(connection, dataset, rule, thing.title)
    elif rule:
        yield from row_pairs(connection, dataset, rule)
